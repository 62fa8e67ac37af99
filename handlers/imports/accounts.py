"""Slack accounts of people whose address an import changes: the address is what verified them."""

from collections.abc import Iterable

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from handlers.answers import Asker
from handlers.events import record
from handlers.imports.archive import chunks
from handlers.ports import Services
from storage.models import LinkCode, Person, SlackIdentity


def unlink_accounts(
    session: Session, services: Services, door: str, people: Iterable[Person]
) -> None:
    """Unlink the Slack accounts of ``people``: their rows may be somebody else's from now on."""
    owners = {person.id: person.collaboration_id for person in people}
    for numbers in chunks(sorted(owners)):
        # A code that is on its way to the old address opens nothing any more.
        codes = update(LinkCode).where(LinkCode.person_id.in_(numbers))
        session.execute(codes.values(expires_at=services.clock()))
        statement = delete(SlackIdentity).where(SlackIdentity.person_id.in_(numbers))
        unlinked = session.scalars(statement.returning(SlackIdentity.person_id)).all()
        for number in sorted(set(unlinked)):
            record(
                session,
                services.clock(),
                Asker("", door=door),
                "slack_unlinked",
                about=("person", str(number)),
                collaboration_id=owners[number],
            )
