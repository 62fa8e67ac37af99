"""A key in a table means the project with that key, and no other."""

import pytest
from sqlalchemy import select

from handlers.imports import Code, Outcome, plan_import
from handlers.ports import Services
from storage.models import Project
from tests.handlers.imports.conftest import Importer
from tests.handlers.imports.makers import PROJECTS, collaboration, document, table


@pytest.fixture
def stocked(bring_in: Importer) -> Importer:
    bring_in(collaboration(), document(PROJECTS))
    return bring_in


@pytest.mark.parametrize("key", ["slackvatten", "tillsynsprojekt-slackvatten"])
def test_key_that_reads_like_a_name_makes_a_project_of_its_own(
    key: str, services: Services, stocked: Importer
) -> None:
    result = stocked(table("Nyckel | Titel | År | Status", f"{key} | Annat | 2025 | planerat"))

    assert [(change.key, change.outcome) for change in result.changes] == [(key, Outcome.ADDED)]
    with services.database.session() as session:
        titles = set(session.scalars(select(Project.title)))
    assert titles == {"Annat", "Tillsynsprojekt släckvatten"}


@pytest.mark.usefixtures("stocked")
@pytest.mark.parametrize("key", ["släckvatten", "slackvatten", "VAST-2024-slackvatten"])
def test_material_with_an_unknown_key_is_a_fault(key: str, services: Services) -> None:
    rows = table("Nyckel | Material | Länk", f"{key} | Film | https://vast.example/film")

    found = plan_import(services, [rows]).problems

    assert [(each.code, each.row, each.column, each.found) for each in found] == [
        (Code.UNKNOWN_REFERENCE, 2, "Nyckel", key)
    ]


def test_material_finds_its_project_by_the_key(stocked: Importer) -> None:
    rows = "vast-2024-slackvatten | Film | https://vast.example/film"

    result = stocked(table("Nyckel | Material | Länk", rows))

    assert [change.key for change in result.changed] == ["vast-2024-slackvatten"]
