"""What goes back to who has replied to an invitation in words of their own."""

from bot.texts.booked import meeting_words
from bot.texts.cards.model import Card
from bot.texts.cards.shaping import make
from bot.texts.planned import standing_words
from bot.texts.safe import sentence_case
from bot.texts.wording import text, word
from handlers.contents import MeetingLine
from handlers.meeting_views import Standing


def worded_card(fate: str, standing: Standing) -> Card:
    """Confirm an answer, and say how to change it.

    ``fate`` is taken, or earlier or old where it does not stand for the meeting as it is now, or
    thanks where nothing was answered.
    """
    told = fate in {"taken", "thanks"}
    return make(
        "meeting",
        _which(standing.meeting),
        heading=standing_words(standing) if told else word("worded_title", fate),
        footer=_joined("" if told else _besides(fate, standing), _how(standing)),
    )


def shown_card(
    meeting: MeetingLine, standing: Standing | None, *, passed_on: bool, received: bool
) -> Card:
    """Say that a mail has been shown to those who arrange the meeting, and what stands now.

    ``standing`` is None for who is not on the list; ``passed_on`` where the mail that they reply to
    was sent to somebody else. ``received``: who receives everybody has seen it as well.
    """
    why = text("worded.passed_on") if passed_on else text("worded.not_on_list")
    return make(
        "meeting",
        _which(meeting),
        heading=text("worded.shown_both") if received else text("worded.shown"),
        footer=_joined(_unchanged(standing), _how(standing)) if standing else why,
    )


def _which(meeting: MeetingLine) -> str:
    return sentence_case(meeting_words(meeting))


def _besides(fate: str, standing: Standing) -> str:
    return text("worded.kept_earlier") if fate == "earlier" else _unchanged(standing)


def _joined(*sentences: str) -> str:
    return " ".join(filter(None, sentences))


def _unchanged(standing: Standing) -> str:
    return text("worded.unchanged", standing=standing_words(standing))


def _how(standing: Standing) -> str:
    if not standing.open:
        return ""
    ways = text("worded.ways_how") if standing.asks_how else text("worded.ways")
    if standing.status:
        return text("worded.change", ways=ways)
    return text("worded.answer", ways=ways)
