"""What stands in the fields of a rule's dialog, as words: what is there first, and what is typed.

Each field has a name; several choices in one are joined with commas.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from handlers.rhythms import rhythm_of
from handlers.rules import RuleSheet, months_kept

Values: TypeAlias = Mapping[str, str]
Fields: TypeAlias = Mapping[str, Any]

# Begins the id of every field, so that one listener hears them all.
PREFIX = "rule_"
AWAKE, RESTING = "awake", "resting"
COORDINATOR, CHANNEL = "coordinator", "channel"
LAST_DAY = "last"
# When in a year: a season by its name, or one of these.
ALL, SOME, BUT = "all", "some", "but"
SEASON_NAMES = ("vår", "höst")
# How something lies beside a meeting, where it is so many working days away.
DAYS_BEFORE, DAYS_AFTER = "days_before", "days_after"
OF_DAYS = frozenset({DAYS_BEFORE, DAYS_AFTER})


def typed_in(view: Mapping[str, Any]) -> dict[str, str]:
    """Return what stands in the fields of a dialog now."""
    return {
        block_id.removeprefix(PREFIX): _held(element)
        for block_id, elements in view["state"]["values"].items()
        if block_id.startswith(PREFIX)
        for element in elements.values()
    }


def values_of(sheet: RuleSheet) -> dict[str, str]:
    """Return what a rule's dialog holds before anybody has touched it."""
    show = _SHOWN.get(sheet.shape.kind)
    return {
        **({"title": sheet.title} if sheet.made else {}),
        "state": RESTING if sheet.paused else AWAKE,
        **(show(sheet.shape.fields) if show else {}),
        "remind": ", ".join(map(str, sheet.remind)),
        "audience": sheet.audience or COORDINATOR,
        "hosts": "\n".join(sheet.hosts),
    }


def _held(element: Mapping[str, Any]) -> str:
    if "selected_options" in element:
        return ",".join(str(one["value"]) for one in element["selected_options"] or ())
    option = element.get("selected_option") or {}
    held = option.get("value") or element.get("selected_date") or element.get("value")
    return str(held or "").strip()


def _deadline(fields: Fields) -> Values:
    month, _, day = str(fields["date"]).partition("-")
    return {
        "month": month.lstrip("0"),
        "day": day if day == LAST_DAY else day.lstrip("0"),
        "roll": str(fields["roll"]),
    }


def _quota(fields: Fields) -> Values:
    when, months = _when(fields)
    return {
        "min": _said(fields["min"]),
        "max": _said(fields["max"]),
        "per": str(fields["per"]),
        "when": when,
        "months": ",".join(map(str, months)),
    }


def _when(fields: Fields) -> tuple[str, tuple[int, ...]]:
    season, months, without = (fields[name] for name in ("season", "months", "except_months"))
    if without and not (season or months):
        return BUT, without
    if months or without:
        return SOME, months_kept(fields)
    return season or ALL, ()


def _relative(fields: Fields) -> Values:
    offset = fields["offset"]
    if isinstance(offset, int):
        days = DAYS_BEFORE if offset < 0 else DAYS_AFTER
        beside = {"offset": days, "days": str(abs(offset))}
    else:
        beside = {"offset": str(offset)}
    return {"anchor": str(fields["anchor"]), "selector": str(fields["selector"]), **beside}


def _every(fields: Fields) -> Values:
    return {"years": _said(fields["years"]), "held": _said(max(fields["held"], default=None))}


def _threshold(fields: Fields) -> Values:
    return {"min": _said(fields["min"]), "max": _said(fields["max"])}


def _once(fields: Fields) -> Values:
    return {"from": str(fields["from"]), "to": str(fields["to"])}


def _recurring(fields: Fields) -> Values:
    rhythm = rhythm_of(str(fields["rrule"]))
    if rhythm is None:
        # It cannot be chosen, so it is left as it is.
        return {}
    return {"pace": rhythm.pace, "weekday": rhythm.weekday, "from": str(fields["from"])}


def _said(number: int | None) -> str:
    return "" if number is None else str(number)


_SHOWN: Mapping[str, Callable[[Fields], Values]] = {
    "deadline": _deadline,
    "quota": _quota,
    "relative": _relative,
    "every": _every,
    "threshold": _threshold,
    "once": _once,
    "rrule": _recurring,
}
