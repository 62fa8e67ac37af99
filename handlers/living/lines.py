"""Changes as people see them; who made them only for those who may see the register."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.access import Information, may
from handlers.answers import Asker, ChangeLine
from storage.models import Authority, EnvironmentalOffice, Person, ProjectChange


def change_lines(
    session: Session, asker: Asker, rows: Sequence[ProjectChange]
) -> tuple[ChangeLine, ...]:
    """Return changes as the asker may see them, in a few questions however many they are."""
    names = _names(session, rows) if may(asker, Information.REGISTER) else {}
    offices = office_names(session, {_office(one) for one in rows})
    return tuple(
        ChangeLine(
            id=one.id,
            at=one.at,
            field=one.field,
            old=one.old,
            new=one.new,
            subject=offices.get(_office(one), ""),
            who=names.get(one.person_id or 0, ""),
            undoes=one.undoes_id is not None,
        )
        for one in rows
    )


def office_names(session: Session, wanted: Collection[int]) -> dict[int, str]:
    """Return what offices are called: their municipalities' names, or else their own."""
    numbers = set(wanted) - {0}
    if not numbers:
        return {}
    rows = session.scalars(
        select(EnvironmentalOffice).where(EnvironmentalOffice.id.in_(numbers))
    ).all()
    keys = {key for one in rows for key in one.authority_keys}
    owners = {one.collaboration_id for one in rows}
    served = session.execute(
        select(Authority.key, Authority.name).where(
            Authority.key.in_(keys),
            Authority.collaboration_id.in_(owners),
            Authority.kind == "municipality",
        )
    )
    names = {row[0]: row[1] for row in served}
    return {
        one.id: ", ".join(names[key] for key in one.authority_keys if key in names) or one.name
        for one in rows
    }


def _office(row: ProjectChange) -> int:
    about = row.new or row.old or {}
    return int(about.get("office", 0)) if row.field == "office" else 0


def _names(session: Session, rows: Iterable[ProjectChange]) -> dict[int, str]:
    wanted = {one.person_id for one in rows if one.person_id is not None}
    if not wanted:
        return {}
    found = session.execute(select(Person.id, Person.name).where(Person.id.in_(wanted)))
    return {row[0]: row[1] for row in found}
