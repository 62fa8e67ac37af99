"""Answers about newsletters as the handlers give them."""

from dataclasses import replace
from datetime import UTC, datetime

from handlers.answers import (
    Answer,
    NewsletterAnswer,
    NewsletterPlaceAnswer,
    NewslettersAnswer,
    NewsletterThrownAnswer,
)
from handlers.contents import Section
from handlers.newsletter_views import (
    AudienceLine,
    AudienceView,
    IssueLine,
    IssueState,
    IssueView,
    ItemLine,
    Progress,
)

AT = datetime(2027, 1, 7, 8, tzinfo=UTC)
EVERYBODY = AudienceView(parts=(), people=412)
SOME = AudienceView(
    parts=(
        AudienceLine("groups", "3", "Styrgrupp Halland"),
        AudienceLine("roles", "manager", "manager"),
        AudienceLine("counties", "2", "Miljösamverkan Halland"),
        AudienceLine("subjects", "avlopp", "avlopp"),
    ),
    people=42,
    chat=3,
    left=2,
    lost=1,
)
ITEMS = (
    ItemLine(
        id=7, section=Section.DATES, heading="", body="**Chefsmöte**: tors 15 april i Varberg.",
        revision=0, changed_at=AT,
    ),
    ItemLine(
        id=5, section=Section.NOW, heading="Sista dag för förslag", body="", revision=1,
        changed_at=AT, changed_by="Anna Ek",
    ),
    ItemLine(
        id=6, section=Section.PROJECTS, heading="Släckvatten",
        body="**Nytt.** Pågår.\n\n- [Checklista](https://www.vast.example/a)\n- Lathund",
        revision=0, changed_at=AT,
    ),
    ItemLine(
        id=8, section=Section.BOARD, heading="Borttagen", body="Syns inte", revision=2,
        changed_at=AT, removed=True,
    ),
)  # fmt: skip
DRAFT = IssueView(
    id=1,
    collaboration="Miljösamverkan Väst",
    key="vast",
    year=2027,
    number=1,
    subject="Nytt från Miljösamverkan Väst, januari 2027",
    preview="Sista dag för förslag och Släckvatten.",
    state=IssueState.DRAFT,
    revision=5,
    items=ITEMS,
    audience=EVERYBODY,
    writer="Anna Ek",
    words=412,
    since=datetime(2026, 9, 1, 8, tzinfo=UTC),
)
ASKED = replace(DRAFT, state=IssueState.ASKED, audience=SOME, may_approve=True)
APPROVED = replace(ASKED, state=IssueState.APPROVED, approver="Bo Al", send_at=AT)
SENT = replace(
    APPROVED, state=IssueState.SENT, published_at=AT, ended_at=datetime(2027, 1, 7, 9, tzinfo=UTC)
)
FAR = Progress(
    total=10_000, sent=8_412, failed=3, unsure=2, waiting=1_583, per_minute=90_000, ends_at=AT
)
STATES = tuple(
    IssueLine(id=at, year=2027, number=at, subject=f"Nummer {at}", state=state, at=AT)
    for at, state in enumerate(IssueState, start=1)
    if state is not IssueState.THROWN
)


def newsletter(issue: IssueView, change: str = "shown") -> NewsletterAnswer:
    return NewsletterAnswer(ids=(issue.label,), subject="newsletter", issue=issue, change=change)


NEWSLETTERS: tuple[Answer, ...] = (
    NewslettersAnswer(subject="newsletters", issues=()),
    NewslettersAnswer(ids=("2027-1",), subject="newsletters", issues=STATES),
    newsletter(DRAFT),
    newsletter(replace(DRAFT, since=None), "drafted"),
    newsletter(DRAFT, "drafted"),
    newsletter(replace(DRAFT, items=(), words=0, alone=True, may_approve=True)),
    replace(newsletter(DRAFT, "refilled"), count=3),
    newsletter(DRAFT, "refilled"),
    *(
        newsletter(DRAFT, change)
        for change in (
            "headed",
            "head_conflict",
            "item_added",
            "item_conflict",
            "audience",
            "withdrawn",
        )
    ),
    *(
        replace(newsletter(DRAFT, change), item=item)
        for change in ("item_removed", "item_restored", "item_moved")
        for item in ITEMS[:2]
    ),
    replace(newsletter(DRAFT, "item_changed"), before=ITEMS[1], item=ITEMS[1]),
    replace(newsletter(DRAFT, "copies"), names=("Anna Ek", "Bo Al"), count=2),
    replace(newsletter(ASKED, "asked"), count=1),
    replace(newsletter(ASKED, "asked"), count=3),
    newsletter(ASKED),
    replace(newsletter(ASKED, "approving"), at=AT),
    replace(
        newsletter(
            replace(ASKED, audience=replace(SOME, people=1, chat=0, left=0, lost=0)), "approving"
        ),
        at=AT,
        soon=True,
    ),
    replace(newsletter(APPROVED, "approved"), at=AT),
    *(
        replace(newsletter(replace(APPROVED, state=state), change), progress=FAR, count=3)
        for state, change in (
            (IssueState.SENDING, "progress"),
            (IssueState.SENDING, "resumed"),
            (IssueState.SENDING, "retried"),
            (IssueState.SENDING, "resent"),
            (IssueState.PAUSED, "paused"),
            (IssueState.STOPPED, "stopped"),
            (IssueState.SENT, "unsure_left"),
            (IssueState.SENT, "posted"),
        )
    ),
    newsletter(SENT),
    replace(newsletter(SENT), progress=Progress(total=42, sent=40, failed=2)),
    NewsletterThrownAnswer(ids=("2027-1",), subject="newsletter", label="2027-1"),
    NewsletterPlaceAnswer(subject="newsletter_place", place="Ping Pong"),
    NewsletterPlaceAnswer(subject="newsletter_place", place=""),
)
