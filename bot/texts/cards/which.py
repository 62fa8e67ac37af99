"""Which of several duties, meetings or rules is meant."""

from datetime import date

from bot.texts.booked import meeting_words
from bot.texts.cards.model import Card, Choice
from bot.texts.cards.shaping import LONGEST_CHOICE, MOST_OPTIONS, make, pieces
from bot.texts.duties import duty_line
from bot.texts.safe import clean, quoted, sentence_case, shortened
from bot.texts.wording import text
from handlers.answers import Option, WhichAnswer


def which_card(answer: WhichAnswer) -> Card:
    """Ask which is meant; picking one does what was asked for with that one."""
    return make(
        "ambiguous",
        text("choice.ambiguous", query=quoted(answer.query)),
        choices=[_choice(answer, one) for one in answer.options[:MOST_OPTIONS]],
    )


def _choice(answer: WhichAnswer, option: Option) -> Choice:
    # Whose it is, is told where that is what tells them apart.
    owners = {_owner(one) for one in answer.options}
    said = pieces(_said(option, answer.today), _owner(option) if len(owners) > 1 else "")
    return Choice(shortened(sentence_case(clean(said)), LONGEST_CHOICE), option.typed)


def _said(option: Option, today: date) -> str:
    if option.duty is not None:
        return duty_line(option.duty, today)
    return meeting_words(option.meeting) if option.meeting is not None else option.title


def _owner(option: Option) -> str:
    about = option.duty or option.meeting
    return about.collaboration if about is not None else option.collaboration
