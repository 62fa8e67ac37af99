"""Following in words: what is surely meant is followed at once, the rest is asked about."""

import pytest
from sqlalchemy import func, select

from handlers.answers import (
    Answer,
    Asker,
    ListAnswer,
    SubscribeAnswer,
    UnsubscribeAnswer,
)
from handlers.asking import WouldChange, ask, ask_only
from handlers.errors import Refusal
from handlers.following import follow, followed_projects, is_following
from handlers.people import asker_by_email
from handlers.ports import Services
from storage.models import Collaboration, CoordinatorTask
from tests.factories import add_project

INSPECTOR, OTHER = "avlopp.lerum@vast.example", "avlopp.vetlanda@jonkoping.example"
SLACKVATTEN = "vast-2024-slackvatten"
VENTILATION = ("jkp-2026-ventilation", "jkp-2022-ventilation")


def somebody(services: Services, email: str = INSPECTOR) -> Asker:
    asker = asker_by_email(services, email, "mail")
    assert asker is not None
    return asker


def followed(services: Services, asker: Asker) -> list[str]:
    return [item.key for item in followed_projects(services, asker)]


def tasks(services: Services) -> int | None:
    with services.database.session() as session:
        return session.scalar(select(func.count()).select_from(CoordinatorTask))


@pytest.mark.parametrize(
    "text",
    [
        "bevaka släckvatten",
        "Bevaka släckvatten åt mig, tack.",
        "Hej! Bevaka släckvattenprojektet",
        "följ släckvatten",
        "jag vill följa släckvatten",
        "kan jag bevaka släckvatten?",
        "bevaka projekt vast-2024-slackvatten",
    ],
)
def test_project_that_is_surely_meant_is_followed_at_once(
    sample_services: Services, text: str
) -> None:
    asker = somebody(sample_services)

    answer = ask(sample_services, asker, text)

    assert answer == SubscribeAnswer(
        topic="Tillsynsprojekt släckvatten", done=True, key=SLACKVATTEN
    )
    assert followed(sample_services, asker) == [SLACKVATTEN]
    assert tasks(sample_services) == 0


@pytest.mark.parametrize(
    "text",
    [
        "sluta bevaka släckvatten",
        "Jag vill inte följa släckvatten längre.",
        "avsluta min bevakning av släckvatten",
        "sluta bevaka projekt vast-2024-slackvatten",
    ],
)
def test_project_that_is_surely_meant_is_left_at_once(sample_services: Services, text: str) -> None:
    asker = somebody(sample_services)
    follow(sample_services, asker, SLACKVATTEN)

    answer = ask(sample_services, asker, text)

    assert answer == UnsubscribeAnswer(
        topic="Tillsynsprojekt släckvatten", done=True, key=SLACKVATTEN
    )
    assert followed(sample_services, asker) == []
    assert tasks(sample_services) == 0


def test_several_that_fit_are_asked_about_and_nothing_is_changed(sample_services: Services) -> None:
    asker = somebody(sample_services, OTHER)

    answers = [
        ask(sample_services, asker, f"{verb} ventilation") for verb in ("bevaka", "sluta bevaka")
    ]

    assert [(answer.kind, keys(answer)) for answer in answers] == [
        ("subscribe", VENTILATION),
        ("unsubscribe", VENTILATION),
    ]
    assert followed(sample_services, asker) == []
    assert tasks(sample_services) == 0


def test_of_several_that_fit_the_one_that_is_followed_is_left(sample_services: Services) -> None:
    asker = somebody(sample_services, OTHER)
    follow(sample_services, asker, VENTILATION[1])

    answer = ask(sample_services, asker, "sluta bevaka ventilation")

    assert isinstance(answer, UnsubscribeAnswer)
    assert (answer.done, answer.key) == (True, VENTILATION[1])
    assert followed(sample_services, asker) == []


def test_project_of_another_collaboration_is_followed_where_it_is_named_and_left_anywhere(
    sample_services: Services,
) -> None:
    asker = somebody(sample_services, OTHER)

    ask(sample_services, asker, "bevaka släckvatten i Väst")
    begun = followed(sample_services, asker)
    ask(sample_services, asker, "sluta bevaka släckvatten")

    assert begun == [SLACKVATTEN]
    assert followed(sample_services, asker) == []


def test_choice_means_the_askers_own_project_of_two_with_the_same_key(
    sample_services: Services,
) -> None:
    with sample_services.database.write() as session:
        for owner in session.scalars(select(Collaboration).order_by(Collaboration.key.desc())):
            add_project(session, owner, "Ett", key="samma")
    asker = somebody(sample_services, OTHER)

    ask(sample_services, asker, "bevaka projekt samma")

    assert [
        is_following(sample_services, asker, "samma", owner=owner)
        for owner in ("vast", "jonkoping")
    ] == [False, True]


@pytest.mark.parametrize(
    "text",
    [
        "bevaka skateparker",
        "följ upp släckvatten",
        "påminn mig när släckvatten börjar",
        "säg till när det händer något med släckvatten",
    ],
)
def test_what_cannot_be_followed_goes_to_the_coordinator(
    sample_services: Services, text: str
) -> None:
    asker = somebody(sample_services)

    answer = ask(sample_services, asker, text)

    assert isinstance(answer, SubscribeAnswer)
    assert (answer.done, answer.task_id is not None) == (False, True)
    assert followed(sample_services, asker) == []


@pytest.mark.parametrize("text", ["bevaka släckvatten", "sluta bevaka släckvatten"])
def test_stranger_cannot_follow_and_goes_to_the_coordinator(
    sample_services: Services, text: str
) -> None:
    answer = ask(sample_services, Asker("vast", door="mail"), text)

    assert answer.task_id is not None
    assert tasks(sample_services) == 1


def test_where_nothing_may_be_changed_following_is_refused(sample_services: Services) -> None:
    asker = somebody(sample_services)

    with pytest.raises(WouldChange):
        ask_only(sample_services, asker, "bevaka släckvatten")

    assert followed(sample_services, asker) == []


@pytest.mark.parametrize(
    "text",
    ["mina bevakningar", "Bevakningar", "vad bevakar jag?", "Hej! Vilka projekt följer jag?"],
)
def test_what_somebody_follows_is_listed_for_them_alone(
    sample_services: Services, text: str
) -> None:
    asker, other = somebody(sample_services), somebody(sample_services, OTHER)
    follow(sample_services, asker, SLACKVATTEN)

    answers = [ask(sample_services, one, text) for one in (asker, other)]

    assert [(answer.kind, answer.ids) for answer in answers] == [
        ("list", (SLACKVATTEN,)),
        ("list", ()),
    ]
    assert isinstance(answers[0], ListAnswer)
    assert [item.key for item in answers[0].items] == [SLACKVATTEN]


def test_stranger_follows_nothing(reading: Services) -> None:
    with pytest.raises(Refusal, match="not_known_yet"):
        ask(reading, Asker("vast"), "mina bevakningar")


def test_question_about_a_project_follows_nothing(sample_services: Services) -> None:
    asker = somebody(sample_services)

    answer = ask(sample_services, asker, "vem bevakar släckvatten?")

    assert not isinstance(answer, SubscribeAnswer)
    assert followed(sample_services, asker) == []


@pytest.mark.parametrize("before", [True, False])
def test_what_is_not_to_be_followed_is_followed_no_more(
    sample_services: Services, before: bool
) -> None:
    asker = somebody(sample_services)
    if before:
        follow(sample_services, asker, SLACKVATTEN)

    answer = ask(sample_services, asker, "bevaka inte släckvatten")

    assert isinstance(answer, UnsubscribeAnswer)
    assert answer.done
    assert followed(sample_services, asker) == []
    assert tasks(sample_services) == 0


def test_what_is_to_be_followed_on_is_not_left(sample_services: Services) -> None:
    asker = somebody(sample_services)
    follow(sample_services, asker, SLACKVATTEN)

    answer = ask(sample_services, asker, "sluta inte bevaka släckvatten")

    assert not isinstance(answer, UnsubscribeAnswer)
    assert followed(sample_services, asker) == [SLACKVATTEN]
    assert tasks(sample_services) == 0


def test_newsletter_that_is_to_come_is_not_ended(sample_services: Services) -> None:
    answer = ask(sample_services, somebody(sample_services), "avsluta inte nyhetsbrevet")

    assert not isinstance(answer, UnsubscribeAnswer)
    assert tasks(sample_services) == 0


def keys(answer: Answer) -> tuple[str, ...]:
    assert isinstance(answer, SubscribeAnswer | UnsubscribeAnswer)
    return tuple(item.key for item in answer.items)
