"""Who somebody is: from a verified address to a person, and from a person to an asker."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Row, Select, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.events import record
from handlers.imports.addresses import address
from handlers.ports import Services
from handlers.scope import home
from storage.indexes import families
from storage.inserting import insert_new
from storage.models import Collaboration, Membership, Person, SlackIdentity
from storage.sorting import sort_key

ROLES = ("contact_person", "coordinator", "inspector", "manager", "project_leader")


def identify_slack(services: Services, team: str, slack_user: str) -> Asker | None:
    """Return who a linked Slack account belongs to, or None when it is not linked."""
    with services.database.rows() as database:
        rows = database.execute(_BY_ACCOUNT, {"team": team, "account": slack_user}).all()
    account = slack_account(team, slack_user)
    return _asker(rows, "slack", account, services.clock().date()) if rows else None


def link_slack(services: Services, team: str, slack_user: str, email: str | None) -> Asker:
    """Link a Slack account to the person with its VERIFIED address; a stranger stays one."""
    account = slack_account(team, slack_user)
    with services.database.session() as session:
        person = _by_email(session, email)
    if person is None:
        return Asker("", door="slack", account=account)
    with services.database.write() as session:
        linked = session.execute(
            insert_new(services.database, SlackIdentity)
            .values(
                team=team,
                slack_user=slack_user,
                person_id=person.id,
                verified_at=services.clock(),
            )
            .returning(SlackIdentity.id)
        ).first()
        rows = session.execute(_PEOPLE.where(Person.id == person.id)).all()
        asker = _asker(rows, "slack", account, services.clock().date())
        if linked is not None:
            record(
                session,
                services.clock(),
                asker,
                "slack_linked",
                about=_about(person),
                collaboration_id=person.collaboration_id,
            )
        return asker


def asker_by_email(services: Services, email: str, door: str) -> Asker | None:
    """Return the asker with a VERIFIED address, or None for a stranger."""
    with services.database.session() as session:
        rows = session.execute(_PEOPLE.where(Person.email == email.strip().casefold())).all()
    return _asker(rows, door, "", services.clock().date()) if rows else None


def stranger(collaboration: str | None, door: str) -> Asker:
    """Return an asker of whom nothing is known but, perhaps, which collaboration is meant."""
    return Asker(collaboration or "", door=door)


def asking_in(services: Services, asker: Asker, collaboration: str) -> Asker:
    """Return the asker turned to ``collaboration``; roles stay at home."""
    with services.database.session() as session:
        known = families(session)
    if not any(collaboration in family.keys for family in known):
        raise Refusal("unknown_collaboration", collaboration=collaboration)
    if home(known, collaboration) == home(known, asker.collaboration):
        return replace(asker, collaboration=collaboration)
    return replace(asker, collaboration=collaboration, roles=frozenset())


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
        person = _by_email(session, email) or _new_person(session, email, name, owner)
        _give(session, services, person, owner, role)


def slack_account(team: str, slack_user: str) -> str:
    """Return the account's id as tasks keep it."""
    return f"slack:{team}:{slack_user}"


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
    today = services.clock().date()
    if has is not None and _holds(has.valid_from, has.valid_to, today):
        return
    if has is None:
        has = Membership(person_id=person.id, collaboration_id=owner.id, role=role)
        session.add(has)
    has.valid_from, has.valid_to = today, None
    at_the_terminal = Asker(owner.key, door="terminal")
    record(
        session,
        services.clock(),
        at_the_terminal,
        "role_given",
        about=_about(person),
        collaboration_id=owner.id,
        role=role,
    )


def _new_person(session: Session, email: str, name: str | None, owner: Collaboration) -> Person:
    if not name:
        raise Refusal("unknown_person", email=email)
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
    session.add(person)
    session.flush()
    return person


def _about(person: Person) -> tuple[str, str]:
    # By number: a key may be made of a name or an address.
    return "person", str(person.id)


def _by_email(session: Session, email: str | None) -> Person | None:
    if not email:
        return None
    wanted = email.strip().casefold()
    return session.scalars(select(Person).where(Person.email == wanted)).one_or_none()


_Home = aliased(Collaboration)
_Owner = aliased(Collaboration)
# person, home collaboration, its root, role, the role's root, from, to; built once, since every
# request begins with it.
_Row = Row[int, str, int, str, int, date | None, date | None]
_PEOPLE: Select[int, str, int, str, int, date | None, date | None] = (
    select(
        Person.id,
        _Home.key,
        func.coalesce(_Home.parent_id, _Home.id),
        Membership.role,
        func.coalesce(_Owner.parent_id, _Owner.id),
        Membership.valid_from,
        Membership.valid_to,
    )
    .join(_Home, _Home.id == Person.collaboration_id)
    .outerjoin(Membership, (Membership.person_id == Person.id) & Membership.group_id.is_(None))
    .outerjoin(_Owner, _Owner.id == Membership.collaboration_id)
)

_BY_ACCOUNT = _PEOPLE.join(SlackIdentity, SlackIdentity.person_id == Person.id).where(
    SlackIdentity.team == bindparam("team"), SlackIdentity.slack_user == bindparam("account")
)


def _asker(rows: Sequence[_Row], door: str, account: str, today: date) -> Asker:
    """Build the asker; a role counts only in the family of collaborations it was given in."""
    person_id, collaboration, home = rows[0][:3]
    roles = {
        role
        for _, _, _, role, owner, since, until in rows
        if role and owner == home and _holds(since, until, today)
    }
    return Asker(collaboration, person_id, frozenset(roles), door, account)


def _holds(since: date | None, until: date | None, today: date) -> bool:
    return (since is None or since <= today) and (until is None or today <= until)
