"""A meeting's documents: which there are, and what was done about them."""

from bot.texts.booked import meeting_words
from bot.texts.cards.model import Card, Line
from bot.texts.cards.shaping import make
from bot.texts.safe import clean, sentence_case
from bot.texts.sources import listed
from bot.texts.wording import text, word
from handlers.answers import PaperLine, PapersAnswer


def papers_card(answer: PapersAnswer) -> Card:
    """List a meeting's documents by number, with what was just done about them."""
    lead = sentence_case(meeting_words(answer.meeting))
    refused = text("papers.left", names=listed(answer.left)) if answer.left else ""
    return make(
        "list",
        lead,
        heading=word("papers_change", answer.change or "papers"),
        lines=(
            Line(_told(answer)),
            Line(refused),
            *map(_line, answer.papers),
            Line("" if answer.papers else text("papers.none")),
        ),
        footer=_how(answer),
        columns=_columns() if answer.papers else (),
    )


def _columns() -> tuple[str, ...]:
    return text("minutes.number"), text("table.what"), text("papers.where")


def _line(paper: PaperLine) -> Line:
    title, where = clean(paper.title), clean(paper.link or paper.filename)
    said = where if title in {where, ""} else text("papers.line", title=title, where=where)
    numbered = text("minutes.item", number=paper.number, title=said)
    return Line(numbered, cells=(str(paper.number), title or where, where))


def _told(answer: PapersAnswer) -> str:
    """Say to how many it goes, where it is sent."""
    if answer.change == "sent":
        return text("papers.told", count=answer.told)
    return text("papers.told_minutes", count=answer.told) if answer.change == "minutes_sent" else ""


def _how(answer: PapersAnswer) -> str:
    meeting = answer.meeting.number
    if answer.change in {"sent", "minutes_sent"}:
        return ""
    if answer.change == "kept":
        return text("papers.send", meeting=meeting)
    return text("papers.how", meeting=meeting) if answer.papers else text("papers.add")
