"""Meetings that are planned, and who comes, in words; the same in every door."""

from collections.abc import Iterable, Sequence

from bot.texts.booked import BETWEEN, meeting_cells, meeting_name
from bot.texts.dates import short_day
from bot.texts.recurring import rhythm_words
from bot.texts.safe import clean, inside_sentence
from bot.texts.wording import text, word
from handlers.invitations import (
    ROLES,
    Attendance,
    Attending,
    Circle,
    Preview,
    Standing,
    Whom,
)
from handlers.meeting_views import LastWriter
from handlers.meetings import Planned

MOST_LOST = 10
_ROLES = frozenset(word("circle", role) for role in ROLES)


def attendance_words(attendance: Attendance) -> str:
    """Count who comes and how, who does not, and who is silent: of people and of offices."""
    coming, invited = attendance.offices
    counts = (
        ("accepted", attendance.count("accepted") - attendance.remote),
        ("remote", attendance.remote),
        ("tentative", attendance.count("tentative")),
        ("declined", attendance.count("declined")),
        ("silent", len(attendance.silent)),
        ("queued", attendance.queued),
    )
    always = {"accepted", "declined", "silent"}
    told = [
        text("common.count_of", label=word("attendance_count", code), count=count)
        for code, count in counts
        if count or code in always
    ]
    offices = text("planned.offices", coming=coming, invited=invited) if invited else ""
    said = BETWEEN.join(part for part in (*told, offices) if part)
    return said[:1].upper() + said[1:]


def whom_words(whom: Whom, circles: Iterable[Circle]) -> str:
    """Say whom a meeting is for: "Miljöchefer (42) · Styrgrupp (8) · 2 enstaka personer"."""
    chosen = {("role", key) for key in whom.roles} | {("group", key) for key in whom.groups}
    named = [circle_words(one) for one in circles if (one.sort, one.key) in chosen]
    count = len(whom.people)
    if count:
        single = text("planned.one_person") if count == 1 else text("planned.people", count=count)
        named.append(single)
    return BETWEEN.join(named) or text("planned.nobody")


def circle_words(circle: Circle) -> str:
    """Say who can be invited together, and how many they are."""
    title = clean(circle.title) or word("circle", circle.key)
    if circle.sort == "group" and title in _ROLES:
        # All contact persons there are, and the group that is called so, need not be the same.
        title = text("planned.group", title=title)
    return text("planned.circle", title=title, count=circle.count)


def reach_words(preview: Preview) -> str:
    """Say how many an invitation reaches, by which ways, and whom it does not."""
    if not preview.new:
        return text("planned.nobody_new") if preview.before else text("planned.reaches_nobody")
    ways = [text("planned.by_mail", count=preview.by_mail)] if preview.by_mail else []
    ways += [text("planned.in_chat", count=preview.in_chat)] if preview.in_chat else []
    return text("planned.reaches", ways=" och ".join(ways))


def lost_words(names: Sequence[str]) -> str:
    """Say whom nothing reaches; nothing where there is nobody."""
    if not names:
        return ""
    shown = ", ".join(map(clean, names[:MOST_LOST]))
    rest = len(names) - MOST_LOST
    more = text("planned.and_more", count=rest) if rest > 0 else ""
    return text("planned.lost", names=f"{shown}{more}")


def planned_lines(planned: Planned) -> tuple[str, ...]:
    """Say when and where, until when to answer, and on what terms, a line each."""
    _, when, where = meeting_cells(planned.meeting)
    terms = planned.terms
    told = (
        text("planned.places", count=terms.places) if terms.places else "",
        text("planned.least", count=terms.least) if terms.least else "",
        text("planned.wishes") if terms.asks_wishes else "",
    )
    answer = short_day(planned.answer_by) if planned.answer_by else ""
    rhythm = planned.rhythm
    often = rhythm_words(rhythm) if rhythm else ""
    lines = (
        BETWEEN.join(part for part in (when, where) if part),
        text("series.one_of", count=rhythm.count, rhythm=often) if rhythm else "",
        text("common.part_of", label=text("invite.answer_by"), value=answer) if answer else "",
        BETWEEN.join(part for part in told if part),
    )
    return tuple(line for line in lines if line)


def last_time_words(last: LastWriter) -> str:
    """Say where the name of who takes the minutes comes from: the last meeting of the sort."""
    return text("planned.minutes_hint", meeting=_which(last))


def proposed_lines(number: int, turn: str, last: LastWriter | None) -> tuple[str, ...]:
    """Say whose turn it is to be the host, and who wrote last, each with how it is set."""
    lines = []
    if host := clean(turn):
        lines.append(text("planned.turn", host=host, typed=host_typed(number, host)))
    if last is not None:
        name, typed = clean(last.name), clean(writer_typed(number, last))
        lines.append(text("planned.last_writer", name=name, meeting=_which(last), typed=typed))
    return tuple(lines)


def host_typed(number: int, host: str) -> str:
    """Return what is typed to make somebody a meeting's host."""
    return f"ändra möte {number}; värd: {host}"


def writer_typed(number: int, last: LastWriter) -> str:
    """Return what is typed to have the same person write as the last time."""
    return f"ändra möte {number}; skriver protokoll: {last.written}"


def _which(last: LastWriter) -> str:
    named = inside_sentence(meeting_name(last.meeting))
    return text("minutes.title", kind=named, meeting=short_day(last.meeting.first))


def standing_words(standing: Standing) -> str:
    """Say what somebody has answered, in their own words: "Du kommer."."""
    if standing.queue:
        return text("planned.queued", turn=standing.queue)
    if standing.status:
        return word("own_answer", _code(standing.status, standing.attends))
    if standing.earlier:
        return word("own_answer", "earlier")
    return word("own_answer", "silent")


def series_words(standing: Standing) -> str:
    """Say that an answer counts for the other times of a series; nothing of what stands alone."""
    if not standing.left or not standing.open:
        return ""
    return text("series.answers_all", count=standing.left)


def attending_words(one: Attending) -> str:
    """Say what somebody else has answered: "kommer", "har inte svarat"."""
    if one.queued:
        return word("attendance", "queued")
    if one.earlier:
        return word("attendance", "earlier")
    return word("attendance", _code(one.status, one.attends))


def _code(status: str, attends: str) -> str:
    if status == "accepted" and attends == "remote":
        return "remote"
    return status or "silent"
