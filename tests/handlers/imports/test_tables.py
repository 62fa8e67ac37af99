"""Contacts, projects and links as coordinators have them in a spreadsheet."""

from datetime import date

import pytest
from sqlalchemy import select

from handlers.imports import Code, Expected, Outcome, Problem, Table, plan_import
from handlers.ports import Services
from storage.models import EnvironmentalOffice, Material, Membership, Person, Project
from tests.handlers.imports.conftest import Importer
from tests.handlers.imports.makers import COLLABORATION, PROJECTS, collaboration, document, table

GROUPS = f"""{COLLABORATION}
groups:
  - {{id: styrgrupp, name: Styrgruppen, aliases: [SG]}}
  - {{id: beredningsgrupp, name: Beredningsgrupp}}
"""
PEOPLE = """
offices:
  - {id: kontor-ale, name: Miljökontoret i Ale, municipality: Ale}
people:
  - id: kim
    name: Kim Svensson
    title: Inspektör
    office: kontor-ale
    email: kim@vast.example
    phone: 0303-000 11
    roles: [inspector, manager]
    groups: [{id: styrgrupp, role: chair}]
    subject_areas: [små avlopp]
"""


@pytest.fixture
def stocked(bring_in: Importer) -> Importer:
    bring_in(
        collaboration(GROUPS),
        document(PEOPLE, "people.yaml"),
        document(PROJECTS, "projects.yaml"),
    )
    return bring_in


def problems(services: Services, *tables: Table) -> tuple[Problem, ...]:
    return plan_import(services, tables).problems


def person(services: Services, email: str) -> tuple[Person, list[str]]:
    with services.database.session() as session:
        found = session.scalars(select(Person).where(Person.email == email)).one()
        words = [
            f"{each.role}@{each.group.key}" if each.group else each.role
            for each in session.scalars(select(Membership).where(Membership.person_id == found.id))
        ]
    return found, sorted(words)


def test_contact_with_a_known_address_is_the_same_person(
    services: Services, stocked: Importer
) -> None:
    result = stocked(table("Namn | E-post | Telefon", "Kim Berg | KIM@vast.example | 031-000 12"))

    assert [(change.key, change.outcome) for change in result.changes] == [("kim", Outcome.CHANGED)]
    assert [field.name for field in result.changes[0].fields] == ["phone", "name"]
    found, memberships = person(services, "kim@vast.example")
    assert (found.name, found.phone, found.title) == ("Kim Berg", "031-000 12", "Inspektör")
    assert found.subject_areas == ["små avlopp"]
    assert found.office_id is not None
    assert memberships == ["chair@styrgrupp", "inspector", "manager"]


def test_new_contact_gets_everything_the_table_says(services: Services, stocked: Importer) -> None:
    rows = table(
        "Kommun | Namn | Roll | E-post | Tfn | Ämnesområden | Kontaktperson | Grupper | Bekräftad",
        "Ale kommun | Åsa | Miljöchef | asa@ale.example | '0303-000 12 | avlopp; buller | ja | "
        "Styrgruppen, beredningsgrupp | 9/11 2026",
    )

    result = stocked(rows)

    found, memberships = person(services, "asa@ale.example")
    assert [change.outcome for change in result.changes] == [Outcome.ADDED]
    assert (found.kind, found.name, found.title) == ("person", "Åsa", "Miljöchef")
    assert (found.phone, found.subject_areas) == ("0303-000 12", ["avlopp", "buller"])
    assert found.confirmed_on == date(2026, 11, 9)
    assert memberships == ["contact_person", "member@beredningsgrupp", "member@styrgrupp"]
    with services.database.session() as session:
        office = session.get(EnvironmentalOffice, found.office_id)
    assert office is not None
    assert office.key == "kontor-ale"


def test_new_contact_has_no_address_in_its_key(services: Services, stocked: Importer) -> None:
    stocked(table("Namn | Mejl", "Åsa | asa@ale.example"))

    found, _ = person(services, "asa@ale.example")
    assert found.key.startswith("kontakt-")
    assert "asa" not in found.key


def test_contacts_twice_change_nothing(stocked: Importer) -> None:
    rows = table(
        "Namn | E-post | Grupper | Kontaktperson | Bekräftad",
        "Åsa | asa@ale.example | SG | x | 2026-11-09",
    )
    stocked(rows)

    again = stocked(rows)

    assert [change.outcome for change in again.changes] == [Outcome.UNCHANGED]


def test_empty_cell_says_nothing_and_a_dash_says_nothing_there(
    services: Services, stocked: Importer
) -> None:
    rows = table(
        "E-post | Telefon | Ämnesområden | Grupper | Kontaktperson",
        "kim@vast.example | | - | - | nej",
    )

    stocked(rows)

    found, memberships = person(services, "kim@vast.example")
    assert (found.phone, found.subject_areas) == ("0303-000 11", [])
    assert memberships == ["inspector", "manager"]


def test_contacts_and_their_offices_can_come_together(
    services: Services, bring_in: Importer
) -> None:
    rows = table("Kommun | Namn | Mejl", "Ales kommun | Åsa | asa@ale.example")

    bring_in(rows, collaboration(GROUPS), document(PEOPLE, "people.yaml"))

    with services.database.session() as session:
        keys = session.scalars(
            select(EnvironmentalOffice.key)
            .join(Person, Person.office_id == EnvironmentalOffice.id)
            .where(Person.email == "asa@ale.example")
        ).all()
    assert keys == ["kontor-ale"]


def test_first_contacts_bring_their_offices(services: Services, bring_in: Importer) -> None:
    bring_in(collaboration())
    rows = table("Kontor | Namn | E-post", "Ale | A | a@ale.example", "Ale | B | b@ale.example")

    result = bring_in(rows)

    assert [(change.kind, change.key) for change in result.added[:2]] == [
        ("authority", "vast-kommun-ale"), ("office", "vast-kontor-ale"),
    ]  # fmt: skip
    assert len(result.added) == 4
    found, _ = person(services, "b@ale.example")
    assert found.office_id is not None


@pytest.mark.parametrize(
    ("rows", "code", "column", "expected"),
    [
        (("Namn | E-post", "Kim | kim"), Code.WRONG, "E-post", Expected.EMAIL),
        (("Namn | Mejl", "Kim | kim@väst.example"), Code.WRONG, "Mejl", Expected.EMAIL),
        (("Namn | E-post", "Kim |"), Code.MISSING, "E-post", None),
        (("Telefon | E-post", "1 | ny@vast.example"), Code.MISSING, "Namn", None),
        (("E-post | Kontor", "kim@vast.example | Alle"), Code.UNKNOWN_REFERENCE, "Kontor", None),
        (("E-post | Grupp", "kim@vast.example | X"), Code.UNKNOWN_REFERENCE, "Grupp", None),
        (("E-post | Bekräftad", "kim@vast.example | ja"), Code.WRONG, "Bekräftad", Expected.DAY),
        (("E-post | Bekräftad", "kim@vast.example | 2026-11"), Code.WRONG, "Bekräftad",
         Expected.DAY),
        (("E-post | Kontaktperson", "kim@vast.example | kanske"), Code.WRONG, "Kontaktperson",
         Expected.YES_OR_NO),
        (("E-post | Telefon", f"kim@vast.example | {'1' * 61}"), Code.TOO_LONG, "Telefon", None),
        (("Projekt | År | Status", "X | 2024 | typ klart"), Code.WRONG, "Status",
         Expected.ONE_OF),
        (("Projekt | År | Start", "X | 2024 | snart"), Code.WRONG, "Start", Expected.DATE),
        (("Projekt | År | Typ", "X | i år | t"), Code.WRONG, "År", Expected.YEAR),
        (("Projekt | Typ", "X | t"), Code.MISSING, "År", None),
        (("Projekt | Typ", "| t"), Code.MISSING, "Projekt", None),
        (("Projekt | Nyckel | År | Typ", "X | Å 1 | 2024 | t"), Code.WRONG, "Nyckel",
         Expected.KEY),
        (("Projekt | Material | Länk", "släckvatten | Lathund | javascript:alert(1)"), Code.WRONG,
         "Länk", Expected.URL),
        (("Projekt | Material | Länk", "släckvatten | Lathund | vast.example/x"), Code.WRONG,
         "Länk", Expected.URL),
        (("Projekt | Material | Länk", "okänt | Lathund | https://vast.example"),
         Code.UNKNOWN_REFERENCE, "Projekt", None),
        (("Projekt | Material | Länk", "släckvatten | | https://vast.example"), Code.MISSING,
         "Material", None),
        (("Projekt | Material | Länk", "| Lathund | https://vast.example"), Code.MISSING,
         "Projekt", None),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("stocked")
def test_wrong_cell_is_named_with_row_and_heading(
    rows: tuple[str, ...],
    code: Code,
    column: str,
    expected: Expected | None,
    services: Services,
) -> None:
    found = problems(services, table(*rows))

    assert [(each.code, each.file, each.row, each.column, each.expected) for each in found] == [
        (code, "tabell.csv", 2, column, expected)
    ]


@pytest.mark.parametrize(
    ("heading", "code", "column"),
    [
        ("Namn | E-post | Skostorlek", Code.UNKNOWN_HEADING, "Skostorlek"),
        ("Namn | E-post | Mejl", Code.REPEATED_HEADING, "Mejl"),
        ("Projekt | Länk", Code.MISSING_HEADING, "Material"),
        ("Förnamn | Efternamn", Code.UNKNOWN_FILE, ""),
    ],
)
@pytest.mark.usefixtures("stocked")
def test_wrong_heading_tells_the_known_ones(
    heading: str, code: Code, column: str, services: Services
) -> None:
    found = problems(services, table(heading))

    assert [(each.code, each.row, each.column) for each in found] == [(code, 1, column)]
    assert len(found[0].known) > 4


@pytest.mark.usefixtures("stocked")
def test_cell_without_heading_is_a_fault(services: Services) -> None:
    found = problems(services, table("E-post | Namn", "kim@vast.example | Kim | 031-000 12"))

    assert [(each.code, each.column) for each in found] == [(Code.UNKNOWN_HEADING, "")]


@pytest.mark.parametrize("heading", ["e-post", "EPOST", "E-postadress:", "Mejl", "Mail*", "E-mail"])
def test_heading_is_known_by_its_variants(
    heading: str, services: Services, stocked: Importer
) -> None:
    stocked(table(f"NAMN | {heading}", "Åsa | asa@ale.example"))

    assert person(services, "asa@ale.example")[0].name == "Åsa"


@pytest.mark.usefixtures("stocked")
def test_address_twice_in_a_table_is_a_fault(services: Services) -> None:
    new = problems(services, table("Namn | Mejl", "A | a@ale.example", "B | A@ale.example"))
    known = problems(services, table("Mejl", "kim@vast.example", "kim@vast.example"))

    assert [(each.code, each.row) for each in new] == [(Code.DUPLICATE, 3)]
    assert [(each.code, each.row) for each in known] == [(Code.DUPLICATE, 3)]


def test_project_of_a_table_is_found_by_title_and_year(
    services: Services, stocked: Importer
) -> None:
    rows = table(
        "Projekt | År | Status | Start | Slut | Mål",
        "tillsynsprojekt SLÄCKVATTEN | 2024 | Pågår | våren 2024 | 2 april 2025 | Nytt mål.",
        "Klotter | 2026 | planerat | | |",
    )

    result = stocked(rows)

    assert [(change.key, change.outcome) for change in result.changes] == [
        ("vast-2024-slackvatten", Outcome.CHANGED), ("vast-2026-klotter", Outcome.ADDED),
    ]  # fmt: skip
    with services.database.session() as session:
        old, new = session.scalars(select(Project).order_by(Project.year)).all()
    assert (old.status, old.start, old.end, old.goal) == (
        "pågående", "2024-vår", "2025-04-02", "Nytt mål.",
    )  # fmt: skip
    assert (old.starts_on, old.ends_on) == (date(2024, 1, 1), date(2025, 4, 2))
    assert (old.kind, old.aliases, old.source) == (
        "tillsynsprojekt", ["släckvatten"], "berattelse.txt",
    )  # fmt: skip
    assert (new.kind, new.status, new.goal) == ("övrigt", "planerat", "")


def test_project_of_a_table_is_found_by_its_key(services: Services, stocked: Importer) -> None:
    rows = table(
        "Nyckel | Titel | Start | Ansvarig | Alias | Kommentar",
        "vast-2024-slackvatten | Släckvatten | 2024-02 | - | brand; släck | Se protokollet.",
        "vast-2027-klotter | Klotter | 2027-vår | projektledare | |",
    )

    result = stocked(rows)

    assert [(change.key, change.outcome) for change in result.changes] == [
        ("vast-2024-slackvatten", Outcome.CHANGED), ("vast-2027-klotter", Outcome.ADDED),
    ]  # fmt: skip
    with services.database.session() as session:
        old, new = session.scalars(select(Project).order_by(Project.year)).all()
    assert (old.title, old.start, old.responsible) == ("Släckvatten", "2024-02", None)
    assert (old.aliases, old.notes) == (["brand", "släck"], ["Se protokollet."])
    assert (new.year, new.start, new.responsible) == (2027, "2027-vår", "projektledare")


def test_links_are_added_to_the_material(services: Services, stocked: Importer) -> None:
    rows = table(
        "Projekt | Material | Länk",
        "släckvatten | 2 lathundar | https://vast.example/lathund",
        "vast-2024-slackvatten | Film | https://vast.example/film?a=1#b",
    )

    result = stocked(rows)
    again = stocked(rows)

    assert [[field.name for field in change.fields] for change in result.changes] == [["materials"]]
    assert [change.outcome for change in again.changes] == [Outcome.UNCHANGED]
    with services.database.session() as session:
        found = session.execute(
            select(Material.title, Material.url).order_by(Material.position)
        ).all()
    assert [tuple(row) for row in found] == [
        ("1 checklista", None),
        ("2 lathundar", "https://vast.example/lathund"),
        ("Film", "https://vast.example/film?a=1#b"),
    ]


def test_links_and_their_project_can_come_together(services: Services, bring_in: Importer) -> None:
    links = table("Projekt | Material | Länk", "släckvatten | Film | https://vast.example/film")

    result = bring_in(links, collaboration(), document(PROJECTS))

    assert [change.kind for change in result.added] == ["collaboration", "project"]
    with services.database.session() as session:
        titles = session.scalars(select(Material.title).order_by(Material.position)).all()
    assert titles == ["1 checklista", "2 lathundar", "Film"]


def test_name_that_means_two_projects_is_a_fault(services: Services, stocked: Importer) -> None:
    stocked(table("Projekt | År | Status", "Tillsynsprojekt släckvatten | 2025 | planerat"))
    links = "Projekt | Material | Länk", "Tillsynsprojekt släckvatten | Film | https://x.example/"

    found = problems(services, table(*links))
    by_year = problems(services, table(f"{links[0]} | År", f"{links[1]} | 2025"))

    assert [(each.code, each.known) for each in found] == [
        (Code.AMBIGUOUS, ("vast-2024-slackvatten", "vast-2025-tillsynsprojekt-slackvatten"))
    ]
    assert by_year == ()


def test_table_needs_a_collaboration_when_there_are_several(
    services: Services, stocked: Importer
) -> None:
    stocked(collaboration("id: jonkoping\nname: Jönköping\n"))
    rows = table("Namn | Mejl", "A | a@ale.example")

    silent = plan_import(services, [rows])
    told = plan_import(services, [rows], "jonkoping")
    wrong = plan_import(services, [rows], "okand")

    assert [each.code for each in silent.problems] == [Code.NO_COLLABORATION]
    assert [change.collaboration for change in told.added] == ["jonkoping"]
    assert [each.code for each in wrong.problems] == [Code.UNKNOWN_REFERENCE]


def test_text_is_composed_and_without_control_characters(
    services: Services, stocked: Importer
) -> None:
    stocked(table("Namn | Mejl", "A\u030asa\u0007 \u009fB | asa@ale.example"))

    assert person(services, "asa@ale.example")[0].name == "Åsa B"
