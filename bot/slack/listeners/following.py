"""Following a project, and no longer following it."""

from slack_bolt import Ack, App

from bot.slack.middleware import Introductions
from bot.slack.press import Press, on_press
from bot.texts import text
from handlers import following


def register(app: App, introductions: Introductions) -> None:
    """Listen for the two buttons."""
    press = on_press(introductions)
    app.action("follow", middleware=press)(follow)
    app.action("unfollow", middleware=press)(unfollow)


def follow(ack: Ack, press: Press) -> None:
    """Follow the project of the answer, and confirm it."""
    about = press.origin
    state = following.follow(press.services, press.asker, about.key, owner=about.owner)
    press.answer(about, text("slack.following", title=state.topic_title))
    ack()


def unfollow(ack: Ack, press: Press) -> None:
    """Stop following the project of the answer, and confirm it."""
    about = press.origin
    state = following.unfollow(press.services, press.asker, about.key, owner=about.owner)
    press.answer(about, text("slack.not_following", title=state.topic_title))
    ack()
