"""Characters that no database takes are gone before anything is compared or written."""

import json
from typing import Any

from sqlalchemy import select

from handlers.imports import Code, plan_import
from handlers.ports import Services
from storage.models import Base, Person, Project
from tests.handlers.imports.conftest import Importer
from tests.handlers.imports.makers import collaboration, document, table

NUL = "\x00"


def written(services: Services, model: type[Base]) -> str:
    with services.database.session() as session:
        row: Any = session.scalars(select(model)).one()
        values = {each.name: str(getattr(row, each.name)) for each in row.__table__.columns}
    return json.dumps(values, ensure_ascii=False)


def test_escaped_characters_of_yaml_are_cleaned(services: Services, bring_in: Importer) -> None:
    text = (
        "projects:\n"
        '  - {id: p, year: 2024, title: "P\\0Q\\u0007", type: "t\\0", status: "s\\x7f",\n'
        '     goal: "a\\0b", aliases: ["x\\0y"], parties: ["u\\0v"], "m\\0n": {"k\\0": ["w\\0"]}}\n'
    )

    bring_in(collaboration(), document(text))

    found = written(services, Project)
    assert [
        part for part in ("PQ", "ab", "xy", "uv", "mn", "'k': ['w']") if part not in found
    ] == []
    assert NUL not in found
    assert "\\u0000" not in found


def test_characters_of_a_table_are_cleaned(services: Services, bring_in: Importer) -> None:
    rows = table(
        f"Namn{NUL} | E-post | Roll | Ämnen | Anteckning",
        f"K{NUL}im | k{NUL}im@vast.example | c{NUL}hef | a{NUL}vlopp | n{NUL}ot",
    )

    bring_in(collaboration(), rows)

    found = written(services, Person)
    words = ("'Kim'", "kim@vast.example", "chef", "avlopp", "not")
    assert [word for word in words if word.strip("'") not in found] == []
    assert "\\u0000" not in found


def test_bare_nul_in_a_data_file_is_a_fault(services: Services) -> None:
    found = plan_import(services, [collaboration(), document(f"projects: [a{NUL}b]\n")]).problems

    assert [each.code for each in found] == [Code.BAD_YAML]
