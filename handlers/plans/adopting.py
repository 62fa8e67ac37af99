"""Boards adopt a plan year, each on its day; when all have, it is frozen and everybody is told."""

from dataclasses import dataclass
from datetime import date

from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.plans.boards import adopted, board_lines, board_named
from handlers.plans.columns import LONGEST_MINUTES, LONGEST_REASON, short_enough
from handlers.plans.finding import Which, Work, opened
from handlers.plans.telling import take_back_notices, tell
from handlers.plans.versions import current_lines, make_version, settle
from handlers.plans.working import begin, logged
from handlers.ports import Services
from storage.models import PlanAdoption


@dataclass(frozen=True, slots=True)
class Minutes:
    """When a board has adopted a plan, and where that is written: "§ 12"."""

    day: date
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Adopted:
    """A board's adoption: what it is called, whether the year is frozen now, how many are told."""

    board: str
    frozen: bool
    version: int
    told: int = 0
    left: tuple[str, ...] = ()


def adopt(services: Services, asker: Asker, which: Which, board: str, minutes: Minutes) -> Adopted:
    """Write down that a board has adopted a plan year; the same once more changes nothing.

    With the last board the year is frozen, a version is made and the municipalities are told.
    """
    reference = short_enough(minutes.reference, "minutes", LONGEST_MINUTES)
    with services.database.write() as session:
        work = opened(session, asker, which)
        group = board_named(work, board)
        if minutes.day > services.today():
            raise Refusal("plan_adopted_ahead", date=minutes.day)
        held = next((one for one in adopted(work) if one.group_id == group.id), None)
        if held is not None:
            if (held.day, held.minutes) != (minutes.day, reference):
                raise Refusal("plan_adopted_already", board=group.title, date=held.day)
            return _told(work, group.title)
        if not any(not line.in_bank for line in current_lines(work)):
            raise Refusal("plan_empty", year=which.year)
        begin(services, asker, work)
        session.add(
            PlanAdoption(
                collaboration_id=work.plan.collaboration_id,
                plan_year_id=work.year.id,
                group_id=group.id,
                day=minutes.day,
                minutes=reference,
                created_at=services.clock(),
                created_by_id=asker.person_id,
            )
        )
        session.flush()
        details = {"board": group.id, "day": minutes.day.isoformat()}
        logged(services, asker, work, "plan_adopted", **details)
        told = _freeze(services, asker, work) if not _left(work) else 0
        return _told(work, group.title, told)


def take_back(
    services: Services, asker: Asker, which: Which, board: str, reason: str = ""
) -> Adopted:
    """Take back what was written down by mistake: the year can be changed as before.

    Its versions stay, and nobody who was told is told anew when it is adopted after all.
    """
    why = short_enough(reason, "reason", LONGEST_REASON)
    with services.database.write() as session:
        work = opened(session, asker, which)
        group = board_named(work, board)
        held = next((one for one in adopted(work) if one.group_id == group.id), None)
        if held is None:
            raise Refusal("plan_not_adopted", board=group.title, year=which.year)
        held.withdrawn_at, held.withdrawn_by_id = services.clock(), asker.person_id
        begin(services, asker, work)
        was_frozen = work.year.frozen_at is not None
        work.year.frozen_at = None
        if was_frozen:
            take_back_notices(session, services, work)
        logged(
            services,
            asker,
            work,
            "plan_adoption_taken_back",
            board=group.id,
            frozen=was_frozen,
            reasoned=bool(why),
        )
        return _told(work, group.title)


def _freeze(services: Services, asker: Asker, work: Work) -> int:
    settle(work)
    work.year.frozen_at = services.clock()
    make_version(work, services, asker, "")
    logged(services, asker, work, "plan_frozen", version=work.year.version)
    return tell(work, services)


def _left(work: Work) -> list[int]:
    done = {one.group_id for one in adopted(work)}
    return [one for one in work.plan.boards if one not in done]


def _told(work: Work, board: str, told: int = 0) -> Adopted:
    boards = board_lines(work.session, work.plan.boards, [work.year.id])[work.year.id]
    left = tuple(one.title for one in boards if one.day is None)
    return Adopted(board, work.year.frozen_at is not None, work.year.version, told, left)
