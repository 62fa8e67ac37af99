"""What every change of a plan does besides: asks for a reason, logs, and makes a version."""

from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.events import record
from handlers.plans.boards import usual_boards
from handlers.plans.columns import LONGEST_REASON, short_enough
from handlers.plans.finding import Work
from handlers.plans.versions import make_version
from handlers.ports import Services


def begin(services: Services, asker: Asker, work: Work) -> None:
    """Count a change of a plan. What its source says is kept before the first one.

    Then its lines get numbers, and it is the usual boards' to adopt.
    """
    plan, year = work.plan, work.year
    if not plan.revision:
        for one in plan.years:
            for number, entry in enumerate(one.entries, start=1):
                entry.number = number
            one.numbers = len(one.entries)
        plan.boards = plan.boards or usual_boards(work.session, work.family, plan.sort)
    if plan.source and not year.version:
        make_version(work, services, asker, "")
    plan.revision += 1


def reason_for(work: Work, reason: str) -> str:
    """Return why a year is changed; refuse where it is frozen and nobody says why."""
    said = short_enough(reason, "reason", LONGEST_REASON)
    if work.year.frozen_at is not None and not said:
        raise Refusal("plan_reason_missing", year=work.year.year)
    return said


def versioned(services: Services, asker: Asker, work: Work, reason: str) -> None:
    """Make a version of a year that is frozen."""
    if work.year.frozen_at is not None:
        make_version(work, services, asker, reason)


def logged(services: Services, asker: Asker, work: Work, verb: str, **details: object) -> None:
    """Write a line about a plan into the event log: numbers alone, never what somebody wrote."""
    record(
        work.session,
        services.clock(),
        asker,
        verb,
        about=("plan", work.plan.key),
        collaboration_id=work.plan.collaboration_id,
        year=work.year.year,
        **details,
    )
