"""Valid rows with the fewest words: what is not named is plain and the same each time."""

from datetime import date
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from storage.models import (
    ActivityPlan,
    Authority,
    CadenceRule,
    Collaboration,
    EnvironmentalOffice,
    Group,
    Membership,
    Person,
    Place,
    PlanYear,
    Project,
    Proposal,
)
from storage.models.base import Base
from storage.partial_dates import PartialDate
from storage.sorting import sort_key

_Row = TypeVar("_Row", bound=Base)


def add_collaboration(
    session: Session, key: str = "vast", parent: Collaboration | None = None, **values: Any
) -> Collaboration:
    """Add a collaboration; with ``parent`` it is a member of an umbrella."""
    values = {"name": f"Miljösamverkan {key.capitalize()}", **values}
    return _added(session, Collaboration(key=key, parent_id=_id(parent), **values))


def add_project(session: Session, owner: Collaboration, title: str, **values: Any) -> Project:
    """Add a project of 2026; ``start`` and ``end`` also set the days that they stand for."""
    dates = {
        "starts_on": _edge(values.get("start"), "first"),
        "ends_on": _edge(values.get("end"), "last"),
    }
    values = {"year": 2026, "kind": "tillsynsprojekt", "status": "planerat", **dates, **values}
    return _added(session, Project(**_titled(owner, title, values)))


def add_proposal(session: Session, owner: Collaboration, title: str, **values: Any) -> Proposal:
    """Add a proposal that stands in the bank."""
    values = {"status": "i förslagsbanken", **values}
    return _added(session, Proposal(**_titled(owner, title, values)))


def add_group(session: Session, owner: Collaboration, title: str, **values: Any) -> Group:
    """Add a group."""
    return _added(session, Group(**_titled(owner, title, values)))


def add_place(session: Session, owner: Collaboration, title: str, **values: Any) -> Place:
    """Add a place where something is kept."""
    return _added(session, Place(**_titled(owner, title, values)))


def add_rule(session: Session, owner: Collaboration, title: str, **values: Any) -> CadenceRule:
    """Add a recurring duty."""
    return _added(session, CadenceRule(**_titled(owner, title, values)))


def add_plan(session: Session, owner: Collaboration, first: int, last: int) -> ActivityPlan:
    """Add a plan of the years from ``first`` to ``last`` that holds nothing."""
    plan = ActivityPlan(
        **_titled(owner, f"Verksamhetsplan {first}–{last}", {"period": f"{first}–{last}"})
    )
    plan.years = [
        PlanYear(collaboration_id=owner.id, year=year, position=None)
        for year in range(first, last + 1)
    ]
    return _added(session, plan)


def add_office(
    session: Session, owner: Collaboration, municipality: str = "Vetlanda"
) -> EnvironmentalOffice:
    """Add a municipality with its office."""
    key = f"{owner.key}-{municipality.casefold()}"
    shared = {"collaboration_id": owner.id, "key": key, "sort_key": sort_key(municipality)}
    _added(session, Authority(name=municipality, kind="municipality", **shared))
    name = f"Miljökontoret i {municipality}"
    return _added(session, EnvironmentalOffice(name=name, authority_keys=[key], **shared))


def add_person(
    session: Session,
    owner: Collaboration,
    name: str = "Anna Ek",
    *,
    roles: tuple[str, ...] = (),
    office: EnvironmentalOffice | None = None,
    **values: Any,
) -> Person:
    """Add a person with an address made of the name, and the roles given."""
    key = name.casefold().replace(" ", "-")
    at_work = {"office_id": office.id if office else None}
    values = {"key": key, "email": f"{key}@{owner.key}.example", "phone": None, **at_work, **values}
    person = Person(collaboration_id=owner.id, name=name, sort_key=sort_key(name), **values)
    _added(session, person)
    for role in roles:
        add_membership(session, person, owner, role)
    return person


def add_membership(
    session: Session,
    person: Person,
    owner: Collaboration,
    role: str,
    *,
    valid_from: date | None = None,
    valid_to: date | None = None,
    group: Group | None = None,
) -> Membership:
    """Add what a person is in a collaboration, or in one of its groups."""
    return _added(
        session,
        Membership(
            person_id=person.id,
            collaboration_id=owner.id,
            group_id=_id(group),
            role=role,
            valid_from=valid_from,
            valid_to=valid_to,
        ),
    )


def add_mailbox(
    session: Session, owner: Collaboration, title: str = "samordnare", **values: Any
) -> Person:
    """Add a role mailbox of the collaboration itself, on its list of whom to ask."""
    return add_person(session, owner, title, title=title, kind="role", **values)


def _titled(owner: Collaboration, title: str, values: dict[str, Any]) -> dict[str, Any]:
    key = f"{owner.key}-{title.casefold().replace(' ', '-')}"
    given = {"collaboration_id": owner.id, "key": key, "title": title}
    return {**given, "sort_key": sort_key(title), **values}


def _added(session: Session, row: _Row) -> _Row:
    session.add(row)
    session.flush()
    return row


def _id(row: Collaboration | Group | None) -> int | None:
    return row.id if row else None


def _edge(text: str | None, edge: str) -> date | None:
    if text is None:
        return None
    day: date = getattr(PartialDate.parse(text), edge)
    return day
