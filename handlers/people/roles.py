"""Giving people roles, and letting new people into the register with one."""

import secrets

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.addresses import address
from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.events import record
from handlers.people.askers import about, by_email, holds
from handlers.people.guests import hand_over, let_go
from handlers.ports import Services
from storage.models import Collaboration, Membership, Person
from storage.sorting import sort_key

LONGEST_NAME = 200
ROLES = (
    "administrator", "contact_person", "coordinator", "inspector", "manager", "politician",
    "project_leader",
)  # fmt: skip


def set_role(
    services: Services, email: str, role: str, collaboration: str, name: str | None = None
) -> None:
    """Give the person with ``email`` a role in a collaboration; the same twice changes nothing.

    With ``name`` somebody who is not in the register yet is put there.
    """
    if role not in ROLES:
        raise Refusal("unknown_role", role=role, known=ROLES)
    with services.database.write() as session:
        owner = session.scalars(
            select(Collaboration).where(Collaboration.key == collaboration)
        ).one_or_none()
        if owner is None:
            raise Refusal("unknown_collaboration", collaboration=collaboration)
        person = by_email(session, email) or _new_person(session, email, name, owner)
        if not _at_home(session, person, owner):
            raise Refusal("role_elsewhere", email=email, collaboration=collaboration)
        _give(session, services, person, owner, role)


def _at_home(session: Session, person: Person, owner: Collaboration) -> bool:
    """Tell whether a role in ``owner`` would count: only those of one's own family do."""
    home = session.get_one(Collaboration, person.collaboration_id)
    return (home.parent_id or home.id) == (owner.parent_id or owner.id)


def _give(
    session: Session, services: Services, person: Person, owner: Collaboration, role: str
) -> None:
    has = session.scalars(
        select(Membership).where(
            Membership.person_id == person.id,
            Membership.collaboration_id == owner.id,
            Membership.group_id.is_(None),
            Membership.role == role,
        )
    ).one_or_none()
    today = services.today()
    if has is not None and holds(has.valid_from, has.valid_to, today):
        return
    if has is None:
        has = Membership(person_id=person.id, collaboration_id=owner.id, role=role)
        session.add(has)
    has.valid_from, has.valid_to = today, None
    # A mailbox that has its role again is to be named again: the indexes are built anew.
    owner.revision = Collaboration.revision + 1
    at_the_terminal = Asker(owner.key, door="terminal")
    record(
        session,
        services.clock(),
        at_the_terminal,
        "role_given",
        about=about(person),
        collaboration_id=owner.id,
        role=role,
    )


def _new_person(session: Session, email: str, name: str | None, owner: Collaboration) -> Person:
    if not name:
        raise Refusal("unknown_person", email=email)
    if len(name) > LONGEST_NAME:
        raise Refusal("name_too_long", longest=LONGEST_NAME)
    try:
        normal = address(email)
    except ValueError as error:
        raise Refusal("bad_email", email=email) from error
    person = Person(
        collaboration_id=owner.id,
        # Nothing in the log or elsewhere may tell who it is: not the address, nor the name.
        key=f"person-{secrets.token_hex(6)}",
        name=name.strip(),
        email=normal,
        sort_key=sort_key(name),
    )
    guests = let_go(session, [normal])
    session.add(person)
    session.flush()
    for guest in guests.values():
        hand_over(session, guest, person)
    return person
