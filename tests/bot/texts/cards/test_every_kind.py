import re
from collections.abc import Iterator

import pytest

from bot.texts.cards import Action, Card, present
from bot.texts.cards.presenting import PRESENTERS
from handlers import answers
from handlers.answers import Answer
from tests.bot.texts.samples import EVERY

# Not ``__subclasses__``: it also holds the classes that ``slots=True`` replaced.
KINDS = [
    kind
    for kind in vars(answers).values()
    if isinstance(kind, type) and issubclass(kind, Answer) and kind is not Answer
]
IDS = [f"{number}-{answer.kind}" for number, answer in enumerate(EVERY)]


def _words(card: Card) -> Iterator[str]:
    yield from (card.heading, card.lead, card.footer, card.summary)
    for line in (*card.lines, *card.more):
        yield from (line.label, line.text)
    yield from (choice.label for choice in card.choices)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_every_kind_has_a_presenter_and_a_sample(kind: type[Answer]) -> None:
    presented = kind in PRESENTERS

    assert (presented, kind in {type(answer) for answer in EVERY}) == (True, True)


@pytest.mark.parametrize("answer", EVERY, ids=IDS)
def test_card_has_the_kind_of_its_answer(answer: Answer) -> None:
    assert present(answer).kind == answer.kind


@pytest.mark.parametrize("answer", EVERY, ids=IDS)
def test_card_is_at_most_six_lines_with_its_lead_and_footer(answer: Answer) -> None:
    card = present(answer)

    assert 1 + len(card.lines) + bool(card.footer) <= 6


@pytest.mark.parametrize("answer", EVERY, ids=IDS)
def test_card_offers_more_exactly_when_there_is_more(answer: Answer) -> None:
    card = present(answer)

    assert (Action.MORE in card.actions) == bool(card.more)


@pytest.mark.parametrize("answer", EVERY, ids=IDS)
def test_card_words_neither_shout_nor_carry_markup(answer: Answer) -> None:
    wrong = [words for words in _words(present(answer)) if re.search(r"[!*_`<>\n\"]", words)]

    assert wrong == []


@pytest.mark.parametrize("answer", EVERY, ids=IDS)
def test_card_says_nothing_twice(answer: Answer) -> None:
    card = present(answer)
    lines = [line for line in (*card.lines, *card.more) if not line.missing]

    assert len(lines) == len(set(lines))


@pytest.mark.parametrize("answer", EVERY, ids=IDS)
def test_choices_fit_a_button_and_can_be_typed(answer: Answer) -> None:
    wrong = [
        choice
        for choice in present(answer).choices
        if not choice.text or not 0 < len(choice.label) <= 75
    ]

    assert wrong == []


@pytest.mark.parametrize(
    "answer", [one for one in EVERY if one.kind != "ignore"], ids=lambda answer: answer.kind
)
def test_summary_is_a_sentence_of_its_own(answer: Answer) -> None:
    summary = present(answer).summary

    assert (summary[:1].isupper() or summary[:1].isdigit(), summary[-1] in ".?…") == (True, True)
