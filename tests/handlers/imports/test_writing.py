"""What an import writes: the difference, all of it or nothing, and no names in the log."""

import json
from datetime import date
from typing import TypeVar

import pytest
from sqlalchemy import func, select

from handlers.errors import Refusal
from handlers.imports import FieldChange, Outcome, apply_import, plan_import
from handlers.ports import Services
from storage.models import (
    Base,
    Collaboration,
    Concept,
    EventLog,
    Material,
    Membership,
    Person,
    Project,
)
from tests.handlers.imports.conftest import NOW, Importer
from tests.handlers.imports.makers import COLLABORATION, PROJECTS, collaboration, document

T = TypeVar("T", bound=Base)
GROUPS = f"{COLLABORATION}groups:\n  - {{id: styrgrupp, name: Styrgruppen}}\n"
PEOPLE = """
offices:
  - {id: kontor, name: Miljökontoret, municipality: Ale}
people:
  - id: kim-svensson
    name: Kim Svensson
    title: Inspektör
    office: kontor
    email: Kim@Vast.Example
    phone: 0380-000 11
    roles: [inspector]
    groups: [styrgrupp]
    subject_areas: [små avlopp]
    confirmed: 2026-11-09
"""


def counted(services: Services) -> dict[str, int]:
    with services.database.session() as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }


def only(services: Services, model: type[T]) -> T:
    with services.database.session() as session:
        return session.scalars(select(model)).one()


def memberships(services: Services) -> list[tuple[str, bool]]:
    with services.database.session() as session:
        found = session.scalars(select(Membership).order_by(Membership.role))
        return [(each.role, each.group_id is not None) for each in found]


def test_plan_writes_nothing(services: Services) -> None:
    plan = plan_import(services, [collaboration(), document(PROJECTS)])

    assert [change.outcome for change in plan.changes] == [Outcome.ADDED, Outcome.ADDED]
    assert set(counted(services).values()) == {0}


def test_plan_with_a_problem_cannot_be_applied(services: Services) -> None:
    plan = plan_import(services, [collaboration(), document("projects: 7\n")])

    with pytest.raises(Refusal) as refused:
        apply_import(services, plan, "terminal")

    assert refused.value.code == "import_has_problems"
    assert plan.changes == ()
    assert set(counted(services).values()) == {0}


def test_failure_in_the_middle_leaves_nothing(services: Services) -> None:
    plan = plan_import(services, [collaboration(), document(PROJECTS)])
    broken = plan.records[-1].values
    broken["milestones"] = [{"kind": None, "start": None}]

    with pytest.raises(Exception, match="kind"):
        apply_import(services, plan, "terminal")

    assert set(counted(services).values()) == {0}


def test_change_shows_exactly_the_field(services: Services, bring_in: Importer) -> None:
    bring_in(collaboration(), document(PROJECTS))
    changed = document(PROJECTS.replace("end: 2024-11", "end: 2025"))

    plan = plan_import(services, [changed])
    bring_in(changed)

    assert [change.fields for change in plan.changes] == [(FieldChange("end", "2024-11", "2025"),)]
    assert only(services, Project).ends_on == date(2025, 12, 31)


def test_change_raises_the_revision_of_the_whole_family(
    services: Services, bring_in: Importer
) -> None:
    members = f"{COLLABORATION}members:\n  - {{id: vg, name: VG}}\n"
    bring_in(collaboration(members), collaboration("id: jonkoping\nname: Jönköping\n"))

    bring_in(document(PROJECTS))

    with services.database.session() as session:
        found = {row.key: row.revision for row in session.scalars(select(Collaboration))}
    assert found == {"vast": 2, "vg": 2, "jonkoping": 1}


def test_concept_raises_every_revision(services: Services, bring_in: Importer) -> None:
    bring_in(collaboration())

    bring_in(document("concepts:\n  - {id: mifo, term: MIFO, explanation: En metod.}\n"))

    assert only(services, Concept).collaboration_id is None
    assert only(services, Collaboration).revision == 2


def test_person_is_written_with_office_and_memberships(
    services: Services, bring_in: Importer
) -> None:
    bring_in(collaboration(GROUPS), document(PEOPLE))

    person = only(services, Person)
    assert (person.name, person.email, person.phone) == (
        "Kim Svensson", "kim@vast.example", "0380-000 11",
    )  # fmt: skip
    assert (person.confirmed_on, person.subject_areas) == (date(2026, 11, 9), ["små avlopp"])
    assert person.office_id is not None
    assert memberships(services) == [("inspector", False), ("member", True)]


def test_membership_left_out_ends_and_the_coordinator_stays(
    services: Services, bring_in: Importer
) -> None:
    bring_in(collaboration(GROUPS), document(PEOPLE))
    with services.database.write() as session:
        person = session.scalars(select(Person)).one()
        session.add(
            Membership(
                person_id=person.id, collaboration_id=person.collaboration_id, role="coordinator"
            )
        )

    changed = PEOPLE.replace("groups: [styrgrupp]", "groups: []")
    result = bring_in(document(changed), collaboration="vast")

    assert [change.fields for change in result.changed] == [
        (
            FieldChange(
                "memberships",
                ["coordinator", "inspector", "member@styrgrupp"],
                ["coordinator", "inspector"],
            ),
        )
    ]
    assert memberships(services) == [("coordinator", False), ("inspector", False)]


def test_addresses_can_change_hands(services: Services, bring_in: Importer) -> None:
    text = """
    people:
      - {id: a, name: A, email: ett@vast.example}
      - {id: b, name: B, email: två@vast.example}
    """.replace("två", "tva")
    bring_in(collaboration(), document(text))
    swapped = text.replace("ett", "x").replace("tva", "ett").replace("x@", "tva@")

    result = bring_in(document(swapped), collaboration="vast")

    with services.database.session() as session:
        found = {row.key: row.email for row in session.scalars(select(Person))}
    assert found == {"a": "tva@vast.example", "b": "ett@vast.example"}
    assert result.changed[0].fields == (
        FieldChange("email", "ett@vast.example", "tva@vast.example"),
    )


def test_link_that_somebody_gave_survives(services: Services, bring_in: Importer) -> None:
    bring_in(collaboration(), document(PROJECTS))
    with services.database.write() as session:
        first = session.scalars(select(Material).order_by(Material.position)).first()
        assert first is not None
        first.url = "https://vast.example/checklista"

    again = bring_in(document(PROJECTS))
    renamed = bring_in(document(PROJECTS.replace("[1 checklista, 2 lathundar]", "[ny mall]")))

    with services.database.session() as session:
        found = session.execute(
            select(Material.title, Material.url).order_by(Material.position)
        ).all()
    assert again.changed == ()
    assert [change.fields[0].name for change in renamed.changed] == ["materials"]
    assert [tuple(row) for row in found] == [
        ("ny mall", None), ("1 checklista", "https://vast.example/checklista"),
    ]  # fmt: skip


def test_details_of_a_collaboration_from_several_files_live_together(
    services: Services, bring_in: Importer
) -> None:
    bring_in(
        collaboration(f"{COLLABORATION}purpose: samordna\n"),
        document("plans: []\ngoals: [{text: mål}]\n", "plan.yaml"),
        document("budgets: []\nnote: revideras\n", "budget.yaml"),
    )

    again = bring_in(collaboration(f"{COLLABORATION}purpose: samordna\n"))

    assert again.changed == ()
    assert only(services, Collaboration).details == {
        "purpose": "samordna", "goals": [{"text": "mål"}], "budgets_note": "revideras",
    }  # fmt: skip


def test_log_tells_what_changed_without_names_or_addresses(
    services: Services, bring_in: Importer
) -> None:
    bring_in(collaboration(GROUPS), document(PEOPLE))

    bring_in(document(PEOPLE.replace("Kim Svensson", "Kim Berg")), collaboration="vast")

    with services.database.session() as session:
        events = session.scalars(select(EventLog).order_by(EventLog.id)).all()
        person = session.scalars(select(Person)).one()
    last = events[-1]
    assert (last.verb, last.door, last.record_kind, last.record_key) == (
        "import", "terminal", "person", str(person.id),
    )  # fmt: skip
    assert last.details == {"outcome": "changed", "fields": ["name"]}
    assert last.at == NOW
    written = json.dumps([[each.record_key, each.details] for each in events]).casefold()
    assert [word for word in ("kim", "berg", "svensson", "@", "0380") if word in written] == []


def test_plan_is_applied_to_the_archive_as_it_is_now(
    services: Services, bring_in: Importer
) -> None:
    bring_in(collaboration(), document(PROJECTS))
    plan = plan_import(services, [document(PROJECTS.replace("avslutat", "pågående"))])
    bring_in(document(PROJECTS.replace("avslutat", "pågående")))

    result = apply_import(services, plan, "terminal")

    assert [change.outcome for change in result.changes] == [Outcome.UNCHANGED]
