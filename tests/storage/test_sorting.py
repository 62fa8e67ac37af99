import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import column, select, values
from sqlalchemy.orm import Session
from sqlalchemy.types import String

from storage.models import Collaboration
from storage.session import Database
from storage.sorting import sort_key
from tests.databases import Postgres
from tests.factories import add_collaboration

# In the order of a Swedish telephone book.
NAMES = [
    "Abrahamsson",
    "Ale",
    "Andersson",
    "Bengtsson",
    "Bollebygd",
    "Cederström",
    "Dals-Ed",
    "Edström",
    "Eksjö",
    "Engström",
    "Färgelanda",
    "Göteborg",
    "Habo",
    "Håkansson",
    "Hörby",
    "Nässjö",
    "Oskarsson",
    "Vetlanda",
    "Zetterlund",
    "Åberg",
    "Åmål",
    "Älvsborg",
    "Öckerö",
    "Örebro",
]


@contextmanager
def opened(url: str) -> Iterator[Session]:
    database = Database(url)
    with database.session() as session:
        yield session
    database.dispose()


def test_sort_key_puts_aberg_after_zetterlund() -> None:
    assert sort_key("Zetterlund") < sort_key("Åberg") < sort_key("Ärlig") < sort_key("Öhman")


def test_sort_key_gives_the_order_of_a_swedish_telephone_book() -> None:
    backwards = NAMES[::-1]

    assert sorted(backwards, key=sort_key) == NAMES


@pytest.mark.parametrize("collation", ["sv-x-icu", "en-x-icu", "C"])
def test_sort_key_gives_the_order_of_a_database_that_knows_swedish(
    postgres: Postgres, collation: str
) -> None:
    rows = [(name, sort_key(name)) for name in reversed(NAMES)]
    columns = column("name", String), column("key", String)
    listed = values(*columns, name="listed").data(rows)
    by_name = select(listed.c.name).order_by(listed.c.name.collate("sv-x-icu"))
    # Whatever the server's own collation is: it must not undo the key.
    by_key = select(listed.c.name).order_by(listed.c.key.collate(collation))

    with postgres.database() as url, opened(url) as session:
        orders = [session.scalars(statement).all() for statement in (by_name, by_key)]

    assert orders == [NAMES, NAMES]


def test_sort_key_gives_the_same_order_in_sqlite_and_postgresql(database: Database) -> None:
    with database.write() as session:
        for name in reversed(NAMES):
            add_collaboration(session, sort_key(name), name=name)

    with database.session() as session:
        ordered = session.scalars(select(Collaboration.name).order_by(Collaboration.key)).all()

    assert ordered == NAMES


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ÅBERG", "åberg"),
        (unicodedata.normalize("NFD", "Åberg"), "Åberg"),
        ("Müller", "Muller"),
        ("Andrée", "Andree"),
        ("Ærø", "Ärö"),
    ],
    ids=["case", "decomposed", "umlaut", "accent", "danish"],
)
def test_sort_key_is_the_same_for_what_is_sorted_together(one: str, other: str) -> None:
    assert sort_key(one) == sort_key(other)
