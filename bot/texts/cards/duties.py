"""What recurs: the next meeting of a kind, how often, by when."""

import re
from collections.abc import Iterable, Sequence

from bot.texts.booked import when_words
from bot.texts.cards.model import Card, Line
from bot.texts.cards.shaping import asking, make, noted, pieces
from bot.texts.dates import day_words
from bot.texts.rule_shapes import shape_words
from bot.texts.safe import sentence_case
from bot.texts.wording import has_word, text, word
from handlers.answers import CadenceAnswer, MeetingAnswer
from handlers.contents import MeetingLine

_OFTEN = re.compile(r"gång|^vart|^varje|^löpande")
_YEAR = re.compile(r"(?:19|20)\d\d")


def meeting_card(answer: MeetingAnswer) -> Card:
    """Present the next meeting of a kind: nothing is booked until somebody books it."""
    usual = _usual(_often(answer.usual_time, answer.every_years))
    usual = shape_words(answer.kept) if answer.kept else usual
    lead = answer.booked and when_words(answer.booked[0])
    return make(
        "meeting",
        lead or pieces(text("meeting.not_booked"), usual),
        heading=answer.title,
        lines=(
            *_where(answer.booked),
            Line(_last(answer), text("label.last_time")),
            Line((not answer.booked and answer.host) or "", text("label.host")),
            Line(answer.convener or "", text("label.convener")),
            *noted(answer.notes[:1]),
            *asking(answer.contact),
        ),
        more=noted(answer.notes[1:]),
        record=("rule", answer.ids[0] if answer.ids else ""),
    )


def _where(booked: Sequence[MeetingLine]) -> Iterable[Line]:
    for first in booked[:1]:
        yield Line(first.place, text("label.place"))
        yield Line(first.host, text("label.host"))
    later = ", ".join(when_words(one) for one in booked[1:])
    yield Line(later, text("label.afterwards"))


def cadence_card(answer: CadenceAnswer) -> Card:
    """Present how often or by when something recurs, and that it is paused if it is."""
    date = day_words(answer.deadline) if answer.deadline else answer.deadline_said
    deadline = _next(answer, date) if date and not answer.paused else ""
    paused = text("cadence.paused_lead") if answer.paused else ""
    return make(
        "cadence",
        sentence_case(pieces(paused, _times(answer), deadline)),
        heading=answer.title,
        lines=(
            Line(_rests(answer)),
            Line(text("cadence.by_rule", date=date) if date and answer.paused else ""),
            Line(answer.wording if answer.kept else "", text("label.source_time")),
            *_day_off(answer, date),
            Line(text("cadence.per_office") if answer.per_office else ""),
            Line(answer.convener or "", text("label.convener")),
            *noted(answer.notes[:1]),
            *asking(answer.contact),
        ),
        more=noted(answer.notes[1:]),
        record=("rule", answer.ids[0] if answer.ids else ""),
    )


def _times(answer: CadenceAnswer) -> str:
    """Say how often: in the source's words, or in numbers where those are only dates."""
    if answer.kept:
        return shape_words(answer.kept)
    least, most = answer.per_year
    said = _often(answer.wording, answer.every_years)
    if least is None or len(answer.ids) == 1 or _OFTEN.search(said):
        return _wording(said)
    times = str(least) if most == least else text("cadence.at_least", count=least)
    return pieces(text("cadence.times", count=times), said)


def _rests(answer: CadenceAnswer) -> str:
    if not answer.paused:
        return ""
    return text("cadence.set_aside") if answer.set_aside else text("cadence.paused")


def _often(said: str, every_years: Iterable[int]) -> str:
    """Say how often in years beside what the source says in words."""
    return "; ".join(one for one in (said, *map(_every, every_years)) if one)


def _every(years: int) -> str:
    usual = {1: text("cadence.every_year"), 2: text("cadence.every_second")}
    return usual.get(years) or text("cadence.every", count=years)


def _next(answer: CadenceAnswer, date: str) -> str:
    # A source's own words for this time say no day that it has to be done by.
    if answer.deadline is None:
        return text("cadence.next", time=date)
    return text("cadence.deadline", date=date)


def _day_off(answer: CadenceAnswer, date: str) -> tuple[Line, ...]:
    if answer.working_day is None:
        return ()
    return (Line(text("cadence.day_off", date=date, day=day_words(answer.working_day))),)


def _wording(said: str) -> str:
    if not said:
        return text("cadence.missing")
    # A year's own date says what was, not what is usual.
    return text("cadence.last_stated", time=said) if _YEAR.search(said) else said


def _last(answer: MeetingAnswer) -> str:
    return "" if answer.last_time == answer.usual_time else answer.last_time


def _usual(time: str) -> str:
    if not time:
        return ""
    if _YEAR.search(time):
        return _wording(time)
    if _OFTEN.search(time):
        return time
    usual = word("season_loose", time) if has_word("season_loose", time) else time
    return text("meeting.usually", time=usual)
