"""A course: it starts when enough are in, closes at the most, and opens again by itself."""

from datetime import timedelta

import pytest

from handlers.contents import NoteCode
from handlers.invitations import (
    Registration,
    join_by_reply,
    open_registration,
    register,
    registration_form,
    uninvite,
)
from handlers.meetings import Terms, set_terms
from tests.handlers.invitations.conftest import Gathering, refused
from tests.handlers.invitations.test_answering import reply
from tests.handlers.invitations.test_responding import NOT, answer, limit, notes

KIM = "kim-kontakt@jonkoping.example"


@pytest.fixture
def course(gathering: Gathering) -> Gathering:
    """Open a course for two, that starts with two, and invite two others."""
    open_registration(gathering.desk.services, gathering.desk.coordinator, gathering.meeting)
    gathering.invite(*gathering.managers)
    gathering.deliver()
    limit(gathering, kind="course", places=2, least=2)
    return gathering


def sign_up(gathering: Gathering, name: str) -> None:
    wanted = Registration(name=name, email=f"{name.split(maxsplit=1)[0].casefold()}@habo.example")
    register(gathering.desk.services, gathering.meeting, 1, wanted)


def coming(gathering: Gathering) -> list[tuple[str, str, bool]]:
    people = gathering.attendance().people
    return [(one.name, one.status, one.queued) for one in people if one.status]


def closed(gathering: Gathering) -> bool:
    form = registration_form(gathering.desk.services, gathering.meeting, 1)
    assert form.closed == form.full
    return form.closed


def test_registration_closes_at_the_most_and_opens_with_a_place_that_is_free(
    course: Gathering,
) -> None:
    sign_up(course, "Eva Ek")
    assert not closed(course)
    sign_up(course, "Ivar Is")
    assert closed(course)

    assert refused(sign_up, course, "Siv Sal") == "registration_full"
    # Nor is it told who is on the list: whoever asks hears the same.
    assert refused(sign_up, course, "Eva Ek") == "registration_full"
    assert coming(course) == [("Eva Ek", "accepted", False), ("Ivar Is", "accepted", False)]

    eva = next(one.person_id for one in course.attendance().people if one.name == "Eva Ek")
    answer(course, eva, NOT)
    assert not closed(course)
    sign_up(course, "Siv Sal")
    assert closed(course)
    # Whoever is in already may change their mind, and waits like those who are invited.
    assert answer(course, eva).queue == 1


def test_invited_who_say_yes_when_it_is_full_wait_and_go_before_who_registers(
    course: Gathering,
) -> None:
    sign_up(course, "Eva Ek")
    sign_up(course, "Ivar Is")
    assert answer(course, course.managers[0]).queue == 1

    eva = next(one.person_id for one in course.attendance().people if one.name == "Eva Ek")
    uninvite(course.desk.services, course.desk.coordinator, course.meeting, eva)

    assert ("Ann Ask", "accepted", False) in coming(course)
    assert closed(course)


def test_more_places_open_it_again(course: Gathering) -> None:
    sign_up(course, "Eva Ek")
    sign_up(course, "Ivar Is")
    assert closed(course)

    set_terms(course.desk.services, course.desk.coordinator, course.meeting, Terms(places=3))

    assert not closed(course)


def test_colleague_who_was_passed_an_invitation_is_for_the_coordinator_when_it_is_full(
    course: Gathering,
) -> None:
    services, passed_on = course.desk.services, reply(course, "accepted", attendee=KIM)
    sign_up(course, "Eva Ek")
    sign_up(course, "Ivar Is")
    assert not join_by_reply(services, passed_on)
    assert "Kim Kontakt" not in [name for name, *_ in coming(course)]

    limit(course, places=3)
    assert join_by_reply(services, passed_on)


def test_coordinator_hears_once_that_it_starts_and_once_that_it_is_full(course: Gathering) -> None:
    limit(course, least=1)
    sign_up(course, "Eva Ek")
    me = course.desk.coordinator_id
    assert notes(course) == [(me, NoteCode.COURSE_STARTS)]
    sign_up(course, "Ivar Is")
    assert notes(course) == [(me, NoteCode.COURSE_FULL)]

    eva = next(one.person_id for one in course.attendance().people if one.name == "Eva Ek")
    answer(course, eva, NOT)
    course.desk.clock.move(timedelta(minutes=1))
    sign_up(course, "Siv Sal")
    assert notes(course) == []


@pytest.mark.parametrize("values", [{"kind": "managers"}, {"kind": "course", "places": None}])
def test_what_is_no_course_or_has_no_end_of_places_never_closes(
    course: Gathering, values: dict[str, object]
) -> None:
    limit(course, **values)
    for name in ("Eva Ek", "Ivar Is", "Siv Sal"):
        sign_up(course, name)

    form = registration_form(course.desk.services, course.meeting, 1)
    assert (form.closed, form.full) == (False, values["kind"] == "managers")


def test_what_nobody_has_called_a_course_but_its_title_is_one(course: Gathering) -> None:
    limit(course, kind="", title="Utbildning i bemötande")
    sign_up(course, "Eva Ek")
    sign_up(course, "Ivar Is")

    assert closed(course)
