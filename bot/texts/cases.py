"""A case in words: what its files are called, and how each of their fields is named and said."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot.texts.proposals import state_words
from bot.texts.safe import clean
from bot.texts.wording import text, word
from handlers.answers import CaseFile, RoundExportAnswer
from handlers.ports import SWEDEN

_SAFE = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")


def case_file_name(case: CaseFile) -> str:
    """Return what a case's file is called: letters, digits and hyphens alone."""
    return f"{text('case.file', name=_safe(case.proposals[0].name))}.zip"


def round_file_name(answer: RoundExportAnswer) -> str:
    """Return what a round's file is called."""
    return f"{text('case.round_file', year=answer.year)}.xlsx"


def field_name(code: str) -> str:
    """Return what a field is called."""
    return word("case_field", code)


def said(code: str, value: object) -> object:
    """Say what stands in a field: moments in Swedish time, codes of ours in words."""
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, tuple):
        return [said(code, one) for one in value]
    return _WORDED[code](str(value)) if value and code in _WORDED else value


def moment(at: datetime) -> str:
    """Return a moment as Sweden's clocks showed it, with their distance from UTC."""
    return at.astimezone(SWEDEN).isoformat(timespec="seconds")


def verb_words(verb: str) -> str:
    """Say what somebody has done."""
    return word("case_verb", verb, clean(verb))


def door_words(door: str) -> str:
    """Say through which door something was done."""
    return word("case_door", door, clean(door))


def read_me(case: CaseFile) -> str:
    """Say what is in a case's file, and what is not kept."""
    first = case.proposals[0]
    named = f"{first.name} {clean(first.title)}"
    lines = (
        text("case.about", name=named, collaboration=clean(case.collaboration)),
        text("case.made", at=moment(case.made_at), by=clean(case.made_by)),
        "",
        text("case.readme_json"),
        text("case.readme_log"),
        text("case.readme_mails"),
        text("case.readme_replies"),
        text("case.readme_notices"),
        text("case.readme_official"),
    )
    return "\r\n".join((*lines, ""))


def _safe(name: str) -> str:
    kept = "".join(one if one in _SAFE else "-" for one in name.lower())
    return "-".join(filter(None, kept.split("-"))) or text("case.unnamed")


_WORDED: Mapping[str, Callable[[str], Any]] = {
    "state": state_words,
    "before": state_words,
    "after": state_words,
    "outcome": state_words,
    "form": lambda code: word("proposal_form", code),
    "can_take_part": lambda code: word("can_take_part", code),
    "environmental_goals": lambda code: word("environmental_goal", code),
    "part": lambda code: word("case_part", code),
    "door": door_words,
    "notice_state": lambda code: word("notice_state", code),
    "event": lambda code: word("case_verb", code),
}
