"""What Slack checks in a dialog before the bot hears of it."""

import re
from collections.abc import Mapping

from bot.workspace.content import VALUE_KEY, Placed, placed_in, values_of
from bot.workspace.records import View
from bot.workspace.wire import Json

REQUIRED = "Fyll i fältet."
TOO_SHORT = "Skriv minst {least} tecken."
TOO_LONG = "Skriv högst {most} tecken."
NOT_MAIL = "Skriv en e-postadress, till exempel namn@kommun.example."
NOT_NUMBER = "Skriv ett tal."
NOT_URL = "Skriv en adress som börjar med https://."
FORMS: Mapping[str, tuple[str, str]] = {
    "email_text_input": (r"[^@\s]+@[^@\s]+\.[^@\s]+", NOT_MAIL),
    "url_text_input": (r"https?://\S+", NOT_URL),
    "number_input": (r"-?\d+([.,]\d+)?", NOT_NUMBER),
}


def faults(view: View) -> dict[str, str]:
    """List what must be mended, by block id."""
    values = values_of(view)
    found: dict[str, str] = {}
    for placed in placed_in(view):
        if placed.block["type"] == "input":
            held = values.get(placed.block_id, {}).get(placed.action_id, {})
            if fault := _fault(placed, held):
                found[placed.block_id] = fault
    return found


def _fault(placed: Placed, held: Json) -> str:
    value = held.get(VALUE_KEY[placed.element["type"]])
    if not value:
        return "" if placed.block.get("optional") else REQUIRED
    return _text_fault(placed.element, value) if isinstance(value, str) else ""


def _text_fault(element: Json, value: str) -> str:
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if len(value) < least:
        return TOO_SHORT.format(least=least)
    if len(value) > most:
        return TOO_LONG.format(most=most)
    pattern, fault = FORMS.get(element["type"], ("", ""))
    return fault if pattern and not re.fullmatch(pattern, value) else ""
