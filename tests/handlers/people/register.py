"""What stands in the register and in the log."""

from datetime import date

from sqlalchemy import func, select

from handlers.answers import Asker
from handlers.people import asker_by_email
from handlers.ports import Services
from storage.models import Base, EventLog, Membership, Person

ANNA = "anna-ek@vg.example"


def known(services: Services, email: str = ANNA) -> Asker:
    asker = asker_by_email(services, email, "mail")
    assert asker is not None
    return asker


def give(services: Services, role: str, owner: str, since: date | None, until: date | None) -> None:
    with services.database.write() as session:
        person = session.scalars(select(Person)).one()
        collaboration = session.execute(
            select(Base.metadata.tables["collaboration"].c.id).filter_by(key=owner)
        ).scalar_one()
        session.add(
            Membership(
                person_id=person.id,
                collaboration_id=collaboration,
                role=role,
                valid_from=since,
                valid_to=until,
            )
        )


def count(services: Services, model: type[Base]) -> int | None:
    with services.database.session() as session:
        return session.scalar(select(func.count()).select_from(model))


def log(services: Services) -> list[tuple[object, ...]]:
    with services.database.session() as session:
        written = select(EventLog.verb, EventLog.door, EventLog.details).order_by(EventLog.id)
        return [tuple(row) for row in session.execute(written)]
