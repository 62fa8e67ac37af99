"""How the asker is reminded, in words: "inställningar", "påminn mig i mejl kl 9–15"."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from handlers.answers import Answer, SettingsAnswer
from handlers.asking.question import Question
from handlers.errors import Refusal
from handlers.preferences import (
    FIRST_HOURS,
    LAST_HOURS,
    WEEKDAYS,
    Door,
    Preferences,
    preferences_of,
    set_preferences,
)

_SHOW = re.compile(
    r"(?:(?:visa|andra) )?(?:mina )?installningar(?:na)?"
    r"|hur (?:blir|ar) jag pamind|hur paminns jag|hur paminner du mig"
    r"|(?:hur|nar) far jag (?:mina )?paminnelser(?:na)?"
)
_HEAD = re.compile(
    r"(?:paminn mig|jag vill bli pamind|(?:jag vill ha|skicka) (?:mina )?paminnelser(?:na)?) "
)
_MAIL = re.compile(r"(?:i|med|via|genom|per) (?:e-?post|mejl(?:en)?|mail(?:en)?)\b")
_CHAT = re.compile(r"(?:i|via|genom) (?:chatt(?:en)?|slack)\b")
_ANYWHERE = re.compile(r"dar jag ar\b")
_CLOCK = r"(?:kl(?:ockan|\.)? ?)?(\d{1,2})(?:[.:]00)?"
_HOURS = re.compile(rf"(?:mellan |fran )?{_CLOCK} ?(?:-|–|och|till) ?{_CLOCK}(?![\d.:]*\d)")
_NAMES = ("mandag", "tisdag", "onsdag", "torsdag", "fredag", "lordag", "sondag")
_NAME = f"(?:{'|'.join(_NAMES)})"
_DAYS = re.compile(
    rf"(?:pa )?(?:(?:alla|varje) )?{_NAME}ar(?:(?:, ?(?:och )?| och | samt ){_NAME}ar)*\b"
    rf"|varje {_NAME}(?:(?:, ?(?:och )?| och | samt )(?:varje )?{_NAME})*\b"
)
_SPAN = re.compile(
    rf"(?:pa |fran )?({_NAME})(?:ar)?(?: till | till och med | ?[-–] ?)({_NAME})(?:ar)?\b"
)
_EVERY = re.compile(r"(?:pa )?(?:alla |varje )?(?:vardag|arbetsdag|veckodag)(?:ar(?:na)?)?\b")
_COURTESY = re.compile(r"(?:tack|i stallet|i fortsattningen|hadanefter|framover)\b")
_BETWEEN = re.compile(r",? ?(?:och )?")
# Whoever begins like this means the hours, whatever follows.
_ABOUT_HOURS = re.compile(r"(?:mellan |fran )?(?:kl(?:ockan|\.)? ?)?\d")
# Somebody who wants to be reminded of something does not say how.
_OF_SOMETHING = re.compile(r"\b(?:om|att|nar|infor|innan|fore)\b")


@dataclass(frozen=True, slots=True)
class _Change:
    """What is to be otherwise; None where it is not named."""

    door: Door | None = None
    hours: tuple[int, int] | None = None
    weekdays: str | None = None


def settings(question: Question) -> Answer | None:
    """Tell how the asker is reminded, or change what they name of it."""
    scope, said = question.scope, question.phrase.bare
    if _SHOW.fullmatch(said):
        return _answer(preferences_of(scope.services, scope.asker), changed=False)
    change = _read(said)
    return _answer(_kept(question, change), changed=True) if change else None


def _kept(question: Question, change: _Change) -> Preferences:
    services, asker = question.scope.let_go()
    now = preferences_of(services, asker)
    first, last = change.hours or (now.first_hour, now.last_hour)
    return set_preferences(
        services,
        asker,
        door=now.door if change.door is None else change.door,
        first_hour=first,
        last_hour=last,
        weekdays=change.weekdays or now.weekdays,
    )


def _answer(kept: Preferences, *, changed: bool) -> Answer:
    return SettingsAnswer(
        door=kept.door,
        uses=kept.uses,
        first_hour=kept.first_hour,
        last_hour=kept.last_hour,
        weekdays=kept.weekdays,
        changed=changed,
    )


def _read(said: str) -> _Change | None:
    """Read what is to be otherwise, or None where something else is asked for."""
    head = _HEAD.match(said)
    if head is None:
        return None
    change, at = _parts(said, head.end())
    if at == len(said):
        return change
    rest = said[at:]
    understood = change != _Change() or _ABOUT_HOURS.match(rest)
    if not understood or _OF_SOMETHING.search(rest):
        return None
    raise Refusal("settings_words")


def _parts(said: str, at: int) -> tuple[_Change, int]:
    """Read one part after the other from ``at``; return where the first begins that is none."""
    change = _Change()
    while at < len(said):
        found = ((match, take) for part, take in _PARTS if (match := part.match(said, at)))
        match, take = next(found, (None, None))
        if match is None or take is None:
            break
        change = take(change, match)
        at = _past(_BETWEEN, said, match.end())
    return change, at


def _past(optional: re.Pattern[str], said: str, at: int) -> int:
    between = optional.match(said, at)
    return between.end() if between else at


def _mail(change: _Change, _match: re.Match[str]) -> _Change:
    return replace(change, door="mail")


def _chat(change: _Change, _match: re.Match[str]) -> _Change:
    return replace(change, door="slack")


def _anywhere(change: _Change, _match: re.Match[str]) -> _Change:
    return replace(change, door="")


def _courtesy(change: _Change, _match: re.Match[str]) -> _Change:
    return change


def _hours(change: _Change, match: re.Match[str]) -> _Change:
    first, last = int(match[1]), int(match[2])
    if first < FIRST_HOURS.start or last >= LAST_HOURS.stop:
        raise Refusal("hours_outside", first=FIRST_HOURS.start, last=LAST_HOURS.stop - 1)
    return replace(change, hours=(first, last))


def _days(change: _Change, match: re.Match[str]) -> _Change:
    return _on(change, [_NAMES.index(name) for name in re.findall(_NAME, match[0])])


def _span(change: _Change, match: re.Match[str]) -> _Change:
    first, last = _NAMES.index(match[1]), _NAMES.index(match[2])
    return _on(change, list(range(first, last + 1)))


def _every(change: _Change, _match: re.Match[str]) -> _Change:
    return replace(change, weekdays=WEEKDAYS)


def _on(change: _Change, days: list[int]) -> _Change:
    named = "".join(str(day + 1) for day in days)
    if not named or set(named) - set(WEEKDAYS):
        raise Refusal("only_weekdays")
    return replace(change, weekdays=named)


# In the order in which they are tried: "måndagar till onsdagar" begins like a list of days.
_PARTS: tuple[tuple[re.Pattern[str], Callable[[_Change, re.Match[str]], _Change]], ...] = (
    (_MAIL, _mail),
    (_CHAT, _chat),
    (_ANYWHERE, _anywhere),
    (_HOURS, _hours),
    (_SPAN, _span),
    (_DAYS, _days),
    (_EVERY, _every),
    (_COURTESY, _courtesy),
)
