"""What somebody means who answers an invitation in a few words: "jag kommer", "tyvärr inte".

Only what is said in the words below counts as an answer: a single other word may turn the meaning,
as in "jag kommer, men sent", and is for people to read.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.asking.phrase import Phrase
from handlers.contents import MeetingLine
from handlers.meeting_views import Response
from storage.words import stem, words


def _set(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_YES = _set("ja japp jajamän javisst visst absolut självklart gärna")
_NO = _set("nej nä förhinder förhindrad återbud avböjer avanmäl avanmäler upptagen bortrest")
_COMES = _set(
    "kommer komma deltar delta medverkar medverka närvarar närvara kan hinner accepterar med "
    "anmäl anmäler"
)
_NOT = _set("inte ej ingen")
_MAYBE = _set("kanske nog troligen eventuellt preliminärt")
_REMOTE = _set("digitalt distans online länk länken teams zoom")
_ROOM = _set("plats fysiskt")
_SAYS_NOTHING = _set(
    "jag mig då tyvärr att till på i vid via genom det den detta denna här mötet möte träffen "
    "dagen tiden datumet gången hej tack är vara har lämnar lämna måste får tackar tacka kunna "
    "möjlighet "
    "ändrar ändra mitt svar svarar ett såklart givetvis min del för"
)
_POLITE = _set(
    "tack för inbjudan inbjudningen kallelsen påminnelsen mejlet vi ses hörs då där ser fram emot "
    "mot det mötet träffen så mycket ha en bra fin trevlig dag helg vecka allt gott hälsningar hej"
)
# Whoever says that they look forward to it may mean to come.
_PROMISES = _set("ses hörs ser fram emot")
# Asked with a verb before its subject, whether or not a question mark follows.
_ASKS = re.compile(r"(?:kan|kommer|får|ska|deltar|hinner|är|har) jag\b", re.IGNORECASE)
_UNSURE = re.compile(r"(?:jag )?vet inte(?: än| ännu| säkert)?", re.IGNORECASE)
_BETWEEN = re.compile(r"[.,!;:\n]+")
_WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
_MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september",
    "oktober", "november", "december",
)  # fmt: skip
# What stands after a name at the end of a mail is no more of it, unless somebody speaks there.
_SPEAKS = _set("jag vi mig oss du ni inte men kommer kan vill har hon han")


@dataclass(frozen=True, slots=True)
class _Part:
    """What one part of a mail says: how they take part where it tells."""

    status: str
    attends: str = ""


def plain_answer(typed: str, meeting: MeetingLine) -> Response | None:
    """Return what an answer of few words says of its writer alone, None where it is not that.

    ``typed`` is without quotations; the meeting's own name, place and day may stand in it.
    """
    if "?" in typed:
        return None
    about = _about(meeting)
    parts = [_BETWEEN.split(typed)] if not _UNSURE.fullmatch(typed.strip(" .!")) else []
    if not parts:
        return Response(status="tentative")
    said: list[_Part] = []
    for part in parts[0]:
        if _is_idle(part, about):
            continue
        meant = None if _ASKS.match(part.strip()) else _meant(part, about)
        if meant is None:
            return None
        said.append(meant)
    return _agreed(said)


def own_words(typed: str, name: str) -> str:
    """Return a mail without its greeting and signature; ``name`` is its writer's in the register.

    Many write their name with nothing before it, and their office below.
    """
    lines = Phrase.of(typed).text.split("\n")
    own = set(words(name))
    for at, line in enumerate(lines[1:], start=1):
        signs = set(words(line))
        if signs and signs <= own and not _speaks(lines[at:]):
            return "\n".join(lines[:at]).strip()
    return "\n".join(lines).strip()


def only_thanks(typed: str) -> bool:
    """Tell whether somebody says no more than thanks, and promises nothing."""
    return all(one in _POLITE - _PROMISES for one in words(typed))


def _speaks(lines: Iterable[str]) -> bool:
    rest = "\n".join(lines)
    return "?" in rest or bool(_SPEAKS & set(words(rest)))


def _is_idle(part: str, about: Collection[str]) -> bool:
    """Tell whether a part says nothing of whether somebody comes: "tack för inbjudan"."""
    found = words(part)
    return all(one in _POLITE for one in found) or all(_is_filler(one, about) for one in found)


def _meant(part: str, about: Collection[str]) -> _Part | None:
    found = words(part)
    known = _YES | _NO | _COMES | _NOT | _MAYBE | _REMOTE | _ROOM
    if not all(one in known or _is_filler(one, about) for one in found):
        return None
    how = _how(found)
    if how is None:
        return None
    status = _status(found, how)
    return _Part(status, how) if status else None


def _how(found: Sequence[str]) -> str | None:
    """Return remote or room, "" where neither is said, None where both are."""
    remote, room = bool(_REMOTE & set(found)), bool(_ROOM & set(found))
    if remote and room:
        return None
    return "remote" if remote else "room" if room else ""


def _status(found: Sequence[str], how: str) -> str:
    said = set(found)
    negations = sum(one in _NOT for one in found)
    # "Jag har inte förhinder", "ja, inte": whoever says both has to be asked.
    unsure = negations > 1 or bool(said & _YES and (negations or said & _NO))
    # Not in the room may well be at a distance.
    unsure = unsure or bool(negations and (how or said & (_NO - {"nej", "nä"})))
    if unsure or (said & {"nej", "nä"} and said & _COMES and not negations):
        return ""
    if negations or said & _NO:
        return "declined"
    return "tentative" if said & _MAYBE else "accepted"


def _agreed(said: Sequence[_Part]) -> Response | None:
    """Return what all parts say together, None where they do not agree, or there is none."""
    statuses, ways = {one.status for one in said}, {one.attends for one in said if one.attends}
    if len(statuses) != 1 or len(ways) > 1:
        return None
    (status,) = statuses
    attends = (next(iter(ways), "room")) if status == "accepted" else ""
    return Response(status=status, attends=attends)


def _is_filler(one: str, about: Collection[str]) -> bool:
    return one in _SAYS_NOTHING or one in about or stem(one) in about


def _about(meeting: MeetingLine) -> frozenset[str]:
    """Return the words by which the meeting is known, and their stems."""
    named = words(f"{meeting.title} {meeting.part} {meeting.place}")
    days = [word for day in (meeting.first, meeting.last) for word in _day(day)]
    return frozenset((*named, *map(stem, named), *days))


def _day(day: date) -> tuple[str, ...]:
    weekday, month = _WEEKDAYS[day.weekday()], _MONTHS[day.month - 1]
    return (str(day.day), weekday, f"{weekday}en", month, month[:3])
