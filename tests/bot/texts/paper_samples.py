"""A board's papers as the handlers give them."""

from datetime import date, time

from handlers.answers import AgendaItem, DecisionLine, MinutesAnswer, MinutesDraft, Presence
from handlers.contents import MeetingLine

BOARD = MeetingLine(
    number=7,
    rule="jkp-styrgrupp",
    part="",
    title="Styrgruppsmöte",
    first=date(2027, 2, 10),
    last=date(2027, 2, 10),
    starts=time(9),
    ends=time(12),
    place="Stadshuset i Habo",
    host="Habo kommun",
    collaboration="Miljösamverkan Jönköpings län",
)
DECISION = DecisionLine(
    number=1,
    meeting=BOARD,
    text="Vi inför gemensamma kontrolldagar",
    owner="Bo Ek",
    due=date(2027, 5, 3),
)
DRAFT = MinutesDraft(
    meeting=BOARD,
    formal=True,
    today=date(2027, 2, 11),
    people=(
        Presence("Ann Ask", "Miljökontoret i Habo", "room"),
        Presence("Bo Ek", "", "remote"),
        Presence("Cia Cullen", "Miljökontoret i Aneby", "declined"),
        Presence("Dan Damm", "", "silent"),
    ),
    items=(AgendaItem("Mötets öppnande"), AgendaItem("Budget", ("Reviderad budget för 2027",))),
    decisions=(DECISION,),
    secretary="Sam Ordnare",
    kept=True,
)
MINUTES = MinutesAnswer(ids=("jkp-styrgrupp",), draft=DRAFT)
PAPER_ANSWERS = (MINUTES,)
