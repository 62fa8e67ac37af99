"""From files on disk to records, as the terminal does it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import select

from bot.documents.problems import describe
from bot.documents.reading import read_sources
from handlers.imports import apply_import, plan_import
from handlers.ports import Services
from storage.models import Material, Person
from storage.session import Database

SAMPLE = Path(__file__).parents[3] / "bot" / "sample"


@pytest.fixture
def services(database_url: str) -> Iterator[Services]:
    database = Database(database_url)
    services = Services(database, lambda: datetime(2026, 11, 20, tzinfo=UTC))
    apply_import(services, plan_import(services, read_sources([SAMPLE])), "terminal")
    yield services
    database.dispose()


def test_contacts_from_excel_in_swedish_update_the_register(
    services: Services, tmp_path: Path
) -> None:
    path = tmp_path / "telefonbok.csv"
    path.write_bytes(
        "Kommun;Roll;E-post;Tfn\r\nVetlanda;Miljöchef;miljochef.vetlanda@jonkoping.example;"
        "0383-000 99\r\n".encode("cp1252")
    )

    plan = plan_import(services, read_sources([path]), "jonkoping")
    apply_import(services, plan, "terminal")

    assert [[field.name for field in change.fields] for change in plan.changed] == [["phone"]]
    with services.database.session() as session:
        phone = session.scalar(
            select(Person.phone).where(Person.email == "miljochef.vetlanda@jonkoping.example")
        )
    assert phone == "0383-000 99"


def test_links_from_a_workbook_reach_their_project(services: Services, tmp_path: Path) -> None:
    path = tmp_path / "material.xlsx"
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (
        ["Material från projekten"],
        ["Projekt", "Material", "Länk"],
        ["släckvatten", "1 checklista", "https://vast.example/checklista"],
    ):
        sheet.append(row)
    workbook.save(path)
    workbook.close()

    apply_import(services, plan_import(services, read_sources([path]), "vast"), "terminal")

    with services.database.session() as session:
        found = session.scalars(select(Material.title).where(Material.url.is_not(None))).all()
    assert found == ["1 checklista"]


def test_fault_is_told_with_file_row_and_column(services: Services, tmp_path: Path) -> None:
    path = tmp_path / "telefonbok.csv"
    path.write_text("Namn;E-post\nÅsa;asa@ale.example\nKim;kim@väst.example\n", "utf-8-sig")

    plan = plan_import(services, read_sources([path]), "vast")

    assert [describe(problem) for problem in plan.problems] == [
        (
            f"{path}, rad 3, kolumn E-post: väntade en e-postadress utan å, ä och ö, till exempel "
            "namn@kommun.example, här står ”kim@väst.example”."
        )
    ]
