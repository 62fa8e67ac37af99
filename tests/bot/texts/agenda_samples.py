"""Answers about what falls due, as samples for the cards."""

from dataclasses import replace
from datetime import date, time

from handlers.answers import AgendaAnswer, DutyAnswer, MeetingAnswer
from handlers.contents import Duty, MeetingLine

DUE_IN_FEBRUARY = Duty(
    number=7,
    rule="jkp-verksamhetsberattelse",
    part="",
    slot="2027",
    title="Verksamhetsberättelse med bokslut",
    kind="deadline",
    state="open",
    first=date(2027, 2, 26),
    due=date(2027, 2, 26),
)

BOARD = MeetingLine(
    number=1,
    rule="jkp-styrgrupp",
    part="",
    title="Styrgruppsmöten",
    first=date(2027, 2, 10),
    last=date(2027, 2, 10),
    starts=time(9, 0),
    place="Stadshuset, Eksjö",
    host="Eksjö",
)

NEXT = AgendaAnswer(
    ids=("jkp-verksamhetsberattelse",),
    subject="next",
    first=date(2027, 2, 1),
    last=date(2028, 2, 1),
    today=date(2027, 2, 1),
    duties=(DUE_IN_FEBRUARY,),
    meetings=(BOARD,),
)

NOTHING_LATE = AgendaAnswer(
    subject="late", first=date(2026, 2, 1), last=date(2027, 2, 1), today=date(2027, 2, 1)
)

FEBRUARY = AgendaAnswer(
    subject="calendar",
    first=date(2027, 2, 1),
    last=date(2027, 2, 28),
    today=date(2027, 2, 1),
    duties=tuple(replace(DUE_IN_FEBRUARY, title=f"Sak {number}") for number in range(8)),
)

TICKED_OFF = DutyAnswer(
    ids=("jkp-verksamhetsberattelse",),
    duty=replace(DUE_IN_FEBRUARY, state="done"),
    today=date(2027, 2, 1),
    change="done",
)

BOOKED_BOARD = MeetingAnswer(
    ids=("jkp-styrgrupp",),
    title="Styrgruppsmöten",
    usual_time="3 gånger per år",
    booked=(BOARD, replace(BOARD, number=2, first=date(2027, 5, 12), last=date(2027, 5, 13))),
)

AGENDAS = (NEXT, NOTHING_LATE, FEBRUARY, TICKED_OFF, BOOKED_BOARD)
