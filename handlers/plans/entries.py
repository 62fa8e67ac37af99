"""The entries of a plan year: found, placed, made anew, and what was done to one."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from handlers.answers import Asker, PlanLine
from handlers.errors import Refusal
from handlers.plans.finding import Work
from handlers.plans.versions import current_lines, fill
from handlers.plans.working import logged, versioned
from handlers.ports import Services
from storage.models import PlanEntry, Project, Proposal

PROPOSAL = "proposal"
MOST_LINES = 500
_SECTIONS = {"project": "activities", "proposal": "proposals", "": "activities"}


@dataclass(frozen=True, slots=True)
class Done:
    """What was done to which line; ``version`` is the plan year's now, ``place`` where it stood."""

    number: int
    title: str
    version: int = 0
    place: int = 0


@dataclass(frozen=True, slots=True)
class About:
    """The project or the proposal that a line is about, by its kind and its key; "" for none."""

    kind: str = ""
    key: str = ""


NO_RECORD = About()


def new_line(work: Work, written: Mapping[str, str], about: About, *, standing: bool) -> PlanEntry:
    """Make a line at the end of a year's own, under a number that none has had."""
    if about.key and not _exists(work, about):
        raise Refusal("no_such_plan_record", key=about.key)
    own = own_entries(work)
    if len(own) >= MOST_LINES:
        raise Refusal("plan_full", most=MOST_LINES)
    work.year.numbers += 1
    entry = PlanEntry(
        collaboration_id=work.plan.collaboration_id,
        number=work.year.numbers,
        record_kind=about.kind,
        record_key=about.key,
        section=_SECTIONS[about.kind],
        standing=standing,
        removed=False,
        **written,
    )
    work.year.entries.append(entry)
    count_places(work, [*own, entry])
    # Its own words from now on: what becomes of the record is told of where that is.
    fill(entry, line_of(work, entry.number or 0))
    return entry


def entry_of(work: Work, number: int) -> PlanEntry:
    """Return the line with a number; refuse where there is none, or where it is taken out."""
    mine = (one for one in work.year.entries if one.number == number and not one.removed)
    found = next(mine, None)
    if found is None:
        raise Refusal("no_such_plan_line", number=number, year=work.year.year)
    return found


def line_of(work: Work, number: int) -> PlanLine:
    """Return a line as it stands now, by its number."""
    return next(line for line in current_lines(work) if line.number == number)


def own_entries(work: Work) -> list[PlanEntry]:
    """Return the lines of a year that are its own: neither in its bank nor taken out."""
    return [one for one in work.year.entries if one.section != "bank" and not one.removed]


def take_out(work: Work, entry: PlanEntry) -> None:
    """Take a line out of its year; it keeps its number."""
    entry.removed = True
    count_places(work, own_entries(work))


def count_places(work: Work, own: list[PlanEntry]) -> None:
    """Count the places anew: first the year's own lines, then its bank, last what is taken out."""
    rest = [one for one in work.year.entries if one not in own]
    ordered = [*own, *sorted(rest, key=lambda one: one.removed)]
    for place, entry in enumerate(ordered):
        entry.position = place
    work.year.entries[:] = ordered


def _exists(work: Work, about: About) -> bool:
    model = Proposal if about.kind == PROPOSAL else Project
    mine = (model.collaboration_id.in_(work.family.ids), model.key == about.key)
    return work.session.scalars(select(model.id).where(*mine).limit(1)).first() is not None


def same_entry(work: Work, written: Mapping[str, str], about: About) -> PlanEntry | None:
    """Return the line that says this already: a press is sometimes a double one."""
    for one in own_entries(work):
        if about.key:
            if (one.record_kind, one.record_key) == (about.kind, about.key):
                return one
        elif not one.record_key and all(
            (getattr(one, name) or "") == said for name, said in written.items()
        ):
            return one
    return None


def changed(
    services: Services,
    asker: Asker,
    work: Work,
    entry: PlanEntry,
    verb: str,
    *,
    reason: str,
    **details: object,
) -> Done:
    """Log what was done to a line, make a version where the year is frozen, and return it."""
    logged(services, asker, work, verb, number=entry.number, **details)
    versioned(services, asker, work, reason)
    number = entry.number or 0
    return Done(number, line_of(work, number).title, work.year.version)
