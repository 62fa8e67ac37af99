"""How somebody is reminded, shown and changed in words: only what is named becomes otherwise."""

import pytest

from handlers.answers import Answer, Asker, SettingsAnswer, SubscribeAnswer
from handlers.asking import WouldChange, ask, ask_only
from handlers.errors import Refusal
from handlers.people import asker_by_email
from handlers.ports import Services
from handlers.preferences import Preferences, preferences_of, set_preferences

INSPECTOR = "avlopp.lerum@vast.example"
BEFORE = Preferences("slack", 7, 11, "24", uses="mail")


@pytest.fixture
def asker(sample_services: Services) -> Asker:
    """Lend somebody who has said how they want to be reminded."""
    found = asker_by_email(sample_services, INSPECTOR, "mail")
    assert found is not None
    set_preferences(sample_services, found, door="slack", first_hour=7, last_hour=11, weekdays="24")
    return found


def said(answer: Answer) -> tuple[str, int, int, str]:
    assert isinstance(answer, SettingsAnswer)
    return answer.door, answer.first_hour, answer.last_hour, answer.weekdays


@pytest.mark.parametrize(
    "text",
    [
        "inställningar",
        "Mina inställningar?",
        "Hej! Hur blir jag påmind?",
        "visa mina inställningar",
    ],
)
def test_settings_are_told_and_not_changed(
    sample_services: Services, asker: Asker, text: str
) -> None:
    answer = ask_only(sample_services, asker, text)

    assert answer == SettingsAnswer(
        door="slack", uses="mail", first_hour=7, last_hour=11, weekdays="24"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("påminn mig i mejl", ("mail", 7, 11, "24")),
        ("Påminn mig via e-post, tack.", ("mail", 7, 11, "24")),
        ("påminn mig där jag är", ("", 7, 11, "24")),
        ("påminn mig mellan 9 och 15", ("slack", 9, 15, "24")),
        ("påminn mig kl 9–15", ("slack", 9, 15, "24")),
        ("påminn mig kl. 09.00-15.00", ("slack", 9, 15, "24")),
        ("påminn mig från klockan 6 till klockan 20", ("slack", 6, 20, "24")),
        ("påminn mig på måndagar och onsdagar", ("slack", 7, 11, "13")),
        ("påminn mig på måndagar, onsdagar och fredagar", ("slack", 7, 11, "135")),
        ("påminn mig varje fredag", ("slack", 7, 11, "5")),
        ("påminn mig måndag till torsdag", ("slack", 7, 11, "1234")),
        ("påminn mig alla vardagar", ("slack", 7, 11, "12345")),
        ("påminn mig alla vardagar i mejl", ("mail", 7, 11, "12345")),
        ("Hej! Påminn mig i mejl kl 9–15 på måndagar", ("mail", 9, 15, "1")),
        ("påminn mig på måndagar mellan 9 och 15 och i mejl", ("mail", 9, 15, "1")),
    ],
)
def test_only_what_is_named_is_changed(
    sample_services: Services, asker: Asker, text: str, expected: tuple[str, int, int, str]
) -> None:
    answer = ask(sample_services, asker, text)

    kept = preferences_of(sample_services, asker)
    assert said(answer) == expected
    assert (kept.door, kept.first_hour, kept.last_hour, kept.weekdays) == expected


def test_chat_is_chosen_in_words(sample_services: Services, asker: Asker) -> None:
    ask(sample_services, asker, "påminn mig i mejl")

    answer = ask(sample_services, asker, "påminn mig i chatten")

    assert said(answer) == ("slack", 7, 11, "24")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("påminn mig kl 9.30–15", "settings_words"),
        ("påminn mig kl 9", "settings_words"),
        ("påminn mig i mejl med guldkant", "settings_words"),
        ("påminn mig kl 5–16", "hours_outside"),
        ("påminn mig kl 8–21", "hours_outside"),
        ("påminn mig kl 15–9", "bad_hours"),
        ("påminn mig på lördagar", "only_weekdays"),
        ("påminn mig på fredagar och lördagar", "only_weekdays"),
        ("påminn mig fredag till måndag", "only_weekdays"),
    ],
)
def test_what_is_not_understood_is_said_and_changes_nothing(
    sample_services: Services, asker: Asker, text: str, code: str
) -> None:
    with pytest.raises(Refusal, match=code):
        ask(sample_services, asker, text)

    assert preferences_of(sample_services, asker) == BEFORE


@pytest.mark.parametrize(
    "text",
    [
        "påminn mig när styrgruppen möts",
        "påminn mig i mejl när styrgruppen möts",
        "påminn mig på måndagar när det händer något",
    ],
)
def test_wish_to_be_told_of_something_is_still_the_coordinators(
    sample_services: Services, asker: Asker, text: str
) -> None:
    answer = ask(sample_services, asker, text)

    assert isinstance(answer, SubscribeAnswer)
    assert answer.task_id is not None
    assert preferences_of(sample_services, asker) == BEFORE


@pytest.mark.parametrize("text", ["påminn mig om släckvatten", "påminn mig i mejl om släckvatten"])
def test_question_about_a_project_is_still_one(
    sample_services: Services, asker: Asker, text: str
) -> None:
    answer = ask_only(sample_services, asker, text)

    assert answer.kind == "project"


@pytest.mark.parametrize("text", ["inställningar", "påminn mig i mejl"])
def test_stranger_has_no_settings(sample_services: Services, text: str) -> None:
    with pytest.raises(Refusal, match="not_known_yet"):
        ask(sample_services, Asker("vast", door="mail"), text)


def test_where_nothing_may_be_changed_settings_are_not(
    sample_services: Services, asker: Asker
) -> None:
    with pytest.raises(WouldChange):
        ask_only(sample_services, asker, "påminn mig i mejl")

    assert preferences_of(sample_services, asker) == BEFORE


@pytest.mark.parametrize("again", ["kl 9–15 ", "på måndagar och ", "måndagar, ", "9–"])
def test_long_and_hostile_words_are_read_through_once(
    sample_services: Services, asker: Asker, again: str
) -> None:
    text = f"påminn mig {again * 110}x"

    with pytest.raises(Refusal, match="settings_words"):
        ask(sample_services, asker, text)
