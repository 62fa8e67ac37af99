"""The offices that take part in a project, and the visits that they have made."""

from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.access import Information, require
from handlers.answers import Asker, OfficeLine, TakingPartAnswer, Values
from handlers.errors import Refusal
from handlers.living.fields import office_values
from handlers.living.lines import office_names
from handlers.living.rules import MOST
from handlers.living.working import Work
from handlers.ports import Services
from handlers.projects.cards import show
from handlers.projects.identifying import identify
from handlers.scope import scope
from storage.indexes import Family
from storage.models import EnvironmentalOffice, Participation, Person

if TYPE_CHECKING:
    from handlers.planning.ledger import Office


def own_office(work: Work) -> int:
    """Return the office that the asker speaks for; refuse who speaks for none."""
    require(work.asker, Information.OFFICE_DUTIES)
    person = work.session.get_one(Person, work.asker.person_id)
    if person.office_id is None:
        raise Refusal("no_own_office")
    return person.office_id


def theirs(work: Work, office: int | None) -> int:
    """Return the office that is meant: the asker's own, or any for who leads the project."""
    if office is None:
        return own_office(work)
    known = work.session.get(EnvironmentalOffice, office)
    if known is None or known.collaboration_id not in work.family.ids:
        raise Refusal("office_gone")
    if not work.leads and own_office(work) != office:
        raise Refusal("other_offices_part")
    return office


def set_visits(work: Work, office: int, visits: int | None, *, adding: bool = False) -> None:
    """Let an office take part, with so many visits; without a number those it has.

    ``adding`` puts them to those that were made before.
    """
    row = _row(work, office)
    old = office_values(row) if row is not None else None
    before = old["visits"] if old else 0
    count = before if visits is None else visits + before * adding
    if not 0 <= count <= MOST:
        raise Refusal("bad_count", most=MOST)
    _change(work, old, {"office": office, "visits": count})


def takes_part(work: Work, office: int) -> bool:
    """Tell whether an office takes part."""
    return _row(work, office) is not None


def count_visits(work: Work, office: int, before: int, after: int) -> None:
    """Let an office have made as many visits as it has told of, one by one or in a form.

    ``before`` is how many that was. More that somebody has said by hand stays until as many are
    told of; where nothing else was said, fewer are fewer.
    """
    row = _row(work, office)
    said = row.visits if row is not None else 0
    count = after if said <= before else max(said, after)
    if row is not None or count:
        set_visits(work, office, count)


def leave(work: Work, office: int) -> None:
    """Let an office take part no longer."""
    row = _row(work, office)
    if row is None:
        raise Refusal("not_taking_part", title=work.project.title)
    _change(work, office_values(row), None)


def write_office(work: Work, old: Values | None, new: Values | None) -> None:
    """Put an office's part after a change in the place of the one before."""
    about = new or old or {}
    row = _row(work, int(about["office"]))
    if new is None:
        if row is not None:
            work.session.delete(row)
        return
    if row is None:
        row = Participation(
            collaboration_id=work.project.collaboration_id,
            project_id=work.project.id,
            office_id=new["office"],
            joined_at=work.services.clock(),
            joined_by_id=work.asker.person_id,
        )
        work.session.add(row)
    row.visits = new["visits"]


def taking_part(services: Services, asker: Asker, key: str, *, owner: str = "") -> TakingPartAnswer:
    """Answer which offices take part in a project, those with the most visits first."""
    with scope(services, asker) as opened:
        found = identify(opened.session, opened.family, key, owner)
        there = next((one for one in opened.others if found.collaboration_id in one.ids), None)
        card = show(opened.elsewhere(there) if there else opened, found.id)
        rows = opened.session.execute(
            select(Participation.office_id, Participation.visits)
            .join(EnvironmentalOffice, EnvironmentalOffice.id == Participation.office_id)
            .where(Participation.project_id == found.id)
            .order_by(Participation.visits.desc(), EnvironmentalOffice.sort_key)
        ).all()
        names = office_names(opened.session, {row[0] for row in rows})
        lines = tuple(OfficeLine(names[office], visits) for office, visits in rows)
    return TakingPartAnswer(
        ids=(key,),
        subject="taking_part",
        title=card.title,
        progress=card.progress,
        offices=lines,
    )


def offices_in(session: Session, family: Family) -> "tuple[Office, ...]":
    """Return the offices of a family, called by their municipalities."""
    from handlers.planning.ledger import offices_of  # noqa: PLC0415 - the days off are slow to load

    return offices_of(session, family.ids)


def _row(work: Work, office: int) -> Participation | None:
    mine = (Participation.project_id == work.project.id, Participation.office_id == office)
    return work.session.scalars(select(Participation).where(*mine)).one_or_none()


def _change(work: Work, old: dict[str, Any] | None, new: dict[str, Any] | None) -> None:
    if old != new:
        write_office(work, old, new)
        work.note("office", old, new)
