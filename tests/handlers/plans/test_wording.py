import pytest

from handlers.answers import Asker, PlanAnswer
from handlers.plans import COLUMNS, Minutes, Words, add_line, adopt, show_plan
from handlers.ports import Services
from handlers.scope import scope
from tests.handlers.plans.conftest import BOTH, PLAN, STRANGER, Planning
from tests.handlers.plans.test_adopting import JUNE

NAMES = (
    "Anna Svensson håller i det",
    "ring 070-123 45 67",
    "mejla bo.ek@habo.example",
    "Kim har lovat",
    "frågor till Karl-Erik von Dufva",
)
PLAIN = (
    "Öka kunskapen om små avlopp. Minst fem besök.",
    "Länsstyrelsen och Miljösamverkan Jonkoping",
    "Naturvårdsverkets reviderade strategi 2025-09-01",
    "Styrgrupp Halland beslutar",
)
POLITICIAN = Asker("jonkoping", 1, frozenset({"politician"}), "mail")


def shown(planning: Planning, said: str, asker: Asker = STRANGER) -> PlanAnswer:
    """Show a plan in which every column says the same, once both boards have adopted it."""
    desk = planning.desk
    short = dict.fromkeys(COLUMNS, said)
    add_line(desk.services, desk.coordinator, PLAN, Words(short))
    for name in BOTH:
        adopt(desk.services, desk.coordinator, PLAN, name, Minutes(JUNE, said))
    return planning.show(2028, asker)


@pytest.mark.parametrize("asker", [STRANGER, POLITICIAN], ids=["a stranger", "a politician"])
@pytest.mark.parametrize("said", NAMES)
def test_no_column_names_anybody_to_who_may_not_see_the_register(
    planning: Planning, said: str, asker: Asker
) -> None:
    answer = shown(planning, said, asker)

    (line,) = answer.years[0].own
    assert {name: getattr(line, name) for name in COLUMNS} == dict.fromkeys(COLUMNS, "")
    assert set(line.withheld) == set(COLUMNS)
    assert answer.withholds
    assert said not in repr(answer)


@pytest.mark.parametrize("said", NAMES)
def test_whoever_may_see_the_register_sees_every_column(planning: Planning, said: str) -> None:
    answer = shown(planning, said, planning.desk.contact)

    (line,) = answer.years[0].own
    assert {getattr(line, name) for name in COLUMNS} == {said}
    assert not answer.withholds


@pytest.mark.parametrize("said", PLAIN)
def test_plain_words_are_told_to_everybody(planning: Planning, said: str) -> None:
    (line,) = shown(planning, said).years[0].own

    prose = [name for name in COLUMNS if name != "responsible"]
    assert {getattr(line, name) for name in prose} == {said}
    assert set(line.withheld) <= {"responsible"}


def test_nothing_of_the_sources_plans_is_taken_for_a_name(reading: Services) -> None:
    for year in (2021, 2022, 2023, 2024, 2026, 2027, 2028):
        with scope(reading, STRANGER) as here:
            answer = show_plan(here, year)
        assert isinstance(answer, PlanAnswer)
        withheld = [one.title for one in answer.years[0].lines if one.withheld]
        assert (year, withheld) == (year, [])


def test_draft_is_for_those_in_the_register_alone(planning: Planning) -> None:
    planning.add("Hemligt så länge")

    for asker in (STRANGER, POLITICIAN):
        assert "Hemligt" not in repr(planning.answer(2028, asker))
    assert "Hemligt" in repr(planning.show(2028, planning.desk.contact))
