import pytest

from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.following import follow
from handlers.living import NewProject, Which, start_project, unstart_project
from handlers.projects import find_projects
from tests.handlers.living.yard import Yard

NEW = NewProject("Solarier", 2027, goal="Färre brännskador")


def refusal(act: object, *given: object) -> str:
    with pytest.raises(Refusal) as refused:
        act(*given)  # type: ignore[operator]  # what is called is what is tried
    return refused.value.code


def test_started_project_is_found_and_planned(yard: Yard) -> None:
    done = start_project(yard.services, yard.lead, NEW)

    assert (done.key, done.owner, done.title) == ("vast-2027-solarier", "vast", "Solarier")
    assert find_projects(yard.services, yard.inspector, "solarier").ids == (done.key,)


def test_same_project_is_not_started_twice(yard: Yard) -> None:
    start_project(yard.services, yard.lead, NEW)

    again = NewProject("SOLARIER", 2027)
    assert refusal(start_project, yard.services, yard.second, again) == "project_exists"


def test_starting_is_taken_back_while_nothing_has_happened(yard: Yard) -> None:
    done = start_project(yard.services, yard.lead, NEW)
    which = Which(done.key, "vast")

    assert unstart_project(yard.services, yard.lead, which).title == "Solarier"
    assert refusal(unstart_project, yard.services, yard.lead, which) == "project_gone"


def test_project_that_somebody_follows_stays(yard: Yard) -> None:
    done = start_project(yard.services, yard.lead, NEW)
    follow(yard.services, yard.inspector, done.key, owner="vast")

    which = Which(done.key, "vast")
    assert refusal(unstart_project, yard.services, yard.lead, which) == "project_in_use"


def test_project_of_a_file_is_not_removed(yard: Yard) -> None:
    assert refusal(unstart_project, yard.services, yard.lead, yard.which) == "project_in_use"


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (NewProject("", 2027), "project_title_missing"),
        (NewProject("x" * 3000, 2027), "words_too_long"),
        (NewProject("Solarier", 2027, kind="x" * 3000), "words_too_long"),
        (NewProject("Solarier", 2027, goal="x" * 3001), "words_too_long"),
        (NewProject("Solarier", 2090), "year_too_far"),
    ],
)
def test_what_cannot_be_is_refused(yard: Yard, new: NewProject, code: str) -> None:
    assert refusal(start_project, yard.services, yard.lead, new) == code


def test_only_who_may_change_projects_starts_one(yard: Yard) -> None:
    assert refusal(start_project, yard.services, yard.contact, NEW) == "not_allowed"
    assert refusal(start_project, yard.services, Asker("vast"), NEW) == "not_known_yet"
