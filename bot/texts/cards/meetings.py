"""Meetings that people are invited to: mine, who comes, and what is planned."""

from collections.abc import Iterable

from bot.texts.booked import meeting_cells, meeting_name, meeting_words
from bot.texts.cards.model import Card, Choice, Line
from bot.texts.cards.shaping import LONGEST_CHOICE, MOST_CHOICES, make, pieces
from bot.texts.duties import duty_name
from bot.texts.invited import about_lines, invitation_title
from bot.texts.planned import (
    attendance_words,
    attending_words,
    host_typed,
    lost_words,
    planned_lines,
    proposed_lines,
    reach_words,
    series_words,
    standing_words,
    whom_words,
    writer_typed,
)
from bot.texts.safe import clean, inside_sentence, sentence_case, shortened
from bot.texts.wording import text, word
from handlers.answers import AttendanceAnswer, MyMeetingsAnswer, PlannedAnswer, StandingAnswer
from handlers.meeting_views import Attendance, Attending, Standing

_LONGEST_NAMES = 1500


def my_meetings_card(answer: MyMeetingsAnswer) -> Card:
    """List the meetings that somebody is invited to, with what they have answered."""
    if not answer.meetings:
        return make("list", text("planned.no_mine"), heading=text("planned.mine"))
    unanswered = [one for one in answer.meetings if not one.status]
    return make(
        "list",
        text("common.several", count=len(answer.meetings)),
        heading=text("planned.mine"),
        lines=(_own(one) for one in answer.meetings),
        columns=(text("table.what"), text("table.when"), text("table.where"), text("table.answer")),
        footer=text("planned.how_to_answer") if unanswered else "",
    )


def standing_card(answer: StandingAnswer) -> Card:
    """Confirm what somebody has answered."""
    standing = answer.standing
    named = clean(standing.name)
    said = word("attendance", _code(standing))
    told = text("planned.answered_for", name=named, answer=said)
    return make(
        "meeting",
        sentence_case(meeting_words(standing.meeting)),
        heading=told if answer.other else standing_words(standing),
        footer="" if answer.other else series_words(standing),
    )


def attendance_card(answer: AttendanceAnswer) -> Card:
    """List everybody who is invited with what they have answered, and count them."""
    attendance = answer.attendance
    people = attendance.silent if answer.silent else attendance.people
    named = meeting_name(attendance.meeting)
    title = text("planned.silent_title", meeting=named) if answer.silent else named
    return make(
        "list",
        attendance_words(attendance) if attendance.people else text("planned.no_invitees"),
        heading=title,
        lines=(_page(attendance), *map(_attending, people)),
        columns=list_columns() if people else (),
        footer=text("planned.wishes_in_file") if any(one.wishes for one in people) else "",
    )


def list_rows(people: Iterable[Attending]) -> list[tuple[str, ...]]:
    """Return who comes, a row each, without their wishes."""
    return [_attending(one).cells for one in people]


def people_columns() -> tuple[str, ...]:
    """Return the headings of who comes, with wishes: for a file that goes to its asker alone."""
    return (*list_columns(), text("table.wishes"))


def people_rows(people: Iterable[Attending]) -> list[tuple[str, ...]]:
    """Return who comes and what they have wished for, a row each."""
    return [(*_attending(one).cells, clean(one.wishes)) for one in people]


def list_columns() -> tuple[str, ...]:
    """Return the headings of who comes."""
    return text("table.who"), text("table.office"), text("table.answer"), text("table.besides")


def planned_card(answer: PlannedAnswer) -> Card:
    """Say what was done about a meeting, what it is, whom it is for and who comes."""
    if answer.change == "preview":
        return _preview(answer)
    planned, number = answer.planned, answer.planned.meeting.number
    when, *terms = planned_lines(planned)
    proposed = proposed_lines(number, answer.turn, answer.last_writer)
    lines = [Line(line) for line in (when, *proposed, *terms)]
    if planned.invited:
        lines += [Line(attendance_words(answer.attendance)), _page(answer.attendance)]
    if planned.meeting.state == "booked":
        lines.append(Line(text("planned.whom", whom=whom_words(planned.whom, answer.circles))))
        if not planned.invited or answer.preview.new:
            lines.append(Line(_unsent(answer)))
        lines.append(Line(lost_words(answer.preview.lost)))
    typed = _next_steps(answer)
    return make(
        "meeting",
        _done(answer) or meeting_name(planned.meeting),
        heading=meeting_name(planned.meeting) if _done(answer) else "",
        lines=lines,
        footer=text("planned.number", number=number),
        choices=[Choice(shortened(label, LONGEST_CHOICE), said) for label, said in typed],
    )


def _page(attendance: Attendance) -> Line:
    """Say where the list is as a page: a secret of the asker's. No line where there is none."""
    return Line(attendance.address, text("attending.page"), leads=True)


def _preview(answer: PlannedAnswer) -> Card:
    preview = answer.preview
    names = text("planned.preview_to", names=", ".join(map(clean, preview.names)))
    lines = [
        Line(reach_words(preview)),
        Line(shortened(names, _LONGEST_NAMES) if preview.names else ""),
        Line(lost_words(preview.lost)),
        *(Line(line) for line in about_lines(preview.invitation)),
    ]
    typed = _next_steps(answer)
    return make(
        "meeting",
        invitation_title(preview.invitation),
        heading=text("planned.preview_lead"),
        lines=lines,
        choices=[Choice(shortened(label, LONGEST_CHOICE), said) for label, said in typed],
    )


def _next_steps(answer: PlannedAnswer) -> list[tuple[str, str]]:
    """Return what can be asked for next, each with what is typed for it."""
    planned = answer.planned
    if planned.meeting.state != "booked":
        return []
    named = f"möte {planned.meeting.number}"
    steps = []
    if answer.preview.new:
        steps.append((text("planned.send"), f"skicka inbjudan till {named}"))
        if answer.change != "preview":
            steps.append((text("planned.look"), f"visa inbjudan till {named}"))
    if planned.invited:
        steps.append((text("planned.answers"), f"vilka kommer på {named}"))
        if silent := len(answer.attendance.silent):
            label = text("planned.remind", count=silent)
            steps.append((label, f"påminn dem som inte svarat på {named}"))
    steps += _proposals(answer)
    for one in answer.counts:
        label = text("planned.count_as", what=duty_name(one))
        steps.append((label, f"räkna {named} som {one.rule}"))
    return steps[:MOST_CHOICES]


def _proposals(answer: PlannedAnswer) -> list[tuple[str, str]]:
    number, last = answer.planned.meeting.number, answer.last_writer
    steps = []
    if answer.turn:
        host = clean(answer.turn)
        steps.append((text("planned.set_host", host=host), host_typed(number, host)))
    if last is not None:
        label = text("planned.set_writer", name=clean(last.name))
        steps.append((label, writer_typed(number, last)))
    return steps


def _unsent(answer: PlannedAnswer) -> str:
    reach = reach_words(answer.preview)
    return reach if answer.planned.invited else f"{text('planned.not_sent')} {reach}"


def _done(answer: PlannedAnswer) -> str:
    """Say what was done about a meeting; nothing where it is only shown."""
    name = clean(answer.name)
    changed = text("planned.told") if answer.planned.invited else text("planned.saved")
    said = {
        "planned": text("planned.booked"),
        "changed": changed,
        "sent": sent_words(answer.count),
        "reminded": reminded_words(answer.count),
        "removed": text("planned.removed", name=name),
        "again": text("planned.sent_again", name=name),
        "ended": text("series.cancelled_rest"),
        "counted": text("planned.counted", what=inside_sentence(name)),
    }
    return said.get(answer.change, "")


def sent_words(count: int) -> str:
    """Say to how many an invitation goes out now."""
    if count == 1:
        return text("planned.sent_one")
    return text("planned.sent", count=count) if count else text("planned.sent_nobody")


def reminded_words(count: int) -> str:
    """Say how many are reminded now."""
    if count == 1:
        return text("planned.reminded_one")
    return text("planned.reminded", count=count) if count else text("planned.reminded_nobody")


def _own(standing: Standing) -> Line:
    what, when, where = meeting_cells(standing.meeting)
    said = standing_words(standing)
    line = pieces(sentence_case(meeting_words(standing.meeting)), said)
    return Line(line, cells=(what, when, where, said))


def _attending(one: Attending) -> Line:
    office, answer, comment = clean(one.office), attending_words(one), clean(one.comment)
    origin = word("origin", one.origin, "") if one.origin else ""
    besides = pieces(origin, comment)
    name = clean(one.name)
    return Line(pieces(office, answer, besides), name, cells=(name, office, answer, besides))


def _code(standing: Standing) -> str:
    if standing.queue:
        return "queued"
    if standing.status == "accepted" and standing.attends == "remote":
        return "remote"
    return standing.status or "silent"
