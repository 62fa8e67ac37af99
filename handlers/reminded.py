"""What a message held, as it is now: the same duties, read anew."""

from collections.abc import Sequence

from sqlalchemy import select

from handlers.access import Information, may
from handlers.answers import Asker
from handlers.contents import Duty
from handlers.decisions import decisions_now
from handlers.occurrences import as_seen
from handlers.people import for_office
from handlers.planning import Almanacs
from handlers.ports import Services
from handlers.scope import home
from storage.indexes import families
from storage.models import Occurrence, Person


def duties_now(
    services: Services,
    asker: Asker,
    numbers: Sequence[int],
    decided: Sequence[int] = (),
    *,
    own_part: bool = False,
) -> tuple[Duty, ...]:
    """Return the duties with these numbers as they are now, in this order.

    Those that are gone, or not the asker's collaborations', are left out. With ``own_part`` they
    are the part of the asker's own office, whatever else the asker may do. ``decided`` are the ids
    of decisions: as far as they are open they stand among the duties by their day.
    """
    asker = for_office(asker) if own_part else asker
    with services.database.session() as session:
        family = home(families(session), asker.collaboration)
        rows = session.scalars(
            select(Occurrence).where(
                Occurrence.id.in_(numbers), Occurrence.collaboration_id.in_(family.ids)
            )
        ).all()
        today = services.today()
        known = Almanacs(session, family, today).numbered(rows)
        speaks = own_part and may(asker, Information.OFFICE_DUTIES)
        person = session.get(Person, asker.person_id) if speaks else None
        place = person.office_id if person else None
        duties = tuple(
            as_seen(
                one, asker, today, next((each for each in one.offices if each.id == place), None)
            )
            for number in numbers
            if (one := known.get(number)) is not None
        )
        if not decided:
            return duties
        every = (*duties, *decisions_now(session, family, decided, today, asker))
        return tuple(sorted(every, key=lambda one: one.due or one.first))
