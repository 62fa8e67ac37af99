"""Wishes: what took effect, and what waits on the coordinator's list."""

from collections.abc import Iterable, Sequence

from bot.texts.cards.model import Card, Choice, Line
from bot.texts.cards.shaping import (
    LONGEST_CHOICE,
    MOST_CHOICES,
    asking,
    choice_of,
    item_line,
    make,
    on_the_list,
)
from bot.texts.safe import clean, quoted, shortened
from bot.texts.wording import text, word
from handlers.answers import (
    AmbiguousActionAnswer,
    Answer,
    CorrectionAnswer,
    Item,
    PrivacyExportAnswer,
    SubscribeAnswer,
    UnsubscribeAnswer,
)

# What picking a choice is the same as typing, before the project.
_FOLLOW, _UNFOLLOW = "bevaka", "sluta bevaka"


def subscribe_card(answer: SubscribeAnswer) -> Card:
    """Confirm a following, or say where the wish stands."""
    topic = _topic(answer.topic)
    if answer.items:
        return _which("subscribe", text("wish.follow_which", topic=topic), _FOLLOW, answer.items)
    undo = Line(text("wish.subscribed_undo"))
    if answer.key:
        return _followed(answer, text("wish.following", topic=topic), undo)
    if answer.done:
        return make("subscribe", text("wish.subscribed", topic=topic), lines=(undo,))
    return make("subscribe", text("wish.subscribe_later", topic=topic), lines=_waiting(answer))


def unsubscribe_card(answer: UnsubscribeAnswer) -> Card:
    """Confirm that a following ended, or say where the wish stands."""
    topic = _topic(answer.topic)
    if answer.items:
        lead = text("wish.unfollow_which", topic=topic)
        return _which("unsubscribe", lead, _UNFOLLOW, answer.items)
    undo = Line(text("wish.unsubscribed_undo"))
    if answer.key:
        return _followed(answer, text("wish.not_following", topic=topic), undo)
    if answer.done:
        return make("unsubscribe", text("wish.unsubscribed", topic=topic), lines=(undo,))
    return make("unsubscribe", text("wish.unsubscribe_later", topic=topic), lines=_waiting(answer))


def correction_card(answer: CorrectionAnswer) -> Card:
    """Confirm that a correction waits to be looked at, or ask what it is about."""
    topic = quoted(answer.title)
    if answer.items:
        shown = [choice_of(item) for item in answer.items[:MOST_CHOICES]]
        return make(
            "proposal_dialog",
            text("wish.correct_which", topic=topic),
            more=[item_line(item) for item in answer.items[MOST_CHOICES:]],
            choices=[Choice(one.label, f"rätta {one.text}: {answer.said}") for one in shown],
        )
    later = Line(text("wish.correction_later")), Line(text("wish.correction_public"))
    return make(
        "proposal_dialog",
        text("wish.corrected", topic=topic),
        lines=(*_waiting(answer), *later),
    )


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


def _which(kind: str, lead: str, verb: str, items: Sequence[Item]) -> Card:
    """Ask which of several projects was meant: each choice does it."""
    shown = [choice_of(item) for item in items[:MOST_CHOICES]]
    return make(
        kind,
        lead,
        more=[item_line(item) for item in items[MOST_CHOICES:]],
        choices=[Choice(one.label, f"{verb} {one.text}") for one in shown],
    )


def _followed(answer: SubscribeAnswer | UnsubscribeAnswer, lead: str, undo: Line) -> Card:
    # Neither a choice, which a mail that says "ja" would take, nor a button: Slack's would ask the
    # same words again, and so do once more what it has just undone.
    return make(answer.kind, lead, lines=(undo, Line(text("wish.followed"))))


def _topic(topic: str) -> str:
    return quoted(topic) if topic.strip() else text("wish.without_topic")


def _waiting(answer: Answer) -> Iterable[Line]:
    if answer.task_id is None:
        return (Line(text("wish.not_changed")),)
    return (on_the_list(answer.task_id),)
