"""What follows on an issue: summaries, a report to the coordinators, the step afterwards."""

from datetime import timedelta
from typing import Any

import pytest

from handlers.contents import NewsletterSummary, Note, NoteCode
from handlers.delivery import Delivery
from handlers.errors import Refusal
from handlers.newsletter_choices import digest_of
from handlers.newsletters import Custom, Which, issue_view, new_issue, set_newsletter_custom
from handlers.newsletters.finishing import KINDS, announce, mark_posted, tell_ended
from storage.models import (
    ChannelTie,
    Collaboration,
    NewsletterChoice,
    NewsletterIssue,
    Notice,
    SlackIdentity,
)
from tests.factories import add_collaboration, add_person
from tests.fakes import RecordingCourier
from tests.handlers.calendars import Desk

THIS = Which()


def gone_out(desk: Desk, state: str = "sent", **counts: int) -> int:
    """Return an issue that has gone out, with so many copies in each state."""
    number = new_issue(desk.services, desk.coordinator)
    now, owner = desk.clock.now, desk.collaboration_id
    with desk.services.database.write() as session:
        issue = session.get_one(NewsletterIssue, number)
        issue.state, issue.published_at, issue.ended_at = state, now, now
        for name, count in counts.items():
            session.add_all(
                Notice(
                    key=f"{name}/{one}", kind="newsletter", collaboration_id=owner, state=name,
                    issue_id=number, urgency="now", bundle=f"{name}/{one}", created_at=now,
                    due_at=now, next_at=now,
                )
                for one in range(count)
            )  # fmt: skip
    return number


def told(desk: Desk, act: Any, number: int) -> list[Any]:
    with desk.services.database.write() as session:
        act(session, desk.services, session.get_one(NewsletterIssue, number))
    chat = RecordingCourier()
    Delivery(desk.services, {"slack": chat, "mail": desk.mail}, KINDS).deliver_due()
    return [*chat.sent, *desk.mail.sent]


def tied(desk: Desk, owner: int | None = None) -> int:
    with desk.services.database.write() as session:
        tie = ChannelTie(
            team="T1", channel="C1", collaboration_id=owner or desk.collaboration_id,
            tied_at=desk.clock.now,
        )  # fmt: skip
        session.add(tie)
        session.flush()
        return tie.id


def test_channel_and_who_chats_get_a_summary_once(desk: Desk) -> None:
    number = gone_out(desk)
    set_newsletter_custom(desk.services, desk.coordinator, Custom(channel=tied(desk)))
    with desk.services.database.write() as session:
        owner = session.get_one(Collaboration, desk.collaboration_id)
        person = add_person(session, owner, "Bo Ek").id
        now = desk.clock.now
        session.add(SlackIdentity(team="T1", slack_user="U1", person_id=person, verified_at=now))
        session.add(
            NewsletterChoice(
                collaboration_id=owner.id, digest=digest_of("bo-ek@jonkoping.example"),
                choice="chat", set_at=now, door="slack",
            )
        )  # fmt: skip

    first = told(desk, announce, number)
    again = told(desk, announce, number)

    assert sorted((one.to.person_id or 0, one.to.slack_channel) for one in first) == [
        (0, "C1"),
        (person, ""),
    ]
    assert all(isinstance(one.content, NewsletterSummary) for one in first)
    assert again == first[len(first) :]


@pytest.mark.parametrize(
    ("state", "place", "code"),
    [
        ("sent", "", NoteCode.NEWSLETTER_SENT),
        ("sent", "Ping Pong", NoteCode.NEWSLETTER_SENT_POST),
        ("stopped", "", NoteCode.NEWSLETTER_STOPPED),
    ],
)
def test_coordinators_are_told_how_it_went(
    desk: Desk, state: str, place: str, code: NoteCode
) -> None:
    set_newsletter_custom(desk.services, desk.coordinator, Custom(place))
    number = gone_out(desk, state, sent=3, failed=1)

    (parcel,) = told(desk, tell_ended, number)

    note: Note = parcel.content
    assert (parcel.to.person_id, note.code) == (desk.coordinator_id, code)
    assert dict(note.values) == {
        "label": "2027-1", "sent": "3", "failed": "1", "unsure": "0", "place": place,
    }  # fmt: skip


def test_coordinators_are_asked_about_what_nobody_knows(desk: Desk) -> None:
    number = gone_out(desk, sent=1, unsure=2)

    parcels = told(desk, tell_ended, number)

    notes = {one.content.code: dict(one.content.values) for one in parcels}
    assert notes[NoteCode.NEWSLETTER_UNSURE] == {"label": "2027-1", "unsure": "2"}


def test_coordinators_are_told_anew_when_some_were_sent_once_more(desk: Desk) -> None:
    number = gone_out(desk, sent=1, failed=1)
    counts = [len(told(desk, tell_ended, number)) for _ in range(2)]
    desk.clock.move(timedelta(hours=1))
    with desk.services.database.write() as session:
        session.get_one(NewsletterIssue, number).ended_at = desk.clock.now
    counts.append(len(told(desk, tell_ended, number)))

    assert counts == [1, 0, 1]


def test_issue_is_put_up_once_and_only_after_it_has_gone_out(desk: Desk) -> None:
    new_issue(desk.services, desk.coordinator)
    for code in ("newsletter_no_place", "newsletter_not_out"):
        with pytest.raises(Refusal) as refused:
            mark_posted(desk.services, desk.coordinator, THIS)
        assert refused.value.code == code
        set_newsletter_custom(desk.services, desk.coordinator, Custom("Ping Pong"))
    with desk.services.database.write() as session:
        session.query(NewsletterIssue).one().state = "sent"

    assert mark_posted(desk.services, desk.coordinator, THIS) == "Ping Pong"
    assert mark_posted(desk.services, desk.coordinator, THIS) == "Ping Pong"

    assert issue_view(desk.services, desk.coordinator, THIS).posted


def test_channel_of_others_is_refused(desk: Desk) -> None:
    with desk.services.database.write() as session:
        vast = add_collaboration(session, "vast").id

    with pytest.raises(Refusal) as refused:
        set_newsletter_custom(desk.services, desk.coordinator, Custom(channel=tied(desk, vast)))

    assert refused.value.code == "newsletter_channel_unknown"


def test_place_that_is_too_long_is_refused(desk: Desk) -> None:
    with pytest.raises(Refusal) as refused:
        set_newsletter_custom(desk.services, desk.coordinator, Custom("å" * 3000))

    assert refused.value.code == "newsletter_place_long"
