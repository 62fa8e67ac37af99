import pytest

from bot.texts.cards import Choice, Line, present
from bot.texts.plain import plain
from handlers.answers import (
    AmbiguousActionAnswer,
    Answer,
    CorrectionAnswer,
    OutOfScopeAnswer,
    PrivacyExportAnswer,
    ProjectAnswer,
    SubscribeAnswer,
    UnsubscribeAnswer,
)
from tests.bot.texts.samples import FOOD_WASTE, NAMESAKES

LISTED = "Ditt ärende står nu som nummer 7 på samordnarens lista ”att hantera”."


@pytest.mark.parametrize(
    ("answer", "lead"),
    [
        (
            SubscribeAnswer(topic="skateparker", task_id=7),
            "Jag kan inte starta utskick om ”skateparker” än.",
        ),
        (
            UnsubscribeAnswer(topic="skateparker", task_id=7),
            "Jag kan inte avsluta utskick om ”skateparker” än.",
        ),
        (
            PrivacyExportAnswer(known=True, task_id=7),
            "Jag kan inte ta fram ett registerutdrag själv än.",
        ),
    ],
)
def test_wish_that_waits_stands_on_the_coordinators_list(answer: Answer, lead: str) -> None:
    card = present(answer)

    assert (card.lead, card.lines[0]) == (lead, Line(LISTED))


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            SubscribeAnswer(topic="{släckvatten}", done=True),
            (
                "Du får nu besked om ”{släckvatten}”.\n"
                "Du kan ångra dig: skriv sluta bevaka och namnet."
            ),
        ),
        (
            UnsubscribeAnswer(topic="", done=True),
            (
                "Du får inte längre besked om det du bad om.\n"
                "Du kan ångra dig: skriv bevaka och namnet."
            ),
        ),
    ],
)
def test_wish_that_took_effect_can_be_undone(answer: Answer, said: str) -> None:
    assert plain(present(answer)) == said


def test_wish_that_went_nowhere_does_not_pretend() -> None:
    card = present(SubscribeAnswer(topic="skateparker"))

    assert card.lines == (Line("Inget har ändrats."),)


def test_wish_for_an_extract_by_somebody_unknown_counts_all_the_same() -> None:
    card = present(PrivacyExportAnswer(known=False, task_id=7))

    assert [line.text for line in card.lines] == [
        LISTED,
        "Jag hittar dig inte i registret, men begäran gäller ändå.",
        "Samordnaren svarar dig.",
    ]


def test_ambiguous_action_asks_and_changes_nothing() -> None:
    card = present(AmbiguousActionAnswer(choices=("leave_register", "något annat")))

    assert (card.lead, card.choices) == (
        "Vad menar du? Inget har ändrats än.",
        (
            Choice("Ta bort mig ur registret", "Ta bort mig ur registret"),
            Choice("något annat", "något annat"),
        ),
    )


def test_any_answer_says_that_a_wish_stands_on_the_list() -> None:
    cards = [
        present(OutOfScopeAnswer(task_id=7)),
        present(ProjectAnswer(card=FOOD_WASTE, task_id=7)),
    ]

    assert [card.lines[-1].text for card in cards] == [LISTED, LISTED]
    assert 1 + len(cards[1].lines) + bool(cards[1].footer) == 6


@pytest.mark.parametrize(
    ("kind", "lead", "undo"),
    [
        (
            SubscribeAnswer,
            "Du bevakar nu ”Släckvatten”.",
            "Du kan ångra dig: skriv sluta bevaka och namnet.",
        ),
        (
            UnsubscribeAnswer,
            "Du bevakar inte längre ”Släckvatten”.",
            "Du kan ångra dig: skriv bevaka och namnet.",
        ),
    ],
)
def test_project_that_is_followed_at_once_can_be_left_by_words_alone(
    kind: type[SubscribeAnswer | UnsubscribeAnswer], lead: str, undo: str
) -> None:
    card = present(kind(topic="Släckvatten", done=True, key="ett"))

    assert (card.lead, [line.text for line in card.lines]) == (
        lead,
        [undo, "Skriv ”mina bevakningar” för att se alla projekt du bevakar."],
    )
    # A mail that is answered with "ja" takes the first choice: there is none to take.
    assert (card.choices, card.actions) == ((), ())


@pytest.mark.parametrize(
    ("kind", "verb"), [(SubscribeAnswer, "bevaka"), (UnsubscribeAnswer, "sluta bevaka")]
)
def test_several_projects_to_follow_are_offered_with_the_words_that_choose(
    kind: type[SubscribeAnswer | UnsubscribeAnswer], verb: str
) -> None:
    card = present(kind(topic="avlopp", items=NAMESAKES))

    assert card.lead == (
        f"Flera projekt passar på ”avlopp”. Vilket vill du {verb}? Inget har ändrats än."
    )
    assert card.choices[0] == Choice("Små avlopp (2026)", f"{verb} projekt vast-2026-avlopp")
    assert (len(card.choices), len(card.more)) == (5, 3)


def test_correction_says_where_it_is_and_what_comes_of_it() -> None:
    answer = CorrectionAnswer(ids=("ett",), title="Dagvatten", said="Fel år.", task_id=7)

    assert plain(present(answer), width=200) == (
        "Tack. Rättelsen av ”Dagvatten” är lämnad till samordnaren.\n"
        f"{LISTED}\n"
        "Uppgiften visas som förut tills samordnaren har tittat på den.\n"
        "Det du skriver är inte anonymt och kan bli allmän handling."
    )


def test_correction_of_one_of_several_is_offered_with_what_was_written() -> None:
    card = present(CorrectionAnswer(title="avlopp", said="fel år", items=NAMESAKES))

    assert card.lead == (
        "Jag är inte säker på vad du menar med ”avlopp”. Vilket ska rättas? Inget är skickat än."
    )
    assert card.choices[0] == Choice("Små avlopp (2026)", "rätta projekt vast-2026-avlopp: fel år")
    assert (len(card.choices), len(card.more)) == (5, 3)
