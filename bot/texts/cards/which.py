"""Which of several duties, meetings or rules is meant."""

from datetime import date

from bot.texts.booked import meeting_words
from bot.texts.cards.model import Card, Choice
from bot.texts.cards.shaping import LONGEST_CHOICE, MOST_OPTIONS, make, pieces
from bot.texts.duties import line_within
from bot.texts.safe import clean, quoted, sentence_case, shortened
from bot.texts.wording import text
from handlers.answers import Option, WhichAnswer


def which_card(answer: WhichAnswer) -> Card:
    """Ask which is meant; picking one does what was asked for with that one."""
    return make(
        "ambiguous",
        text("choice.ambiguous", query=quoted(answer.query)),
        choices=[_choice(one, answer.today) for one in answer.options[:MOST_OPTIONS]],
    )


def _choice(option: Option, today: date) -> Choice:
    label = sentence_case(clean(_said(option, today)))
    return Choice(shortened(label, LONGEST_CHOICE), option.typed)


def _said(option: Option, today: date) -> str:
    if option.duty is not None:
        return line_within(option.duty, today, "")
    if option.meeting is not None:
        return pieces(meeting_words(option.meeting), option.meeting.collaboration)
    return pieces(option.title, option.collaboration)
