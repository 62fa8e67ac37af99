"""How a person wants to be reminded: by which door, between which hours, on which weekdays."""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.events import record
from handlers.newsletter_choices import Choice
from handlers.own_newsletters import choose_in
from handlers.ports import Services
from storage.inserting import insert_new
from storage.models import Person, Preference, SlackIdentity

Door = Literal["", "slack", "mail"]
# Whole local hours. The one in which the clocks change is not among them.
FIRST_HOURS, LAST_HOURS = range(6, 20), range(7, 21)
WEEKDAYS = "12345"


@dataclass(frozen=True, slots=True)
class Preferences:
    """What somebody wants; ``door`` is empty where they have not said.

    ``uses`` is the door that is used now, empty where none leads to them. ``weekdays`` are ISO
    numbers. Somebody is told from ``first_hour`` until before ``last_hour``.
    """

    door: Door
    first_hour: int
    last_hour: int
    weekdays: str
    uses: Door


def preferences_of(services: Services, asker: Asker) -> Preferences:
    """Return how the asker wants to be reminded, the usual way where they have not said."""
    person_id = _person(asker)
    with services.database.session() as session:
        return _told(session, person_id)


def set_preferences(
    services: Services,
    asker: Asker,
    *,
    door: Door,
    first_hour: int,
    last_hour: int,
    weekdays: str,
    newsletter: Choice | None = None,
) -> Preferences:
    """Set how the asker is reminded; refuses hours and weekdays that leave no time for it.

    And how they get the newsletter, where that is said too: both or neither.
    """
    person_id = _person(asker)
    if first_hour not in FIRST_HOURS or last_hour not in LAST_HOURS or last_hour <= first_hour:
        raise Refusal("bad_hours")
    chosen = "".join(day for day in WEEKDAYS if day in weekdays)
    if not chosen:
        raise Refusal("no_weekdays")
    with services.database.write() as session:
        session.execute(insert_new(services.database, Preference).values(person_id=person_id))
        kept = session.get_one(Preference, person_id, with_for_update=True)
        kept.door, kept.weekdays = door, chosen
        kept.first_hour, kept.last_hour = first_hour, last_hour
        record(
            session,
            services.clock(),
            asker,
            "preferences_set",
            about=("person", str(person_id)),
            collaboration_id=session.get_one(Person, person_id).collaboration_id,
            door=door,
            hours=f"{first_hour}–{last_hour}",
            weekdays=chosen,
        )
        if newsletter is not None:
            person = session.get_one(Person, person_id, with_for_update=True)
            choose_in(session, services, asker, person, newsletter)
        return _told(session, person_id)


def _person(asker: Asker) -> int:
    if asker.person_id is None:
        raise Refusal("not_known_yet")
    return asker.person_id


def _told(session: Session, person_id: int) -> Preferences:
    session.flush()
    kept = session.get(Preference, person_id) or Preference(
        door="", first_hour=8, last_hour=16, weekdays=WEEKDAYS
    )
    door = _known(kept.door)
    return Preferences(
        door, kept.first_hour, kept.last_hour, kept.weekdays, _used(session, person_id, door)
    )


def _used(session: Session, person_id: int, wanted: Door) -> Door:
    """Return the door that is taken: the one that is wanted, if it leads there, else another."""
    account = select(SlackIdentity.id).where(SlackIdentity.person_id == person_id)
    address = select(Person.id).where(Person.id == person_id, Person.email.is_not(None))
    doors: dict[Door, bool] = {
        "slack": session.scalars(account).first() is not None,
        "mail": session.scalars(address).first() is not None,
    }
    open_ = [door for door, leads in doors.items() if leads]
    return wanted if wanted in open_ else next(iter(open_), "")


def _known(door: str) -> Door:
    return next((one for one in ("slack", "mail") if one == door), "")
