"""What the calendar already holds of a list of dates: the meeting that each row has become."""

from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.imports.archive import chunks
from handlers.imports.date_row import DateRow
from handlers.meetings import Plan
from storage.models import EventLog, Meeting

# How an import writes into the log that a row has become a meeting.
VERB, KIND, ROW = "import", "meeting", "row"
_LENGTH = 32
CANCELLED = "cancelled"


class KnownMeetings:
    """The meetings of some collaborations, found by the rows that they have come from.

    A row is known by its title and its first day. So is a meeting, as long as nobody changes
    either: for those that an import has made, the log says for good which row they were.
    """

    def __init__(self, session: Session, ids: Mapping[str, int], rows: Iterable[DateRow]) -> None:
        self._ids = ids
        known = tuple(rows)
        self._came_from = _came_from(session, set(ids.values()))
        wanted = {self._key(row) for row in known}
        numbers = [number for key, number in self._came_from.items() if key in wanted]
        self._by_number = {row.id: row for row in _numbered(session, numbers)}
        days = {row.plan.booking.first for row in known}
        self._on_days = tuple(_on_days(session, set(ids.values()), days))
        self._by_name = {
            (row.collaboration_id, row.first, _folded(row.title)): row for row in self._on_days
        }

    def find(self, row: DateRow) -> Meeting | None:
        """Return the meeting that a row has become, or that is on its day by its name."""
        owner, plan = self._ids.get(row.collaboration, 0), row.plan
        named = self._by_name.get((owner, plan.booking.first, _folded(plan.title)))
        return named or self._by_number.get(self._came_from.get(self._key(row), 0))

    def beside(self, row: DateRow) -> tuple[str, ...]:
        """Return what else of its collaboration is to be held on the first day of a row."""
        there = (self._ids.get(row.collaboration, 0), row.plan.booking.first)
        return tuple(
            one.title
            for one in self._on_days
            if (one.collaboration_id, one.first) == there and one.state != CANCELLED
        )

    def _key(self, row: DateRow) -> tuple[int, str]:
        return self._ids.get(row.collaboration, 0), row_key(row.plan)


def row_key(plan: Plan) -> str:
    """Return what a row is known by in the log, where its words must not stand."""
    said = f"{plan.booking.first.isoformat()} {_folded(plan.title)}"
    return sha256(said.encode()).hexdigest()[:_LENGTH]


def _folded(title: str) -> str:
    return " ".join(title.casefold().split())


def _came_from(session: Session, owners: set[int]) -> dict[tuple[int, str], int]:
    logged = session.execute(
        select(EventLog.collaboration_id, EventLog.record_key, EventLog.details).where(
            EventLog.verb == VERB,
            EventLog.record_kind == KIND,
            EventLog.collaboration_id.in_(owners),
        )
    )
    return {(owner or 0, str(details[ROW])): int(number) for owner, number, details in logged}


def _numbered(session: Session, numbers: list[int]) -> Iterable[Meeting]:
    for chunk in chunks(numbers):
        yield from session.scalars(select(Meeting).where(Meeting.id.in_(chunk)))


def _on_days(session: Session, owners: set[int], days: set[date]) -> Iterable[Meeting]:
    for chunk in chunks(days):
        yield from session.scalars(
            select(Meeting)
            .where(Meeting.collaboration_id.in_(owners), Meeting.first.in_(chunk))
            # Of two that are called the same, the last here is meant: one that is not cancelled.
            .order_by(Meeting.state != CANCELLED, Meeting.id.desc())
        )
