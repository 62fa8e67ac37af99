"""Whose the records are when several collaborations come or are there."""

from dataclasses import replace

from sqlalchemy import select

from handlers.imports import Source, plan_import
from handlers.ports import Services
from storage.models import Collaboration
from tests.handlers.imports.conftest import Importer
from tests.handlers.imports.makers import COLLABORATION, collaboration, document, table

OTHER = "id: jonkoping\nname: Jönköping\n"
MEMBERS = f"{COLLABORATION}members:\n  - {{id: vg, name: VG, host: Länsstyrelsen}}\n"


def owners(services: Services, *sources: Source) -> set[tuple[str, str]]:
    plan = plan_import(services, sources)
    assert plan.problems == ()
    return {(change.kind, change.collaboration) for change in plan.added}


def test_table_beside_a_collaboration_belongs_to_it(services: Services) -> None:
    contacts = table("Namn | Mejl", "A | a@ale.example")

    found = owners(
        services,
        collaboration(),
        replace(collaboration(OTHER), folder="other"),
        replace(contacts, folder="other"),
    )

    assert found == {("collaboration", ""), ("person", "jonkoping")}


def test_table_belongs_to_the_only_umbrella_there_is(
    services: Services, bring_in: Importer
) -> None:
    bring_in(collaboration(MEMBERS))

    found = owners(services, table("Namn | Mejl", "A | a@ale.example"))

    assert found == {("person", "vast")}


def test_words_belong_to_nobody_whatever_is_told(services: Services) -> None:
    words = document("concepts:\n  - {id: vp, term: VP, explanation: Verksamhetsplan.}\n")

    plan = plan_import(services, [words], "vast")

    assert [(change.kind, change.collaboration) for change in plan.added] == [("concept", "")]


def test_member_with_a_file_of_its_own_keeps_its_umbrella(
    services: Services, bring_in: Importer
) -> None:
    own = replace(collaboration("id: vg\nname: Västra Götaland\nbenefits: [a]\n"), folder="vg")

    bring_in(own, collaboration(MEMBERS))
    again = bring_in(own)

    assert again.changed == ()
    with services.database.session() as session:
        member = session.scalars(select(Collaboration).where(Collaboration.key == "vg")).one()
        umbrella = session.get(Collaboration, member.parent_id)
    assert umbrella is not None
    assert umbrella.key == "vast"
    assert member.name == "Västra Götaland"
    assert member.details == {"benefits": ["a"], "host": "Länsstyrelsen"}


def test_confirmation_is_not_taken_back_by_a_file_without_it(bring_in: Importer) -> None:
    person = "people:\n  - {id: a, name: A, confirmed: 2026-11-09}\n"
    bring_in(collaboration(), document(person))

    again = bring_in(document(person.replace(", confirmed: 2026-11-09", "")), collaboration="vast")

    assert again.changed == ()
