"""Lists of a length that a statement is compiled for once."""

import pytest
from sqlalchemy import String, bindparam, column, select, union_all

from storage.places import Places
from storage.session import Database

NUMBERS, WORDS = Places("number", 3), Places("word", 3)


@pytest.mark.parametrize(
    ("values", "found"), [([2, 4], [2]), ([], []), ([1, 2, 3], [1, 2, 3]), ([None, 3], [3])]
)
def test_places_hold_as_many_as_there_are(
    database: Database, values: list[int | None], found: list[int]
) -> None:
    given = union_all(*(select(bindparam(None, one).label("n")) for one in (1, 2, 3))).subquery()
    chosen = select(given.c.n).where(given.c.n.in_(NUMBERS.numbers())).order_by(given.c.n)

    with database.rows() as rows:
        assert rows.execute(chosen, NUMBERS.filled(values)).scalars().all() == found


def test_words_have_places_too(database: Database) -> None:
    given = select(bindparam(None, "ö", String()).label("w")).subquery()
    chosen = select(given.c.w).where(column("w").in_(WORDS.words()))

    with database.rows() as rows:
        assert rows.execute(chosen, WORDS.filled(["å", "ö"])).scalars().all() == ["ö"]
        assert rows.execute(chosen, WORDS.filled(["å"])).scalars().all() == []


def test_more_than_there_is_room_for_is_refused() -> None:
    with pytest.raises(ValueError, match="4 have no room in 3 places"):
        NUMBERS.filled([1, 2, 3, 4])
