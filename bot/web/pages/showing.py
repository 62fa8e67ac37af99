"""What a page shows: the duty as it is now, a form for one act, or what has come of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.texts import text, word
from bot.texts.booked import meeting_words
from bot.texts.dates import short_day
from bot.texts.duties import act_label, duty_line, duty_name
from bot.texts.safe import clean
from bot.web.links import SignedLinks
from bot.web.pages.acting import OTHER_DAY
from bot.web.pages.desk import Desk
from bot.web.pages.forms import Form, first
from handlers.contents import Act, Duty, OfficeCount
from handlers.later import LaterChoice, later_choices
from handlers.meetings import LONGEST_HOST, LONGEST_PLACE
from handlers.occurrences import offices_of_duty
from handlers.occurrences.acting import LONGEST_REASON


@dataclass(frozen=True, slots=True)
class Way:
    """A link to another page."""

    label: str
    path: str


def around(
    desk: Desk, duty: Duty, links: SignedLinks, besides: Act | None = None
) -> dict[str, Any]:
    """Return what every page about a duty shows: which one, who one is, what else can be done.

    ``besides`` is what the page itself is for.
    """
    shown = [act for act in desk.acts(duty) if act not in {besides, Act.REOPEN}]
    return {
        "line": duty_line(duty, desk.today),
        "owner": clean(duty.collaboration),
        "who": _who(clean(desk.name), clean(duty.office)),
        "path": links.path(desk.link),
        "booking": links.beside(desk.link, Act.BOOK),
        "ways": [Way(act_label(act), links.beside(desk.link, act)) for act in shown],
        "settings": links.settings_beside(desk.link),
    }


def asked(
    desk: Desk, duty: Duty, form: Form | None = None, faults: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return what the form of an act shows, with what was filled in before."""
    act = desk.link.act
    heading = word("page_heading", act)
    return {
        "act": act,
        "heading": heading,
        "title": f"{heading} {duty_name(duty)}",
        "action": word("page_action", act),
        "faults": faults or {},
        "filled": _Filled(form or {}),
        **_details(desk, duty),
    }


def _who(name: str, office: str) -> str:
    if not office:
        return text("pages.acting_as", name=name)
    return text("pages.acting_for", name=name, office=office)


class _Filled:
    """What was filled in, or what to begin with."""

    def __init__(self, form: Form) -> None:
        self._form = form

    def value(self, name: str, start: str = "") -> str:
        """Return what stands in a field."""
        return first(self._form, name) if self._form else start


def _details(desk: Desk, duty: Duty) -> dict[str, Any]:
    match desk.link.act:
        case Act.LATER:
            days = [
                (one.day.isoformat(), _choice(one, desk.today)) for one in later_choices(desk.today)
            ]
            return {"days": days, "other": OTHER_DAY}
        case Act.MOVE:
            return {"due": _day(duty.due, desk.today) if duty.due else ""}
        case Act.SKIP:
            return {"longest": LONGEST_REASON}
        case Act.BOOK:
            return _booking(desk, duty)
        case Act.OFFICES:
            return {"offices": offices_of_duty(desk.services, desk.asker, desk.number)}
        case _:
            return {"left": _left(duty.offices)}


def _choice(one: LaterChoice, today: date) -> str:
    # What is said of the day must be true of the working day that it became.
    code = "next_working_day" if one.is_moved and one.code == "tomorrow" else one.code
    return text("pages.later_day", when=word("page_later", code), day=_day(one.day, today))


def _booking(desk: Desk, duty: Duty) -> dict[str, Any]:
    return {
        "window": _window(duty, desk.today),
        "host": clean(duty.host),
        "meetings": [meeting_words(one) for one in desk.meetings()],
        "longest_place": LONGEST_PLACE,
        "longest_host": LONGEST_HOST,
    }


def _window(duty: Duty, today: date) -> str:
    since = _day(duty.first, today)
    if duty.due is None:
        return text("pages.window_open", first=since)
    until = _day(duty.due, today)
    if duty.first <= today:
        return text("pages.window_until", last=until)
    return text("pages.window", first=since, last=until)


def _left(count: OfficeCount | None) -> str:
    return ", ".join(clean(name) for name in count.left) if count else ""


def _day(day: date, today: date) -> str:
    return short_day(day, year=day.year != today.year)
