"""How far a newsletter has come is said alike, wherever it is told."""

from datetime import UTC, datetime

from bot.texts.cards import present
from bot.texts.sendings import progress_words, sending_title
from handlers.answers import NewsletterReportAnswer
from handlers.newsletter_views import IssueState, Progress
from handlers.newsletters import LiveSending
from tests.bot.texts.newsletter_writing_samples import SENT, newsletter

FAR = Progress(
    total=10_000, sent=8_412, failed=3, unsure=2, waiting=1_583,
    ends_at=datetime(2027, 1, 7, 13, 20, tzinfo=UTC),
)  # fmt: skip
SAID = "8\N{NO-BREAK SPACE}412 av 10\N{NO-BREAK SPACE}000, 3 misslyckade, 2 osäkra, klart ca 14.20"


def test_progress_is_said_alike_of_an_issue_in_its_report_and_in_its_message() -> None:
    issue = newsletter(SENT)
    card = present(type(issue)(ids=issue.ids, subject="newsletter", issue=SENT, progress=FAR))
    report = NewsletterReportAnswer(
        ids=("2027-1",), subject="newsletter_report", label="2027-1", title="Nytt",
        state=IssueState.SENT, progress=FAR, rows=(),
    )  # fmt: skip

    assert [one.text for one in card.lines if one.label == "Har fått det"] == [SAID]
    assert present(report).lead == f"{SAID}."
    assert progress_words(FAR) == SAID


def test_report_and_message_have_the_same_heading() -> None:
    report = NewsletterReportAnswer(
        ids=("2027-1",), subject="newsletter_report", label="2027-1", title="Nytt",
        state=IssueState.STOPPED, progress=FAR, rows=(),
    )  # fmt: skip
    live = LiveSending(
        issue_id=1, label="2027-1", subject="Nytt", state=IssueState.STOPPED, progress=FAR,
        slack_user="U1",
    )  # fmt: skip

    assert present(report).heading == sending_title(live) == "Nyhetsbrev 2027-1, ”Nytt”: stoppat"
