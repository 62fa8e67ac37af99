"""The pages where people try the bot."""

from bot.workspace.pages.routes import page_routes

__all__ = ["page_routes"]
