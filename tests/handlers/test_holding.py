from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from handlers.holding import (
    HoldState,
    WaitingNotice,
    holding,
    release_hold,
    would_be_sent,
)
from handlers.notices import Draft, State, Urgency, put
from handlers.ports import Services
from storage.models import Hold, Notice
from tests.factories import add_collaboration, add_person
from tests.sample import NOW

HOUR = timedelta(hours=1)


class Outbox:
    """An outbox with one person to write to."""

    def __init__(self, services: Services) -> None:
        self.services = services
        with services.database.write() as session:
            owner = add_collaboration(session)
            self.owner_id = owner.id
            self.person_id = add_person(session, owner).id

    def add(self, key: str, state: State = State.QUEUED, **values: Any) -> None:
        given = {"due_at": NOW - HOUR, "person_id": self.person_id, **values}
        later = given.pop("next_at", None)
        draft = Draft(
            key=key, kind="reminder", collaboration_id=self.owner_id,
            urgency=Urgency.NOW, state=state, **given,
        )  # fmt: skip
        with self.services.database.write() as session:
            put(session, self.services, [draft])
            if later is not None:
                row = session.scalars(select(Notice).where(Notice.key == key)).one()
                row.next_at = later

    def due(self) -> list[str]:
        return [one.key for one in would_be_sent(self.services, NOW)]

    def rows(self) -> dict[str, Notice]:
        with self.services.database.session() as session:
            return {one.key: one for one in session.scalars(select(Notice))}

    def states(self) -> dict[str, str]:
        return {key: row.state for key, row in self.rows().items()}


@pytest.fixture
def outbox(services: Services) -> Outbox:
    return Outbox(services)


@pytest.fixture
def held(services: Services) -> Services:
    """Lend the services on a database that was restored an hour ago from yesterday's backup."""
    with services.database.write() as session:
        session.add(Hold(since=NOW - HOUR, backup_at=NOW - 24 * HOUR))
    return services


def test_holding_is_none_where_nothing_was_restored(services: Services) -> None:
    assert holding(services) is None


def test_holding_tells_since_when_and_of_which_backup(held: Services) -> None:
    assert holding(held) == HoldState(since=NOW - HOUR, backup_at=NOW - 24 * HOUR)


def test_release_hold_lets_go_and_rings(held: Services) -> None:
    release_hold(held)

    assert holding(held) is None
    assert held.bell.is_set()


def test_release_hold_twice_is_the_same(held: Services) -> None:
    release_hold(held)

    release_hold(held)

    assert holding(held) is None


def test_would_be_sent_is_what_waits_and_is_due(outbox: Outbox) -> None:
    for state in State:
        outbox.add(state.value, state)

    assert outbox.due() == ["queued", "retry", "sending"]


def test_would_be_sent_tells_no_names(outbox: Outbox, services: Services) -> None:
    outbox.add("one")

    assert would_be_sent(services, NOW) == (
        WaitingNotice("one", "reminder", outbox.person_id, NOW - HOUR),
    )


def test_would_be_sent_is_oldest_first(outbox: Outbox) -> None:
    outbox.add("new", due_at=NOW)
    outbox.add("old", due_at=NOW - 48 * HOUR)

    assert outbox.due() == ["old", "new"]


def test_would_be_sent_leaves_out_what_is_not_due_yet(outbox: Outbox) -> None:
    outbox.add("later", due_at=NOW + timedelta(seconds=1))
    outbox.add("now", due_at=NOW)

    assert outbox.due() == ["now"]


def test_would_be_sent_holds_what_was_due_and_waits_for_another_try(outbox: Outbox) -> None:
    outbox.add("again", State.RETRY, next_at=NOW + HOUR)

    assert outbox.due() == ["again"]


def test_would_be_sent_leaves_out_what_is_of_no_use_any_more(outbox: Outbox) -> None:
    outbox.add("gone", expires_at=NOW)
    outbox.add("useful", expires_at=NOW + HOUR)

    assert outbox.due() == ["useful"]
