"""A draft tells what has changed since the issue before, and each thing once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.texts.markdown import as_html
from handlers.contents import Section
from handlers.errors import Refusal
from handlers.living import CallTerms, Wanted, change_project, open_call
from handlers.living import Which as WhichProject
from handlers.newsletter_views import IssueView
from handlers.newsletters import Which, issue_view, new_issue, refill, remove_item
from storage.models import (
    Collaboration,
    Decision,
    Meeting,
    NationalActivity,
    NewsletterIssue,
    PlanAdoption,
    ProposalRound,
)
from tests.factories import add_collaboration, add_group, add_plan, add_project
from tests.handlers.calendars import START, Desk

THIS = Which()
TODAY = START.date()


def view(desk: Desk) -> IssueView:
    return issue_view(desk.services, desk.coordinator, THIS)


def told(desk: Desk, section: Section) -> list[tuple[str, str]]:
    return [(one.heading, one.body) for one in view(desk).shown if one.section is section]


def add(desk: Desk, title: str, **values: Any) -> None:
    with desk.services.database.write() as session:
        owner = session.get_one(Collaboration, desk.collaboration_id)
        add_project(session, owner, title, **{"year": 2027, "key": title.casefold(), **values})
        owner.revision += 1


def add_meeting(desk: Desk, title: str, first: date, **values: Any) -> int:
    with desk.services.database.write() as session:
        meeting = Meeting(
            collaboration_id=desk.collaboration_id, title=title, first=first, last=first,
            created_at=desk.clock.now, **values,
        )  # fmt: skip
        session.add(meeting)
        session.flush()
        return meeting.id


def national(key: str, owner: int, **values: Any) -> NationalActivity:
    titled = {"title": "Nationell vecka", "sort_key": "n", "year": 2027, **values}
    return NationalActivity(key=key, collaboration_id=owner, **titled)


def publish(desk: Desk) -> None:
    """Let the issue be one that has gone out."""
    with desk.services.database.write() as session:
        issue = session.get_one(NewsletterIssue, view(desk).id)
        issue.state, issue.published_at = "sent", desk.clock.now


def test_first_draft_tells_of_what_goes_on_and_begins(desk: Desk) -> None:
    add(desk, "Bilar", start="2026-11", end="2027-06")
    add(desk, "Avlopp", year=2026, status="pågående", start="2026-02", end="2027-12")
    add(desk, "Kosmetik", status="planerat", start="2027-02", end="2027-05", goal="Färre gifter")
    add(desk, "Damm", year=2026, status="avslutat", start="2026-01", end="2026-12")
    add(desk, "Gammalt", year=2024, status="avslutat", start="2024-01", end="2024-12")
    add(desk, "Styrgrupp", kind="styrning", start="2026-12", end="2027-06")
    add(desk, "Sedan", year=2028, start="2028-01", end="2028-12")

    new_issue(desk.services, desk.coordinator)

    headings = [heading for heading, _ in told(desk, Section.PROJECTS)]
    assert headings == ["Bilar", "Kosmetik", "Avlopp", "Damm"]
    bodies = dict(told(desk, Section.PROJECTS))
    assert bodies["Kosmetik"] == "**Nytt.** Planerat februari–maj 2027.\n\nFärre gifter"
    assert bodies["Damm"].startswith("**Klart.** ")
    assert view(desk).subject == "Nytt från Miljösamverkan Jonkoping, januari 2027"


def test_project_that_should_be_over_is_not_told_to_go_on(desk: Desk) -> None:
    add(desk, "Avlopp", year=2026, status="pågående", start="2025-02", end="2026-06")

    new_issue(desk.services, desk.coordinator)

    assert told(desk, Section.PROJECTS) == []


def test_next_draft_tells_what_has_changed_since_the_one_before(desk: Desk) -> None:
    add(desk, "Avlopp", year=2026, status="pågående", start="2026-02", end="2027-12")
    add(desk, "Bilar", year=2026, status="pågående", start="2026-02", end="2027-12")
    new_issue(desk.services, desk.coordinator)
    publish(desk)
    desk.clock.move(timedelta(days=60))
    material = {"title": "Checklista [2]", "url": "https://vast.example/lista"}
    change_project(
        desk.services, desk.coordinator, WhichProject("bilar"), [Wanted("material", material)]
    )

    new_issue(desk.services, desk.coordinator)

    ((heading, body),) = told(desk, Section.PROJECTS)
    assert heading == "Bilar"
    assert body.endswith("Nytt material:\n\n- [Checklista \\[2\\]](https://vast.example/lista)")
    assert view(desk).label == "2027-2"


def test_meetings_that_concern_many_stand_with_their_dates(desk: Desk) -> None:
    add_meeting(
        desk,
        "Chefsmöte våren 2027",
        date(2027, 4, 15),
        place="Varberg",
        starts_at=datetime(2027, 4, 15, 7, tzinfo=UTC),
        ends_at=datetime(2027, 4, 15, 14, tzinfo=UTC),
        answer_by=date(2027, 1, 20),
    )
    add_meeting(desk, "Styrgruppsmöte", date(2027, 2, 10))
    add_meeting(desk, "Kickoff", date(2027, 1, 3))
    add_meeting(desk, "Handläggarträff", date(2027, 3, 3), state="cancelled")

    new_issue(desk.services, desk.coordinator)

    ((_, body),) = told(desk, Section.DATES)
    when = "**Chefsmöte våren 2027**: tors 15 april 2027 kl. 9.00–16.00, Varberg."
    assert body == f"{when} Svara senast 20 januari 2027."
    assert told(desk, Section.NOW) == [
        ("Anmäl dig till Chefsmöte våren 2027 senast 20 januari 2027", "")
    ]


def test_round_calls_decisions_and_adoptions_have_their_places(desk: Desk) -> None:
    add(desk, "Bilar", start="2026-11", end="2027-06")
    open_call(
        desk.services, desk.coordinator, WhichProject("bilar"),
        CallTerms(closes_on=date(2027, 3, 1)),
    )  # fmt: skip
    board = add_meeting(desk, "Styrgruppsmöte", date(2026, 12, 10), state="held")
    managers = add_meeting(desk, "Chefsmöte", date(2026, 12, 11), state="held")
    with desk.services.database.write() as session:
        owner = session.get_one(Collaboration, desk.collaboration_id)
        plan = add_plan(session, owner, 2028, 2028)
        group = add_group(session, owner, "Styrgruppen")
        now, own = desk.clock.now, {"collaboration_id": owner.id}
        decided = {"created_at": now, **own}
        session.add_all(
            [
                ProposalRound(year=2029, opens=TODAY, closes=date(2027, 1, 25), **own),
                PlanAdoption(
                    plan_year_id=plan.years[0].id, group_id=group.id, day=TODAY, **decided
                ),
                Decision(meeting_id=board, number=1, text="Att *bilda* en grupp", **decided),
                Decision(meeting_id=board, number=2, text="Nej", state="dropped", **decided),
                Decision(meeting_id=managers, number=1, text="Annat", **decided),
                national("n1", desk.collaboration_id, authority="Naturvårdsverket"),
            ]
        )

    new_issue(desk.services, desk.coordinator)

    assert [heading for heading, _ in told(desk, Section.NOW)] == [
        "Planen för 2028 är antagen",
        "Lämna förslag till 2029 års plan senast 25 januari 2027",
    ]
    assert told(desk, Section.BOARD) == [
        ("", "Styrgruppsmöte 10 december 2026: Att \\*bilda\\* en grupp")
    ]
    assert told(desk, Section.NATIONAL) == [("", "**Nationell vecka** (Naturvårdsverket, 2027)")]
    propose = told(desk, Section.PROPOSE)
    assert [heading for heading, _ in propose] == ["Lämna ett förslag", ""]
    assert propose[1][1] == (
        "Vill du vara med i projektgruppen för Bilar? Anmäl dig senast 1 mars 2027."
    )


def test_what_authorities_do_is_told_once(desk: Desk) -> None:
    with desk.services.database.write() as session:
        session.add(national("n1", desk.collaboration_id))
    new_issue(desk.services, desk.coordinator)
    publish(desk)
    desk.clock.move(timedelta(days=30))

    new_issue(desk.services, desk.coordinator)

    assert told(desk, Section.NATIONAL) == []


def test_refilling_adds_what_is_new_and_not_what_was_taken_out(desk: Desk) -> None:
    add(desk, "Bilar", start="2026-11", end="2027-06")
    new_issue(desk.services, desk.coordinator)
    remove_item(desk.services, desk.coordinator, view(desk).shown[0].id)
    add_meeting(desk, "Chefsmöte", date(2027, 4, 15))

    assert refill(desk.services, desk.coordinator, THIS) == 1
    assert refill(desk.services, desk.coordinator, THIS) == 0

    assert told(desk, Section.PROJECTS) == []
    assert len(told(desk, Section.DATES)) == 1


def test_next_draft_does_not_repeat_what_was_filled_in_later(desk: Desk) -> None:
    add(desk, "Avlopp", year=2026, status="pågående", start="2026-02", end="2027-12")
    new_issue(desk.services, desk.coordinator)
    desk.clock.move(timedelta(days=20))
    add(desk, "Bilar", start="2027-01-20", end="2027-06")
    assert refill(desk.services, desk.coordinator, THIS) == 1
    publish(desk)
    desk.clock.move(timedelta(days=20))

    new_issue(desk.services, desk.coordinator)

    assert told(desk, Section.PROJECTS) == []


def test_two_who_begin_at_once_make_one_issue(desk: Desk) -> None:
    def begin(_turn: int) -> str:
        try:
            new_issue(desk.services, desk.coordinator)
        except Refusal as refusal:
            return refusal.code
        return "begun"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(begin, range(2))) == ["begun", "newsletter_begun"]


def test_draft_of_others_is_not_made_of_ones_own(desk: Desk) -> None:
    with desk.services.database.write() as session:
        vast = add_collaboration(session, "vast")
        add_project(session, vast, "Deras", year=2027, start="2026-11", end="2027-06")
        session.add(national("n1", vast.id))
        vast.revision += 1

    new_issue(desk.services, desk.coordinator)

    assert told(desk, Section.PROJECTS) == []


@pytest.mark.parametrize("title", ["<!channel> *x*", "# Rubrik", "1. Ett", "- a", "[a](http://b)"])
def test_titles_are_words_and_no_markup(desk: Desk, title: str) -> None:
    add_meeting(desk, title, date(2027, 4, 15))

    new_issue(desk.services, desk.coordinator)

    ((_, body),) = told(desk, Section.DATES)
    assert as_html(body).striptags() == f"{title}: tors 15 april 2027."
