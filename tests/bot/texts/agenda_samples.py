"""Answers about what falls due, as samples for the cards."""

from dataclasses import replace
from datetime import date, time

from handlers.answers import (
    AgendaAnswer,
    BookingAnswer,
    DutyAnswer,
    MeetingAnswer,
    OfficesAnswer,
    Option,
    RegistrationAnswer,
    WhichAnswer,
)
from handlers.contents import Duty, MeetingLine, OfficeCount

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

# One of three meetings is booked.
BOARDS = replace(
    DUE_IN_FEBRUARY,
    title="Styrgruppsmöten",
    kind="quota",
    first=date(2027, 1, 1),
    due=date(2027, 12, 31),
    least=3,
    most=3,
    booked=1,
    missing=2,
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

FIGURES = Duty(
    number=8,
    rule="jkp-nyckeltal",
    part="",
    slot="2027",
    title="Jämförelse av länsgemensamma nyckeltal",
    kind="deadline",
    state="open",
    first=date(2027, 4, 1),
    due=date(2027, 4, 1),
    offices=OfficeCount(1, 3, ("Eksjö", "Tranås")),
)

PUT_OFF = DutyAnswer(
    ids=("jkp-nyckeltal",),
    duty=replace(FIGURES, later_until=date(2027, 3, 8)),
    today=date(2027, 2, 1),
    change="put_off",
    undo="ångra uppskjutningen av nyckeltal",
    day=date(2027, 3, 8),
    day_off=date(2027, 3, 6),
)

REMINDED = DutyAnswer(
    ids=("jkp-nyckeltal",),
    duty=FIGURES,
    today=date(2027, 2, 1),
    change="reminded",
    reached=2,
)

OFFICES = OfficesAnswer(
    ids=("jkp-nyckeltal",),
    duty=FIGURES,
    today=date(2027, 2, 1),
    done=("Habo",),
    left=("Eksjö", "Tranås"),
    ticks=("klart nyckeltal åt Eksjö", "klart nyckeltal åt Tranås"),
)

MOVED_BOARD = BookingAnswer(ids=("jkp-styrgrupp",), meeting=BOARD, change="moved")

OPENED = RegistrationAnswer(
    ids=("jkp-styrgrupp",), meeting=BOARD, opened=True, address="https://bot.example/anmalan/1"
)

CLOSED = RegistrationAnswer(ids=("jkp-styrgrupp",), meeting=BOARD, opened=False)

TO_BOOK = AgendaAnswer(
    ids=("jkp-styrgrupp",),
    subject="to_book",
    first=date(2027, 2, 1),
    last=date(2028, 2, 1),
    today=date(2027, 2, 1),
    duties=(
        replace(DUE_IN_FEBRUARY, title="Chefsmöte", kind="quota", due=date(2027, 6, 30), missing=1),
    ),
)

NOTHING_TO_BOOK = replace(TO_BOOK, duties=())

WHICH = WhichAnswer(
    ids=("jkp-verksamhetsberattelse", "jkp-styrgrupp", "jkp-nyckeltal"),
    query="det där",
    options=(
        Option(typed="klart jkp-verksamhetsberattelse", duty=DUE_IN_FEBRUARY),
        Option(typed="ställ in mötet jkp-styrgrupp 2027-02-10", meeting=BOARD),
        Option(typed="regel jkp-nyckeltal", title="Nyckeltal", collaboration="Jönköping"),
    ),
    today=date(2027, 2, 1),
)

AGENDAS = (
    NEXT,
    NOTHING_LATE,
    FEBRUARY,
    TICKED_OFF,
    BOOKED_BOARD,
    PUT_OFF,
    REMINDED,
    OFFICES,
    MOVED_BOARD,
    OPENED,
    CLOSED,
    TO_BOOK,
    NOTHING_TO_BOOK,
    WHICH,
)
