"""The pages behind the buttons in mails: looking changes nothing, sending a form does."""

from bot.web.pages.routes import web_pages

__all__ = ["web_pages"]
