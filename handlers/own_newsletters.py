"""Saying how one wants the newsletter: in chat, by mail, on a page, by the link in an issue."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.access import Information, require
from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.events import record
from handlers.newsletter_choices import (
    Choice,
    Said,
    choice_for,
    keep_choice,
    root_of,
    wanting,
)
from handlers.people import GUEST, forget
from handlers.ports import Services
from handlers.scope import home
from storage.models import Collaboration, Invitee, NewsletterIssue, Person, SlackIdentity


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnChoice:
    """How somebody gets the newsletter of ``collaboration`` (a name; ``key`` is its key).

    ``can_chat``: they can be reached in chat. ``name`` is theirs, for themselves alone. ``gone``:
    there is no such address any more, and nothing goes there.
    """

    collaboration: str
    key: str
    choice: Choice
    can_chat: bool = False
    name: str = ""
    gone: bool = False


def choice_of(services: Services, asker: Asker) -> OwnChoice:
    """Return how the asker gets the newsletter of the collaboration that they turn to."""
    person_id = _person(asker)
    with services.database.session() as session:
        person = session.get_one(Person, person_id)
        return _told(session, person, _home(session, services, asker, person))


def choose(services: Services, asker: Asker, choice: Choice) -> OwnChoice:
    """Set how the asker gets it; refuses chat for who is not known there."""
    person_id = _person(asker)
    with services.database.write() as session:
        person = session.get_one(Person, person_id, with_for_update=True)
        root = _home(session, services, asker, person)
        return _chosen(session, services, asker, Said(person, root, choice))


def choose_in(
    session: Session, services: Services, asker: Asker, person: Person, choice: Choice
) -> OwnChoice:
    """Do what ``choose`` does in the caller's transaction, where it is another than before."""
    root = _home(session, services, asker, person)
    if choice_for(session, root, person) is choice:
        return _told(session, person, root)
    return _chosen(session, services, asker, Said(person, root, choice))


def choice_by_link(services: Services, person_id: int, issue_id: int) -> OwnChoice:
    """Return how whoever got an issue gets the newsletter now."""
    with services.database.session() as session:
        person = _receiver(session, person_id)
        return _told(session, person, _of_issue(session, person, issue_id))


def choose_by_link(
    services: Services, person_id: int, issue_id: int, choice: Choice, door: str
) -> OwnChoice:
    """Set how whoever got an issue gets the newsletter: the signed link is the proof."""
    with services.database.write() as session:
        person = _receiver(session, person_id, lock=True)
        root = _of_issue(session, person, issue_id)
        asker = Asker("", person.id, door=door)
        if person.email is None:
            return _told(session, person, root)
        return _chosen(session, services, asker, Said(person, root, choice))


def _chosen(session: Session, services: Services, asker: Asker, said: Said) -> OwnChoice:
    now = _told(session, said.person, said.root)
    if now.gone and said.choice is not Choice.NONE:
        raise Refusal("newsletter_no_address")
    if said.choice is Choice.CHAT and not now.can_chat:
        raise Refusal("newsletter_no_chat")
    keep_choice(session, services, asker, said)
    told = _told(session, said.person, said.root)
    if said.choice is Choice.NONE:
        _let_go(session, services, said.person)
    return told


def _let_go(session: Session, services: Services, person: Person) -> None:
    """Erase who was there for the newsletter's sake alone; their choice is by digest, and stays."""
    meetings = select(Invitee.id).where(Invitee.person_id == person.id).limit(1)
    if person.kind != GUEST or session.execute(meetings).first() is not None:
        return
    # Another family's newsletter comes to the same person.
    if person.email is not None and wanting(session, [person.email]):
        return
    forget(person)
    record(
        session,
        services.clock(),
        Asker("", door="clock"),
        "guest_erased",
        about=("person", str(person.id)),
        collaboration_id=person.collaboration_id,
    )


def _person(asker: Asker) -> int:
    require(asker, Information.FOLLOWING)
    if asker.person_id is None:
        raise Refusal("not_known_yet")
    return asker.person_id


def _receiver(session: Session, person_id: int, *, lock: bool = False) -> Person:
    person = session.get(Person, person_id, with_for_update=lock or None)
    if person is None:
        raise Refusal("link_broken")
    return person


def _home(session: Session, services: Services, asker: Asker, person: Person) -> int:
    if not asker.collaboration:
        return root_of(session, person.collaboration_id)
    return home(services.indexes.families(session), asker.collaboration).ids[0]


def _of_issue(session: Session, person: Person, issue_id: int) -> int:
    found = select(NewsletterIssue.collaboration_id).where(NewsletterIssue.id == issue_id)
    # Of an issue that has been disposed of the link still stands in a mailbox.
    owner = session.execute(found).scalar()
    return root_of(session, person.collaboration_id if owner is None else owner)


def _told(session: Session, person: Person, root: int) -> OwnChoice:
    owner = session.get_one(Collaboration, root)
    account = select(SlackIdentity.id).where(SlackIdentity.person_id == person.id).limit(1)
    return OwnChoice(
        collaboration=owner.name,
        key=owner.key,
        choice=choice_for(session, root, person),
        can_chat=session.execute(account).first() is not None,
        name=person.name,
        gone=person.email is None,
    )
