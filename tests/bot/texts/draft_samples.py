"""Proposals that are being written, lines from a room, and rounds, as the handlers tell of them."""

from datetime import date

from handlers.answers import (
    DraftProblem,
    Item,
    ProposalDraftAnswer,
    ProposalRoundLine,
    ProposalRoundsAnswer,
    RoomAnswer,
    RoomLineAnswer,
)

BIOCIDES = Item("biocid", "Biocidprodukter", "proposal", "i förslagsbanken", "2022", year=2022)
READY = ProposalDraftAnswer(
    ids=("biocid",),
    draft=12,
    title="Tillsyn av skateparker",
    area="Hälsoskydd",
    background="Många klagar på buller.",
    goal="Färre klagomål.",
    offices=("Miljökontoret i Habo",),
    target_group="Kommunens egna parker",
    form="campaign",
    focus_area="Buller",
    environmental_goals=("non_toxic", "built_environment"),
    wished_time="våren 2028",
    can_take_part="yes",
    standing=True,
    links=("https://habo.example/parker",),
    similar=(BIOCIDES,),
)
LACKING = ProposalDraftAnswer(
    draft=13,
    problems=(
        DraftProblem(name="title", code="proposal_title_missing"),
        DraftProblem(name="goal", code="proposal_too_long", values={"most": 3000, "length": 3100}),
    ),
    unread={"offices": "Habbo", "form": "dans"},
    loose="Hej, här kommer ett förslag.",
)
LINES = (
    RoomLineAnswer(at=1, title="Skateparker", offices=("Miljökontoret i Habo",), words="buller"),
    RoomLineAnswer(at=2, title="Biocider", offices=("Miljökontoret i Habo",), like=BIOCIDES),
    RoomLineAnswer(at=3, title="Skateparker", offices=("Miljökontoret i Tranås",), twin=1),
)
FAULTY = RoomLineAnswer(
    at=4,
    title="Gödsel",
    problem=DraftProblem(name="title", code="room_office_unknown", values={"office": "Habbo"}),
)
ROUND = ProposalRoundLine(year=2028, opens=date(2027, 2, 1), closes=date(2027, 3, 31), late=True)
STRICT = ProposalRoundLine(year=2027, opens=date(2026, 11, 1), closes=date(2026, 12, 1), late=False)
TODAY = date(2026, 11, 20)
DRAFTS = (
    READY,
    LACKING,
    ProposalDraftAnswer(draft=14, changes="2027-014", title="Skateparker"),
    ProposalDraftAnswer(draft=12, title="Skateparker", thrown_away=True),
    ProposalDraftAnswer(
        draft=15,
        title="Skateparker",
        not_now=DraftProblem(
            name="", code="proposal_round_closed", values={"closed": date(2027, 3, 31)}
        ),
    ),
    RoomAnswer(),
    RoomAnswer(paste=3, lines=LINES),
    RoomAnswer(paste=3, lines=(*LINES, FAULTY)),
    RoomAnswer(
        paste=3,
        lines=(RoomLineAnswer(at=1, title="Skateparker", number="2027-014"),),
        handed_in=True,
    ),
    ProposalRoundsAnswer(today=TODAY),
    ProposalRoundsAnswer(rounds=(STRICT, ROUND), today=TODAY),
    ProposalRoundsAnswer(rounds=(ROUND,), today=TODAY, changed=2028),
    ProposalRoundsAnswer(today=TODAY, removed=2027),
)
