"""What an import calls a record, which years it takes, and what a role in a group may be."""

import pytest

from handlers.imports import Code, Expected, plan_import
from handlers.imports.swedish_dates import partial_date, whole_day
from handlers.ports import Services
from tests.handlers.imports.conftest import Importer
from tests.handlers.imports.makers import COLLABORATION, collaboration, document, table

PEOPLE = """
people:
  - {id: kim, name: Kim Berg, title: Inspektör, email: kim@vast.example}
  - {id: ola, name: Ola Ek, email: ola@vast.example}
"""


def test_changed_people_are_called_by_their_names(services: Services, bring_in: Importer) -> None:
    bring_in(collaboration(), document(PEOPLE))
    rows = table("E-post | Telefon", "kim@vast.example | 1", "ola@vast.example | 2")

    by_key = plan_import(
        services, [document(PEOPLE.replace("email: ", "phone: '1', email: "))], "vast"
    )
    by_address = plan_import(services, [rows], "vast")

    assert [each.title for each in by_key.changed] == ["Kim Berg", "Ola Ek"]
    assert [each.title for each in by_address.changed] == ["Kim Berg", "Ola Ek"]


def test_records_without_a_title_are_called_by_what_they_have(services: Services) -> None:
    text = "budgets:\n  - {id: b, year: 2024, unit: kr}\n"

    plan = plan_import(services, [collaboration(), document(text)])

    assert [each.title for each in plan.added] == ["Miljösamverkan Väst", "b"]


@pytest.mark.parametrize("written", ["2/4%2025", "2/4, 2025", "2/4+2025", "2.4'2025"])
def test_days_are_divided_by_the_signs_of_a_date(written: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        partial_date(written)


@pytest.mark.parametrize("written", ["2/4 2025", "2/4-2025", "2/4/2025", "2.4. 2025"])
def test_day_is_read_however_it_is_divided(written: str) -> None:
    assert partial_date(written) == "2025-04-02"


@pytest.mark.parametrize("written", ["0025", "0025-04", "2 april 0025", "2/4 0025", "våren 2200"])
def test_year_that_nobody_means_is_no_date(written: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        partial_date(written)


def test_day_of_a_year_that_nobody_means_is_no_day() -> None:
    with pytest.raises(ValueError, match=r"."):
        whole_day("9/11 0026")


def test_year_that_nobody_means_is_told_in_tables_and_data_files(services: Services) -> None:
    rows = table("Namn | E-post | Bekräftad", "Åsa | asa@vast.example | 0026-11-09")
    people = document(PEOPLE.replace("name: Kim", "confirmed: 0026-11-09, name: Kim"))

    found = plan_import(services, [collaboration(), rows, people]).problems

    assert [(each.file, each.row, each.column, each.expected) for each in found] == [
        ("data.yaml", 3, "people[0].confirmed", Expected.DAY),
        ("tabell.csv", 2, "Bekräftad", Expected.DAY),
    ]


@pytest.mark.parametrize("role", ["ordförande@styrgruppen", "kim@vast.example"])
def test_role_in_a_group_is_no_address(role: str, services: Services) -> None:
    groups = f"{COLLABORATION}groups:\n  - {{id: g, name: G}}\n"
    text = f"people:\n  - id: kim\n    name: Kim\n    groups: [{{id: g, role: {role}}}]\n"

    found = plan_import(services, [collaboration(groups), document(text)]).problems

    assert [(each.code, each.row, each.column, each.expected) for each in found] == [
        (Code.WRONG, 4, "people[0].groups[0].role", Expected.GROUP_ROLE)
    ]
