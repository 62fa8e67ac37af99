import pytest

from handlers.answers import Figure, StatisticAnswer
from handlers.figures import (
    figures_about,
    gender_figures,
    office_figures,
    participants,
    year_figures,
)
from handlers.ports import Services
from storage.models import Project
from tests.handlers.scopes import seen_from


def lines(answer: StatisticAnswer | None) -> dict[str, Figure]:
    assert answer is not None
    return {line.label or line.code: line for line in answer.lines}


def values(answer: StatisticAnswer | None) -> dict[str, float | str | None]:
    return {label: figure.value for label, figure in lines(answer).items()}


def test_year_figures_say_what_each_number_is_of(reading: Services) -> None:
    with seen_from(reading, "vast") as here:
        answer = year_figures(here, 2024)

    offices = "miljökontor som deltagit i någon grupp"
    assert lines(answer)[offices] == Figure(label=offices, value=24.0, of=42, percent=57.1)
    assert lines(answer)["projekt"] == Figure(label="projekt", value=6.0, finished=3)


def test_year_figures_keep_that_a_number_is_approximate(reading: Services) -> None:
    with seen_from(reading, "jonkoping") as here:
        answer = figures_about(here, "fysiska möten", None)

    meetings = "fysiska möten per år"
    assert lines(answer)[meetings] == Figure(label=meetings, value=20.0, approximate=True)


def test_year_figures_note_that_seats_are_not_people(reading: Services) -> None:
    with seen_from(reading, "vast") as here:
        answer = year_figures(here, 2024)

    assert answer is not None
    assert "platser och inte unika personer" in " ".join(answer.notes)
    assert (answer.year, answer.source) == (2024, "vast-verksamhetsberattelse-2024.txt")


def test_year_figures_without_a_year_are_the_newest(reading: Services) -> None:
    with seen_from(reading, "vast") as here:
        newest, named = year_figures(here, None), year_figures(here, 2024)

    assert newest == named


def test_year_figures_of_a_year_without_any_are_none(reading: Services) -> None:
    with seen_from(reading, "vast") as here:
        assert year_figures(here, 1999) is None


def test_gender_figures_say_shares_of_how_many(reading: Services) -> None:
    with seen_from(reading, "vast") as here:
        answer = gender_figures(here, "hur många kvinnor sitter i Hallands styrgrupp?")

    assert answer is not None
    assert (answer.about, answer.year) == ("gender", 2024)
    assert answer.lines == (
        Figure(label="Miljösamverkan Hallands styrgrupp", women_percent=57, men_percent=43, of=7),
    )


def test_gender_figures_note_shares_that_do_not_add_up(reading: Services) -> None:
    with seen_from(reading, "vast") as here:
        answer = gender_figures(here, "gemensam styrgrupp")

    assert answer is not None
    assert "101" in " ".join(answer.notes)


def test_office_figures_keep_each_count_with_its_unit(reading: Services) -> None:
    with seen_from(reading, "vast") as here:
        counted = values(office_figures(here, "hur många kontor är vi?"))

    assert counted["miljökontor i Västra Götaland"] == 37
    assert counted["miljökontor i Halland"] == 7
    assert counted["summa 37+7"] == 44
    assert counted["miljökontor 2024"] == 42
    assert counted["arbetsplatser i TUV"] == 50
    assert counted["kommuner i båda länen"] == 55


@pytest.mark.parametrize(
    ("query", "label"),
    [
        ("deltagare på goda exempel", "deltagare Mötesplats goda exempel"),
        ("seminarier", "seminarier och träffar"),
    ],
)
def test_figures_about_are_those_whose_title_shares_the_words(
    reading: Services, query: str, label: str
) -> None:
    with seen_from(reading, "vast") as here:
        assert label in lines(figures_about(here, query, None))


@pytest.mark.parametrize("query", ["giraffer", "", "antal personer"])
def test_figures_about_nothing_that_is_counted_are_none(reading: Services, query: str) -> None:
    with seen_from(reading, "vast") as here:
        assert figures_about(here, query, None) is None


def test_participants_rest_on_the_project(sample_services: Services) -> None:
    with sample_services.database.write() as session:
        project = session.query(Project).filter_by(key="vast-2024-mge").one()
        project.details = {**project.details, "participants": 350, "municipalities": 50}
        number = project.id
        other = session.query(Project).filter_by(key="vast-2024-slackvatten").one().id

    with seen_from(sample_services, "vast") as here:
        answer, unknown = participants(here, number), participants(here, other)

    assert answer is not None
    assert (answer.ids, answer.year) == (("vast-2024-mge",), 2024)
    assert values(answer) == {"participants": 350, "municipalities": 50, "county_boards": 2}
    assert unknown is None


def test_participants_may_be_told_in_words(sample_services: Services) -> None:
    with sample_services.database.write() as session:
        project = session.query(Project).filter_by(key="vast-2024-mge").one()
        project.details = {"participants": "fler än 300"}
        number = project.id

    with seen_from(sample_services, "vast") as here:
        assert values(participants(here, number)) == {"participants": "fler än 300"}
