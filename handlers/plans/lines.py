"""The lines of a plan: added, changed, moved, removed, put back, and followed up.

Of a year that is frozen each change needs a reason, and makes a version.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.plans.columns import LONGEST_NOTE, checked, short_enough, words_of
from handlers.plans.entries import (
    NO_RECORD,
    PROPOSAL,
    About,
    Done,
    changed,
    count_places,
    entry_of,
    line_of,
    new_line,
    own_entries,
    same_entry,
    take_out,
)
from handlers.plans.finding import COOPERATION, Which, opened
from handlers.plans.proposed import let_out, take_in
from handlers.plans.starting import line_moved, source_of
from handlers.plans.working import begin, logged, reason_for, versioned
from handlers.ports import Services

NOT_BEGUN, GOING_ON, DONE = "not_begun", "going_on", "done"
PROGRESS = (NOT_BEGUN, GOING_ON, DONE)


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


def add_line(
    services: Services, asker: Asker, which: Which, words: Words, about: About = NO_RECORD
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
        same = same_entry(work, written, about)
        if same is not None:
            return Done(same.number or 0, same.title or "", work.year.version)
        entry = new_line(work, written, about, standing=bool(words.standing))
        if about.kind == PROPOSAL:
            take_in(services, asker, work, about.key)
        return changed(services, asker, work, entry, "plan_line_added", reason=reason)


def change_line(services: Services, asker: Asker, which: Which, number: int, words: Words) -> Done:
    """Change what a line says in the columns that are named; refuse what was changed meanwhile."""
    with services.database.write() as session:
        work = opened(session, asker, which)
        reason = reason_for(work, words.reason)
        written = checked(words.columns)
        begin(services, asker, work)
        entry, before = entry_of(work, number), line_of(work, number)
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
        return changed(
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
        own = own_entries(work)
        if entry not in own:
            raise Refusal("plan_line_in_bank", number=number)
        before, at = own.index(entry), min(max(place, 1), len(own)) - 1
        if before != at:
            own.insert(at, own.pop(before))
            count_places(work, own)
            changed(services, asker, work, entry, "plan_line_moved", reason=why, place=at + 1)
        return Done(number, line_of(work, number).title, work.year.version, before + 1)


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
        entry, line = entry_of(work, number), line_of(work, number)
        copy = new_line(
            there,
            words_of(line),
            About(entry.record_kind, entry.record_key),
            standing=line.standing,
        )
        line_moved(work, entry.id, source_of(copy.id, copy.number or 0, to))
        take_out(work, entry)
        logged(services, asker, work, "plan_line_removed", number=number)
        versioned(services, asker, work, why)
        return changed(services, asker, there, copy, "plan_line_added", reason=why)


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
        entry, said = entry_of(work, number), line_of(work, number)
        if entry.record_kind == PROPOSAL and entry.section != "bank":
            let_out(services, asker, work, entry, becomes=becomes, reason=reason)
        take_out(work, entry)
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
            count_places(work, [*(one for one in own_entries(work) if one is not entry), entry])
            return changed(services, asker, work, entry, "plan_line_put_back", reason=why)
        return Done(number, line_of(work, number).title, work.year.version)


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
        return Done(number, line_of(work, number).title, work.year.version)


def _order(which: Which) -> tuple[int, str]:
    return which.year, which.sort
