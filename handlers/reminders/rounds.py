"""From a duty to the reminders of it that are due: the one of today, and those that were missed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from handlers.delivery import Hours, first_of_day
from handlers.notices import Draft, State, Urgency
from handlers.planning import Known
from handlers.ports import SWEDEN
from handlers.reminders.audiences import Audience
from schedules.cadence import reminder_days, shifted
from storage.models import Occurrence

REMINDER, OFFICE_REMINDER, CHANNEL_REMINDER, MISSED = (
    "reminder",
    "office_reminder",
    "channel_reminder",
    "missed",
)
# How long the last reminder is of use, in working days.
_LAST_FOR = 10


@dataclass(frozen=True, slots=True)
class Round:
    """One day of reminding about one occurrence: useful until the next one comes."""

    day: date
    until: date

    def over(self, today: date) -> bool:
        """Tell whether a later round has taken its place."""
        return self.until <= today


def rounds(known: Known, row: Occurrence, since: date, today: date) -> list[Round]:
    """Return the rounds of an occurrence that began between two local days, the latest last.

    What fell due before the first day is past. Who has put something off, moved it or opened it
    again hears of it on the days after that.
    """
    if known.settled or (known.due is not None and known.due < since):
        return []
    return begun(days_of(known, row), since, today)


def begun(days: Sequence[date], since: date, today: date) -> list[Round]:
    """Return the rounds of these days that began between two local days, the latest last."""
    ends = [*days[1:], shifted(days[-1], _LAST_FOR)] if days else []
    rounds = [Round(day, end) for day, end in zip(days, ends, strict=True) if day <= today]
    return [one for one in rounds if one.day >= since]


def days_of(known: Known, row: Occurrence) -> list[date]:
    """Return the local days on which an occurrence is brought up as long as it is open."""
    one = known.occurrence
    first = row.moved_to or one.first
    before = known.almanac.own[one.rule.key].own.get("remind", ())
    days = list(reminder_days(first, known.due, tuple(before)))
    if row.changed_at is not None:
        changed = row.changed_at.astimezone(SWEDEN).date()
        days = [day for day in days if day > changed]
    if row.later_until is not None:
        days = [row.later_until, *(day for day in days if day > row.later_until)]
    return days


@dataclass(frozen=True, slots=True)
class Planned:
    """What one occurrence puts into the outbox."""

    known: Known
    row: Occurrence
    audience: Audience
    zone: ZoneInfo

    def drafts(self, since: date, missed_since: date, today: date) -> Iterator[Draft]:
        """Return the notices of the current round, and as stale those of rounds that were missed.

        ``since`` is the first day that anybody is reminded of, ``missed_since`` the first day
        that nobody has planned yet.
        """
        for one in rounds(self.known, self.row, since, today):
            if not one.over(today):
                yield from self._of(one, State.QUEUED)
            elif one.day >= missed_since:
                yield from self._of(one, State.STALE)

    def _of(self, one: Round, state: State) -> Iterator[Draft]:
        where = self.known.almanac.own[self.known.occurrence.rule.key].own.get("audience", "")
        if where == "channel":
            for channel in self.audience.channels.get(self.known.almanac.collaboration_id, ()):
                yield self._draft(one, CHANNEL_REMINDER, state, f"c{channel}", channel_id=channel)
        else:
            for person in self.audience.keepers(self.known.almanac.collaboration_id):
                yield self._draft(one, REMINDER, state, f"p{person}", person_id=person)
        for office in self.known.left:
            for person in self.audience.contact_persons.get(office.id, ()):
                yield self._draft(
                    one, OFFICE_REMINDER, state, f"p{person}.{office.id}",
                    person_id=person, details={"office": office.id},
                )  # fmt: skip

    def _draft(self, one: Round, kind: str, state: State, whom: str, **to: Any) -> Draft:
        row = self.row
        return Draft(
            key=f"{kind}/{row.id}.{row.revision}/{one.day}/{whom}",
            kind=kind,
            collaboration_id=row.collaboration_id,
            occurrence_id=row.id,
            due_at=first_of_day(one.day, Hours(), self.zone),
            expires_at=datetime.combine(one.until, time(), self.zone),
            urgency=Urgency.WORKING_HOURS,
            bundle=f"{kind}/{row.collaboration_id}/{whom.partition('.')[0]}",
            state=state,
            **to,
        )
