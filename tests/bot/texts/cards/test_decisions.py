from dataclasses import replace

from bot.texts.cards import Card, present
from bot.texts.duties import duty_line, line_within
from handlers.decisions import duty_of
from tests.bot.texts.paper_samples import (
    DECIDED,
    DECISION,
    LOG,
    NAMESAKES,
    NOTHING_OPEN,
    OWNERLESS,
)


def said(card: Card) -> list[str]:
    return [f"{line.label}: {line.text}" if line.label else line.text for line in card.lines]


def test_decision_is_confirmed_with_who_sees_to_it_and_how_it_is_taken_back() -> None:
    card = present(DECIDED)

    assert (card.heading, card.lead) == (
        "Beslutet är inskrivet",
        "Beslut 1, styrgruppsmöte, ons 10 feb 2027",
    )
    assert said(card) == [
        "Vi inför gemensamma kontrolldagar",
        "Ansvarig: Bo Ek · senast mån 3 maj 2027",
        "Blev det fel? Skriv ”stryk beslut 1 från möte 7”.",
    ]


def test_owner_who_is_missing_is_asked_for() -> None:
    card = present(OWNERLESS)

    assert said(card)[2] == (
        "Ingen är ansvarig än. Skriv ”ansvarig för beslut 1 från möte 7:” och ett namn."
    )


def test_name_that_nobody_goes_by_is_told() -> None:
    card = present(replace(OWNERLESS, asked="Bosse"))

    assert said(card)[2] == (
        "Jag hittar ingen som heter ”Bosse” i registret. "
        "Skriv ”ansvarig för beslut 1 från möte 7:” och ett namn."
    )


def test_namesakes_are_chosen_from() -> None:
    card = present(NAMESAKES)

    assert said(card)[2] == "Flera heter ”Bo”. Välj vem du menar."
    assert [(one.label, one.text) for one in card.choices] == [
        ("Bo Bark", "ansvarig för beslut 1 från möte 7: Bo Bark"),
        ("Bo Ek, Miljökontoret i Habo", "ansvarig för beslut 1 från möte 7: bo.ek@habo.example"),
    ]


def test_log_says_what_is_late_and_what_is_done() -> None:
    card = present(LOG)

    assert card.lead == "Beslut: 2, försenade: 1"
    assert said(card) == [
        (
            "Beslut 1, styrgruppsmöte, ons 10 feb 2027: Vi inför gemensamma kontrolldagar · "
            "ansvarig: Bo Ek · skulle vara klart mån 3 maj 2027"
        ),
        "Beslut 2, styrgruppsmöte, ons 10 feb 2027: Vi köper in mätare · klart",
    ]
    assert card.footer == "Skriv till exempel ”beslut 1 från möte 7 klart”."


def test_log_without_anything_open_says_so() -> None:
    assert present(NOTHING_OPEN).lead == "Inget beslut väntar på att bli gjort."


def test_decision_is_brought_up_like_a_duty_with_the_words_to_type() -> None:
    duty = duty_of(DECISION)

    assert duty_line(duty, LOG.today) == (
        "Beslut: Vi inför gemensamma kontrolldagar, senast mån 3 maj · ansvarig: Bo Ek"
    )
    assert line_within(replace(duty, late=True), LOG.today, duty.collaboration) == (
        "Beslut: Vi inför gemensamma kontrolldagar, skulle vara klart mån 3 maj · "
        "ansvarig: Bo Ek · skriv ”beslut 1 från möte 7 klart” när det är klart"
    )
