"""Booking what waits to be booked, in words: "boka styrgruppsmöte 14 mars kl 9 i Borås"."""

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from handlers.access import Information, may
from handlers.answers import AgendaAnswer, Answer, BookingAnswer
from handlers.asking.booking_words import BookingWords, booking_words, inner_places
from handlers.asking.meant import Meant, meant_loosely, which_duty
from handlers.asking.orders import command_text, order_text
from handlers.asking.question import Question
from handlers.errors import Refusal

if TYPE_CHECKING:
    from handlers.planning import Known

_BOOK = re.compile(r"boka(?: in)?:? (?P<rest>\S.*)", re.IGNORECASE)
_TO_BOOK = re.compile(
    r"(?:vad|vilka|vilka möten|vilket möte|vilket)(?: är det som)?"
    r" (?:ska|skall|måste|behöver|bör|återstår att|är kvar att)(?: vi| jag)? (?:bokas|boka)"
    r"|(?:vad|vilka möten|vilka) är (?:obokat|obokade|inte bokat|inte bokade)(?: än| ännu)?"
    r"|(?:möten )?att boka|obokat|obokade möten",
    re.IGNORECASE,
)
_SOON = timedelta(days=14)


def to_book(question: Question) -> Answer | None:
    """Answer with what waits to be booked."""
    if not _TO_BOOK.fullmatch(command_text(question)):
        return None
    from handlers import coming  # noqa: PLC0415 - the days off are slow to load

    agenda = coming.to_book(question.scope.services, question.scope.asker)
    return AgendaAnswer(
        ids=tuple(dict.fromkeys(duty.rule for duty in agenda.duties)),
        subject="to_book",
        first=agenda.first,
        last=agenda.last,
        today=agenda.today,
        duties=agenda.duties,
    )


def book(question: Question) -> Answer | None:
    """Book a meeting for what is named; a wish of somebody who may not is read elsewhere."""
    said = _BOOK.fullmatch(order_text(question))
    if said is None or not may(question.scope.asker, Information.CALENDAR):
        return None
    wanted = booking_words(said["rest"], question.scope.today)
    named, place = _named(question, wanted.what)
    if named is None:
        return None
    found = _bookable(named, wanted)
    if not found:
        raise Refusal("nothing_to_book", title=named.title)
    if len(found) > 1:
        rest = said["rest"].removeprefix(named.said).strip(" ,")
        return which_duty(named, found, lambda name: f"boka {name} {rest}".strip())
    return _booked(named, found[0], wanted, wanted.place or place)


def _named(question: Question, what: str) -> tuple[Meant | None, str]:
    """Return what is to be booked, and the place that may stand before the day."""
    whole = meant_loosely(question, what)
    if whole is None or not whole.stranger:
        return whole, ""
    for head, place in inner_places(what):
        named = meant_loosely(question, head)
        if named is not None and not named.stranger and named.rules == whole.rules:
            return named, place
    # "Boka lokal till styrgruppen" is another wish.
    return None, ""


def _bookable(named: Meant, wanted: BookingWords) -> list["Known"]:
    """Return of each rule what the day is within, else what is first to be booked."""
    days = wanted.days
    if days is not None:
        first = days.first
        within = named.occurrences(
            lambda one: one.bookable and not one.settled and _is_within(one, first)
        ) or named.occurrences(lambda one: one.bookable and _is_within(one, first))
        if within:
            return within
    return named.occurrences(lambda one: one.bookable and not one.settled)


def _is_within(known: "Known", day: date) -> bool:
    one = known.occurrence
    return one.first <= day and (one.last is None or day <= one.last)


def _booked(named: Meant, known: "Known", wanted: BookingWords, place: str) -> Answer:
    from handlers import meetings  # noqa: PLC0415 - the days off are slow to load
    from handlers.to_book import what_to_book  # noqa: PLC0415 - as above

    number = known.row.id if known.row else 0
    services, asker = named.question.scope.let_go()
    turn = what_to_book(services, asker, number).turn
    if wanted.days is None:
        day = _example_day(known, named.question.scope.today)
        host = f", värd: {turn}" if turn else ""
        example = f"boka {named.said} {day} kl 9 i Borås{host}"
        raise Refusal("say_when", example=example)
    booking = meetings.Booking(
        first=wanted.days.first,
        last=wanted.days.last,
        starts=wanted.starts,
        ends=wanted.ends,
        place=place,
        # As in the dialog, whose field holds whose turn it is.
        host=wanted.host or turn,
    )
    meeting = meetings.book(services, asker, number, booking)
    return BookingAnswer(ids=(meeting.rule,), meeting=meeting, change="booked")


def _example_day(known: "Known", today: date) -> date:
    """Return a day on which this very thing can be booked."""
    from handlers.later import working_day  # noqa: PLC0415 - the days off are slow to load

    one = known.occurrence
    soon = max(one.first, today) + _SOON
    return working_day(min(soon, one.last or soon))
