"""Wishes: what took effect, and what waits on the coordinator's list."""

from collections.abc import Iterable

from bot.texts.cards.model import Card, Choice, Line
from bot.texts.cards.shaping import LONGEST_CHOICE, asking, make, on_the_list
from bot.texts.safe import clean, quoted, shortened
from bot.texts.wording import has_word, text, word
from handlers.answers import (
    AmbiguousActionAnswer,
    Answer,
    PrivacyExportAnswer,
    SubscribeAnswer,
    UnsubscribeAnswer,
)


def subscribe_card(answer: SubscribeAnswer) -> Card:
    """Confirm a following, or say where the wish stands."""
    topic = _topic(answer.topic)
    if answer.done:
        undo = Line(text("wish.subscribed_undo"))
        return make("subscribe", text("wish.subscribed", topic=topic), lines=(undo,))
    return make("subscribe", text("wish.subscribe_later", topic=topic), lines=_waiting(answer))


def unsubscribe_card(answer: UnsubscribeAnswer) -> Card:
    """Confirm that a following ended, or say where the wish stands."""
    topic = _topic(answer.topic)
    if answer.done:
        undo = Line(text("wish.unsubscribed_undo"))
        return make("unsubscribe", text("wish.unsubscribed", topic=topic), lines=(undo,))
    return make("unsubscribe", text("wish.unsubscribe_later", topic=topic), lines=_waiting(answer))


def privacy_export_card(answer: PrivacyExportAnswer) -> Card:
    """Say what happens with a request for what is kept about somebody."""
    unknown = () if answer.known else (Line(text("wish.export_unknown")),)
    answered = (Line(text("wish.export_answer")),) if answer.task_id is not None else ()
    return make(
        "privacy_export",
        text("wish.export_later"),
        lines=(*_waiting(answer), *unknown, *answered, *asking(answer.contact)),
    )


def ambiguous_action_card(answer: AmbiguousActionAnswer) -> Card:
    """Ask which change was meant; nothing was changed."""
    labels = [clean(word("leave", choice)) for choice in answer.choices]
    return make(
        "ambiguous_action",
        text("wish.which"),
        choices=[Choice(shortened(label, LONGEST_CHOICE), label) for label in labels],
    )


def _topic(topic: str) -> str:
    if has_word("topic", topic):
        return word("topic", topic)
    return quoted(topic) if topic.strip() else text("wish.without_topic")


def _waiting(answer: Answer) -> Iterable[Line]:
    if answer.task_id is None:
        return (Line(text("wish.not_changed")),)
    return (on_the_list(answer.task_id),)
