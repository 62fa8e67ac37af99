"""Amounts as people write them: "412 000", "1 234,50 kr", "12 tkr". Kept in öre."""

import re

from handlers.errors import Refusal

ORE = 100
# What a line says in money.
AMOUNTS = ("budget", "revised", "outcome")
# A thousand billion kronor: more than anybody budgets, and what the database counts exactly.
LARGEST = 10**12 * ORE
_SPACES = "[ \u00a0\u202f.]"
DIGITS = rf"\d{{1,3}}(?:{_SPACES}\d{{3}})+|\d+"
_UNITS = {"tkr": 1_000, "mkr": 1_000_000, "mnkr": 1_000_000}
UNIT = r"(?:kr|kronor|sek|tkr|mkr|mnkr|:-)"
_AMOUNT = re.compile(
    rf"(?P<minus>[-\u2212–] ?)?(?P<whole>{DIGITS})(?:[,](?P<part>\d+))?\s*(?P<unit>{UNIT})?",
    re.IGNORECASE,
)
_TWO_DIGITS = 2
_KEPT_DIGITS = 15


def amount_of(written: str) -> int:
    """Return an amount in öre; refuse what is none, what is negative, and what is too large."""
    said = _AMOUNT.fullmatch(" ".join(written.split()))
    if said is None:
        raise Refusal("amount_unread", written=written)
    return amount_in(said["whole"], said["part"] or "", said["unit"] or "", said["minus"] or "")


def amount_in(whole: str, part: str, unit: str, minus: str = "") -> int:
    """Return the öre of digits before and after the comma, in a unit."""
    digits = re.sub(r"\D", "", whole)
    said = f"{whole},{part}" if part else whole
    if minus and (int(digits) or int(part or 0)):
        raise Refusal("amount_negative", written=f"{minus.strip()}{said}")
    times = _UNITS.get(unit.casefold(), 1)
    if times == 1 and len(part) > _TWO_DIGITS:
        raise Refusal("amount_unread", written=said)
    if len(digits) > _KEPT_DIGITS:
        raise Refusal("amount_too_large", written=said)
    # In whole numbers all the way: öre are not to be lost in a fraction that is almost one.
    kept = part[:_KEPT_DIGITS]
    whole_ore = int(f"{digits}{kept}") * ORE * times
    shift = int("1" + "0" * len(kept))
    ore, rest = divmod(whole_ore, shift)
    if rest:
        raise Refusal("amount_unread", written=said)
    if ore > LARGEST:
        raise Refusal("amount_too_large", written=said)
    return ore


def kronor(ore: int | None) -> float | None:
    """Return an amount in kronor, None where there is none."""
    if ore is None:
        return None
    return ore // ORE if ore % ORE == 0 else ore / ORE
