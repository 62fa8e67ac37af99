import pytest
from sqlalchemy import select

from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.people import link_slack
from handlers.ports import Services
from handlers.preferences import Preferences, preferences_of, set_preferences
from storage.models import EventLog
from tests.factories import add_collaboration, add_person

STRANGER = Asker("vast")


@pytest.fixture
def anna(services: Services) -> Asker:
    with services.database.write() as session:
        owner = add_collaboration(session)
        return Asker("vast", add_person(session, owner).id, door="slack")


def test_usual_way_holds_until_somebody_says_otherwise(services: Services, anna: Asker) -> None:
    assert preferences_of(services, anna) == Preferences("", 8, 16, "12345", uses="mail")


def test_chat_is_used_for_who_has_an_account_there(services: Services, anna: Asker) -> None:
    link_slack(services, "T1", "U1", "anna-ek@vast.example")

    assert preferences_of(services, anna).uses == "slack"


def test_what_is_set_is_kept(services: Services, anna: Asker) -> None:
    link_slack(services, "T1", "U1", "anna-ek@vast.example")

    first = set_preferences(services, anna, door="mail", first_hour=6, last_hour=20, weekdays="42")
    again = set_preferences(services, anna, door="slack", first_hour=7, last_hour=9, weekdays="1")

    assert first == Preferences("mail", 6, 20, "24", uses="mail")
    assert again == Preferences("slack", 7, 9, "1", uses="slack")
    assert preferences_of(services, anna) == again


def test_door_that_leads_nowhere_is_not_the_one_that_is_used(
    services: Services, anna: Asker
) -> None:
    kept = set_preferences(
        services, anna, door="slack", first_hour=8, last_hour=16, weekdays="12345"
    )

    assert (kept.door, kept.uses) == ("slack", "mail")


@pytest.mark.parametrize(("first", "last"), [(5, 16), (8, 21), (2, 3), (8, 8), (16, 8), (20, 20)])
def test_hours_that_leave_no_time_are_refused(
    services: Services, anna: Asker, first: int, last: int
) -> None:
    with pytest.raises(Refusal) as refused:
        set_preferences(services, anna, door="", first_hour=first, last_hour=last, weekdays="1")

    assert refused.value.code == "bad_hours"
    assert preferences_of(services, anna).first_hour == 8


@pytest.mark.parametrize("days", ["", "67", "x"])
def test_no_working_weekday_is_refused(services: Services, anna: Asker, days: str) -> None:
    with pytest.raises(Refusal) as refused:
        set_preferences(services, anna, door="", first_hour=8, last_hour=16, weekdays=days)

    assert refused.value.code == "no_weekdays"


def test_stranger_has_nothing_to_see_or_set(services: Services) -> None:
    with pytest.raises(Refusal) as unseen:
        preferences_of(services, STRANGER)
    with pytest.raises(Refusal) as unset:
        set_preferences(services, STRANGER, door="", first_hour=8, last_hour=16, weekdays="1")

    assert (unseen.value.code, unset.value.code) == ("not_known_yet", "not_known_yet")


def test_log_says_what_was_set_and_by_whom(services: Services, anna: Asker) -> None:
    set_preferences(services, anna, door="mail", first_hour=6, last_hour=7, weekdays="5")

    with services.database.session() as session:
        (event,) = session.scalars(select(EventLog)).all()
    assert (event.verb, event.actor_id, event.door) == ("preferences_set", anna.person_id, "slack")
    assert event.details == {"door": "mail", "hours": "6–7", "weekdays": "5"}
