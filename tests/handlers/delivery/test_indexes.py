"""However much has been sent or is due, what to do next is found by the small indexes."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event, text

from handlers.delivery import LEASE, Report, anything_due
from handlers.delivery.bulk import GROUP, any_waiting, settle_copies, take
from handlers.delivery.claims import claim
from handlers.delivery.delivering import BATCH
from handlers.delivery.outcomes import Outcome
from handlers.errors import DeliveryError
from handlers.notices import State
from handlers.ports import Services
from storage.session import Database
from tests.handlers.delivery.conftest import Post, later
from tests.handlers.newsletters.printing import open_mailing
from tests.outbox import add_sent

SENT = 10_000
DUE = 500
Asked = tuple[str, Any]


@pytest.fixture
def busy_post(post: Post) -> Post:
    """Lend an outbox from which much has been sent, with much in it that is not due yet."""
    with post.services.database.write() as session:
        add_sent(session, post.collaboration_id, post.person_id, SENT, post.clock.now)
    waiting = [f"later {number}" for number in range(DUE)]
    post.put(*waiting, due_at=later(days=1))
    with post.services.database.write() as session:
        # As PostgreSQL does by itself from time to time; SQLite is never told.
        if not post.services.database.is_sqlite:
            session.execute(text("ANALYZE notice"))
    return post


def test_tick_with_nothing_due_is_one_look_into_the_index_of_what_waits(busy_post: Post) -> None:
    with asked(busy_post.services.database) as statements:
        report = busy_post.deliver()

    assert not report
    assert indexes(busy_post.services.database, statements) == [["ix_notice_waiting"]]


def test_claim_walks_through_nothing_however_much_is_due(busy_post: Post) -> None:
    busy_post.mail.errors.append(DeliveryError("mail_busy"))
    busy_post.put("a", "b", bundle="retried")
    busy_post.deliver()
    busy_post.put("c", "d", bundle="new", due_at=later(minutes=2))
    busy_post.after(days=1)
    database = busy_post.services.database

    with asked(database) as statements, database.write() as session:
        claims = claim(session, busy_post.services, BATCH, LEASE, Report())

    assert [claimed.parcel for claimed in claims if len(claimed.ids) > 1] == ["a", "c"]
    assert indexes(database, statements) == [
        ["ix_notice_waiting"],
        ["ix_notice_bundle"],
        ["ix_notice_parcel"],
        ["ix_notice_parcel"],  # whether somebody is settling a part
    ]


def test_copies_of_an_issue_have_a_lane_of_their_own(services: Services) -> None:
    mailing = open_mailing(services, DUE)
    database = services.database
    with database.write() as session:
        add_sent(session, mailing.collaboration_id, mailing.people[0], SENT, mailing.clock.now)
    if not database.is_sqlite:
        with database.write() as session:
            session.execute(text("ANALYZE notice"))

    with asked(database) as statements, database.write() as session:
        due = anything_due(mailing.services)
        group, _ = take(session, mailing.services, mailing.issue_id, GROUP, LEASE)
        waiting = any_waiting(session, mailing.issue_id)

    assert (due, group is not None, waiting) == (False, True, True)
    own, lane, any_left = indexes(database, statements)
    assert (own, lane) == (["ix_notice_waiting"], ["ix_notice_issue_waiting"])
    assert any_left in (["ix_notice_issue"], ["ix_notice_issue_waiting"])


def test_group_is_found_by_its_numbers_though_nothing_is_known_of_what_was_just_put_there(
    services: Services,
) -> None:
    mailing = open_mailing(services, DUE)
    database = services.database

    with asked(database, "UPDATE notice") as statements, database.write() as session:
        group, _ = take(session, mailing.services, mailing.issue_id, GROUP, LEASE)
        assert group is not None
        arrived = [(one, Outcome(State.SENT, receipt=one.key)) for one in group.copies]
        settled = settle_copies(session, group, arrived, mailing.clock.now)

    assert settled == {State.SENT: GROUP}
    # By the table's own key, which is none of these.
    assert indexes(database, statements) == [[], []]


@contextmanager
def asked(database: Database, begin: str = "SELECT") -> Iterator[list[Asked]]:
    """Record what is asked of the notices inside the block."""
    heard: list[Asked] = []

    def hear(_connection: Any, _cursor: Any, statement: str, values: Any, *_rest: object) -> None:
        if statement.startswith(begin) and re.search("(FROM|UPDATE) notice", statement):
            heard.append((statement, values))

    event.listen(database.engine, "before_cursor_execute", hear)
    yield heard
    event.remove(database.engine, "before_cursor_execute", hear)


def indexes(database: Database, statements: Sequence[Asked]) -> list[list[str]]:
    """Return the indexes that each statement uses, and where it reads a whole table."""
    return [_used(database, *statement) for statement in statements]


def _used(database: Database, statement: str, values: Any) -> list[str]:
    explain = "EXPLAIN QUERY PLAN" if database.is_sqlite else "EXPLAIN"
    with database.rows() as connection:
        plan = connection.exec_driver_sql(f"{explain} {statement}", values).all()
    lines = " ".join(str(row[-1]) for row in plan)
    walks = r"SCAN notice|Seq Scan on notice|Sort Key: \S+ \S+|USE TEMP B-TREE FOR ORDER BY"
    return re.findall(r"ix_\w+", lines) + re.findall(walks, lines)
