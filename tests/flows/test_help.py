"""Whatever the help says in quotation marks can be sent as it stands, and leads somewhere."""

import re
from dataclasses import replace

import pytest

from bot.texts.cards import present
from bot.texts.cards.model import Card
from handlers.answers import Asker, DidYouMeanAnswer, HelpAnswer, NotFoundAnswer
from handlers.asking import ask
from handlers.people import asker_by_email, set_role
from handlers.ports import Services
from tests.handlers.feeds.conftest import Pages

KEEPERS = {
    "vast": "projektledare.vg@vast.example",
    "jonkoping": "utvecklingsledare@jonkoping.example",
}


def known(services: Services, collaboration: str) -> Asker:
    set_role(services, KEEPERS[collaboration], "coordinator", collaboration)
    asker = asker_by_email(services, KEEPERS[collaboration], "mail")
    assert asker is not None
    return asker


def examples(card: Card) -> list[str]:
    """Return what is quoted in the help, and its choices."""
    lines = " ".join(line.text for line in (*card.lines, *card.more))
    return [*re.findall("”([^”]+)”", lines), *(choice.text for choice in card.choices)]


@pytest.mark.parametrize("collaboration", KEEPERS)
@pytest.mark.parametrize("name", ["known", "stranger"])
def test_every_example_of_the_help_is_answered(
    sample_services: Services, collaboration: str, name: str
) -> None:
    services = replace(sample_services, addresses=Pages())
    asker = Asker(collaboration, door="mail")
    if name == "known":
        asker = known(services, collaboration)

    quoted = examples(present(ask(services, asker, "hjälp")))
    answers = [ask(services, asker, words) for words in quoted]

    assert len(quoted) == {"known": 18, "stranger": 7}[name]
    lost = (HelpAnswer, NotFoundAnswer, DidYouMeanAnswer)
    assert [one for one in answers if isinstance(one, lost)] == []


def test_help_depends_on_who_asks_and_how(sample_services: Services) -> None:
    keeper = known(sample_services, "vast")
    inspector = asker_by_email(sample_services, "avlopp.lerum@vast.example", "slack")
    assert inspector is not None
    askers = keeper, inspector, Asker("vast", door="mail")

    answers = [ask(sample_services, asker, "hjälp") for asker in askers]

    assert answers == [
        HelpAnswer(known=True, keeps=True, by_mail=True),
        HelpAnswer(known=True),
        HelpAnswer(by_mail=True),
    ]
