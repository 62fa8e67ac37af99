"""An issue to edit, for the tests of its page."""

from handlers.contents import Section
from handlers.newsletter_views import IssueView
from handlers.newsletters import Edited, Which, add_item, edit_item, issue_view, new_issue
from tests.bot.web.reading import Page
from tests.bot.web.visiting import Site
from tests.handlers.calendars import Desk


def begin_issue(desk: Desk) -> tuple[int, Edited]:
    """Begin an issue with an item, and return its row and the item."""
    issue = new_issue(desk.services, desk.coordinator)
    said = ("Anmäl er", "Senast **1 maj**.")
    return issue, add_item(desk.services, desk.coordinator, Which(issue), Section.NOW, said)


def viewed(desk: Desk, issue: int) -> IssueView:
    """Return the issue as its coordinator sees it."""
    return issue_view(desk.services, desk.coordinator, Which(issue))


class Editor:
    """Somebody who edits the issue."""

    def __init__(self, site: Site) -> None:
        self.site, self.desk = site, site.desk
        self.issue, edited = begin_issue(site.desk)
        self.item = edited.item.id
        self.address = site.links.edit(site.desk.coordinator_id, self.issue)

    def fields(self, page: Page | None = None) -> dict[str, list[str]]:
        """Return what the form would send as it stands."""
        page = page or self.site.look(self.address)
        (form,) = [one for one in page.forms if one.action == self.path]
        sent = form.filled()
        sent.pop("gor", None)
        return sent

    @property
    def path(self) -> str:
        return self.address.removeprefix("https://bot.example")

    def body(self) -> str:
        (item,) = [one for one in viewed(self.desk, self.issue).items if one.id == self.item]
        return item.body

    def other_writes(self, body: str) -> None:
        """Let somebody else change the item."""
        (item,) = [one for one in viewed(self.desk, self.issue).items if one.id == self.item]
        said = (item.heading, body)
        edit_item(self.desk.services, self.desk.coordinator, self.item, item.revision, said)
