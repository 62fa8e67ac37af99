"""Meetings planned in words, under headings: "nytt möte", and below it "rubrik: …", "när: …"."""

import re
from collections.abc import Mapping
from dataclasses import replace

from handlers import invitations, meetings
from handlers.answers import Answer
from handlers.asking.booking_words import BookingWords, booking_words
from handlers.asking.courtesies import ungreeted
from handlers.asking.day_words import find_day
from handlers.asking.invite_words import shown
from handlers.asking.newly_planned import newly_planned
from handlers.asking.question import Question
from handlers.asking.series_words import repeat_under
from handlers.asking.which_meeting import kept
from handlers.errors import Refusal
from handlers.invitations import Circle, Whom
from handlers.meeting_kinds import kind_named
from handlers.meetings import Booking, Plan, Terms
from handlers.role_words import role_named
from storage.words import fold

_NEW = re.compile(r"(?:nytt möte|boka (?:ett )?nytt möte|planera (?:ett )?möte)", re.IGNORECASE)
_CHANGE = re.compile(r"ändra (?P<what>\S.*)", re.IGNORECASE)
_COPY = re.compile(r"(?:kopiera|upprepa) (?P<what>\S.*?) till (?P<when>\S.*)", re.IGNORECASE)
# What a heading may be called, folded, to what it is.
_HEADINGS = {
    "rubrik": "title", "titel": "title", "sort": "kind", "nar": "when", "tid": "when",
    "plats": "place", "lank": "link", "vard": "host", "bjud in": "whom", "inbjudna": "whom",
    "svara senast": "answer_by", "om motet": "about", "dagordning": "about",
    "platser": "places", "antal platser": "places", "minst": "least", "fraga om mat": "wishes",
    "tar emot": "receiver", "skriver protokoll": "minutes_by",
    "skriver anteckningar": "minutes_by", "aterkommer": "every", "till och med": "until",
    "inte i": "without", "utom": "without",
}  # fmt: skip
_BETWEEN = re.compile(r"[\n;,]|\boch\b")
_YES = frozenset({"ja", "japp", "gärna", "x"})
_TERMS = frozenset({"places", "least", "wishes", "receiver", "minutes_by"})


def plan(question: Question) -> Answer | None:
    """Plan a new meeting from what stands under its headings."""
    head, fields = _read(question)
    if not _NEW.fullmatch(head):
        return None
    if not fields:
        raise Refusal("meeting_form")
    if not fields.get("title"):
        raise Refusal("meeting_title_missing")
    if not fields.get("when"):
        raise Refusal("say_when_under_heading")
    booking = _booking(question, fields, None)
    repeat = repeat_under(question, fields) if fields.get("every") else None
    wanted = Plan(title=fields["title"], booking=booking, repeat=repeat)
    wanted = _with_fields(question, wanted, fields)
    terms = _terms(question, Terms(), fields)
    return newly_planned(question, wanted, terms)


def change(question: Question) -> Answer | None:
    """Change a meeting: what stands under no heading stays as it is."""
    head, fields = _read(question)
    said = _CHANGE.fullmatch(head)
    if said is None or not fields:
        return None
    found = kept(question, said["what"])
    if found.one is None:
        rest = "; ".join(f"{name}: {value}" for name, value in _written(question).items())
        return found.which(lambda one: f"ändra {one}; {rest}")
    number = found.one.number
    now = meetings.show_planned(*question.scope.let_go(), number)
    wanted = meetings.plan_of(now)
    wanted = replace(wanted, booking=_booking(question, fields, wanted.booking))
    wanted = _with_fields(question, wanted, fields)
    terms = _terms(question, now.terms, fields)
    meetings.change_meeting(*question.scope.let_go(), number, wanted, terms)
    return shown(question, number, "changed")


def copy(question: Question) -> Answer | None:
    """Plan the next meeting like one that is there, on another day."""
    head, _ = _read(question)
    said = _COPY.fullmatch(head)
    if said is None:
        return None
    found = kept(question, said["what"], states=("booked", "held"))
    if found.one is None:
        return found.which(lambda one: f"kopiera {one} till {said['when']}")
    services, asker = question.scope.let_go()
    like = meetings.next_time(meetings.show_planned(services, asker, found.one.number))
    booking = _moved(like.booking, booking_words(said["when"], question.scope.today))
    return newly_planned(question, replace(like, booking=booking), Terms())


def _read(question: Question) -> tuple[str, Mapping[str, str]]:
    """Return what stands before the first heading, and what stands under each of them."""
    text = ungreeted(question.phrase.text)
    found = list(_marks(text))
    if not found:
        return text.strip(" .!\n"), {}
    ends = [*(one[0] for one in found[1:]), len(text)]
    fields = {
        name: text[start:end].strip(" ;\n")
        for (_, start, name), end in zip(found, ends, strict=True)
    }
    return text[: found[0][0]].strip(" .,:;!\n"), fields


def _written(question: Question) -> Mapping[str, str]:
    names = {name: heading for heading, name in reversed(_HEADINGS.items())}
    return {names[name]: value for name, value in _read(question)[1].items()}


def _marks(text: str) -> list[tuple[int, int, str]]:
    """Return where each heading begins and ends, and which it is; it begins a line, or a part."""
    marks = []
    for one in re.finditer(r"(?:^|[\n;:])(?P<heading>[^\n;:]{2,25}):", text):
        name = _HEADINGS.get(fold(one["heading"]).strip())
        if name:
            marks.append((one.start("heading"), one.end(), name))
    return marks


def _with_fields(question: Question, wanted: Plan, fields: Mapping[str, str]) -> Plan:
    changes: dict[str, object] = {}
    if "title" in fields:
        changes["title"] = fields["title"]
    if "kind" in fields:
        changes["kind"] = _kind(fields["kind"])
    if "about" in fields:
        changes["about"] = fields["about"]
    if "answer_by" in fields:
        changes["answer_by"] = _day(question, fields["answer_by"])
    if "whom" in fields:
        changes["whom"] = whom_named(question, fields["whom"])
    return replace(wanted, **changes)  # type: ignore[arg-type]  # each as its field has it


def _kind(written: str) -> str:
    kind = kind_named(written)
    if kind is None:
        raise Refusal("unknown_meeting_kind")
    return str(kind)


def _day(question: Question, written: str) -> object:
    found = find_day(written, question.scope.today)
    if found is None:
        raise Refusal("say_day", example="svara senast: 1 april")
    return found.first


def _booking(question: Question, fields: Mapping[str, str], now: Booking | None) -> Booking:
    wanted = BookingWords("")
    if "when" in fields:
        wanted = booking_words(fields["when"], question.scope.today)
        if wanted.days is None and now is None:
            raise Refusal("say_when_under_heading")
    if now is None:
        if wanted.days is None:
            raise Refusal("say_when_under_heading")
        now = Booking(first=wanted.days.first, last=wanted.days.last, link="")
    booking = _moved(now, wanted)
    return replace(
        booking,
        place=fields.get("place", booking.place),
        link=fields.get("link", booking.link),
        host=fields.get("host", booking.host),
    )


def _moved(now: Booking, wanted: BookingWords) -> Booking:
    if wanted.days is not None:
        now = replace(now, first=wanted.days.first, last=wanted.days.last)
    return replace(
        now,
        starts=wanted.starts or now.starts,
        ends=wanted.ends or now.ends,
        place=wanted.place or now.place,
        host=wanted.host or now.host,
    )


def whom_named(question: Question, written: str) -> Whom:
    """Return whom somebody means: roles, groups by their names, and single persons."""
    services, asker = question.scope.let_go()
    circles = invitations.circles(services, asker)
    roles: list[str] = []
    groups: list[str] = []
    people: list[str] = []
    for one in (part.strip() for part in _BETWEEN.split(written)):
        role, group = role_named(one), _group(circles, one)
        if role:
            roles.append(role)
        elif group:
            groups.append(group)
        elif one:
            people.append(one)
    found = invitations.people_named(services, asker, "\n".join(people))
    return Whom(roles=tuple(roles), groups=tuple(groups), people=found)


def _group(circles: tuple[Circle, ...], written: str) -> str:
    said = fold(written)
    for one in circles:
        title = fold(one.title)
        if one.sort == "group" and said in {title, f"{title}en", one.key}:
            return one.key
    return ""


def _terms(question: Question, now: Terms, fields: Mapping[str, str]) -> Terms:
    if not _TERMS.intersection(fields):
        return now
    changes: dict[str, object] = {
        name: _count(fields[name]) for name in ("places", "least") if name in fields
    }
    if "wishes" in fields:
        changes["asks_wishes"] = fields["wishes"].casefold() in _YES
    for name in ("receiver", "minutes_by"):
        if name in fields:
            people = invitations.people_named(*question.scope.let_go(), fields[name])
            if len(people) > 1:
                raise Refusal("only_one_person")
            changes[f"{name}_id"] = people[0] if people else None
    return replace(now, **changes)  # type: ignore[arg-type]  # each as its field has it


def _count(written: str) -> int | None:
    if not written:
        return None
    if not written.isdecimal():
        raise Refusal("bad_places", most=meetings.MOST_PLACES)
    return int(written)
