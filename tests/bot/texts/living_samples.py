"""Projects that live, as the handlers tell of them."""

from dataclasses import replace
from datetime import UTC, date, datetime

from handlers.answers import (
    CallAnswer,
    CallCard,
    ChangeLine,
    HistoryAnswer,
    Item,
    MemberLine,
    MembersAnswer,
    OfficeLine,
    PartialDate,
    Period,
    Progress,
    ProjectAnswer,
    ProjectCard,
    ProjectChangedAnswer,
    ProjectOption,
    ProjectOrigin,
    ProjectRemovedAnswer,
    ProjectState,
    TakingPartAnswer,
    Values,
    WhichProjectAnswer,
)

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
PROGRESS = Progress(
    offices=12, visits=140, members=5, office_goal=20, visit_goal=200, member_goal=5
)
TITLE = "Tillsynsprojekt släckvatten"
PROJECT = ProjectCard(
    key="vast-2024-slackvatten",
    title=TITLE,
    collaboration="Miljösamverkan Väst",
    kind="tillsynsprojekt",
    year=2024,
    state=ProjectState.RUNNING,
    source_status="pågående",
    period=Period(PartialDate.parse("2024-04"), PartialDate.parse("2027-vår")),
    period_text="",
    campaign=Period(None, None),
    milestones=(),
    materials=(),
    contact=None,
    goal="",
    responsible=None,
    parties=(),
    source="",
    status_asof=PartialDate.parse("2026-11-20"),
    notes=(),
    owner="vast",
    progress=PROGRESS,
    updated=date(2026, 11, 20),
    leads=True,
    speaks=True,
    calls=True,
)
KICKOFF: Values = {
    "kind": "kickoff", "start": "2027-03-12", "end": "2027-03-12", "count": None,
    "form": "digital", "place": "Borås", "details": {},
}  # fmt: skip
LINE = ChangeLine(
    id=7, at=AT, field="milestone", old={**KICKOFF, "start": None, "end": None}, new=KICKOFF,
    who="Lisa Led",
)  # fmt: skip
LINES = (
    LINE,
    replace(LINE, field="milestone", old=KICKOFF, new=None),
    replace(
        LINE,
        field="status",
        old={"status": "planerat", "end": None},
        new={"status": "avslutat", "end": "2026-11"},
    ),
    replace(LINE, field="status", old={"status_asof": None}, new={"status_asof": "2026-11-20"}),
    replace(
        LINE,
        field="time",
        old={"campaign_start": None, "campaign_end": None},
        new={"campaign_start": "2027-04", "campaign_end": "2027-10"},
    ),
    replace(LINE, field="goal", old={"goal": "Minska risken"}, new={"goal": ""}),
    replace(LINE, field="goals", old={"visit_goal": None}, new={"visit_goal": 200}),
    replace(LINE, field="leader", old={"leader_id": None}, new={"leader_id": 4}),
    replace(LINE, field="members", old={"member_count": None}, new={"member_count": 5}),
    replace(LINE, field="office", subject="Lerum", old=None, new={"office": 1, "visits": 0}),
    replace(
        LINE,
        field="office",
        subject="Lerum",
        old={"office": 1, "visits": 5},
        new={"office": 1, "visits": 7},
        undoes=True,
    ),
    replace(LINE, field="office", subject="Lerum", old={"office": 1, "visits": 5}, new=None),
    replace(LINE, field="call", old=None, new={"event": "call_opened"}, who=""),
)
HISTORY = HistoryAnswer(
    ids=(PROJECT.key,), subject="history", title=TITLE, since=date(2026, 3, 1), changes=LINES
)
ITEM = Item(PROJECT.key, TITLE, "project", year=2024, owner="vast")
CALL = CallCard(
    key=PROJECT.key,
    owner="vast",
    title=TITLE,
    state="open",
    about="Vi söker inspektörer som arbetar med släckvatten",
    closes_on=date(2027, 1, 15),
    goal=5,
    accepted=2,
    applied=1,
)
MEMBERS = MembersAnswer(
    ids=(PROJECT.key,),
    subject="project_group",
    call=CALL,
    members=(
        MemberLine(4, "Ina Ek", "Lerum", "applied", "Jag kan brandvatten", AT),
        MemberLine(5, "Bo Al", "", "accepted", "", AT),
    ),
)
TAKING_PART = TakingPartAnswer(
    ids=(PROJECT.key,),
    subject="taking_part",
    title=TITLE,
    progress=PROGRESS,
    offices=(OfficeLine("Lerum", 7), OfficeLine("Ale", 5)),
)
CHANGED = ProjectChangedAnswer(
    ids=(PROJECT.key,), card=PROJECT, changes=LINES[:1], undo="ångra ändring 7"
)

FROM_PROPOSAL = replace(
    PROJECT,
    goal="Alla parker är kända.",
    focus_area="Hälsofarlig miljö",
    origin=ProjectOrigin("proposal", "2027-014"),
)
FROM_LINE = replace(PROJECT, origin=ProjectOrigin("plan_line", "3", 2028, "cooperation_plan"))
LIVING = (
    ProjectAnswer(ids=(PROJECT.key,), card=FROM_PROPOSAL),
    ProjectAnswer(ids=(PROJECT.key,), card=FROM_LINE),
    CHANGED,
    replace(CHANGED, changes=(), undo=""),
    replace(CHANGED, changes=LINES[1:4]),
    replace(CHANGED, changes=(), undo="", settled=12),
    replace(CHANGED, changes=(replace(LINE, field="started", new={"event": "started"}),)),
    ProjectRemovedAnswer(title=TITLE),
    WhichProjectAnswer(
        ids=(PROJECT.key,),
        query="släck",
        options=(ProjectOption(ITEM, f"projekt {PROJECT.key}: kickoff 12 mars 2027"),),
    ),
    HISTORY,
    replace(HISTORY, since=None),
    replace(HISTORY, changes=()),
    replace(HISTORY, changes=(), since=None, updated=date(2026, 2, 1)),
    TAKING_PART,
    replace(TAKING_PART, offices=(), progress=Progress()),
    CallAnswer(ids=(PROJECT.key,), call=CALL),
    CallAnswer(ids=(PROJECT.key,), call=replace(CALL, mine="applied"), change="applied"),
    CallAnswer(ids=(PROJECT.key,), call=CALL, change="accepted", who="Ina Ek"),
    CallAnswer(call=replace(CALL, state="", about="", closes_on=None)),
    CallAnswer(call=replace(CALL, state="closed", goal=None)),
    MEMBERS,
    replace(MEMBERS, members=()),
)
