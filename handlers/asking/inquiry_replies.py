"""A reply to a mail that asks: an answer in words, or something else that is the bot's to do."""

from handlers.answers import Answer, Asker
from handlers.asking.courtesies import ungreeted
from handlers.asking.inquiry_answers import answered
from handlers.asking.question import Question
from handlers.asking.reply_words import only_thanks, own_words
from handlers.asking.signs import sign
from handlers.ports import Services
from handlers.scope import scope
from storage.words import fold


def answer_words(typed: str, name: str) -> str:
    """Return what somebody answers in a reply, "" where they say thanks, or name an inquiry.

    ``typed`` is without quotations; ``name`` is what the register calls its writer. Whoever names
    an inquiry tells the bot to do something about it.
    """
    said = ungreeted(own_words(typed, name))
    tells = sign("inquiry_order", fold(said.partition("\n")[0]))
    return "" if tells or only_thanks(said) else said


def answer_in_reply(services: Services, asker: Asker, number: int, words: str) -> Answer:
    """Take down what somebody has answered in a reply, or say what was not understood."""
    with scope(services, asker) as opened:
        return answered(Question.of(words, opened), number, words)
