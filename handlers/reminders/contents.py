"""What reminders say when they are delivered: what is still to be done, as it is then."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.contents import Act, Duty, Missed, Reminders
from handlers.decisions import decisions_missed, decisions_now
from handlers.delivery import Kind, Loaded
from handlers.planning import Almanacs, Known, duty, keepers_acts
from handlers.ports import SWEDEN, Services
from handlers.reminders.rounds import CHANNEL_REMINDER, MISSED, OFFICE_REMINDER, REMINDER
from handlers.scope import home
from storage.indexes import families
from storage.models import Collaboration, Notice, Occurrence

# What a contact person can do about their office's part of a duty.
_OFFICES_ACTS = (Act.DONE, Act.LATER)


@dataclass(frozen=True, slots=True)
class _Desk:
    """What the notices of a parcel are about, as it is today."""

    collaboration: str
    today: date
    known: Mapping[int, Known]
    # What is still open of what was decided, by the decisions' ids.
    decided: Mapping[int, Duty]

    def decision(self, notice: Notice) -> Duty | None:
        return self.decided.get(notice.details.get("decision", 0))

    def of(self, notice: Notice) -> Known | None:
        return self.known.get(notice.occurrence_id or 0)

    def has_rule(self, notice: Notice) -> bool:
        return self.of(notice) is not None or "decision" in notice.details

    def silent(self, known: Known) -> bool:
        """Tell whether nobody is to hear of it now: it is settled, or was put off meanwhile."""
        later = known.row.later_until if known.row else None
        return known.settled or (later is not None and later > self.today)


def _reminders(session: Session, services: Services, notices: Sequence[Notice]) -> Loaded:
    return _loaded(session, services, notices, keepers=True)


def _channel_reminders(session: Session, services: Services, notices: Sequence[Notice]) -> Loaded:
    # Not everybody in a channel keeps the calendar.
    return _loaded(session, services, notices, keepers=False)


def _loaded(
    session: Session, services: Services, notices: Sequence[Notice], *, keepers: bool
) -> Loaded:
    desk = _desk(session, services, notices)
    waiting = {
        one.id: known
        for one in notices
        if (known := desk.of(one)) is not None and not desk.silent(known)
    }
    # One occurrence may have had two rounds while nobody could be reached.
    several = {id(known): known for known in waiting.values()}
    duties = [
        duty(known, desk.today, keepers_acts(known) if keepers else ())
        for known in several.values()
    ]
    decided = {one.id: said for one in notices if (said := desk.decision(one)) is not None}
    duties += {said.decision: said for said in decided.values()}.values()
    return _said(desk, notices, {*waiting, *decided}, duties)


def _office_reminders(session: Session, services: Services, notices: Sequence[Notice]) -> Loaded:
    desk = _desk(session, services, notices)
    waiting, duties = {}, {}
    for one in notices:
        known = desk.of(one)
        if known is None or desk.silent(known):
            continue
        for office in known.left:
            if office.id == one.details["office"]:
                waiting[one.id] = known
                said = duty(known, desk.today, _OFFICES_ACTS, office.name)
                duties[one.occurrence_id, office.id] = said
    return _said(desk, notices, set(waiting), list(duties.values()))


def _said(desk: _Desk, notices: Sequence[Notice], waiting: Set[int], duties: list[Duty]) -> Loaded:
    duties.sort(key=lambda one: (one.due or one.first, one.title, one.part))
    content = Reminders(desk.collaboration, desk.today, tuple(duties)) if duties else None
    silent = [one for one in notices if one.id not in waiting]
    return Loaded(
        content,
        settled=frozenset(one.id for one in silent if desk.has_rule(one)),
        gone=frozenset(one.id for one in silent if not desk.has_rule(one)),
    )


def _missed(session: Session, services: Services, notices: Sequence[Notice]) -> Loaded:
    numbers = {number for one in notices for number in one.details["occurrences"]}
    desk = _desk(session, services, notices, numbers)
    rows = session.scalars(
        select(Occurrence).where(Occurrence.id.in_(numbers)).order_by(Occurrence.id)
    )
    duties = [
        duty(desk.known[row.id], desk.today) if row.id in desk.known else _ruleless(row)
        for row in rows
    ]
    # A notice from before decisions were told of names none.
    named = {number for one in notices for number in one.details.get("decisions", ())}
    duties += decisions_missed(session, named, desk.today)
    days = [date.fromisoformat(one.details[end]) for one in notices for end in ("since", "until")]
    return Loaded(Missed(desk.collaboration, min(days), max(days), tuple(duties)))


def _ruleless(row: Occurrence) -> Duty:
    """Return what is left of an occurrence whose rule is gone: the rule's name."""
    return Duty(
        number=None,
        rule=row.rule_key,
        part=row.part,
        slot=row.slot,
        title=row.rule_key,
        kind="",
        state=row.state,
        first=row.first,
        due=row.last,
    )


def _desk(
    session: Session, services: Services, notices: Sequence[Notice], numbers: set[int] | None = None
) -> _Desk:
    owner = session.get_one(Collaboration, notices[0].collaboration_id)
    family = home(families(session), owner.key)
    wanted = numbers or {one.occurrence_id for one in notices if one.occurrence_id}
    rows = session.scalars(select(Occurrence).where(Occurrence.id.in_(wanted))).all()
    today = services.clock().astimezone(SWEDEN).date()
    known = Almanacs(session, family, today).numbered(rows)
    named = {one.details["decision"] for one in notices if "decision" in one.details}
    found = decisions_now(session, family, named, today) if named else ()
    decided = {one.decision: one for one in found if one.decision is not None}
    return _Desk(owner.name, today, known, decided)


KINDS: Mapping[str, Kind] = {
    REMINDER: Kind(_reminders),
    OFFICE_REMINDER: Kind(_office_reminders),
    CHANNEL_REMINDER: Kind(_channel_reminders, park=True),
    MISSED: Kind(_missed),
}
