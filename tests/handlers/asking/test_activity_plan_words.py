from datetime import UTC, date, datetime

import pytest

from handlers.answers import Answer, Asker, PlanAnswer, PlanVersionsAnswer
from handlers.asking import ask
from handlers.asking.activity_plans_named import read_columns
from handlers.asking.word_files import asks_for_a_file
from handlers.errors import Refusal
from handlers.ports import Services
from tests.fakes import FixedClock

SAM = Asker("vast", 1, frozenset({"coordinator"}), "mail")
INSPECTOR = Asker("vast", 2, frozenset({"inspector"}), "mail")
JUNE = datetime(2027, 6, 20, 8, tzinfo=UTC)


@pytest.fixture
def services(sample_services: Services) -> Services:
    assert isinstance(sample_services.clock, FixedClock)
    sample_services.clock.now = JUNE
    return sample_services


def say(services: Services, *said: str, who: Asker = SAM) -> Answer:
    for one in said[:-1]:
        ask(services, who, one)
    return ask(services, who, said[-1])


def plan(services: Services, *said: str) -> PlanAnswer:
    answer = say(services, *said)
    assert isinstance(answer, PlanAnswer)
    return answer


def code_of(services: Services, *said: str, who: Asker = SAM) -> str:
    with pytest.raises(Refusal) as caught:
        say(services, *said, who=who)
    return caught.value.code


MAKE = "ny plan 2028"
ADD = "lägg till i plan 2028: Släckvatten; mål: Renare vatten; tid: våren 2028"
ADOPT = (
    "plan 2028 antagen av styrgrupp halland 10 juni, protokoll § 12",
    "Fastställ plan 2028: styrgrupp Västra Götaland den 12 juni 2027, § 7",
)


@pytest.mark.parametrize(
    ("said", "period", "noun"),
    [
        ("ny plan 2028", "2028", "aktivitet"),
        ("Hej! Kan du göra en ny verksamhetsplan 2028–2030, tack", "2028–2030", "aktivitet"),
        ("gör en ny plan 2028-2029 med utvecklingsområde", "2028–2029", "utvecklingsområde"),
        ("ny samverkansplan 2028", "2028", "insats"),
    ],
)
def test_plan_is_made_in_words(services: Services, said: str, period: str, noun: str) -> None:
    answer = plan(services, said)

    assert (answer.change, answer.period, answer.noun) == ("made", period, noun)


def test_line_is_added_changed_moved_removed_and_put_back(services: Services) -> None:
    added = plan(services, MAKE, ADD)
    assert (added.change, added.about) == ("added", "Släckvatten")
    assert added.undo == "ta bort rad 1 ur plan 2028"
    (line,) = added.years[0].own
    assert (line.goal, line.time) == ("Renare vatten", "våren 2028")

    changed = plan(services, "ändra rad 1 i plan 2028: tid: hösten 2028; stående: ja")
    (line,) = changed.years[0].own
    assert (line.time, line.goal, line.standing) == ("hösten 2028", "Renare vatten", True)

    plan(services, "lägg till i plan 2028: projekt hygienlokaler")
    moved = plan(services, "flytta rad 2 i plan 2028 till plats 1")
    assert [one.number for one in moved.years[0].own] == [2, 1]
    assert plan(services, moved.undo).years[0].own[0].number == 1

    removed = plan(services, "ta bort rad 1 ur plan 2028, därför att det inte behövs")
    assert [one.number for one in removed.years[0].own] == [2]
    back = plan(services, removed.undo)
    assert [one.number for one in back.years[0].own] == [2, 1]


def test_line_is_moved_to_another_year(services: Services) -> None:
    there = plan(services, MAKE, ADD, "ny plan 2029", "flytta rad 1 i plan 2028 till plan 2029")

    assert [one.title for one in there.years[0].own] == ["Släckvatten"]
    assert plan(services, "plan 2028").years[0].own == ()
    assert plan(services, there.undo).years[0].year == 2028


def test_headings_may_stand_on_lines_of_their_own(services: Services) -> None:
    said = "lägg till i plan 2028: Dagvatten\nmål: Renare\noch klarare\nVad ska göras: kickoff"

    (line,) = plan(services, MAKE, said).years[0].own

    assert (line.title, line.goal, line.doing) == ("Dagvatten", "Renare\noch klarare", "kickoff")


def test_plan_is_adopted_frozen_taken_back_and_compared(services: Services) -> None:
    plan(services, MAKE, ADD)

    first, last = (plan(services, said) for said in ADOPT)
    assert (first.change, first.years[0].frozen) == ("adopted", False)
    assert (last.change, last.years[0].version) == ("frozen", 1)
    assert last.told > 20
    assert [one.day for one in last.years[0].boards] == [date(2027, 6, 12), date(2027, 6, 10)]
    assert [one.minutes for one in last.years[0].boards] == ["§ 7", "§ 12"]

    assert code_of(services, "ändra rad 1 i plan 2028: tid: 2029") == "plan_reason_missing"
    plan(services, "ändra rad 1 i plan 2028: tid: 2029; skäl: resurser saknas")
    compared = say(services, "vad skiljer sig", "ändringar i plan 2028 version 1 och 2")
    assert isinstance(compared, PlanVersionsAnswer)
    assert [one.title for one in compared.differences] == ["Släckvatten"]

    taken = plan(services, "ta tillbaka antagandet av plan 2028 i styrgrupp halland")
    assert (taken.change, taken.years[0].frozen) == ("taken_back", False)


def test_terms_are_set_one_by_one(services: Services) -> None:
    year = plan(
        services,
        MAKE,
        "synpunkter på plan 2028 senast 1 april 2028",
        "plan 2028 ska beslutas senast 15 juni 2028",
        "plan 2028 antas av styrgrupp halland och gemensam styrgrupp",
        "plan 2028 är preliminär",
        "kalla raderna i plan 2028 insats",
        "plan 2028",
    )

    (held,) = year.years
    assert (held.comments_by, held.decide_by) == (date(2028, 4, 1), date(2028, 6, 15))
    assert [one.title for one in held.boards] == ["Styrgrupp Halland", "Gemensam styrgrupp"]
    assert (held.position, year.noun) == ("preliminär", "insats")


@pytest.mark.parametrize(
    ("said", "progress", "note"),
    [
        ("rad 1 i samverkansplanen 2028 pågår: ett av två hållet", "going_on", "ett av två hållet"),
        ("insats 1 i samverkansplan 2028 är klar", "done", ""),
        ("rad 1 i samverkansplanen 2028 är inte påbörjad", "not_begun", ""),
    ],
)
def test_line_of_a_cooperation_plan_is_followed_up(
    services: Services, said: str, progress: str, note: str
) -> None:
    answer = plan(
        services, "ny samverkansplan 2028", "lägg till i samverkansplan 2028: Chefsmöten", said
    )

    (line,) = answer.years[0].own
    assert (line.progress, line.progress_note) == (progress, note)


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("plan 2028 som word", "word"),
        ("visa verksamhetsplanen för 2028 som excelfil", "excel"),
        ("plan 2028", ""),
    ],
)
def test_plan_is_asked_for_as_a_file(services: Services, said: str, wanted: str) -> None:
    assert plan(services, MAKE, ADD, said).file == wanted
    assert asks_for_a_file(said) is bool(wanted)


def test_one_line_is_shown_with_all_it_says(services: Services) -> None:
    answer = plan(services, MAKE, ADD, "visa rad 1 i plan 2028")

    assert answer.line is not None
    assert answer.line.goal == "Renare vatten"


@pytest.mark.parametrize(
    "said",
    [
        MAKE,
        ADD.replace("2028:", "2024:"),
        "ta bort rad 1 ur plan 2024",
        "plan 2024 antagen av styrgrupp halland 10 juni",
        "plan 2024 är preliminär",
    ],
)
def test_others_change_nothing(services: Services, said: str) -> None:
    assert code_of(services, said, who=INSPECTOR) == "not_allowed"
    assert code_of(services, said, who=Asker("vast")) == "not_known_yet"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("lägg till i plan 2031: Något", "no_such_plan"),
        ("ändra rad 9 i plan 2028: mål: x", "no_such_plan_line"),
        ("ändra rad 1 i plan 2028: hej hopp", "plan_title_missing"),
        ("plan 2028 antagen av styrgrupp halland", "plan_say_adopted"),
        ("plan 2028 antagen av fikagruppen 10 juni", "plan_board_unclear"),
        ("lägg till i plan 2028: projekt flygande tefat", "no_such_plan_record"),
        ("ny plan 2028–2035", "plan_too_long"),
        (f"lägg till i plan 2028: {'å' * 2100}", "plan_mail_too_long"),
        (f"lägg till i plan 2028: {'å' * 501}", "plan_words_too_long"),
    ],
)
def test_what_cannot_be_done_is_refused(services: Services, said: str, code: str) -> None:
    plan(services, MAKE, ADD)

    if said.startswith("ändra rad 1"):
        # What stands under no heading is the line's name.
        assert plan(services, said).years[0].own[0].title == "hej hopp"
        return
    assert code_of(services, said) == code


@pytest.mark.parametrize(
    "said",
    ["är plan 2024 fastställd?", "är planen för 2024 preliminär?", "plan 2024 är preliminär?"],
)
def test_question_about_a_plan_changes_nothing(services: Services, said: str) -> None:
    assert plan(services, said).change == ""


def test_headings_that_are_none_stay_in_the_words() -> None:
    written = read_columns("Släckvatten: del två; mål: kl 9:30; och mer; tid: 2028")

    assert dict(written.columns) == {
        "title": "Släckvatten: del två",
        "goal": "kl 9:30; och mer",
        "time": "2028",
    }


@pytest.mark.parametrize("words", ["ändra planen", "öppna verksamhetsplanen"])
def test_plan_of_this_year_is_opened_to_be_worked_on(sample_services: Services, words: str) -> None:
    answer = ask(sample_services, Asker("jonkoping", 1, frozenset({"coordinator"}), "mail"), words)

    assert isinstance(answer, PlanAnswer)
    assert (answer.period, [one.year for one in answer.years]) == ("2026–2028", [2026])
