"""What a coordinator wants a meeting to be, all at once, and whether that can be."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from handlers.errors import Refusal
from handlers.meeting_kinds import MeetingKind, kind_of
from handlers.meeting_views import Planned, Terms, Whom
from handlers.meetings.repeat import Repeat, check_repeat
from handlers.meetings.wanted import Booking, check, values
from storage.models import Meeting

LONGEST_TITLE, LONGEST_ABOUT = 200, 4000
MOST_PLACES = 5000
NOBODY = Whom()
# Fifty-two weeks: the same day of the week.
_YEAR = timedelta(weeks=52)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a meeting is to be: ``booking`` says when and where, ``whom`` who is invited.

    ``kind`` is one of ``MeetingKind`` or "". ``about`` has lines, an agenda perhaps; ``answer_by``
    is the last local day to answer. ``repeat`` makes a new meeting the first of a series; of one
    that is there it changes nothing.
    """

    title: str
    booking: Booking
    kind: str = ""
    about: str = ""
    answer_by: date | None = None
    whom: Whom = NOBODY
    repeat: Repeat | None = None


def check_plan(plan: Plan, today: date) -> None:
    """Refuse what cannot be: no title, days that are off, a last day to answer afterwards."""
    title = " ".join(plan.title.split())
    if not title:
        raise Refusal("meeting_title_missing")
    if len(title) > LONGEST_TITLE or len(plan.about) > LONGEST_ABOUT:
        raise Refusal("meeting_words_too_long", title=LONGEST_TITLE, about=LONGEST_ABOUT)
    if plan.kind and plan.kind not in set(MeetingKind):
        raise Refusal("unknown_meeting_kind")
    check(plan.booking, today)
    if plan.booking.starts is not None and plan.booking.ends is None:
        raise Refusal("meeting_without_end")
    if plan.answer_by is not None and plan.answer_by > plan.booking.first:
        raise Refusal("answer_after_meeting")
    if plan.repeat is not None:
        check_repeat(plan.repeat, plan.booking)


def check_terms(terms: Terms) -> None:
    """Refuse numbers that nobody can mean."""
    for number in (terms.places, terms.least):
        if number is not None and not 1 <= number <= MOST_PLACES:
            raise Refusal("bad_places", most=MOST_PLACES)
    if terms.places is not None and terms.least is not None and terms.least > terms.places:
        raise Refusal("least_over_places")


def plan_values(plan: Plan) -> dict[str, Any]:
    """Return a plan as the columns of a meeting."""
    return {
        **values(plan.booking),
        "kind": plan.kind or str(kind_of(plan.title) or ""),
        "title": " ".join(plan.title.split()),
        "about": plan.about.strip(),
        "answer_by": plan.answer_by,
        "audience": audience_of(plan.whom),
    }


def audience_of(whom: Whom) -> dict[str, Any]:
    """Return whom a meeting is for as it is kept."""
    return {
        "roles": list(whom.roles),
        "groups": list(whom.groups),
        "people": list(whom.people),
    }


def terms_of(meeting: Meeting) -> Terms:
    """Return the terms of a meeting."""
    return Terms(
        places=meeting.places,
        least=meeting.least,
        asks_wishes=meeting.asks_wishes,
        receiver_id=meeting.receiver_id,
        minutes_by_id=meeting.minutes_by_id,
    )


def plan_of(planned: Planned) -> Plan:
    """Return what a meeting is now as a plan, to be changed."""
    line = planned.meeting
    return Plan(
        title=line.title,
        kind=planned.kind,
        about=planned.about,
        answer_by=planned.answer_by,
        whom=planned.whom,
        booking=Booking(
            first=line.first,
            last=line.last,
            starts=line.starts,
            ends=line.ends,
            place=line.place,
            link=line.link,
            host=line.host,
        ),
    )


def next_time(planned: Planned) -> Plan:
    """Return the plan of a meeting like another, a year later on the same day of the week."""
    plan = plan_of(planned)
    first, last = (day + _YEAR for day in (plan.booking.first, plan.booking.end))
    booking = replace(plan.booking, first=first, last=last, host="")
    return replace(plan, booking=booking, answer_by=None)
