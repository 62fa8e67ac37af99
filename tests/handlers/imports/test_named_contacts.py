"""Who a row of contacts makes: a person, never a public mailbox, and never somebody else's."""

from dataclasses import replace

from sqlalchemy import select

from handlers.imports import Code, FieldChange, plan_import
from handlers.ports import Services
from storage.models import Membership, Person
from tests.handlers.imports.conftest import Importer
from tests.handlers.imports.makers import COLLABORATION, collaboration, document, table

MEMBERS = f"{COLLABORATION}members:\n  - {{id: vg, name: VG}}\n"
OTHER = "id: jonkoping\nname: Jönköping\n"
KIM = "people:\n  - {id: kim, name: Kim, email: kim@vast.example}\n"


def person(services: Services) -> Person:
    with services.database.session() as session:
        return session.scalars(select(Person)).one()


def test_contact_without_a_name_is_a_person_named_by_the_title(
    services: Services, bring_in: Importer
) -> None:
    bring_in(collaboration(), table("Namn | Roll | Mejl", "- | Miljöchef | chef@ale.example"))

    found = person(services)

    assert (found.kind, found.name, found.title) == ("person", "Miljöchef", "Miljöchef")


def test_name_makes_a_person_of_a_mailbox(services: Services, bring_in: Importer) -> None:
    box = "people:\n  - {id: box, kind: role, title: Miljöchef, email: chef@ale.example}\n"
    bring_in(collaboration(), document(box))

    result = bring_in(table("Namn | Mejl | Tfn", "Kim | chef@ale.example | 0303-000 11"))

    found = person(services)
    assert (found.kind, found.name, found.phone) == ("person", "Kim", "0303-000 11")
    assert FieldChange("kind", "role", "person") in result.changes[0].fields


def test_mailbox_stays_one_when_a_row_has_no_name(services: Services, bring_in: Importer) -> None:
    box = "people:\n  - {id: box, kind: role, title: Kansli, email: kansli@vast.example}\n"
    bring_in(collaboration(), document(box))

    bring_in(table("Mejl | Tfn", "kansli@vast.example | 0303-000 11"))

    found = person(services)
    assert (found.kind, found.name, found.phone) == ("role", "Kansli", "0303-000 11")


def test_address_of_somebody_in_another_family_is_refused(
    services: Services, bring_in: Importer
) -> None:
    bring_in(collaboration(), document(KIM))
    bring_in(collaboration(OTHER))
    rows = table(
        "Namn | Mejl | Kontor | Kontaktperson",
        "Kit | kit@ale.example | Ale | ja",
        "Kim | KIM@vast.example | Ale | ja",
    )

    found = plan_import(services, [rows], "jonkoping").problems

    assert [(each.code, each.file, each.row, each.column, each.found) for each in found] == [
        (Code.EMAIL_TAKEN, "tabell.csv", 3, "Mejl", "kim@vast.example")
    ]


def test_row_of_an_umbrella_may_be_somebody_of_a_member(
    services: Services, bring_in: Importer
) -> None:
    bring_in(collaboration(MEMBERS))
    bring_in(document(KIM), collaboration="vg")

    result = bring_in(table("Mejl | Kontaktperson", "kim@vast.example | ja"))

    assert [(change.collaboration, change.key) for change in result.changed] == [("vg", "kim")]
    with services.database.session() as session:
        assert session.scalars(select(Membership.role)).all() == ["contact_person"]


def test_person_of_a_member_that_comes_along_belongs_to_the_family(bring_in: Importer) -> None:
    bring_in(collaboration("id: vg\nname: VG\n"))
    bring_in(document(KIM), collaboration="vg")
    umbrella = replace(collaboration(MEMBERS), folder="ny")

    result = bring_in(umbrella, replace(table("Mejl | Tfn", "kim@vast.example | 1"), folder="ny"))

    assert [change.key for change in result.changed] == ["vg", "kim"]
