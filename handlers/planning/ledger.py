"""What people have made of each occurrence: done, moved, left out, and which offices are done."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from schedules import cadence
from storage.models import Authority, EnvironmentalOffice, Occurrence, OfficeTick

_MUNICIPALITY = "municipality"
# The collaboration, the rule, its part, and the slot.
Slot = tuple[int, str, str, str]


@dataclass(frozen=True, slots=True)
class Office:
    """An office that has a part in duties: its name is that of its municipalities."""

    id: int
    key: str
    name: str
    collaboration_id: int


@dataclass(frozen=True, slots=True)
class Ledger:
    """What is remembered of the occurrences of some collaborations, and their offices."""

    rows: Mapping[Slot, Occurrence]
    ticked: Mapping[int, frozenset[int]]
    offices: tuple[Office, ...]

    def of(self, collaboration_id: int, one: cadence.Occurrence) -> Occurrence | None:
        """Return what is remembered of an occurrence, or None for one that nothing is known of."""
        return self.rows.get((collaboration_id, one.rule.key, one.rule.part, one.slot))

    def left(self, row: Occurrence | None, offices: Iterable[Office]) -> tuple[Office, ...]:
        """Return those of the offices that have not done their part."""
        done = self.ticked.get(row.id, frozenset()) if row else frozenset()
        return tuple(office for office in offices if office.id not in done)


def ledger(session: Session, collaborations: Sequence[int]) -> Ledger:
    """Read what is remembered of the occurrences of some collaborations."""
    found = session.scalars(
        select(Occurrence).where(Occurrence.collaboration_id.in_(collaborations))
    ).all()
    return Ledger(
        {(row.collaboration_id, row.rule_key, row.part, row.slot): row for row in found},
        _ticked(session, collaborations),
        offices_of(session, collaborations),
    )


def offices_of(session: Session, collaborations: Sequence[int]) -> tuple[Office, ...]:
    """Return the offices of municipalities, by name: those that duties are counted in."""
    named = session.execute(
        select(Authority.key, Authority.name).where(
            Authority.collaboration_id.in_(collaborations), Authority.kind == _MUNICIPALITY
        )
    )
    names = {key: name for key, name in named}  # noqa: C416 - rows are no pairs to the type checker
    rows = session.scalars(
        select(EnvironmentalOffice)
        .where(EnvironmentalOffice.collaboration_id.in_(collaborations))
        .order_by(EnvironmentalOffice.sort_key)
    )
    return tuple(
        Office(row.id, row.key, ", ".join(served), row.collaboration_id)
        for row in rows
        if (served := [names[key] for key in row.authority_keys if key in names])
    )


def _ticked(session: Session, collaborations: Sequence[int]) -> dict[int, frozenset[int]]:
    rows = session.execute(
        select(OfficeTick.occurrence_id, OfficeTick.office_id)
        .join(Occurrence, Occurrence.id == OfficeTick.occurrence_id)
        .where(Occurrence.collaboration_id.in_(collaborations))
    )
    ticked: dict[int, set[int]] = {}
    for occurrence, office in rows:
        ticked.setdefault(occurrence, set()).add(office)
    return {occurrence: frozenset(offices) for occurrence, offices in ticked.items()}
