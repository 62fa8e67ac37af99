"""What people are, after an import: what was given by hand stays, and groups are told apart."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from handlers.imports import Code, FieldChange, Outcome, plan_import
from handlers.people import ROLES, set_role
from handlers.ports import Services
from storage.models import Collaboration, Group, Membership, Person
from tests.handlers.imports.conftest import NOW, Importer
from tests.handlers.imports.makers import COLLABORATION, collaboration, document, table

GROUPS = f"{COLLABORATION}groups:\n  - {{id: styrgrupp, name: Styrgruppen}}\n"
KIM = "people:\n  - {id: kim, name: Kim, email: kim@vast.example, roles: [inspector]}\n"
MEMBERS = f"""{COLLABORATION}
members:
  - {{id: vg, name: VG}}
  - {{id: halland, name: Halland}}
"""
VG = "id: vg\nname: VG\ngroups:\n  - {id: styrgrupp, name: Styrgrupp VG}\n"
HALLAND = "id: halland\nname: Halland\ngroups:\n  - {id: styrgrupp, name: Styrgrupp Halland}\n"


def held(services: Services) -> set[tuple[str, str, str, date | None]]:
    """Return each role with the group it is held in, the group's owner, and its first day."""
    with services.database.session() as session:
        rows = session.execute(
            select(Membership.role, Group.key, Collaboration.key, Membership.valid_from)
            .outerjoin(Group, Group.id == Membership.group_id)
            .join(Collaboration, Collaboration.id == Membership.collaboration_id)
        )
        return {(role, group or "", owner, since) for role, group, owner, since in rows}


@pytest.fixture
def family(bring_in: Importer) -> Importer:
    bring_in(
        collaboration(MEMBERS),
        replace(collaboration(VG), folder="vg"),
        replace(collaboration(HALLAND), folder="halland"),
    )
    return bring_in


@pytest.mark.parametrize("role", ROLES)
def test_role_given_by_hand_survives_a_file_without_it(
    role: str, services: Services, bring_in: Importer
) -> None:
    bring_in(collaboration(), document(KIM.replace(", roles: [inspector]", "")))
    set_role(services, "kim@vast.example", role, "vast")

    again = bring_in(document(KIM.replace("[inspector]", "[]")), collaboration="vast")

    assert [change.outcome for change in again.changes] == [Outcome.UNCHANGED]
    assert held(services) == {(role, "", "vast", NOW.date())}


def test_role_given_by_hand_and_by_a_file_is_held_once(
    services: Services, bring_in: Importer
) -> None:
    bring_in(collaboration(), document(KIM.replace(", roles: [inspector]", "")))
    set_role(services, "kim@vast.example", "inspector", "vast")

    again = bring_in(document(KIM), collaboration="vast")

    assert [change.outcome for change in again.changes] == [Outcome.UNCHANGED]
    assert held(services) == {("inspector", "", "vast", NOW.date())}


def test_contact_person_by_hand_is_not_taken_away_by_a_table(
    services: Services, bring_in: Importer
) -> None:
    bring_in(collaboration(), document(KIM))
    set_role(services, "kim@vast.example", "contact_person", "vast")

    again = bring_in(table("Mejl | Kontaktperson", "kim@vast.example | nej"))

    assert [change.outcome for change in again.changes] == [Outcome.UNCHANGED]
    assert ("contact_person", "", "vast", NOW.date()) in held(services)


def test_seat_with_a_first_day_stays_in_its_group(services: Services, bring_in: Importer) -> None:
    bring_in(
        collaboration(GROUPS), document(KIM.replace("roles: [inspector]", "groups: [styrgrupp]"))
    )
    with services.database.write() as session:
        session.scalars(select(Membership)).one().valid_from = date(2026, 1, 1)

    by_file = bring_in(document(KIM), collaboration="vast")
    by_table = bring_in(table("Mejl | Grupper", "kim@vast.example | -"))

    assert [change.fields for change in by_file.changed] == [
        (FieldChange("memberships", ["member@styrgrupp"], ["inspector", "member@styrgrupp"]),)
    ]
    assert by_table.changed == ()
    assert held(services) == {
        ("inspector", "", "vast", None), ("member", "styrgrupp", "vast", date(2026, 1, 1)),
    }  # fmt: skip


@pytest.mark.parametrize("owner", ["vg", "halland"])
def test_group_of_a_table_is_the_one_that_was_named(
    owner: str, services: Services, family: Importer
) -> None:
    rows = table("Namn | Mejl | Grupper", f"Kim | kim@vast.example | Styrgrupp {owner}")

    family(rows, collaboration="vast")
    again = family(rows, collaboration="vast")

    assert [change.outcome for change in again.changes] == [Outcome.UNCHANGED]
    assert held(services) == {("member", "styrgrupp", owner, None)}


def test_key_of_two_groups_is_told_apart_by_their_owners(
    services: Services, family: Importer
) -> None:
    rows = table("Namn | Mejl | Grupper", "Kim | kim@vast.example | styrgrupp")

    found = plan_import(services, [rows], "vast").problems

    assert [(each.code, each.row, each.column, each.known) for each in found] == [
        (Code.AMBIGUOUS, 2, "Grupper", ("halland/styrgrupp", "vg/styrgrupp"))
    ]
    family(
        table("Namn | Mejl | Grupper", "Kim | kim@vast.example | vg/styrgrupp"),
        collaboration="vast",
    )
    assert held(services) == {("member", "styrgrupp", "vg", None)}


def test_both_groups_of_one_key_can_be_held(services: Services, family: Importer) -> None:
    rows = table(
        "Namn | Mejl | Grupper", "Kim | kim@vast.example | Styrgrupp VG, Styrgrupp Halland"
    )

    family(rows, collaboration="vast")
    again = family(rows, collaboration="vast")
    left = family(table("Mejl | Grupper", "kim@vast.example | Styrgrupp VG"), collaboration="vast")

    assert [change.outcome for change in again.changes] == [Outcome.UNCHANGED]
    assert [change.fields for change in left.changed] == [
        (
            FieldChange(
                "memberships", ["member@styrgrupp", "member@vg/styrgrupp"], ["member@vg/styrgrupp"]
            ),
        )
    ]
    assert held(services) == {("member", "styrgrupp", "vg", None)}


def test_group_goes_to_somebody_of_the_member_that_owns_it(
    services: Services, family: Importer
) -> None:
    family(document(KIM.replace(", roles: [inspector]", "")), collaboration="vg")
    rows = table("Mejl | Grupper", "kim@vast.example | Styrgrupp VG")

    result = family(rows, collaboration="vast")
    again = family(rows, collaboration="vast")

    assert [change.fields for change in result.changed] == [
        (FieldChange("memberships", [], ["member@styrgrupp"]),)
    ]
    assert again.changed == ()
    assert held(services) == {("member", "styrgrupp", "vg", None)}


def test_every_role_in_a_group_survives_a_table(services: Services, bring_in: Importer) -> None:
    roles = "groups: [{id: styrgrupp, role: chair}, {id: styrgrupp, role: secretary}]"
    bring_in(collaboration(GROUPS), document(KIM.replace("roles: [inspector]", roles)))

    again = bring_in(table("Mejl | Grupper", "kim@vast.example | Styrgruppen"))

    assert again.changed == ()
    assert held(services) == {
        ("chair", "styrgrupp", "vast", None), ("secretary", "styrgrupp", "vast", None),
    }  # fmt: skip


def test_group_of_a_file_is_the_nearest_and_stays(services: Services, family: Importer) -> None:
    text = document(KIM.replace("roles: [inspector]", "groups: [styrgrupp]"))

    family(text, collaboration="vg")
    again = family(text, collaboration="vg")

    assert again.changed == ()
    assert held(services) == {("member", "styrgrupp", "vg", None)}


def test_role_by_hand_in_a_member_is_left_alone(services: Services, family: Importer) -> None:
    family(document(KIM), collaboration="vast")
    set_role(services, "kim@vast.example", "manager", "vg")

    family(document(KIM.replace("[inspector]", "[]")), collaboration="vast")

    assert held(services) == {("manager", "", "vg", NOW.date())}
    with services.database.session() as session:
        assert session.scalars(select(Person.key)).all() == ["kim"]
