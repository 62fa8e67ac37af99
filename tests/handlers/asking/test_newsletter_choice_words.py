"""Having the newsletter and leaving it, in words."""

import pytest
from sqlalchemy import func, select

from handlers.answers import (
    Answer,
    Asker,
    NewsletterLeftAnswer,
    NewsletterWantedAnswer,
    SubscribeAnswer,
    UnsubscribeAnswer,
)
from handlers.asking import WouldChange, ask, ask_only
from handlers.errors import Refusal
from handlers.newsletters import Choice, choice_of
from handlers.people import asker_by_email
from handlers.ports import Services
from storage.models import CoordinatorTask, NewsletterChoice

INSPECTOR = "avlopp.lerum@vast.example"
WEST, JONKOPING = "Miljösamverkan Väst", "Miljösamverkan Jönköpings län"


def somebody(services: Services) -> Asker:
    asker = asker_by_email(services, INSPECTOR, "mail")
    assert asker is not None
    return asker


def counted(services: Services) -> tuple[int | None, int | None]:
    """Return how many choices are kept, and how many wishes wait for a coordinator."""
    with services.database.session() as session:
        return (
            session.scalar(select(func.count()).select_from(NewsletterChoice)),
            session.scalar(select(func.count()).select_from(CoordinatorTask)),
        )


@pytest.mark.parametrize(
    "text",
    [
        "avsluta nyhetsbrev",
        "Avsluta nyhetsbrevet, tack.",
        "avsluta min prenumeration på nyhetsbrevet",
        "avsluta prenumerationen",
        "Hej, jag vill inte ha fler nyhetsbrev. Tack på förhand",
        "orkar inte med nyhetsbrevet mer, sluta skicka det",
        "ta bort mig från nyhetsbrevet",
        "unsubscribe",
        "Unsubscribe!",
        "bevaka inte nyhetsbrevet",
        "Kan ni ta bort mig från sändlistan för nyhetsbrevet?",
        "Jag vill avsluta nyhetsbrevet",
        "Skicka inte fler nyhetsbrev till mig.",
        "jag vill slippa era utskick",
        "avsluta nyhetsbrevet från er",
        "jag vill inte ha nyhetsbrevet från Miljösamverkan Väst",
        "behöver inte längre nyhetsbrevet",
    ],
)
def test_newsletter_ends_at_once(sample_services: Services, text: str) -> None:
    asker = somebody(sample_services)

    answer = ask(sample_services, asker, text)

    assert answer == NewsletterLeftAnswer(letter=WEST)
    assert choice_of(sample_services, asker).choice is Choice.NONE
    assert counted(sample_services) == (1, 0)


@pytest.mark.parametrize(
    "text",
    [
        "vill ha nyhetsbrevet",
        "börja få nyhetsbrevet",
        "jag vill prenumerera på nyhetsbrevet",
        "Sätt gärna upp mig på sändlistan för nyhetsbrevet, tack",
        "kan jag få nyhetsbrevet på mejlen?",
        "bevaka nyhetsbrevet",
        "subscribe newsletter",
        "kan du skicka nyhetsbrevet till mig?",
    ],
)
def test_newsletter_is_had_again_at_once(sample_services: Services, text: str) -> None:
    asker = somebody(sample_services)
    ask(sample_services, asker, "avsluta nyhetsbrev")

    answer = ask(sample_services, asker, text)

    assert answer == NewsletterWantedAnswer(letter=WEST, way="mail")
    assert choice_of(sample_services, asker).choice is Choice.MAIL
    assert counted(sample_services) == (1, 0)


def test_summary_in_chat_is_refused_where_it_leads_nowhere(sample_services: Services) -> None:
    with pytest.raises(Refusal, match="newsletter_no_chat"):
        ask(sample_services, somebody(sample_services), "vill ha nyhetsbrevet i chatten")

    assert counted(sample_services) == (0, 0)


def test_newsletter_of_another_collaboration_is_had_where_it_is_named(
    sample_services: Services,
) -> None:
    asker = somebody(sample_services)

    answer = ask(sample_services, asker, "avsluta nyhetsbrevet från Jönköping")

    assert answer == NewsletterLeftAnswer(letter=JONKOPING)
    assert choice_of(sample_services, asker).choice is Choice.MAIL


@pytest.mark.parametrize("text", ["avsluta nyhetsbrevet", "vill ha nyhetsbrevet"])
def test_stranger_is_told_how_and_changes_nothing(sample_services: Services, text: str) -> None:
    answer = ask_only(sample_services, Asker("vast", door="mail"), text)

    assert isinstance(answer, NewsletterLeftAnswer | NewsletterWantedAnswer)
    assert (answer.letter, answer.withholds) == (WEST, True)
    assert counted(sample_services) == (0, 0)


def test_where_nothing_may_be_changed_it_is_not_done(sample_services: Services) -> None:
    with pytest.raises(WouldChange):
        ask_only(sample_services, somebody(sample_services), "avsluta nyhetsbrev")

    assert counted(sample_services) == (0, 0)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("sluta bevaka skateparker", UnsubscribeAnswer),
        ("säg till när det händer något med skateparker", SubscribeAnswer),
    ],
)
def test_other_wishes_go_to_the_coordinator_as_before(
    sample_services: Services, text: str, kind: type[Answer]
) -> None:
    answer = ask(sample_services, somebody(sample_services), text)

    assert isinstance(answer, kind)
    assert counted(sample_services) == (0, 1)


@pytest.mark.parametrize(
    "text", ["avsluta inte nyhetsbrevet", "hur ofta kommer nyhetsbrevet?", "vad är ett nyhetsbrev?"]
)
def test_question_about_newsletters_changes_nothing(sample_services: Services, text: str) -> None:
    ask(sample_services, somebody(sample_services), text)

    assert counted(sample_services) == (0, 0)


@pytest.mark.parametrize(
    "text",
    [
        "Ta bort Anna Svensson från nyhetsbrevet",
        "Avsluta nyhetsbrevet för Anna Svensson, hon har slutat",
        "Ta bort posten om PFAS ur nyhetsbrevet",
        "Ta bort bilden i nyhetsbrevet",
        "Jag vill inte skicka nyhetsbrevet i dag",
        "Hur många vill inte ha nyhetsbrevet?",
        "Skicka nyhetsbrevet nu",
        "Kan du skicka nyhetsbrevet till Anna Svensson?",
        "Jag vill ha bort nyhetsbrevet från hemsidan",
        "Anna Svensson vill inte ha nyhetsbrevet",
        "Avsluta nyhetsbrevet från Naturvårdsverket",
        "Jag vill inte ha nyhetsbrevet från Boverket",
        "Prenumerera på nyhetsbrevet från HaV",
        "Avsluta nyhetsbrev från min kollega",
        "inte nyhetsbrevet",
    ],
)
def test_what_is_said_of_a_letter_or_of_somebody_else_changes_nothing(
    sample_services: Services, text: str
) -> None:
    asker = somebody(sample_services)
    before = choice_of(sample_services, asker)

    answer = ask(sample_services, asker, text)

    assert not isinstance(answer, NewsletterLeftAnswer | NewsletterWantedAnswer)
    assert choice_of(sample_services, asker) == before
    assert counted(sample_services)[0] == 0
