"""What is said of newsletters: by those who write them, and by all others."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from bot.texts.newsletter_drafts import NewsletterDrafts
from handlers.answers import (
    Answer,
    Asker,
    NewsletterAnswer,
    NewsletterPlaceAnswer,
    NewslettersAnswer,
    NewsletterThrownAnswer,
)
from handlers.asking import ask
from handlers.contents import Section
from handlers.errors import Refusal
from handlers.newsletter_views import IssueView
from handlers.people import asker_by_email, set_role
from handlers.ports import SWEDEN, Services
from tests.sample import NOW

WRITER, OTHER = "ann.al@jonkoping.example", "bo.ek@jonkoping.example"


@pytest.fixture
def two(sample_services: Services) -> Services:
    """Lend the sample data with two coordinators who are persons."""
    set_role(sample_services, WRITER, "coordinator", "jonkoping", "Ann Al")
    set_role(sample_services, OTHER, "coordinator", "jonkoping", "Bo Ek")
    return replace(sample_services, newsletters=NewsletterDrafts())


def by(services: Services, email: str = WRITER) -> Asker:
    found = asker_by_email(services, email, "mail")
    assert found is not None
    return found


def said(services: Services, words: str, email: str = WRITER) -> Answer:
    return ask(services, by(services, email), words)


def shown(services: Services, words: str, email: str = WRITER) -> NewsletterAnswer:
    answer = said(services, words, email)
    assert isinstance(answer, NewsletterAnswer), answer
    return answer


def issue(services: Services) -> IssueView:
    return shown(services, "nyhetsbrevet").issue


def refused(services: Services, words: str, email: str = WRITER) -> str:
    with pytest.raises(Refusal) as no:
        said(services, words, email)
    return no.value.code


def headings(services: Services, section: Section) -> list[str]:
    return [one.heading for one in issue(services).in_order if one.section is section]


@pytest.mark.parametrize(
    "words",
    [
        "nytt nyhetsbrev",
        "Hej! Kan du göra ett nytt nyhetsbrev, tack?",
        "skriv ett nytt nyhetsbrev",
        "Påbörja nästa nyhetsbrev.",
    ],
)
def test_issue_is_begun_in_many_words(two: Services, words: str) -> None:
    assert shown(two, words).change == "drafted"
    assert issue(two).writer == "Ann Al"


def test_issue_is_shown_and_listed_and_thrown_away(two: Services) -> None:
    empty = said(two, "nyhetsbrev")
    assert isinstance(empty, NewslettersAnswer)
    assert empty.issues == ()
    label = shown(two, "nytt nyhetsbrev").issue.label
    listed = said(two, "nyhetsbrev")

    assert isinstance(listed, NewslettersAnswer)
    assert listed.ids == (label,)
    assert shown(two, f"nyhetsbrev {label}").change == "shown"
    assert refused(two, "nyhetsbrev 2019-1") == "newsletter_unknown"
    assert refused(two, "nytt nyhetsbrev") == "newsletter_begun"
    assert isinstance(said(two, "släng nyhetsbrevet"), NewsletterThrownAnswer)


def test_items_are_added_changed_moved_and_taken_out(two: Services) -> None:
    shown(two, "nytt nyhetsbrev")
    for name in ("Ett", "Två", "Tre"):
        shown(two, f"lägg till i nyhetsbrevet under styrgruppen: {name}\nMer om {name}.")
    assert headings(two, Section.BOARD)[-3:] == ["Ett", "Två", "Tre"]
    last = len(issue(two).in_order)
    at = [one.heading for one in issue(two).in_order].index("Tre") + 1

    assert shown(two, f"flytta post {at} upp").change == "item_moved"
    assert headings(two, Section.BOARD)[-3:] == ["Ett", "Tre", "Två"]
    shown(two, f"flytta post {at - 1} överst i nyhetsbrevet")
    assert headings(two, Section.BOARD)[0] == "Tre"
    at = [one.heading for one in issue(two).in_order].index("Tre") + 1
    shown(two, f"flytta post {at} till nationellt")
    assert "Tre" in headings(two, Section.NATIONAL)
    at = [one.heading for one in issue(two).in_order].index("Tre") + 1
    changed = shown(two, f"ändra post {at} i nyhetsbrevet: Tre igen\n- ny rad\n- till")
    assert changed.before is not None
    assert changed.before.body == "Mer om Tre."
    assert changed.item is not None
    assert changed.item.body == "- ny rad\n- till"
    assert shown(two, f"ta bort post {at} ur nyhetsbrevet").change == "item_removed"
    assert "Tre igen" not in headings(two, Section.NATIONAL)
    assert shown(two, "lägg tillbaka posten").change == "item_restored"
    assert "Tre igen" in headings(two, Section.NATIONAL)
    assert refused(two, f"ta bort post {last + 1}") == "newsletter_item_unknown"
    assert refused(two, "lägg till i nyhetsbrevet under sport: Nej") == "newsletter_section_unknown"


def test_words_of_another_collaboration_are_words_of_an_item(two: Services) -> None:
    shown(two, "nytt nyhetsbrev")

    added = shown(two, "lägg till i nyhetsbrevet under datum: Träff med Miljösamverkan Väst\nOrd")

    assert added.issue.key == "jonkoping"


def test_long_line_is_a_text_and_what_is_too_long_is_refused_whole(two: Services) -> None:
    shown(two, "nytt nyhetsbrev")
    before = issue(two)

    long = "ord " * 700
    added = shown(two, f"lägg till i nyhetsbrevet: {long}")
    assert added.item is not None
    assert (added.item.heading, added.item.body) == ("", long.strip())
    longer = shown(two, f"lägg till i nyhetsbrevet: Ett\n{'ord ' * 4900}slut")
    assert longer.item is not None
    assert longer.item.body == f"{'ord ' * 4900}slut"
    assert refused(two, f"lägg till i nyhetsbrevet: Ett\n{'ord ' * 5000}slut") == (
        "newsletter_body_long"
    )
    assert refused(two, f"ändra post 1: Ett\n{'ord ' * 5000}slut") == "newsletter_body_long"

    assert len(issue(two).shown) == len(before.shown) + 2


@pytest.mark.parametrize(
    ("whom", "parts"),
    [
        ("chefer", [("roles", "manager")]),
        ("chefer, kontaktpersoner och ämne avlopp", [
            ("roles", "manager"), ("roles", "contact_person"), ("subjects", "avlopp"),
        ]),
        ("alla", []),
    ],
)  # fmt: skip
def test_audience_is_what_is_said(two: Services, whom: str, parts: list[tuple[str, str]]) -> None:
    shown(two, "nytt nyhetsbrev")

    chosen = shown(two, f"målgrupp nyhetsbrev: {whom}").issue.audience

    assert sorted((one.kind, one.value) for one in chosen.parts) == sorted(parts)


def test_group_is_known_by_its_name_and_the_unknown_is_refused(two: Services) -> None:
    shown(two, "nytt nyhetsbrev")

    (part,) = shown(two, "målgrupp nyhetsbrevet: styrgruppen").issue.audience.parts
    assert (part.kind, bool(part.name)) == ("groups", True)
    assert refused(two, "målgrupp nyhetsbrev: sjörövare") == "newsletter_whom_unknown"
    (still,) = issue(two).audience.parts
    assert still == part


@pytest.mark.parametrize(
    ("when", "at"),
    [
        ("", None),
        ("så snart som möjligt", None),
        ("tors 7 januari kl 9", datetime(2027, 1, 7, 8, tzinfo=UTC)),
        (
            "att skickas torsdag 7 januari 2027 klockan 9.30",
            datetime(2027, 1, 7, 8, 30, tzinfo=UTC),
        ),
        ("2027-01-07", datetime(2027, 1, 7, 7, tzinfo=UTC)),
    ],
)
def test_moment_is_read_and_shown_before_it_is_approved(
    two: Services, when: str, at: datetime | None
) -> None:
    shown(two, "nytt nyhetsbrev")

    asked = shown(two, f"godkänn nyhetsbrevet {when}".strip(), OTHER)

    assert (asked.change, asked.soon) == ("approving", at is None)
    assert asked.at == (at or asked.at)
    assert asked.at is not None
    assert asked.at >= NOW
    assert asked.issue.approver == ""


def test_today_without_an_hour_is_as_soon_as_people_are_at_work(two: Services) -> None:
    day = NOW.astimezone(SWEDEN).date()
    at_ten = datetime.combine(day, time(10), SWEDEN).astimezone(UTC)
    at_ten_today = replace(two, clock=lambda: at_ten)
    shown(at_ten_today, "nytt nyhetsbrev")

    asked = shown(at_ten_today, "godkänn nyhetsbrevet i dag", OTHER)
    named = refused(at_ten_today, "godkänn nyhetsbrevet i dag kl 9", OTHER)

    assert (asked.at, asked.soon) == (at_ten, True)
    assert named == "newsletter_moment_past"


@pytest.mark.parametrize(
    ("when", "code"),
    [
        ("när det passar", "newsletter_moment_unclear"),
        ("inte", "newsletter_moment_unclear"),
        ("fre 7 januari kl 9", "other_weekday"),
        ("6 januari kl 9", "newsletter_not_working_hours"),
        ("7 januari kl 19", "newsletter_not_working_hours"),
        ("2026-01-07 kl 9", "newsletter_moment_past"),
    ],
)
def test_moment_that_cannot_be_is_refused_and_nothing_is_approved(
    two: Services, when: str, code: str
) -> None:
    shown(two, "nytt nyhetsbrev")

    assert refused(two, f"godkänn nyhetsbrevet {when}", OTHER) == code
    assert issue(two).approver == ""


def test_place_is_said_and_taken_away(two: Services) -> None:
    def place(words: str) -> str:
        answer = said(two, words)
        assert isinstance(answer, NewsletterPlaceAnswer)
        return answer.place

    assert place("lägg ut-plats") == ""
    assert place("lägg ut-plats: Ping Pong") == "Ping Pong"
    assert place("plats för nyhetsbrev") == "Ping Pong"
    assert place("lägg ut-plats: ingen") == ""


@pytest.mark.parametrize("words", ["pausa utskicket", "hur går utskicket?", "stoppa utskicket"])
def test_sending_that_is_none_is_said_to_be_none(two: Services, words: str) -> None:
    shown(two, "nytt nyhetsbrev")

    assert refused(two, words) == "newsletter_none_sent"


@pytest.mark.parametrize(
    "words", ["avsluta nyhetsbrev", "sluta skicka nyhetsbrevet", "vill ha nyhetsbrevet"]
)
def test_wishes_of_ones_own_are_not_taken_for_orders(two: Services, words: str) -> None:
    shown(two, "nytt nyhetsbrev")
    before = issue(two)

    answer = said(two, words)

    assert not isinstance(answer, NewsletterAnswer | NewslettersAnswer | NewsletterThrownAnswer)
    assert issue(two).state == before.state


@pytest.mark.parametrize("words", ["stoppa nyhetsbrevet", "pausa nyhetsbrevet", "nyhetsbrevet"])
def test_words_that_mean_something_else_from_others_are_left_to_others(
    two: Services, words: str
) -> None:
    shown(two, "nytt nyhetsbrev")

    answer = said(two, words, "kontaktperson.habo@jonkoping.example")

    assert not isinstance(answer, NewsletterAnswer)
