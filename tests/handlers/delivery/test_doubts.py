"""What may have arrived and what cannot have: only an attempt that had begun is in doubt."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any, NoReturn

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from handlers.delivery import LEASE, Kind, Loaded, Report
from handlers.delivery.claims import claim
from handlers.delivery.settling import begin
from handlers.errors import DeliveryError
from handlers.notices import State
from handlers.ports import Services, Trace
from storage import session as storage_session
from storage.models import Notice
from storage.session import Database
from tests.handlers.delivery.conftest import Post, says_its_key, titles


class Killed(BaseException):
    """What nothing catches: the worker is gone."""


def die() -> NoReturn:
    raise Killed


def test_attempt_that_was_cut_off_is_asked_about_before_the_next(post: Post) -> None:
    post.put("a")
    post.put("b")
    cut_off(post)
    post.mail.traces = {"a": Trace.ARRIVED, "b": Trace.ABSENT}

    post.after(seconds=LEASE.total_seconds())
    post.deliver()

    assert (titles(post.mail), sorted(post.mail.asked)) == ([["b"]], ["a", "b"])
    assert {key: row.receipt for key, row in post.rows().items()} == {
        "a": "found",
        "b": "receipt-1",
    }


def test_attempt_nobody_can_tell_of_is_made_again_or_parked(post: Post) -> None:
    post.put("a")
    post.put("b", kind="parked")
    cut_off(post)

    post.after(seconds=LEASE.total_seconds())
    post.deliver()

    assert titles(post.mail) == [["a"]]
    assert post.states() == {"a": "sent", "b": "unsure"}


def test_answer_that_was_lost_is_in_doubt(post: Post) -> None:
    post.mail.errors += [DeliveryError("cut", in_doubt=True)] * 2
    post.put("a")
    post.put("b", kind="parked")

    post.deliver()
    rows = post.rows()
    post.mail.traces["a"] = Trace.ARRIVED
    post.after(minutes=1)
    post.deliver()

    assert (rows["a"].state, rows["a"].in_doubt, rows["b"].state) == ("retry", True, "unsure")
    assert (titles(post.mail), post.rows()["a"].receipt) == ([], "found")


def test_doubt_is_kept_through_an_attempt_that_failed(post: Post) -> None:
    post.mail.errors += [DeliveryError("cut", in_doubt=True), DeliveryError("mail_busy")]
    post.put("a")

    post.deliver()
    post.after(minutes=1)
    post.deliver()

    assert post.rows()["a"].in_doubt


def test_killed_worker_leaves_in_doubt_only_what_it_was_sending(post: Post) -> None:
    post.put("a", "b", "c", kind="parked")
    post.mail.meanwhile += [lambda: None, die]

    with pytest.raises(Killed):
        post.deliver()
    post.after(seconds=LEASE.total_seconds())
    post.deliver()

    assert titles(post.mail) == [["a"], ["c"]]
    assert post.states() == {"a": "sent", "b": "unsure", "c": "sent"}


def test_parcel_that_could_not_be_made_is_in_no_doubt(post: Post) -> None:
    faults = [ZeroDivisionError("a fault")]

    def load(session: Session, services: Services, notices: Sequence[Notice]) -> Loaded:
        if faults:
            raise faults.pop()
        return says_its_key(session, services, notices)

    post.kinds["parked"] = Kind(load, park=True)
    post.put("a", kind="parked")

    post.deliver()
    post.after(minutes=1)
    post.deliver()

    assert (post.states(), titles(post.mail)) == ({"a": "sent"}, [["a"]])


def test_courier_that_breaks_leaves_a_doubt(post: Post) -> None:
    post.mail.errors.append(ZeroDivisionError("a fault"))
    post.put("a", kind="parked")

    post.deliver()

    assert post.states() == {"a": "unsure"}


def test_answer_is_written_down_although_the_database_is_busy(
    post: Post, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hurried(database_url, monkeypatch) as database, ExitStack() as other:
        post.services = Services(database, post.clock)
        post.mail.meanwhile.append(lambda: lock_notices(database_url, other))
        event.listen(database.engine, "handle_error", lambda _context: other.close())
        post.put("a")

        post.deliver()

        assert (post.states(), titles(post.mail)) == ({"a": "sent"}, [["a"]])


def test_lease_that_runs_out_while_the_database_is_asked_is_given_back(post: Post) -> None:
    post.put("a")
    slow = [lambda: post.after(seconds=LEASE.total_seconds() - 1)]

    def load(session: Session, services: Services, notices: Sequence[Notice]) -> Loaded:
        event.listen(post.services.database.engine, "before_cursor_execute", hear)
        return says_its_key(session, services, notices)

    def hear(*_statement: Any) -> None:
        if slow:
            slow.pop()()

    post.kinds["plain"] = Kind(load)

    post.deliver()

    # Claimed anew before it was sent, with a whole lease.
    assert (titles(post.mail), post.rows()["a"].fence) == ([["a"]], 2)


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_parcel_of_which_somebody_is_settling_a_part_is_left_whole(post: Post) -> None:
    post.put("a", "b", bundle="morning")
    cut_off(post)
    post.after(seconds=LEASE.total_seconds())

    with post.services.database.write() as settling:
        settling.execute(select(Notice.id).where(Notice.key == "a").with_for_update())
        post.deliver()
        meanwhile = titles(post.mail)
    post.deliver()

    assert (meanwhile, titles(post.mail)) == ([], [["a", "b"]])


def cut_off(post: Post) -> None:
    """Begin everything, as workers do that are then killed."""
    with post.services.database.write() as session:
        for one in claim(session, post.services, 9, LEASE, Report()):
            begin(session, one)
    assert set(post.states().values()) == {State.SENDING}


@contextmanager
def hurried(url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """Lend a database that does not wait for a lock."""
    monkeypatch.setattr(storage_session, "BUSY_TIMEOUT_MS", 1)
    database = Database(url)
    if not database.is_sqlite:
        event.listen(database.engine, "connect", _do_not_wait)
    yield database
    database.dispose()


def _do_not_wait(connection: Any, _entry: object) -> None:
    connection.execute("SET lock_timeout = 1").close()
    connection.commit()


def lock_notices(url: str, until: ExitStack) -> None:
    """Keep everybody from writing until the stack is closed."""
    other = Database(url)
    until.callback(other.dispose)
    until.enter_context(other.write()).execute(select(Notice.id).with_for_update())
