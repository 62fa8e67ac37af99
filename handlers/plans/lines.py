"""The lines of a plan: added, changed, moved, removed, put back, and followed up.

Of a year that is frozen each change needs a reason, and makes a version.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select

from handlers.answers import Asker, PlanLine
from handlers.errors import Refusal
from handlers.plans.columns import LONGEST_NOTE, checked, short_enough, words_of
from handlers.plans.finding import COOPERATION, Which, Work, opened
from handlers.plans.proposed import let_out, take_in
from handlers.plans.versions import current_lines, fill
from handlers.plans.working import begin, logged, reason_for, versioned
from handlers.ports import Services
from storage.models import PlanEntry, Project, Proposal

NOT_BEGUN, GOING_ON, DONE = "not_begun", "going_on", "done"
PROGRESS = (NOT_BEGUN, GOING_ON, DONE)
PROPOSAL = "proposal"
MOST_LINES = 500
_SECTIONS = {"project": "activities", "proposal": "proposals", "": "activities"}


@dataclass(frozen=True, slots=True)
class Words:
    """What a line is to say: the columns that are named, and whether it stands from year to year.

    ``seen`` is the revision that whoever writes has seen, None where they have seen none;
    ``reason`` is why a frozen year is changed.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    standing: bool | None = None
    seen: int | None = None
    reason: str = ""


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


def add_line(
    services: Services, asker: Asker, which: Which, words: Words, about: About = About()
) -> Done:
    """Add a line at the end of a plan year; the same line twice is one.

    What it is to say and is not among ``words`` is taken from what it is about.
    """
    with services.database.write() as session:
        work = opened(session, asker, which)
        reason = reason_for(work, words.reason)
        written = checked(words.columns)
        if "title" not in written and not about.key:
            raise Refusal("plan_title_missing")
        begin(services, asker, work)
        same = _same(work, written, about)
        if same is not None:
            return Done(same.number or 0, same.title or "", work.year.version)
        entry = new_line(work, written, about, standing=bool(words.standing))
        if about.kind == PROPOSAL:
            take_in(services, asker, work, about.key)
        return _changed(services, asker, work, entry, "plan_line_added", reason=reason)


def change_line(services: Services, asker: Asker, which: Which, number: int, words: Words) -> Done:
    """Change what a line says in the columns that are named; refuse what was changed meanwhile."""
    with services.database.write() as session:
        work = opened(session, asker, which)
        reason = reason_for(work, words.reason)
        written = checked(words.columns)
        begin(services, asker, work)
        entry, before = entry_of(work, number), _line(work, number)
        new = {name: said for name, said in written.items() if said != getattr(before, name)}
        stays = words.standing in {None, before.standing}
        if not new and stays:
            return Done(number, before.title, work.year.version)
        if words.seen is not None and words.seen != entry.revision:
            raise Refusal("plan_line_changed", number=number)
        for name, said in new.items():
            setattr(entry, name, said)
        if words.standing is not None:
            entry.standing = words.standing
        entry.revision += 1
        return _changed(
            services,
            asker,
            work,
            entry,
            "plan_line_changed",
            reason=reason,
            columns=sorted(new),
        )


def move_line(
    services: Services, asker: Asker, which: Which, number: int, place: int, *, reason: str = ""
) -> Done:
    """Move a line to another place, counted from 1, in its year."""
    with services.database.write() as session:
        work = opened(session, asker, which)
        why = reason_for(work, reason)
        begin(services, asker, work)
        entry = entry_of(work, number)
        own = _own(work)
        if entry not in own:
            raise Refusal("plan_line_in_bank", number=number)
        before, at = own.index(entry), min(max(place, 1), len(own)) - 1
        if before != at:
            own.insert(at, own.pop(before))
            _count_places(work, own)
            _changed(services, asker, work, entry, "plan_line_moved", reason=why, place=at + 1)
        return Done(number, _line(work, number).title, work.year.version, before + 1)


def move_to_year(
    services: Services, asker: Asker, which: Which, number: int, to: Which, *, reason: str = ""
) -> Done:
    """Move a line to another year, of the same plan or another one, where it is the last."""
    with services.database.write() as session:
        # Always in the same order, or two who move to and fro would wait for each other.
        works = {one: opened(session, asker, one) for one in sorted({which, to}, key=_order)}
        work, there = works[which], works[to]
        why = max(reason_for(one, reason) for one in (work, there))
        begin(services, asker, work)
        if there.plan is not work.plan:
            begin(services, asker, there)
        entry, line = entry_of(work, number), _line(work, number)
        copy = new_line(
            there,
            words_of(line),
            About(entry.record_kind, entry.record_key),
            standing=line.standing,
        )
        _take_out(work, entry)
        logged(services, asker, work, "plan_line_removed", number=number)
        versioned(services, asker, work, why)
        return _changed(services, asker, there, copy, "plan_line_added", reason=why)


def remove_line(
    services: Services,
    asker: Asker,
    which: Which,
    number: int,
    *,
    reason: str = "",
    becomes: str = "",
) -> Done:
    """Take a line out of a plan year; it can be put back.

    ``becomes`` is where its proposal goes then, where it is about one: it needs the reason too.
    """
    with services.database.write() as session:
        work = opened(session, asker, which)
        why = reason_for(work, reason)
        begin(services, asker, work)
        entry, said = entry_of(work, number), _line(work, number)
        if entry.record_kind == PROPOSAL and entry.section != "bank":
            let_out(services, asker, work, entry, becomes=becomes, reason=reason)
        _take_out(work, entry)
        logged(services, asker, work, "plan_line_removed", number=number)
        versioned(services, asker, work, why)
        return Done(number, said.title, work.year.version)


def put_back(
    services: Services, asker: Asker, which: Which, number: int, *, reason: str = ""
) -> Done:
    """Put a line back that was taken out, at the end of its year."""
    with services.database.write() as session:
        work = opened(session, asker, which)
        why = reason_for(work, reason)
        found = [one for one in work.year.entries if one.number == number]
        if not found:
            raise Refusal("no_such_plan_line", number=number, year=work.year.year)
        (entry,) = found
        if entry.removed:
            begin(services, asker, work)
            entry.removed = False
            if entry.record_kind == PROPOSAL and entry.section != "bank":
                take_in(services, asker, work, entry.record_key)
            _count_places(work, [*(one for one in _own(work) if one is not entry), entry])
            return _changed(services, asker, work, entry, "plan_line_put_back", reason=why)
        return Done(number, _line(work, number).title, work.year.version)


def follow_up(
    services: Services, asker: Asker, which: Which, number: int, progress: str, *, note: str = ""
) -> Done:
    """Say how far a line of a cooperation plan has come, perhaps with a note.

    What is followed up is no change of the plan, and makes no version.
    """
    if progress not in PROGRESS:
        raise Refusal("plan_progress_unknown")
    said = short_enough(note, "progress_note", LONGEST_NOTE)
    with services.database.write() as session:
        work = opened(session, asker, which)
        if work.plan.sort != COOPERATION:
            raise Refusal("plan_not_followed_up", year=work.year.year)
        begin(services, asker, work)
        entry = entry_of(work, number)
        if (entry.progress, entry.progress_note) != (progress, said):
            entry.progress, entry.progress_note = progress, said
            details = {"number": number, "progress": progress}
            logged(services, asker, work, "plan_line_followed_up", **details)
        return Done(number, _line(work, number).title, work.year.version)


def new_line(work: Work, written: Mapping[str, str], about: About, *, standing: bool) -> PlanEntry:
    """Make a line at the end of a year's own, under a number that none has had."""
    if about.key and not _exists(work, about):
        raise Refusal("no_such_plan_record", key=about.key)
    own = _own(work)
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
    _count_places(work, [*own, entry])
    # Its own words from now on: what becomes of the record is told of where that is.
    fill(entry, _line(work, entry.number or 0))
    return entry


def entry_of(work: Work, number: int) -> PlanEntry:
    """Return the line with a number; refuse where there is none, or where it is taken out."""
    mine = (one for one in work.year.entries if one.number == number and not one.removed)
    found = next(mine, None)
    if found is None:
        raise Refusal("no_such_plan_line", number=number, year=work.year.year)
    return found


def _line(work: Work, number: int) -> PlanLine:
    return next(line for line in current_lines(work) if line.number == number)


def _own(work: Work) -> list[PlanEntry]:
    return [one for one in work.year.entries if one.section != "bank" and not one.removed]


def _take_out(work: Work, entry: PlanEntry) -> None:
    entry.removed = True
    _count_places(work, _own(work))


def _count_places(work: Work, own: list[PlanEntry]) -> None:
    """Count the places anew: first the year's own lines, then its bank, last what is taken out."""
    rest = [one for one in work.year.entries if one not in own]
    ordered = [*own, *sorted(rest, key=lambda one: one.removed)]
    for place, entry in enumerate(ordered):
        entry.position = place
    work.year.entries[:] = ordered


def _exists(work: Work, about: About) -> bool:
    model = Proposal if about.kind == "proposal" else Project
    mine = (model.collaboration_id.in_(work.family.ids), model.key == about.key)
    return work.session.scalars(select(model.id).where(*mine).limit(1)).first() is not None


def _same(work: Work, written: Mapping[str, str], about: About) -> PlanEntry | None:
    """Return the line that says this already: a press is sometimes a double one."""
    for one in _own(work):
        if about.key:
            if (one.record_kind, one.record_key) == (about.kind, about.key):
                return one
        elif not one.record_key and all(
            (getattr(one, name) or "") == said for name, said in written.items()
        ):
            return one
    return None


def _order(which: Which) -> tuple[int, str]:
    return which.year, which.sort


def _changed(
    services: Services,
    asker: Asker,
    work: Work,
    entry: PlanEntry,
    verb: str,
    *,
    reason: str,
    **details: object,
) -> Done:
    logged(services, asker, work, verb, number=entry.number, **details)
    versioned(services, asker, work, reason)
    number = entry.number or 0
    return Done(number, _line(work, number).title, work.year.version)
