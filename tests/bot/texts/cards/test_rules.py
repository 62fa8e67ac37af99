from bot.mail.answers import answer_mail
from bot.texts.cards import Card, present
from tests.bot.texts.rule_samples import (
    BROKEN_RULE,
    NO_RULES,
    PAUSED,
    REMOVED,
    RULE,
    RULE_OF_OWN,
    RULES,
)

REST = "Skriv ”pausa regel jkp-nyckeltal” för att låta den vila."


def lines(card: Card) -> list[tuple[str, str]]:
    return [(line.label, line.text) for line in card.lines]


def test_rules_are_listed_in_their_order() -> None:
    card = present(RULES)

    assert (card.heading, card.lead) == ("Återkommande påminnelser", "7 st")
    assert card.lines[0].text == "Sak 0: senast 1 april varje år. Nästa: senast tors 1 april 2027."
    assert (len(card.lines), len(card.more)) == (4, 3)
    assert card.footer == "Skriv till exempel ”regel nyckeltal” för att se en av dem."


def test_no_rules_are_said_plainly() -> None:
    assert present(NO_RULES).lead == "Det finns inga återkommande påminnelser än."


def test_rule_says_when_it_recurs_and_who_is_reminded_when() -> None:
    card = present(RULE)

    assert (card.heading, card.lead) == ("Nyckeltal", "Senast 1 april varje år")
    assert lines(card) == [
        ("", "Nästa: senast tors 1 april 2027."),
        ("När", "20, 5 och 0 arbetsdagar före"),
        ("Vem påminns", "Samordnaren, och kontakterna på de kontor som är kvar"),
        ("", f"{REST} Tider ändrar du i chatten med /samverkan påminnelser."),
    ]
    assert card.more[0].text == "Källan: 2026 ”senast 1 april”."


def test_rule_that_a_coordinator_has_set_says_their_days_audience_and_hosts() -> None:
    card = present(RULE_OF_OWN)

    assert lines(card)[1:4] == [
        ("När", "10 och 0 arbetsdagar före"),
        ("Vem påminns", "Samverkans kanal, och kontakterna på de kontor som är kvar"),
        ("Värdar i tur och ordning", "Habo och Aneby"),
    ]


def test_rule_that_cannot_be_kept_says_why() -> None:
    card = present(BROKEN_RULE)

    assert card.lines[0].text == ("Går inte att följa: Den dagen finns inte. Välj en annan dag.")


def test_rule_at_rest_says_how_it_holds_again() -> None:
    card = present(PAUSED)

    assert card.heading == "Vilar nu"
    assert card.lead == "Vilar: Nyckeltal, senast 1 april varje år."
    assert lines(card) == [("", "Blev det fel? Skriv ”återuppta regel jkp-nyckeltal”.")]


def test_removed_rule_is_named() -> None:
    card = present(REMOVED)

    assert (card.heading, card.lines) == ("Borttagen", ())
    assert card.lead == (
        "Nyckeltal är borttagen. Det som väntade på att skickas är taget tillbaka."
    )


def test_list_in_a_mail_holds_every_rule_in_its_order() -> None:
    mail = answer_mail(present(RULES), "regler")

    places = [mail.text.index(f"Sak {number}:") for number in range(7)]
    assert places == sorted(places)
