"""One message tells how far a newsletter has come, as long as it goes out."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from slack_sdk import WebClient
from sqlalchemy.orm import Session

from bot.slack.live import BETWEEN, REST, LiveMessages
from bot.workspace import Workspace
from handlers.ports import Services
from storage.models import Collaboration, NewsletterIssue, Notice, SlackIdentity
from storage.session import Database
from tests.bot.slack.parcels import INA, TOKEN, Waits
from tests.factories import add_collaboration, add_person
from tests.fakes import FixedClock
from tests.flows.house import lines
from tests.sample import NOW

TOTAL = 1200


@pytest.fixture
def services(database_url: str) -> Iterator[Services]:
    database = Database(database_url)
    yield Services(database, FixedClock(NOW))
    database.dispose()


@pytest.fixture
def issue(services: Services) -> int:
    """Return an issue that goes out to many, approved by somebody who is in the workspace."""
    with services.database.write() as session:
        owner = add_collaboration(session)
        person = add_person(session, owner, "Ina Ek")
        session.add(SlackIdentity(team="T1", slack_user=INA, person_id=person.id, verified_at=NOW))
        return add_sending(session, owner, person.id, number=2)


def add_sending(
    session: Session, owner: Collaboration, approver: int | None, *, number: int
) -> int:
    row = NewsletterIssue(
        collaboration_id=owner.id, year=2026, number=number, subject="Nytt <!channel>",
        state="sending", created_at=NOW, published_at=NOW, approved_by_id=approver,
    )  # fmt: skip
    session.add(row)
    session.flush()
    session.add_all(
        Notice(
            key=f"n{number}/{one}", bundle=f"n{number}/{one}", kind="newsletter",
            collaboration_id=owner.id, issue_id=row.id, urgency="now", created_at=NOW, due_at=NOW,
            next_at=NOW,
        )
        for one in range(TOTAL)
    )  # fmt: skip
    return row.id


@pytest.fixture
def live(workspace: Workspace, waits: Waits) -> LiveMessages:
    client = WebClient(TOKEN, base_url=workspace.api_url)
    return LiveMessages(client, waits.monotonic)


def settle(services: Services, issue: int, count: int, state: str = "sent") -> None:
    with services.database.write() as session:
        rows = session.query(Notice).filter_by(issue_id=issue, state="queued").limit(count)
        for place, row in enumerate(rows):
            row.state, row.ended_at = state, NOW - timedelta(seconds=60 - 60 * place / count)


def end(services: Services, issue: int) -> None:
    with services.database.write() as session:
        row = session.get_one(NewsletterIssue, issue)
        row.state, row.ended_at = "sent", NOW


def told(workspace: Workspace) -> list[list[str]]:
    return [lines(one) for one in workspace.messages(workspace.direct(INA))]


def test_message_changes_with_what_is_done(
    services: Services, workspace: Workspace, live: LiveMessages, waits: Waits, issue: int
) -> None:
    settle(services, issue, 600)
    live.work(services)
    settle(services, issue, 3, "failed")
    # It is too early to say so.
    live.work(services)
    first = told(workspace)
    waits.now += BETWEEN
    live.work(services)

    assert first == [
        ["Nyhetsbrev 2026-2, ”Nytt <!channel>”: skickas nu", "600 av 1\u00a0200, klart ca 9.01"]
    ]
    assert told(workspace)[0][1] == "600 av 1\u00a0200, 3 misslyckade, klart ca 9.00"
    assert workspace.refusals == []


def test_last_word_is_how_it_ended_and_nothing_is_said_after_it(
    services: Services, workspace: Workspace, live: LiveMessages, waits: Waits, issue: int
) -> None:
    live.work(services)
    settle(services, issue, TOTAL)
    end(services, issue)
    for _ in range(2):
        waits.now += BETWEEN
        live.work(services)

    assert told(workspace) == [
        ["Nyhetsbrev 2026-2, ”Nytt <!channel>”: skickat", "1\u00a0200 av 1\u00a0200"]
    ]
    with services.database.session() as session:
        assert session.get_one(NewsletterIssue, issue).progress_message == ""


@pytest.mark.usefixtures("issue")
def test_message_that_somebody_deleted_is_not_posted_again(
    services: Services, workspace: Workspace, live: LiveMessages, waits: Waits
) -> None:
    live.work(services)
    workspace.fail_next("chat.update", "message_not_found")
    for _ in range(3):
        waits.now += BETWEEN
        live.work(services)

    assert len(told(workspace)) == 1


@pytest.mark.usefixtures("issue")
def test_slack_that_says_no_is_left_alone_for_a_while(
    services: Services, workspace: Workspace, live: LiveMessages, waits: Waits
) -> None:
    workspace.fail_next("chat.postMessage", "ratelimited", retry_after=1)
    live.work(services)
    waits.now += BETWEEN
    live.work(services)
    assert told(workspace) == []
    waits.now += REST
    live.work(services)

    assert len(told(workspace)) == 1


def test_short_sending_is_not_followed(
    services: Services, workspace: Workspace, live: LiveMessages, issue: int
) -> None:
    end(services, issue)

    live.work(services)

    assert told(workspace) == []


def test_approver_whom_slack_refuses_keeps_nobody_else_from_hearing(
    services: Services, workspace: Workspace, live: LiveMessages, waits: Waits, issue: int
) -> None:
    with services.database.write() as session:
        first = session.get_one(NewsletterIssue, issue)
        owner = session.get_one(Collaboration, first.collaboration_id)
        gone = add_person(session, owner, "Gun Ek").id
        session.add(SlackIdentity(team="T1", slack_user="U0GONE", person_id=gone, verified_at=NOW))
        # They come first of those that are told of.
        ina, first.approved_by_id = first.approved_by_id, gone
        add_sending(session, owner, ina, number=3)
    live.work(services)
    opened = [call for call in workspace.calls if call.method == "conversations.open"]

    assert len(told(workspace)) == 1
    assert "2026-3" in str(told(workspace))
    waits.now += BETWEEN
    live.work(services)
    # Slack is not asked for whom it refused again and again.
    again = [call for call in workspace.calls if call.method == "conversations.open"]
    assert (len(opened), len(again)) == (2, 2)


def test_message_that_was_deleted_is_forgotten_when_it_is_over(
    services: Services, workspace: Workspace, live: LiveMessages, waits: Waits, issue: int
) -> None:
    live.work(services)
    workspace.fail_next("chat.update", "message_not_found")
    waits.now += BETWEEN
    live.work(services)
    end(services, issue)
    waits.now += BETWEEN
    live.work(services)

    with services.database.session() as session:
        assert session.get_one(NewsletterIssue, issue).progress_message == ""
