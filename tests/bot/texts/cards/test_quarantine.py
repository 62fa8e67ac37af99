"""Mails set aside, and what is said to be done about them."""

from bot.texts.cards import present
from handlers.answers import QuarantineAnswer
from tests.bot.texts.quarantine_samples import ASKS_TIME, PASSED_ON, QUARANTINED


def test_what_is_only_to_be_read_is_put_away_and_not_let_through() -> None:
    card = present(QuarantineAnswer(ids=("4", "3"), mails=(PASSED_ON, ASKS_TIME)))

    assert card.lead == "Skriv till exempel släng mejl 4 när du har läst det, så läggs det undan."
    assert [(one.label.partition(":")[0], one.text) for one in card.choices] == [
        ("Lägg undan 4", "släng mejl 4"),
        ("Tacka nej till tiden 3", "släng mejl 3"),
    ]


def test_example_is_a_mail_that_there_is_something_to_let_through_in() -> None:
    card = present(QuarantineAnswer(ids=("4", "7"), mails=(PASSED_ON, QUARANTINED[0])))

    assert card.lead.startswith("Skriv till exempel släpp mejl 7,")
