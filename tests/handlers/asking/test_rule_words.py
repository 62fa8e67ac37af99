"""The rules of what recurs, in words: seen, at rest, holding again, as the source says, removed."""

from datetime import date

import pytest

from handlers.answers import Answer, RuleAnswer, RulesAnswer, WhichAnswer
from handlers.asking import ask
from handlers.errors import Refusal
from handlers.rules import NewRule, RuleChange, change_rule, create_rule, list_rules, show_rule
from storage.models import Collaboration
from tests.factories import add_collaboration, add_rule
from tests.handlers.calendars import Desk

FIGURES = {"shape": "deadline", "date": "04-01", "roll": "before"}
OWN = RuleChange(fields={"from": "2027-03-01", "to": "2027-03-31"})


@pytest.fixture
def figures(desk: Desk) -> Desk:
    """Lend the desk with figures that are due on 1 April."""
    desk.add_rule("jkp-nyckeltal", FIGURES, title="Nyckeltal")
    desk.tick()
    return desk


def say(desk: Desk, text: str) -> Answer:
    return ask(desk.services, desk.coordinator, text)


def told(answer: Answer) -> RuleAnswer:
    assert isinstance(answer, RuleAnswer)
    return answer


def rests(desk: Desk, key: str = "jkp-nyckeltal") -> bool:
    return show_rule(desk.services, desk.coordinator, key).paused


@pytest.mark.parametrize("typed", ["regler", "Visa reglerna", "påminnelser", "vilka regler finns?"])
def test_rules_are_listed_as_in_chat(figures: Desk, typed: str) -> None:
    figures.add_rule("jkp-rapport", FIGURES, title="Rapport")

    answer = say(figures, typed)

    assert isinstance(answer, RulesAnswer)
    assert answer.rules == list_rules(figures.services, figures.coordinator)
    assert answer.ids == ("jkp-nyckeltal", "jkp-rapport")


@pytest.mark.parametrize(
    "typed", ["regel nyckeltal", "Visa regeln för nyckeltal", "påminnelsen nyckeltal"]
)
def test_one_rule_is_shown_as_it_is(figures: Desk, typed: str) -> None:
    answer = told(say(figures, typed))

    assert answer.sheet == show_rule(figures.services, figures.coordinator, "jkp-nyckeltal")
    assert (answer.change, answer.typed) == ("", "pausa regel jkp-nyckeltal")


def test_rule_rests_and_holds_again_by_the_words_that_its_answers_give(figures: Desk) -> None:
    paused = told(say(figures, "pausa regel nyckeltal"))
    resting = rests(figures)
    resumed = told(say(figures, paused.typed))

    assert (paused.change, paused.sheet.paused, resting) == ("paused", True, True)
    assert paused.typed == "återuppta regel jkp-nyckeltal"
    assert (resumed.change, resumed.typed) == ("resumed", "pausa regel jkp-nyckeltal")
    assert rests(figures) is False


def test_rule_is_as_its_source_says_again(figures: Desk) -> None:
    change_rule(
        figures.services,
        figures.coordinator,
        "jkp-nyckeltal",
        "",
        RuleChange(remind=(10,), fields={"date": "05-01"}),
    )

    answer = told(say(figures, "återställ regel nyckeltal"))

    assert answer.change == "restored"
    assert (answer.sheet.remind, answer.sheet.changed) == ((), False)
    assert answer.sheet.preview is not None
    assert answer.sheet.preview.lines[0].last == date(2027, 4, 1)


def test_rule_of_a_coordinators_own_is_removed(figures: Desk) -> None:
    new = NewRule(title="Kakbak", shape="once", change=OWN)
    made = create_rule(figures.services, figures.coordinator, new)

    answer = told(say(figures, "ta bort regeln kakbak"))

    assert (answer.change, answer.sheet.title) == ("removed", "Kakbak")
    keys = [line.key for line in list_rules(figures.services, figures.coordinator)]
    assert keys == ["jkp-nyckeltal"]
    assert made.key not in keys


def test_rule_with_a_source_is_not_removed(figures: Desk) -> None:
    with pytest.raises(Refusal, match="rule_has_source"):
        say(figures, "ta bort regel nyckeltal")


@pytest.mark.parametrize("verb", ["pausa regel", "regel"])
def test_one_of_several_that_fit_is_chosen_by_what_stands_in_the_answer(
    desk: Desk, verb: str
) -> None:
    # They are offered by their titles, whatever the database has them by.
    desk.add_rule("traff-avlopp", FIGURES, title="Träff: avlopp")
    desk.add_rule("traff-avfall", FIGURES, title="Träff: avfall")

    asked = say(desk, f"{verb} träff")

    assert isinstance(asked, WhichAnswer)
    assert [one.typed for one in asked.options] == [f"{verb} traff-avfall", f"{verb} traff-avlopp"]
    assert rests(desk, "traff-avlopp") is False
    assert told(say(desk, asked.options[1].typed)).sheet.key == "traff-avlopp"


def test_rules_called_alike_in_one_family_are_told_apart_by_whose_they_are(figures: Desk) -> None:
    with figures.services.database.write() as session:
        owner = session.get_one(Collaboration, figures.collaboration_id)
        member = add_collaboration(session, "halland", parent=owner)
        add_rule(session, member, "Nyckeltal", key="jkp-nyckeltal", rule=FIGURES)
        owner.revision += 1

    asked = say(figures, "pausa regel nyckeltal")

    assert isinstance(asked, WhichAnswer)
    assert [one.typed for one in asked.options] == [
        "pausa regel jonkoping/jkp-nyckeltal",
        "pausa regel halland/jkp-nyckeltal",
    ]
    answer = told(say(figures, asked.options[1].typed))
    assert (answer.sheet.owner, answer.sheet.paused) == ("halland", True)
    assert rests(figures) is False


@pytest.mark.parametrize(
    "typed", ["ny regel", "Skapa en ny påminnelse", "ändra regel nyckeltal", "lägg till regel: x"]
)
def test_it_is_told_where_a_rule_is_made_or_shaped(figures: Desk, typed: str) -> None:
    with pytest.raises(Refusal, match="rule_in_dialog"):
        say(figures, typed)


@pytest.mark.parametrize("typed", ["regler", "pausa regel nyckeltal", "ny regel"])
def test_only_who_keeps_the_calendar_has_to_do_with_rules(figures: Desk, typed: str) -> None:
    with pytest.raises(Refusal, match="not_allowed"):
        ask(figures.services, figures.contact, typed)


def test_whoever_does_not_keep_the_calendar_asks_for_what_recurs(figures: Desk) -> None:
    answer = ask(figures.services, figures.contact, "regel nyckeltal")

    assert not isinstance(answer, RuleAnswer)


@pytest.mark.parametrize("typed", ["pausa regel inte nyckeltal", "pausa aldrig regel nyckeltal"])
def test_rule_that_is_not_to_rest_does_not(figures: Desk, typed: str) -> None:
    say(figures, typed)

    assert not rests(figures)
