from datetime import date

import pytest

from handlers.answers import Asker, ProjectAnswer, ProjectCard, ProjectState
from handlers.ports import Services
from handlers.projects import show_project
from handlers.projects.cards import state_on
from storage.models import Material, Milestone, Project
from tests.fakes import recorded_statements
from tests.handlers.projects.conftest import STRANGER, Adder

INSPECTOR = Asker("vast", 1, frozenset({"inspector"}))

START, END = date(2026, 3, 1), date(2026, 9, 30)


def project(status: str, starts_on: date | None = START, ends_on: date | None = END) -> Project:
    return Project(status=status, starts_on=starts_on, ends_on=ends_on)


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 2, 28), ProjectState.PLANNED),
        (date(2026, 3, 1), ProjectState.RUNNING),
        (date(2026, 9, 30), ProjectState.RUNNING),
        (date(2026, 10, 1), ProjectState.OVERDUE),
    ],
)
@pytest.mark.parametrize("status", ["planerat", "pågående"])
def test_state_follows_the_projects_own_dates(status: str, day: date, state: ProjectState) -> None:
    assert state_on(project(status), day) is state


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("avslutat", ProjectState.FINISHED),
        ("genomfört", ProjectState.FINISHED),
        ("framskjutet", ProjectState.POSTPONED),
        ("ej fastställt", ProjectState.UNDECIDED),
    ],
)
@pytest.mark.parametrize("day", [date(2020, 1, 1), START, date(2030, 1, 1)])
def test_state_that_the_source_states_holds_on_every_day(
    status: str, state: ProjectState, day: date
) -> None:
    assert state_on(project(status), day) is state


@pytest.mark.parametrize(
    ("status", "starts_on", "ends_on", "state"),
    [
        ("pågående", None, None, ProjectState.RUNNING),
        ("planerat", None, None, ProjectState.PLANNED),
        ("pågående", START, None, ProjectState.RUNNING),
        ("planerat", START, None, ProjectState.RUNNING),
        ("planerat", None, END, ProjectState.RUNNING),
        ("pågående", None, date(2026, 5, 1), ProjectState.OVERDUE),
    ],
)
def test_state_without_a_date_is_what_the_rest_says(
    status: str, starts_on: date | None, ends_on: date | None, state: ProjectState
) -> None:
    assert state_on(project(status, starts_on, ends_on), date(2026, 6, 1)) is state


def card(services: Services, key: str, at: date = date(2026, 11, 20)) -> ProjectCard:
    answer = show_project(services, STRANGER, key, at)
    assert isinstance(answer, ProjectAnswer)
    return answer.card


@pytest.mark.parametrize(
    ("values", "overdue"),
    [
        ({"end": "2026-09"}, "2026-09"),
        ({"end": "2026-12"}, None),
        ({"end": "2026-11-20"}, None),
        ({"end": "2026-11-19"}, "2026-11-19"),
        ({"end": "2026-09", "campaign_end": "2026-10"}, "2026-10"),
        ({"end": "2026-09", "campaign_end": "2027-01"}, None),
        ({"end": "2024-11", "status": "avslutat"}, None),
        ({"start": "2025", "status": "framskjutet"}, "2025"),
        ({}, None),
    ],
)
def test_card_tells_what_should_have_happened_by_now(
    services: Services, add: Adder, values: dict[str, str], overdue: str | None
) -> None:
    shown = card(services, add("Släckvatten", **values)).overdue

    assert (shown.text if shown else None) == overdue


def test_card_holds_what_the_record_holds(services: Services, add: Adder) -> None:
    key = add(
        "Släckvatten",
        year=2024,
        status="avslutat",
        status_asof="2024-12",
        start="2023-höst",
        end="2024-11",
        campaign_start="2024-02",
        campaign_end="2024-05",
        goal="Ta hand om släckvatten.",
        responsible="projektledarna",
        source="berattelse.txt",
        notes=["Källan anger två slutdatum."],
        details={"parties": ["Räddningstjänsten"]},
    )

    shown = card(services, key)

    assert (shown.key, shown.title, shown.year) == (key, "Släckvatten", 2024)
    assert (shown.collaboration, shown.state) == ("Miljösamverkan Vast", ProjectState.FINISHED)
    assert [
        one.text if one else None
        for period in (shown.period, shown.campaign)
        for one in (period.start, period.end)
    ] == ["2023-höst", "2024-11", "2024-02", "2024-05"]
    assert (shown.goal, shown.responsible) == ("Ta hand om släckvatten.", "projektledarna")
    assert (shown.notes, shown.parties) == (
        ("Källan anger två slutdatum.",),
        ("Räddningstjänsten",),
    )
    assert shown.contact is not None
    assert shown.contact.email == "samordnare@vast.example"


def test_card_lists_milestones_and_materials_each_in_order(services: Services, add: Adder) -> None:
    key = add("Släckvatten")
    with services.database.write() as session:
        row = session.query(Project).filter_by(key=key).one()
        shared = {"collaboration_id": row.collaboration_id, "project_id": row.id}
        for position, kind in ((2, "rapport"), (1, "kickoff")):
            session.add(Milestone(position=position, kind=kind, start="2026-03", **shared))
        for position, title in ((2, "Lathund"), (1, "Checklista")):
            url = f"https://vast.example/{position}" if position == 1 else None
            session.add(Material(position=position, title=title, url=url, **shared))

    shown = card(services, key)

    assert [one.kind for one in shown.milestones] == ["kickoff", "rapport"]
    assert [(one.title, one.url) for one in shown.materials] == [
        ("Checklista", "https://vast.example/1"),
        ("Lathund", None),
    ]


def test_card_of_another_collaboration_names_that_ones_coordinator(
    services: Services, add: Adder
) -> None:
    key = add("Ventilation", owner="jonkoping")

    shown = show_project(services, Asker("vast"), key).card

    assert shown.contact is not None
    assert shown.contact.email == "samordnare@jonkoping.example"


@pytest.mark.parametrize(
    ("asker", "wording", "withheld"),
    [
        (INSPECTOR, "Anna Qvist, 0700-123 45", False),
        (STRANGER, "Anna Qvist, 0700-123 45", True),
        # The card of another collaboration's project is a guest's.
        (Asker("jonkoping", 1, frozenset({"coordinator"})), "Anna Qvist, 0700-123 45", True),
        (STRANGER, "länssamordnare med projektgruppen", False),
        (STRANGER, None, False),
    ],
    ids=["inspector", "stranger", "guest", "stranger asks for a role", "nobody is named"],
)
def test_card_names_the_person_responsible_to_those_who_may_see_the_register(
    services: Services, add: Adder, asker: Asker, wording: str | None, withheld: bool
) -> None:
    key = add("Släckvatten", responsible=wording)

    shown = show_project(services, asker, key, owner="vast").card

    assert shown.responsible == (None if withheld else wording)
    assert shown.responsible_withheld is withheld
    assert ("Qvist" in repr(shown)) is (asker is INSPECTOR)


def test_person_responsible_is_withheld_without_another_query(
    services: Services, add: Adder
) -> None:
    keys = [add(f"Projekt {who}", responsible=who) for who in ("projektledare", "Anna Qvist")]
    card(services, keys[0])

    counts = []
    for key in keys:
        with recorded_statements(services.database) as statements:
            card(services, key)
        counts.append(len(statements))

    assert counts[0] == counts[1]
