"""The list of who comes, office by office, and the ways to look at it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from handlers.meeting_views import COMES, QUEUED, REMOTE, SILENT, Attending
from storage.sorting import sort_key

EVERYBODY = "everybody"
# Whom each way of looking at the list keeps. Who waits and is asked anew is in two of them.
FILTERS: Mapping[str, Callable[[Attending], bool]] = {
    EVERYBODY: lambda _one: True,
    "coming": lambda one: one.now == COMES and one.attends != REMOTE,
    REMOTE: lambda one: one.now == COMES and one.attends == REMOTE,
    "tentative": lambda one: one.now == "tentative",
    "silent": lambda one: one.now == SILENT,
    "declined": lambda one: one.now == "declined",
    QUEUED: lambda one: one.queued,
    "by_link": lambda one: one.origin == "link",
}


@dataclass(frozen=True, slots=True)
class OfficePeople:
    """Those of an office who are invited; ``office`` is empty for those who have none."""

    office: str
    people: tuple[Attending, ...]

    @property
    def silent(self) -> bool:
        """Tell whether none of them has answered."""
        return all(one.now == SILENT for one in self.people)


def by_office(people: Iterable[Attending]) -> tuple[OfficePeople, ...]:
    """Return people by their offices, in Swedish order; those without one come last."""
    ordered = sorted(people, key=_place)
    return tuple(
        OfficePeople(office, tuple(those))
        for office, those in groupby(ordered, key=lambda one: one.office)
    )


def _place(one: Attending) -> tuple[bool, str, str]:
    return not one.office, sort_key(one.office), one.office
