"""An issue to edit, for the tests of its page."""

from handlers.contents import Section
from handlers.newsletter_views import IssueView
from handlers.newsletters import Edited, Which, add_item, issue_view, new_issue
from tests.handlers.calendars import Desk


def begin_issue(desk: Desk) -> tuple[int, Edited]:
    """Begin an issue with an item, and return its row and the item."""
    issue = new_issue(desk.services, desk.coordinator)
    said = ("Anmäl er", "Senast **1 maj**.")
    return issue, add_item(desk.services, desk.coordinator, Which(issue), Section.NOW, said)


def viewed(desk: Desk, issue: int) -> IssueView:
    """Return the issue as its coordinator sees it."""
    return issue_view(desk.services, desk.coordinator, Which(issue))
