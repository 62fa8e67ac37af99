"""How somebody wants to be reminded: the dialog."""

from bot.slack.blocks.fields import checkboxes, field, form, option, radio, select
from bot.slack.blocks.parts import Block, Message, button, buttons, message, said, small
from bot.texts import text
from bot.texts.settings import settings_text
from bot.texts.wording import phrases, word
from handlers.newsletter_choices import Choice
from handlers.own_newsletters import OwnChoice
from handlers.preferences import FIRST_HOURS, LAST_HOURS, WEEKDAYS, Preferences

CHAT, MAIL = "slack", "mail"


def settings_dialog(preferences: Preferences, letter: OwnChoice) -> Block:
    """Return the dialog in which somebody says how they want to be reminded."""
    door = preferences.door or preferences.uses or CHAT
    doors = radio([_door(CHAT), _door(MAIL)], door)
    days = checkboxes([_day(number) for number in WEEKDAYS], preferences.weekdays)
    return form(
        "settings",
        text("settings.title"),
        text("settings.save"),
        [
            small(settings_text(preferences)),
            field("door", text("settings.door"), doors),
            field(
                "first_hour",
                text("settings.first_hour"),
                select(_hours(FIRST_HOURS), str(preferences.first_hour)),
            ),
            field(
                "last_hour",
                text("settings.last_hour"),
                select(_hours(LAST_HOURS), str(preferences.last_hour)),
                hint=text("settings.hours_hint"),
            ),
            # Slack would let nobody send it without a day and not say why: we do.
            field("weekdays", text("settings.weekdays"), days, optional=True),
            field(
                "newsletter",
                text("settings.newsletter"),
                radio([_way(choice) for choice in Choice], letter.choice.value),
            ),
        ],
    )


def settings_invitation() -> Message:
    """Return a button that opens the dialog, where none can be opened at once."""
    opening = button(text("settings.open"), "open_settings")
    return message(text("settings.what"), [said(text("settings.what")), *buttons([opening])])


def _door(door: str) -> Block:
    return option(door, word("door_choice", door))


def _way(choice: Choice) -> Block:
    return option(choice.value, word("newsletter_way", choice.value))


def _day(number: str) -> Block:
    name = phrases("settings.days")[int(number) - 1]
    return option(number, name.capitalize())


def _hours(hours: range) -> list[Block]:
    return [option(str(hour), text("settings.hour", hour=hour)) for hour in hours]
