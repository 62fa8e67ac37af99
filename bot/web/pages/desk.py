"""Who came by a link, and the duty that it is about, as they may see it now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.web.links import ActLink
from bot.web.signing import BadLink
from handlers.access import Information, may
from handlers.answers import Asker
from handlers.contents import Act, Duty, MeetingLine
from handlers.errors import Refusal
from handlers.meetings import meetings_of_duty
from handlers.occurrences import show_duty
from handlers.people import asker_by_id, for_office, name_of
from handlers.ports import Services

DOOR = "link"
OPEN, DONE, SKIPPED = "open", "done", "skipped"


@dataclass(frozen=True, slots=True)
class Desk:
    """Somebody, and what they came to do about a duty."""

    services: Services
    link: ActLink
    asker: Asker
    name: str

    @property
    def number(self) -> int:
        """Return the number of the duty."""
        return self.link.number

    @property
    def today(self) -> date:
        """Return the local day."""
        return self.services.today()

    @property
    def keeps(self) -> bool:
        """Tell whether they keep the calendar, and have come to do so."""
        return may(self.asker, Information.CALENDAR)

    def duty(self) -> Duty:
        """Return the duty as it is now; refuses those who can do nothing about it at all."""
        duty = show_duty(self.services, self.asker, self.number)
        if not self.keeps and not duty.office:
            raise Refusal("not_allowed")
        return duty

    def acts(self, duty: Duty) -> tuple[Act, ...]:
        """Return what they can do about the duty."""
        # Offices that were ticked by mistake can be opened again, also once all of them are done.
        corrects = self.keeps and duty.offices is not None and duty.state == DONE
        return (Act.OFFICES,) if corrects and not duty.acts else duty.acts

    def meetings(self) -> tuple[MeetingLine, ...]:
        """Return what is booked for the duty."""
        return meetings_of_duty(self.services, self.asker, self.number)


def asker_of_link(services: Services, person_id: int) -> Asker:
    """Return whose link it is; refuses the link of somebody who is not here any more."""
    asker = asker_by_id(services, person_id, DOOR)
    if asker is None:
        raise BadLink("link_old")
    return asker


def desk_of(services: Services, link: ActLink) -> Desk:
    """Return who came by a link to do something about a duty."""
    asker = asker_of_link(services, link.person_id)
    name = name_of(services, asker)
    return Desk(services, link, for_office(asker) if link.own_part else asker, name)


def is_booked(duty: Duty, meetings: Iterable[MeetingLine]) -> bool:
    """Tell whether all that a duty asks for is booked."""
    return duty.state == OPEN and not duty.missing and any(meetings)
