"""What was decided, and what has become of it."""

from collections.abc import Iterator
from datetime import date

from bot.texts.booked import meeting_name
from bot.texts.cards.model import Card, Choice, Line
from bot.texts.cards.shaping import LONGEST_CHOICE, MOST_OPTIONS, make, pieces
from bot.texts.dates import short_day
from bot.texts.safe import clean, inside_sentence, quoted, sentence_case, shortened
from bot.texts.wording import text, word
from handlers.answers import DecisionAnswer, DecisionLine, DecisionsAnswer

_LONGEST = 500


def decision_card(answer: DecisionAnswer) -> Card:
    """Confirm what was done about a decision, and ask who sees to it where nobody does."""
    line = answer.decision
    return make(
        "meeting",
        _numbered(line),
        heading=word("decision_change", answer.change),
        lines=(
            Line(shortened(clean(line.text), _LONGEST)),
            Line(sentence_case(_besides(line))),
            Line(_owner_wanted(answer)),
            Line(text("agenda.undo", typed=quoted(answer.undo)) if answer.undo else ""),
        ),
        choices=[
            Choice(
                shortened(
                    ", ".join(filter(None, (clean(one.name), clean(one.office)))), LONGEST_CHOICE
                ),
                f"{answer.name_owner}{one.typed}",
            )
            for one in answer.owners[:MOST_OPTIONS]
        ],
    )


def decisions_card(answer: DecisionsAnswer) -> Card:
    """List decisions with who sees to them and by when; what is late is told first."""
    is_open = answer.subject == "open_decisions"
    count, late = len(answer.decisions), sum(one.late for one in answer.decisions)
    nothing = text("decisions.none_open") if is_open else text("decisions.none")
    counted = text("decisions.count", count=count)
    told = text("decisions.count_late", count=count, late=late) if late else counted
    first = next((one for one in answer.decisions if one.state == "open"), None)
    return make(
        "list",
        told if count else nothing,
        heading=text("decisions.open_log") if is_open else text("decisions.log"),
        lines=tuple(_line(one, answer.today) for one in answer.decisions),
        footer=text("decisions.how", number=first.number, meeting=first.meeting.number)
        if first
        else "",
        columns=(
            text("minutes.decision"),
            text("minutes.owner"),
            text("minutes.due"),
            text("table.besides"),
        ),
    )


def _line(line: DecisionLine, today: date) -> Line:
    said = shortened(clean(line.text), _LONGEST)
    day = short_day(line.due, year=line.due.year != today.year) if line.due else ""
    state = "" if line.state == "open" else word("decision_state", line.state)
    cells = said, clean(line.owner), day, pieces(_numbered(line), state)
    return Line(pieces(said, _besides(line)), _numbered(line), cells=cells)


def _numbered(line: DecisionLine) -> str:
    named = inside_sentence(meeting_name(line.meeting))
    meeting = text("minutes.title", kind=named, meeting=short_day(line.meeting.first))
    return text("decisions.numbered", number=line.number, meeting=meeting)


def _besides(line: DecisionLine) -> str:
    return pieces(*_facts(line))


def _facts(line: DecisionLine) -> Iterator[str]:
    if line.owner:
        yield text("decisions.owner", name=clean(line.owner))
    if line.state != "open":
        yield word("decision_state", line.state)
    elif line.due is not None:
        day = short_day(line.due)
        yield text("decisions.late", date=day) if line.late else text("decisions.by", date=day)


def _owner_wanted(answer: DecisionAnswer) -> str:
    if not answer.name_owner:
        return ""
    typed, name = quoted(answer.name_owner.strip()), quoted(answer.asked)
    if answer.owners:
        return text("decisions.several_called", name=name)
    if answer.asked:
        return text("decisions.no_one_called", name=name, typed=typed)
    return text("decisions.nobody", typed=typed)
