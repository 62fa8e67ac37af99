"""Whom a reply to an invitation is for: the bot, or people."""

import pytest

from handlers.answers import Asker
from handlers.asking.replies import read_reply
from handlers.people import asker_by_email
from handlers.ports import Services
from tests.handlers.asking.test_reply_words import MEETING

MANAGER = "miljochef.aneby@jonkoping.example"


def manager(services: Services) -> Asker:
    found = asker_by_email(services, MANAGER, "mail")
    assert found is not None
    return found


@pytest.mark.parametrize(
    "typed",
    [
        "när är chefsmötet?",
        "mina möten",
        "hjälp",
        "projekt släckvatten",
        "vem är kontaktperson i Habo?",
        "Vem är samordnare?",
        "Vad betyder tillsynsplan?",
        "bevaka illegal avfallshantering",
        "inställningar",
    ],
)
def test_words_of_the_bots_own_are_for_the_bot(reading: Services, typed: str) -> None:
    read = read_reply(reading, manager(reading), typed, MEETING)

    assert (read.for_bot, read.response) == (True, None)


@pytest.mark.parametrize(
    "typed",
    [
        "Vi kommer två från Vetlanda",
        "Finns det parkering?",
        "Vad kostar det?",
        "Vem är värd?",
        "Vilka kommer?",
        "Kan du skicka dagordningen?",
        "Jag vill ta upp frågan om släckvatten på mötet.",
        "Tyvärr har vi budgetarbete den dagen.",
        "Jag är inte längre miljöchef",
        "Ta bort mig från listan",
        "Jag slutar vid årsskiftet",
        "Jag vill föreslå en annan tid",
        "Flytta mötet till onsdag",
        "Vi kommer till chefsmötet",
        "Jag kommer till styrgruppsmötet",
        "Bra, vi ses då",
    ],
)
def test_all_else_is_for_people(reading: Services, typed: str) -> None:
    read = read_reply(reading, manager(reading), typed, MEETING)

    assert (read.words, read.for_bot, read.response) == (typed, False, None)


def test_order_that_is_refused_is_told_to_who_may_give_it(reading: Services) -> None:
    keeper = Asker("jonkoping", 1, frozenset({"coordinator"}), "mail")
    typed = "skicka inbjudan till kräftskivan"

    assert read_reply(reading, keeper, typed, MEETING).for_bot
    assert not read_reply(reading, manager(reading), typed, MEETING).for_bot


def test_thanks_are_for_nobody(reading: Services) -> None:
    read = read_reply(reading, manager(reading), "Tack!\n\nMvh\nAnn", MEETING)

    assert (read.words, read.for_bot, read.response) == ("", False, None)
