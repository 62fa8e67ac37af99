"""Asking for the newsletter from outside: by an address, which has to be confirmed.

Whoever asks is told the same whether the address is in the register or not: what comes of it is
told in the mail that goes there.
"""

import secrets
from collections.abc import Mapping, Sequence
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handlers.addresses import address
from handlers.answers import Asker
from handlers.contents import NewsletterJoin
from handlers.delivery import Kind, Loaded
from handlers.errors import Refusal
from handlers.events import record
from handlers.newsletter_choices import ASKED, Choice, Said, choice_for, keep_choice, root_of
from handlers.notices import Draft, Urgency, put
from handlers.own_newsletters import OwnChoice
from handlers.people import GUEST, by_email
from handlers.ports import Services
from storage.inserting import insert_new
from storage.models import Collaboration, EventLog, Notice, Person

JOIN = "newsletter_join"
LONGEST_EMAIL = 254
# Each of them is a mail to an address that nobody has proved to be theirs. A few hundred may ask
# on the day after a meeting where it was shown; a program would be quicker.
MOST_AN_HOUR = 100
# Nobody loses the mail so many times on a day.
MOST_A_DAY = 3
# How long whoever asked has to confirm it; after that nothing is kept of them.
VALID_FOR = timedelta(days=7)


def joining_letter(services: Services, key: str) -> str:
    """Return whose newsletter one asks for by a key; refuses where there is none."""
    with services.database.session() as session:
        return session.get_one(Collaboration, _root(session, key)).name


def ask_to_join(services: Services, key: str, email: str) -> None:
    """Send a mail to an address by which whoever reads it says that they want the newsletter.

    Refuses what is no address, and more than anybody needs; nothing else tells who is known.
    """
    wanted = _address(email)
    with services.database.write() as session:
        root = _root(session, key)
        _check_all(session, services)
        person = _person(session, services, root, wanted)
        _check_person(session, services, person)
        asker = Asker("", person.id, door="page")
        about = "person", str(person.id)
        record(session, services.clock(), asker, ASKED, about=about, collaboration_id=root)
        put(session, services, [_notice(services, person, root)])


def joining_of(services: Services, person_id: int, root: int) -> OwnChoice:
    """Return how whoever got the mail gets the newsletter now."""
    with services.database.session() as session:
        return _told(session, _asked(session, person_id), root)


def confirm_joining(services: Services, person_id: int, root: int) -> OwnChoice:
    """Let whoever got the mail have the newsletter: the link in it is the proof."""
    with services.database.write() as session:
        person = _asked(session, person_id, lock=True)
        asker = Asker("", person.id, door="page")
        keep_choice(session, services, asker, Said(person, root, Choice.MAIL))
        return _told(session, person, root)


def _address(email: str) -> str:
    try:
        return address(email.strip())
    except ValueError:
        raise Refusal("newsletter_email") from None


def _root(session: Session, key: str) -> int:
    found = session.scalars(select(Collaboration.id).where(Collaboration.key == key)).one_or_none()
    if found is None:
        raise Refusal("newsletter_not_public")
    return root_of(session, found)


def _person(session: Session, services: Services, root: int, email: str) -> Person:
    """Return who has the address, as they stand in the register; else a guest without a name."""
    known = by_email(session, email, lock=True, guests=True)
    if known is not None:
        return known
    guest = insert_new(services.database, Person).values(
        collaboration_id=root,
        key=f"{GUEST}-{secrets.token_hex(6)}",
        kind=GUEST,
        name="",
        email=email,
        sort_key="",
    )
    # Where somebody else has just asked with the same address, it is theirs.
    session.execute(guest)
    return session.scalars(select(Person).filter_by(email=email).with_for_update()).one()


def _check_all(session: Session, services: Services) -> None:
    if _count(session, services, timedelta(hours=1)) >= MOST_AN_HOUR:
        raise Refusal("newsletter_join_busy")


def _check_person(session: Session, services: Services, person: Person) -> None:
    if _count(session, services, timedelta(days=1), person) >= MOST_A_DAY:
        raise Refusal("newsletter_join_often")


def _count(
    session: Session, services: Services, within: timedelta, person: Person | None = None
) -> int:
    found = select(func.count(EventLog.id)).where(
        EventLog.verb == ASKED, EventLog.at > services.clock() - within
    )
    if person is not None:
        found = found.where(EventLog.actor_id == person.id)
    return session.execute(found).scalar_one()


def _notice(services: Services, person: Person, root: int) -> Draft:
    now = services.clock()
    return Draft(
        key=f"{JOIN}/{root}/p{person.id}/{now:%Y%m%dT%H%M%S%f}",
        kind=JOIN,
        collaboration_id=root,
        person_id=person.id,
        due_at=now,
        urgency=Urgency.NOW,
        expires_at=now + VALID_FOR,
    )


def _asked(session: Session, person_id: int, *, lock: bool = False) -> Person:
    person = session.get(Person, person_id, with_for_update=lock or None)
    if person is None or person.email is None:
        raise Refusal("newsletter_join_old")
    return person


def _told(session: Session, person: Person, root: int) -> OwnChoice:
    owner = session.get(Collaboration, root)
    if owner is None:
        raise Refusal("newsletter_not_public")
    choice = choice_for(session, root, person)
    return OwnChoice(collaboration=owner.name, key=owner.key, choice=choice, name=person.name)


def _load(session: Session, _services: Services, notices: Sequence[Notice]) -> Loaded:
    (notice,) = notices
    owner = session.get_one(Collaboration, notice.collaboration_id)
    return Loaded(NewsletterJoin(owner.name, owner.id))


KINDS: Mapping[str, Kind] = {
    # Whoever reads it must be who has the address.
    JOIN: Kind(_load, only="mail"),
}
