import pytest
from sqlalchemy import select

from handlers.answers import Asker, ProjectAnswer
from handlers.asking import ask
from handlers.ports import Services
from storage.models import Collaboration
from tests.factories import add_project


@pytest.mark.parametrize(
    ("collaboration", "text", "kind"),
    [
        ("vast", "projekt", "list"),
        ("vast", "projekt släckvatten", "project"),
        ("jonkoping", "kontakt samordnare", "contact"),
        ("vast", "kontakt miljökontoret i Borås", "contact"),
        ("vast", "material", "channel"),
        ("vast", "material släckvatten", "project"),
        ("jonkoping", "plan 2026", "plan"),
        ("jonkoping", "vp 2026", "plan"),
        ("jonkoping", "plan", "plan"),
        ("jonkoping", "plan 2035", "unknown_fact"),
        ("jonkoping", "förslag", "list"),
        ("jonkoping", "förslag 2021", "list"),
        ("jonkoping", "förslag biocid", "proposal"),
        ("jonkoping", "möte styrgrupp", "meeting"),
        ("vast", "grupp beredningsgrupp", "group"),
        ("vast", "grupp skateparker", "not_found"),
        ("vast", "statistik 2024", "statistic"),
        ("vast", "statistik 2035", "unknown_fact"),
        ("jonkoping", "budget 2026", "budget"),
        ("jonkoping", "budget 2035", "unknown_fact"),
    ],
)
@pytest.mark.parametrize("written", [str, str.upper, "/{}".format, "Hej! {}".format])
def test_command_is_understood_however_it_is_written(
    reading: Services, collaboration: str, text: str, kind: str, written: type[str]
) -> None:
    assert ask(reading, Asker(collaboration), written(text)).kind == kind


def test_material_asks_for_the_material(reading: Services) -> None:
    answer = ask(reading, Asker("vast"), "material släckvatten")

    assert isinstance(answer, ProjectAnswer)
    assert answer.asked == "material"


@pytest.mark.parametrize(
    ("year", "keys"), [(2022, ["jkp-2022-ventilation"]), (2026, ["jkp-2026-ventilation"])]
)
def test_project_command_narrows_to_its_year(reading: Services, year: int, keys: list[str]) -> None:
    assert list(ask(reading, Asker("jonkoping"), f"projekt ventilation {year}").ids) == keys


def test_material_of_a_project_whose_key_another_collaboration_has_too(
    sample_services: Services,
) -> None:
    with sample_services.database.write() as session:
        west = session.scalars(select(Collaboration).where(Collaboration.key == "vast")).one()
        add_project(session, west, "Något helt annat", key="jkp-2026-dagvatten")

    answer = ask(sample_services, Asker("jonkoping"), "material dagvatten")

    assert isinstance(answer, ProjectAnswer)
    assert (answer.card.title, answer.asked) == ("Dagvattenhantering", "material")
