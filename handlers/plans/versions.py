"""The versions of a plan year: made when it is adopted and when it is changed afterwards."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.answers import Asker, FieldDifference, Labelled, LineDifference, PlanLine
from handlers.plans.columns import COLUMNS, words_of
from handlers.plans.finding import Work
from handlers.plans.reading import lines_of
from handlers.ports import Services
from storage.models import PlanEntry, PlanVersion

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
# Besides the columns: what a line says in other ways.
_BESIDES = ("standing", "section")


def current_lines(work: Work) -> tuple[PlanLine, ...]:
    """Return the lines of a year that is worked on, as they are now."""
    work.session.flush()
    return lines_of(work.session, work.family.ids, [work.year.id]).get(work.year.id, ())


def make_version(work: Work, services: Services, asker: Asker, reason: str) -> bool:
    """Keep a year as it is now under the next number; not again what the latest says already."""
    content = {"lines": [_kept(line) for line in current_lines(work)]}
    latest = version_of(work.session, work.year.id, work.year.version)
    if latest is not None and latest.content == content:
        return False
    work.year.version += 1
    work.session.add(
        PlanVersion(
            collaboration_id=work.plan.collaboration_id,
            plan_year_id=work.year.id,
            number=work.year.version,
            made_at=services.clock(),
            made_by_id=asker.person_id,
            reason=reason,
            content=content,
        )
    )
    return True


def settle(work: Work) -> None:
    """Write down what lines say by way of their records: what is adopted changes with none."""
    said = {line.id: line for line in current_lines(work)}
    for entry in work.year.entries:
        if line := said.get(entry.id):
            fill(entry, line)


def fill(entry: PlanEntry, line: PlanLine) -> None:
    """Let a line say in words of its own what it has said by way of its record."""
    for name, said in words_of(line).items():
        if getattr(entry, name) is None:
            setattr(entry, name, said)


def version_of(session: Session, year_id: int, number: int) -> PlanVersion | None:
    """Return a version of a plan year by its number."""
    mine = (PlanVersion.plan_year_id == year_id, PlanVersion.number == number)
    return session.scalars(select(PlanVersion).where(*mine)).one_or_none()


def versions_of(session: Session, year_id: int) -> Sequence[PlanVersion]:
    """Return the versions of a plan year, the first one first."""
    mine = select(PlanVersion).where(PlanVersion.plan_year_id == year_id)
    return session.scalars(mine.order_by(PlanVersion.number)).all()


def differences(older: PlanVersion, newer: PlanVersion) -> tuple[LineDifference, ...]:
    """Return what differs between two versions, line by line in the order of the newer."""
    before, after = _by_number(older), _by_number(newer)
    return (
        *_removed(before, after),
        *(one for number, line in after.items() if (one := _between(before.get(number), line))),
    )


def _removed(before: Mapping[int, Any], after: Mapping[int, Any]) -> Iterator[LineDifference]:
    for number, line in before.items():
        if number not in after:
            yield LineDifference(REMOVED, number, line["title"])


def _between(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> LineDifference | None:
    number, title = after["number"], after["title"]
    if before is None:
        said = tuple(FieldDifference(name, "", after[name]) for name in COLUMNS if after.get(name))
        return LineDifference(ADDED, number, title, said)
    fields = tuple(
        FieldDifference(name, _said(before.get(name)), _said(after.get(name)))
        for name in (*COLUMNS, *_BESIDES)
        if before.get(name) != after.get(name)
    )
    return LineDifference(CHANGED, number, title, fields) if fields else None


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    return str(value or "")


def _by_number(version: PlanVersion) -> dict[int, Any]:
    return {line["number"]: line for line in version.content["lines"]}


def _kept(line: PlanLine) -> dict[str, Any]:
    return {
        "number": line.number,
        **{name: getattr(line, name) for name in COLUMNS},
        "standing": line.standing,
        "section": line.section,
        "told": [[one.label, one.value] for one in line.told],
    }


def kept_line(kept: Mapping[str, Any]) -> PlanLine:
    """Return a line as a version has kept it."""
    return PlanLine(
        **{name: kept[name] for name in COLUMNS},
        number=kept["number"],
        standing=kept["standing"],
        section=kept["section"],
        told=tuple(Labelled(label, value) for label, value in kept["told"]),
    )
