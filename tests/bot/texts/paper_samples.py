"""A board's papers as the handlers give them."""

from dataclasses import replace
from datetime import date, time

from handlers.answers import (
    AgendaItem,
    AgendaProposalAnswer,
    DecisionAnswer,
    DecisionLine,
    DecisionsAnswer,
    MinutesAnswer,
    MinutesDraft,
    OwnerOption,
    PaperLine,
    PapersAnswer,
    Presence,
    ProposedAgenda,
    VisitAnswer,
    VisitRow,
    VisitSection,
    VisitSheet,
    WrittenAgenda,
    WrittenAgendaAnswer,
)
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
    id=3,
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
DECIDED = DecisionAnswer(
    ids=("jkp-styrgrupp",),
    decision=DECISION,
    change="decided",
    undo="stryk beslut 1 från möte 7",
)
OWNERLESS = replace(
    DECIDED,
    decision=replace(DECISION, owner=""),
    name_owner="ansvarig för beslut 1 från möte 7: ",
)
NAMESAKES = replace(
    OWNERLESS,
    asked="Bo",
    owners=(
        OwnerOption("Bo Bark", "", "Bo Bark"),
        OwnerOption("Bo Ek", "Miljökontoret i Habo", "bo.ek@habo.example"),
    ),
)
LOG = DecisionsAnswer(
    subject="decisions",
    today=date(2027, 5, 4),
    decisions=(
        replace(DECISION, late=True),
        replace(DECISION, id=4, number=2, text="Vi köper in mätare", state="done", owner=""),
    ),
)
NOTHING_OPEN = DecisionsAnswer(subject="open_decisions", decisions=(), today=date(2027, 5, 4))
PAPERS = PapersAnswer(
    subject="papers",
    meeting=BOARD,
    papers=(
        PaperLine(1, "Budget", "https://exempel.example/budget", ""),
        PaperLine(2, "Verksamhetsplan", "", "Verksamhetsplan.pdf"),
    ),
)
NO_PAPERS = replace(PAPERS, papers=())
VISIT = VisitAnswer(
    ids=("jonkoping-habo",),
    subject="visit_sheet",
    sheet=VisitSheet(
        "Habo",
        "Miljösamverkan Jönköpings län",
        date(2027, 2, 11),
        (
            VisitSection(
                "contacts",
                (VisitRow("Kim Kontakt", "register", "kim@habo.example", day=date(2026, 11, 4)),),
            ),
            VisitSection("groups", ()),
            VisitSection(
                "decisions",
                (
                    VisitRow(
                        "Vi inför gemensamma kontrolldagar",
                        "Styrgruppsmöte",
                        "Bo Ek",
                        state="late",
                        day=date(2027, 2, 10),
                    ),
                ),
                left=3,
            ),
        ),
    ),
)
PROPOSED = AgendaProposalAnswer(
    ids=("jkp-styrgrupp",),
    proposed=ProposedAgenda(
        meeting=BOARD,
        written=False,
        previous=replace(BOARD, first=date(2026, 11, 4), last=date(2026, 11, 4)),
        decisions=(DECISION, replace(DECISION, id=4, text="Vi köper in mätare; två")),
        proposals=12,
        budget="Reviderad budget",
        next_meeting=None,
    ),
)
WRITTEN = WrittenAgendaAnswer(
    ids=("jkp-styrgrupp",),
    agenda=WrittenAgenda(BOARD, ("1. Mötets öppnande", "2. Budget"), taken=True),
)
LEFT = replace(
    WRITTEN,
    agenda=replace(WRITTEN.agenda, taken=False),
    again="ersätt dagordning till möte 7: Öppnande; Budget",
)
PAPER_ANSWERS = (
    VISIT,
    PROPOSED,
    WRITTEN,
    LEFT,
    MINUTES,
    DECIDED,
    OWNERLESS,
    NAMESAKES,
    LOG,
    NOTHING_OPEN,
    PAPERS,
    NO_PAPERS,
    replace(PAPERS, change="added", left=("makro.docm",)),
    replace(PAPERS, change="sent", told=6),
)
