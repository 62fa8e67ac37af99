"""What became of an issue is told to who writes newsletters, and that is written down."""

from datetime import timedelta

import pytest

from bot.documents.newsletter_files import report_file, text_file
from bot.texts.newsletter_reports import issue_text
from handlers.answers import Asker
from handlers.contents import Section
from handlers.errors import Refusal
from handlers.newsletter_views import IssueState
from handlers.newsletters import Which, add_item, new_issue, report, text_to_post
from storage.models import EventLog, NewsletterIssue, Notice
from tests.handlers.calendars import Desk

THIS = Which()


def gone_out(desk: Desk) -> int:
    """Return an issue of which two copies have gone out, one to nobody in the register."""
    number = new_issue(desk.services, desk.coordinator)
    said = ("=PFAS", "Läs *mer*.\n\n- ett\n- två")
    add_item(desk.services, desk.coordinator, THIS, Section.NOW, said)
    now = desk.clock.now
    with desk.services.database.write() as session:
        issue = session.get_one(NewsletterIssue, number)
        issue.state, issue.published_at = IssueState.SENT, now
        copies = (
            (desk.contact_id, "sent", ""),
            (desk.coordinator_id, "failed", "mail_recipient_refused"),
            (None, "cancelled", "nobody"),
        )
        session.add_all(
            Notice(
                key=f"c/{place}", kind="newsletter", collaboration_id=desk.collaboration_id,
                person_id=person, state=state, error=error, issue_id=number, urgency="now",
                bundle=f"c/{place}", created_at=now, due_at=now, next_at=now,
                ended_at=now + timedelta(minutes=place),
            )
            for place, (person, state, error) in enumerate(copies)
        )  # fmt: skip
    return number


def test_report_names_everybody_with_what_became_of_their_copy(desk: Desk) -> None:
    gone_out(desk)

    answer = report(desk.services, desk.coordinator, THIS)

    told = [(one.name, one.address, one.outcome, one.error) for one in answer.rows]
    assert told == [
        ("Kim Kontakt", "kim-kontakt@jonkoping.example", "sent", ""),
        ("Sam Ordnare", "sam-ordnare@jonkoping.example", "failed", "mail_recipient_refused"),
        ("", "", "cancelled", "nobody"),
    ]
    assert (answer.label, answer.progress.total, answer.progress.sent) == ("2027-1", 3, 1)
    assert report_file(answer).name == "nyhetsbrev-2027-1-utfall.xlsx"
    with desk.services.database.session() as session:
        assert session.query(EventLog).filter_by(verb="newsletter_reported").count() == 1


def test_nobody_else_gets_a_report(desk: Desk) -> None:
    gone_out(desk)

    for who in (desk.contact, Asker("jonkoping")):
        with pytest.raises(Refusal):
            report(desk.services, who, THIS)


def test_draft_has_no_report(desk: Desk) -> None:
    new_issue(desk.services, desk.coordinator)

    with pytest.raises(Refusal) as refused:
        report(desk.services, desk.coordinator, THIS)
    with pytest.raises(Refusal) as not_to_post:
        text_to_post(desk.services, desk.coordinator, THIS)

    assert not_to_post.value.code == "newsletter_not_out"
    assert refused.value.code == "newsletter_not_out"


def test_text_to_post_holds_all_that_the_issue_says(desk: Desk) -> None:
    gone_out(desk)

    answer = text_to_post(desk.services, desk.coordinator, THIS)

    words = issue_text(answer)
    assert "VIKTIGAST JUST NU\n\n=PFAS\n\nLäs mer.\n\n- ett\n- två\n" in words
    assert words.startswith(
        "Nytt från Miljösamverkan Jonkoping, januari 2027\nNyhetsbrev 2027 nr 1"
    )
    assert text_file(answer).content.decode("utf-8-sig") == words
    assert max(map(len, words.splitlines())) <= 72
