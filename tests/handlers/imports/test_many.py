"""Large tables: as many queries for many rows as for few."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from handlers.imports import Outcome, Table, apply_import, plan_import
from handlers.ports import Services
from tests.handlers.imports.conftest import Importer
from tests.handlers.imports.makers import collaboration, table

# More than two queries' worth of keys.
MANY = 2_500


def contacts(number: int, phone: str = "1") -> Table:
    rows = (f"Person {at} | p{at}@vast.example | {phone} | ja" for at in range(number))
    return table("Namn | E-post | Telefon | Kontaktperson", *rows)


def projects(number: int) -> Table:
    rows = (f"Projekt {at} | {2000 + at % 50} | pågående" for at in range(number))
    return table("Projekt | År | Status", *rows)


@contextmanager
def counted(services: Services) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    engine = services.database.engine
    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize("make", [contacts, projects])
def test_planning_asks_as_much_for_three_rows_as_for_one(
    make: Callable[[int], Table], services: Services, bring_in: Importer
) -> None:
    bring_in(collaboration(), make(3))

    with counted(services) as one:
        plan_import(services, [make(1)])
    with counted(services) as three:
        plan_import(services, [make(3)])

    assert len(three) == len(one)
    assert len(one) < 20


def test_thousands_of_contacts_come_in_few_queries(services: Services, bring_in: Importer) -> None:
    bring_in(collaboration())

    with counted(services) as first:
        added = apply_import(services, plan_import(services, [contacts(MANY)]), "terminal")
    with counted(services) as second:
        again = apply_import(services, plan_import(services, [contacts(MANY, "2")]), "terminal")

    assert {change.outcome for change in added.changes} == {Outcome.ADDED}
    assert {change.outcome for change in again.changes} == {Outcome.CHANGED}
    assert len([each for each in first if each.startswith("SELECT")]) < 30
    assert len([each for each in second if each.startswith("SELECT")]) < 60
