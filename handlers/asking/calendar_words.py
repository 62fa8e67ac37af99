"""The words by which somebody asks for the calendar, what is next, or what is late."""

import re
from dataclasses import dataclass
from typing import Literal

from handlers.asking.courtesies import ungreeted
from storage.words import fold, words

Kind = Literal["calendar", "next", "late"]
CALENDAR: Kind = "calendar"
NEXT: Kind = "next"
LATE: Kind = "late"
_COMMANDS = {CALENDAR: "kalender", NEXT: "nästa", LATE: "försenat"}
# Whoever writes more than this asks for something else.
_MOST_WORDS = 14
# What may stand before the calendar's name: "vad har vi i kalendern", "visa hela kalendern".
_LEAD = frozenset(
    words(
        "samverkan visa se ge hur ser ut vad star finns ligger hander har vi jag mig oss kan far "
        "vill i pa hela den var det"
    )
)
_NAME = re.compile(r"kalender(?:n|s|ns)?|kalendari(?:um|et)")
_HERE = r"(?: (?:hos|for|at) (?:oss|mig)| just nu| nu| i ?dag| i samverkan| i kalendern)*"
_NEXT = re.compile(
    r"(?:nasta(?: sak| grej| uppgift| steg)?|harnast"
    r"|vad (?:ar|blir|kommer|hander|har vi|star) (?:det )?(?:som )?(?:ar |kommer |hander )?"
    r"(?:nasta(?: sak| grej| uppgift| steg)?|nast|harnast|narmast|pa tur)"
    r"|(?:vad|nasta sak) (?:ska|skall|ska vi|ska jag|skall vi|skall jag) gora(?:s)? "
    r"(?:harnast|nast))(?: att gora| pa tur| vi ska gora)?" + _HERE
)
_LATE = re.compile(
    r"(?:forsena[dt]|forsenade|forseningar"
    r"|(?:vad|vilka|vilket) ar (?:det )?(?:som ar )?(?:for )?(?:sent|forsenat|forsenade)"
    r"|(?:ar|finns|har vi) (?:det )?(?:nagot|nagra|nat|nan|allt) (?:som ar )?"
    r"(?:forsenat|forsenade|forseningar|forsening)"
    r"|vad (?:har|ligger) (?:vi |jag )?(?:missat|glomt|efter(?: med)?)"
    r"|ligger (?:vi|jag) efter(?: med (?:nagot|nat))?"
    r"|vad (?:skulle|borde) (?:ha )?(?:varit|vara) klart)" + _HERE
)


@dataclass(frozen=True, slots=True)
class CalendarRequest:
    """What of the calendar is asked for; ``period`` as it was typed, in words, or nothing."""

    kind: Kind
    period: str = ""

    def typed(self) -> str:
        """Return the shortest words by which the same is asked for."""
        return f"{_COMMANDS[self.kind]} {self.period}".strip()


def calendar_request(text: str) -> CalendarRequest | None:
    """Return what of the calendar ``text`` asks for, or None where it asks for something else."""
    typed = words(ungreeted(text.lstrip("/ ")))
    if not 0 < len(typed) <= _MOST_WORDS:
        return None
    folded = [fold(word) for word in typed]
    asked = " ".join(folded[folded[0] == "samverkan" :])
    if _LATE.fullmatch(asked):
        return CalendarRequest(LATE)
    if _NEXT.fullmatch(asked):
        return CalendarRequest(NEXT)
    return _calendar(typed, folded)


def _calendar(typed: list[str], folded: list[str]) -> CalendarRequest | None:
    at = next((place for place, word in enumerate(folded) if _NAME.fullmatch(word)), None)
    # "Var finns kalendern?" asks for a place, "vår kalender" is ours.
    if at is None or typed[0] in {"var", "vart"} or not _LEAD.issuperset(folded[:at]):
        return None
    rest = typed[at + 1 :]
    return CalendarRequest(CALENDAR, " ".join(rest[1:] if rest[:1] == ["ut"] else rest))
