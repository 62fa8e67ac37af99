import pytest

from bot.texts.cards import present
from bot.texts.plain import plain
from handlers.answers import HelpAnswer, IgnoreAnswer, OutOfScopeAnswer, RefuseAnswer
from tests.bot.texts.samples import LEADERS


def test_help_shows_three_examples_and_what_else_can_be_asked() -> None:
    answer = HelpAnswer(examples=("projekt släckvatten", "plan 2026", "vad betyder BAT?"))

    assert plain(present(answer)) == (
        "Fråga mig om projekt, kontakter, möten och planer.\n"
        "Du kan också: fråga om material, förslag, grupper, statistik, budget, kurser och\n"
        "  vad ord betyder.\n"
        "Kalendern: skriv ”vad är nästa?”, ”vad är försenat?”, ”kalender våren” eller\n"
        "  ”årshjul”.\n"
        "Skriv som du brukar, stavningen behöver inte vara rätt.\n"
        "Prova till exempel:\n"
        "\n"
        "1. projekt släckvatten\n"
        "2. plan 2026\n"
        "3. vad betyder BAT?"
    )


def test_help_greets_back_and_has_examples_of_its_own() -> None:
    card = present(HelpAnswer(greeting=True))

    assert (card.lead, len(card.choices)) == (
        "Hej. Fråga mig om projekt, kontakter, möten och planer.",
        3,
    )


ALSO = (
    "Du kan också: fråga om material, förslag, grupper, statistik, budget, kurser och "
    "vad ord betyder.\n"
    "Kalendern: skriv ”vad är nästa?”, ”vad är försenat?”, ”kalender våren” eller ”årshjul”.\n"
)
MINE = (
    "För dig: skriv ”att göra”, ”mina förslag”, ”rundfrågor”, ”mina bevakningar”, "
    "”kalenderlänk” eller ”inställningar”.\n"
    "Ändra: skriv ”nytt förslag”, ”påminn mig kl 9–15”, bevaka och ett projekts namn, "
    "eller till exempel rätta släckvatten: slutdatumet är fel.\n"
)
KEEPERS = (
    "För dig: skriv ”att göra”, ”att hantera”, ”inkomna förslag”, ”rundfrågor”, "
    "”nyhetsbrev”, ”mina bevakningar”, ”kalenderlänk” eller ”inställningar”.\n"
    "Ändra: skriv ”nytt förslag”, ”ändra planen”, flytta förslag 2027-014 till beredning, "
    "eller rundfråga till alla kontor: Har ni egna provtagare? ja/nej. "
    "Också ”påminn mig kl 9–15”, bevaka och rätta.\n"
)


@pytest.mark.parametrize(("keeps", "mine"), [(False, MINE), (True, KEEPERS)])
def test_help_tells_who_is_known_what_is_theirs_and_what_they_can_change(
    keeps: bool, mine: str
) -> None:
    card = present(HelpAnswer(known=True, keeps=keeps, examples=("plan 2026",)))

    assert plain(card, width=300) == (
        "Fråga mig om projekt, kontakter, möten och planer.\n"
        f"{ALSO}"
        f"{mine}"
        "Prova till exempel:\n"
        "\n"
        "1. plan 2026"
    )
    assert card.more == ()


def test_help_by_mail_says_how_to_write_choose_and_change() -> None:
    card = present(HelpAnswer(by_mail=True))

    assert [line.text for line in card.lines[:3]] == [
        "Skriv frågan som ämne eller i mejlets första rader, en fråga i varje mejl.",
        "Står det en numrerad lista i svaret väljer du genom att svara med numret.",
        (
            "Jag ändrar bara något åt den som finns i registret, och bara när er mejlserver "
            "intygar vem mejlet kommer från."
        ),
    ]
    # A mail shows all of it, with the examples last.
    assert card.more[-1].text == "Prova till exempel:"


def test_out_of_scope_refers_a_citizens_case() -> None:
    card = present(OutOfScopeAnswer(contact=LEADERS))

    assert (card.lead, card.lines) == (
        "Frågan hör till miljökontoret i din kommun. Jag svarar bara på frågor om samverkan.",
        (),
    )


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("secrets", "Jag lämnar inte ut lösenord, privata nummer eller listor med adresser."),
        ("orders", "Jag följer inga order i en fråga. Inget har ändrats."),
        ("unheard of", "Det kan jag inte hjälpa till med. Inget har ändrats."),
    ],
)
def test_refuse_says_no_without_blame_and_whom_to_ask(reason: str, said: str) -> None:
    assert plain(present(RefuseAnswer(reason=reason, contact=LEADERS))) == (
        f"{said}\nFråga: projektledarna, projektledare@vast.example"
    )


def test_ignore_is_an_empty_card() -> None:
    card = present(IgnoreAnswer())

    assert (card.lead, card.lines, card.summary) == ("", (), "")
