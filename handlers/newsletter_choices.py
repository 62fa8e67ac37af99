"""What is said of newsletters: kept by a digest of the address, for a family of collaborations."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session

from handlers.answers import Asker
from handlers.events import record
from handlers.people import GUEST
from handlers.ports import Services
from storage.indexes import Family
from storage.inserting import insert_new
from storage.models import Collaboration, NewsletterChoice, Person
from storage.places import Places

CHOSEN = "newsletter_chosen"
# Somebody outside the register has asked for it, and not confirmed yet that it was they.
ASKED = "newsletter_ordered"
# So many are asked about by name; of more, all that there are of the family are read.
_FEW, _MOST_NAMED = 20, 400


_CHOSEN = select(NewsletterChoice.digest, NewsletterChoice.choice).where(
    NewsletterChoice.collaboration_id == bindparam("root")
)
# As many as get a newsletter at a time, which is asked over and over again.
_AT = Places("digest", _FEW)
_OF_FEW = _CHOSEN.where(NewsletterChoice.digest.in_(_AT.words()))
_NAMED = _CHOSEN.where(NewsletterChoice.digest.in_(bindparam("digests", expanding=True)))


class Choice(StrEnum):
    """How somebody wants the newsletter."""

    MAIL = "mail"
    CHAT = "chat"
    NONE = "none"


def digest_of(address: str) -> str:
    """Return what a choice is kept by: the same for an address under whatever id it comes back."""
    return sha256(f"newsletter/{address.casefold()}".encode()).hexdigest()


def root_of(session: Session, collaboration_id: int) -> int:
    """Return the id of the umbrella whose newsletters a choice is about."""
    found = select(func.coalesce(Collaboration.parent_id, Collaboration.id))
    return session.execute(found.where(Collaboration.id == collaboration_id)).scalar_one()


def chosen(session: Session, root: int, addresses: Collection[str]) -> dict[str, Choice]:
    """Return what has been said of the newsletters of a family, by address: none who has not."""
    digests = {digest_of(one): one for one in addresses}
    values: dict[str, object] = {"root": root}
    if len(digests) <= _FEW:
        found = _OF_FEW
        values |= _AT.filled(digests)
    elif len(digests) <= _MOST_NAMED:
        found = _NAMED
        values["digests"] = list(digests)
    else:
        found = _CHOSEN
    rows = session.connection().execute(found, values)
    return {digests[digest]: Choice(choice) for digest, choice in rows if digest in digests}


def left(session: Session, family: Family, addresses: Collection[str]) -> set[str]:
    """Return which of the addresses get no newsletter of a family any more."""
    said = chosen(session, family.ids[0], addresses)
    return {address for address, choice in said.items() if choice is Choice.NONE}


def wanting(session: Session, addresses: Collection[str]) -> set[str]:
    """Return which of the addresses have asked for any newsletter at all."""
    digests = {digest_of(one): one for one in addresses}
    found = select(NewsletterChoice.digest).where(NewsletterChoice.choice != Choice.NONE.value)
    if len(digests) <= _MOST_NAMED:
        found = found.where(NewsletterChoice.digest.in_(digests))
    return {digests[digest] for digest in session.scalars(found) if digest in digests}


def choice_for(session: Session, root: int, person: Person) -> Choice:
    """Return how somebody gets the newsletter; a guest has to ask for it, the register does not."""
    usual = Choice.NONE if person.kind == GUEST else Choice.MAIL
    if person.email is None:
        return Choice.NONE
    return chosen(session, root, [person.email]).get(person.email, usual)


@dataclass(frozen=True, slots=True)
class Said:
    """What is said for a person of the newsletters of the family with this root."""

    person: Person
    root: int
    choice: Choice


def keep_choice(session: Session, services: Services, asker: Asker, said: Said) -> bool:
    """Keep what is said for somebody with an address; False where it was so already."""
    if said.person.email is None or not _kept(session, services, asker, said):
        return False
    record(
        session,
        services.clock(),
        asker,
        CHOSEN,
        about=("person", str(said.person.id)),
        collaboration_id=said.root,
        choice=said.choice.value,
    )
    return True


def _kept(session: Session, services: Services, asker: Asker, said: Said) -> bool:
    digest, choice = digest_of(said.person.email or ""), said.choice.value
    values = {
        "choice": choice,
        "set_at": services.clock(),
        "door": asker.door,
        "set_by_id": asker.person_id if asker.person_id != said.person.id else None,
    }
    added = insert_new(services.database, NewsletterChoice).values(
        collaboration_id=said.root, digest=digest, **values
    )
    if session.execute(added.returning(NewsletterChoice.id)).first() is not None:
        return True
    # Of two at once the later waits here, and sees what the earlier has said.
    changed = (
        update(NewsletterChoice)
        .where(
            NewsletterChoice.collaboration_id == said.root,
            NewsletterChoice.digest == digest,
            NewsletterChoice.choice != choice,
        )
        .values(values)
    )
    return session.execute(changed.returning(NewsletterChoice.id)).first() is not None
