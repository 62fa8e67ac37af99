"""What a description of a collaboration may say of its clock and of its members."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from handlers.imports import Code, Document, Expected, plan_import
from handlers.ports import Services
from storage.models import Collaboration
from tests.handlers.imports.conftest import Importer
from tests.handlers.imports.makers import COLLABORATION, collaboration

MEMBERS = f"{COLLABORATION}members:\n  - {{id: vg, name: VG}}\n"
Fault = tuple[Code, str, int | None, str, str]


def faults(services: Services, *documents: Document) -> list[Fault]:
    found = plan_import(services, documents).problems
    return [(each.code, each.file, each.row, each.column, each.found) for each in found]


def description(text: str, file: str) -> Document:
    return replace(collaboration(text), file=file, folder=file)


@pytest.mark.parametrize(
    "zone", ["Europe/Stokholm", "Europe", "/etc/passwd", "../UTC", "zone.tab", "Europé", "'.'"]
)
def test_time_zone_that_does_not_exist_is_a_fault(zone: str, services: Services) -> None:
    found = plan_import(services, [collaboration(f"{COLLABORATION}time_zone: {zone}\n")]).problems

    assert [(each.code, each.row, each.column, each.expected, each.found) for each in found] == [
        (Code.WRONG, 3, "time_zone", Expected.TIME_ZONE, zone.strip("'"))
    ]


def test_time_zone_of_a_member_is_checked_too(services: Services) -> None:
    text = f"{COLLABORATION}members:\n  - id: vg\n    name: VG\n    time_zone: Stockholm\n"

    assert faults(services, collaboration(text)) == [
        (Code.WRONG, "collaboration.yaml", 6, "members[0].time_zone", "Stockholm")
    ]


@pytest.mark.parametrize(
    ("given", "kept"), [("Europe/Helsinki", "Europe/Helsinki"), ("", "Europe/Stockholm")]
)
def test_time_zone_is_kept_and_nothing_is_not_one(
    given: str, kept: str, services: Services, bring_in: Importer
) -> None:
    bring_in(collaboration(f"{COLLABORATION}time_zone: {given}\n"))

    with services.database.session() as session:
        assert session.scalars(select(Collaboration.time_zone)).one() == kept


def test_collaboration_cannot_be_its_own_member(services: Services) -> None:
    text = MEMBERS.replace("vg", "vast")

    assert faults(services, collaboration(text)) == [
        (Code.OWN_MEMBER, "collaboration.yaml", 4, "members[0].id", "vast")
    ]


def test_member_described_in_place_has_no_members(services: Services) -> None:
    text = f"{COLLABORATION}members:\n  - id: vg\n    name: VG\n    members:\n      - {{id: x}}\n"

    assert faults(services, collaboration(text)) == [
        (Code.NESTED_MEMBERS, "collaboration.yaml", 6, "members[0].members", "")
    ]


def test_member_with_members_in_its_own_file_is_a_fault_at_both_ends(services: Services) -> None:
    vg = "id: vg\nname: VG\nmembers:\n  - {id: x, name: X}\n"

    found = faults(services, description(MEMBERS, "vast.yaml"), description(vg, "vg.yaml"))

    assert found == [
        (Code.NESTED_MEMBERS, "vast.yaml", 4, "members[0].id", "vg"),
        (Code.NESTED_MEMBERS, "vg.yaml", 3, "members", ""),
    ]


def test_stored_umbrella_cannot_become_a_member(services: Services, bring_in: Importer) -> None:
    bring_in(collaboration(MEMBERS))
    text = "id: riket\nname: Riket\nmembers:\n  - {id: vast, name: Väst}\n"

    assert faults(services, collaboration(text)) == [
        (Code.NESTED_MEMBERS, "collaboration.yaml", 4, "members[0].id", "vast")
    ]


def test_stored_member_cannot_get_members(services: Services, bring_in: Importer) -> None:
    bring_in(collaboration(MEMBERS))
    text = "id: vg\nname: VG\nmembers:\n  - {id: x, name: X}\n"

    assert faults(services, collaboration(text)) == [
        (Code.NESTED_MEMBERS, "collaboration.yaml", 3, "members", "")
    ]


def test_member_may_move_to_another_umbrella(services: Services, bring_in: Importer) -> None:
    bring_in(collaboration(MEMBERS))

    bring_in(collaboration("id: syd\nname: Syd\nmembers:\n  - {id: vg, name: VG}\n"))

    with services.database.session() as session:
        keys = {row.id: row.key for row in session.scalars(select(Collaboration))}
        parents = {
            row.key: keys.get(row.parent_id or 0) for row in session.scalars(select(Collaboration))
        }
    assert parents == {"vast": None, "syd": None, "vg": "syd"}
