from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import StatementError

from storage.models import ProcessedRequest
from storage.session import Database

EVENING = datetime(2026, 11, 20, 23, 30, tzinfo=timezone(timedelta(hours=-5)))


def keep(database: Database, moment: datetime, key: str = "one") -> None:
    with database.write() as session:
        session.add(ProcessedRequest(key=key, at=moment))


def test_utc_date_time_gives_the_same_moment_back_in_utc(database: Database) -> None:
    keep(database, EVENING)

    with database.session() as session:
        kept = session.scalars(select(ProcessedRequest.at)).one()

    assert kept == EVENING
    assert kept.tzinfo is UTC


def test_utc_date_time_refuses_a_naive_moment(database: Database) -> None:
    naive = EVENING.replace(tzinfo=None)

    with pytest.raises(StatementError, match="a naive datetime cannot be stored"):
        keep(database, naive)

    with database.session() as session:
        assert session.scalars(select(ProcessedRequest.at)).all() == []


def test_utc_date_time_compares_moments_across_offsets(database: Database) -> None:
    keep(database, EVENING, "evening")
    keep(database, EVENING.astimezone(UTC) + timedelta(hours=1), "later")
    statement = select(ProcessedRequest.key).where(ProcessedRequest.at > EVENING)

    with database.session() as session:
        later = session.scalars(statement).all()

    assert later == ["later"]


def test_utc_date_time_leaves_nothing_as_nothing(database: Database) -> None:
    with database.session() as session:
        never = session.scalar(select(ProcessedRequest.at).where(text("1 = 0")))

    assert never is None
