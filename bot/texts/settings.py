"""How somebody is reminded, in words."""

from bot.texts.sources import listed
from bot.texts.wording import phrases, text, word
from handlers.answers import SettingsAnswer
from handlers.preferences import WEEKDAYS, Preferences


def settings_text(kept: Preferences | SettingsAnswer) -> str:
    """Say how somebody is reminded now."""
    if not kept.uses:
        return text("settings.nowhere")
    return text(
        "settings.now",
        door=word("door", kept.uses),
        days=_days(kept.weekdays),
        first=kept.first_hour,
        last=kept.last_hour,
    )


def _days(weekdays: str) -> str:
    if weekdays == WEEKDAYS:
        return text("settings.every_day")
    return listed([phrases("settings.days")[int(number) - 1] for number in weekdays])
