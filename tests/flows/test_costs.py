"""What an answer costs: each statement is part of the second that a person waits."""

from tests.fakes import recorded_statements
from tests.flows.house import EVA, INA, House


def test_project_costs_seven_statements_at_most(house: House) -> None:
    house.ask(INA, "/projekt", "släckvatten")

    with recorded_statements(house.services.database) as heard:
        house.ask(INA, "/projekt", "släckvatten")

    # Who asks, where, the project with its milestones and materials, whom to ask, if followed.
    assert len(heard) <= 7


def test_list_costs_the_same_however_long_it_is(house: House) -> None:
    house.ask(EVA, "/projekt")

    with recorded_statements(house.services.database) as few:
        house.ask(EVA, "/samverkan", "vilka kompetensprojekt finns 2026?")
    with recorded_statements(house.services.database) as many:
        house.ask(EVA, "/samverkan", "vilka projekt finns 2026?")

    assert len(few) == len(many)


def test_picker_costs_the_same_whatever_it_suggests(house: House) -> None:
    picker = house.ask(EVA, "/projekt")
    house.workspace.suggest(EVA, picker, "pick_project", "d")

    with recorded_statements(house.services.database) as one:
        few = house.workspace.suggest(EVA, picker, "pick_project", "dagvattenhantering")
    with recorded_statements(house.services.database) as several:
        many = house.workspace.suggest(EVA, picker, "pick_project", "kompetensförsörjning")

    assert len(few) < len(many)
    assert len(one) == len(several)
