"""A calendar to subscribe to, asked for in words."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from handlers.answers import Answer, Asker, FeedAnswer, WhichAnswer
from handlers.asking import WouldChange, ask, ask_only
from handlers.errors import Refusal
from handlers.people import asker_by_email
from handlers.ports import NoAddresses, Services
from storage.models import CalendarFeed
from tests.handlers.feeds.conftest import Pages

WEST, JONKOPING = "avlopp.lerum@vast.example", "avlopp.vetlanda@jonkoping.example"


@pytest.fixture
def services(sample_services: Services) -> Services:
    return replace(sample_services, addresses=Pages())


def asked(services: Services, text: str, who: str = JONKOPING) -> Answer:
    asker = asker_by_email(services, who, "mail")
    assert asker is not None
    return ask(services, asker, text)


def told(answer: Answer) -> tuple[str, str, bool]:
    assert isinstance(answer, FeedAnswer)
    return answer.scope, answer.group, answer.renewed


def feeds(services: Services) -> int:
    with services.database.session() as session:
        return session.scalars(select(func.count()).select_from(CalendarFeed)).one()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kalenderlänk", ("mine", "", False)),
        ("Hej! Kalenderlänk, tack.", ("mine", "", False)),
        ("min kalenderlänk?", ("mine", "", False)),
        ("ge mig en kalenderlänk till mina möten", ("mine", "", False)),
        ("länk till kalendern", ("mine", "", False)),
        ("hur prenumererar jag på kalendern?", ("mine", "", False)),
        ("prenumerera på mina möten", ("mine", "", False)),
        ("kalenderlank styrgruppen", ("group", "Styrgruppen", False)),
        ("kalenderlänk för styrgruppen, tack", ("group", "Styrgruppen", False)),
        ("kalenderlänk beredningsgruppen", ("group", "Beredningsgruppen", False)),
        ("kalenderlänk samverkan", ("collaboration", "", False)),
        ("kalenderlänk för hela samverkan", ("collaboration", "", False)),
        ("kalenderlänk Miljösamverkan Jönköpings län", ("collaboration", "", False)),
        ("ny kalenderlänk", ("mine", "", True)),
        ("Jag vill ha en ny kalenderlänk till styrgruppen", ("group", "Styrgruppen", True)),
        ("byt ut min kalenderlänk", ("mine", "", True)),
        ("ny kalenderlänk samverkan", ("collaboration", "", True)),
    ],
)
def test_words_lead_to_the_calendar_that_is_meant(
    services: Services, text: str, expected: tuple[str, str, bool]
) -> None:
    assert told(asked(services, text)) == expected


def test_same_link_is_told_each_time_until_a_new_one_is_wanted(services: Services) -> None:
    first, again, new, after = (
        asked(services, text)
        for text in ("kalenderlänk", "kalenderlänk", "ny kalenderlänk", "kalenderlänk")
    )

    assert again == first
    assert isinstance(first, FeedAnswer)
    assert isinstance(new, FeedAnswer)
    assert (first.address[-2:], new.address[-2:]) == ("/1", "/2")
    assert after == replace(new, renewed=False)
    assert feeds(services) == 1


def test_several_groups_that_fit_are_asked_about_and_one_is_chosen(services: Services) -> None:
    several = asked(services, "kalenderlänk styrgrupp", WEST)
    assert isinstance(several, WhichAnswer)
    made = feeds(services)

    chosen = [asked(services, one.typed, WEST) for one in several.options]

    assert len(chosen) > 1
    assert [told(one) for one in chosen] == [("group", one.title, False) for one in several.options]
    assert (made, feeds(services)) == (0, len(chosen))


def test_new_link_of_several_groups_is_new_for_the_one_that_is_chosen(services: Services) -> None:
    several = asked(services, "ny kalenderlänk styrgrupp", WEST)
    assert isinstance(several, WhichAnswer)

    assert told(asked(services, several.options[0].typed, WEST))[2] is True


def test_another_collaboration_is_meant_where_it_is_named(services: Services) -> None:
    answer = asked(services, "kalenderlänk Miljösamverkan Väst")

    assert isinstance(answer, FeedAnswer)
    assert (answer.scope, answer.collaboration) == ("collaboration", "Miljösamverkan Väst")


@pytest.mark.parametrize("text", ["kalenderlänk", "kalenderlänk styrgruppen", "ny kalenderlänk"])
def test_stranger_has_no_calendar(services: Services, text: str) -> None:
    with pytest.raises(Refusal, match="not_known_yet"):
        ask(services, Asker("jonkoping", door="mail"), text)

    assert feeds(services) == 0


def test_group_that_is_not_there_is_said_not_to_be(services: Services) -> None:
    with pytest.raises(Refusal, match="unknown_group"):
        asked(services, "kalenderlänk fiskeklubben")


def test_where_there_are_no_pages_it_is_said(services: Services) -> None:
    with pytest.raises(Refusal, match="no_feed_address"):
        asked(replace(services, addresses=NoAddresses()), "kalenderlänk")


def test_link_that_has_to_be_made_would_change_something(services: Services) -> None:
    asker = asker_by_email(services, JONKOPING, "mail")
    assert asker is not None
    with pytest.raises(WouldChange):
        ask_only(services, asker, "kalenderlänk")

    made = ask(services, asker, "kalenderlänk")

    assert ask_only(services, asker, "kalenderlänk") == made
    with pytest.raises(WouldChange):
        ask_only(services, asker, "ny kalenderlänk")


@pytest.mark.parametrize(
    "text",
    [
        "kalender",
        "kalender mars 2027",
        "var finns kalendern?",
        "länk till kalenderutbildningen",
        "prenumerera på nyhetsbrevet",
    ],
)
def test_other_questions_are_still_other_questions(services: Services, text: str) -> None:
    assert not isinstance(asked(services, text), FeedAnswer)
    assert feeds(services) == 0
