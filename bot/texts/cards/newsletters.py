"""Newsletters as cards, for those who write them: how one stands, and what can be done next."""

from collections.abc import Iterator

from bot.texts.cards.model import Card, Choice, Line
from bot.texts.cards.shaping import make
from bot.texts.newsletter_words import (
    audience_words,
    contents_words,
    issue_title,
    item_done,
    item_name,
    item_said,
    length_words,
    line_words,
    moment_of,
    people_words,
    since_words,
    state_words,
)
from bot.texts.safe import clean
from bot.texts.sendings import progress_words
from bot.texts.sources import listed
from bot.texts.wording import text
from handlers.answers import (
    NewsletterAnswer,
    NewsletterPlaceAnswer,
    NewslettersAnswer,
    NewsletterThrownAnswer,
)
from handlers.newsletter_views import IssueLine, IssueState, Progress
from handlers.ports import SWEDEN


def newsletter_card(answer: NewsletterAnswer) -> Card:
    """Say how an issue stands and what was done to it; its items follow, with their numbers."""
    issue = answer.issue
    return make(
        "list",
        " ".join(filter(None, (change_words(answer), state_words(issue)))),
        heading=issue_title(issue),
        lines=(
            *(Line(choice.label) for choice in _approvals(answer)),
            *_progress(answer),
            Line(contents_words(issue), text("newsletter_work.contents")),
            Line(length_words(issue), text("newsletter_work.length")),
            Line(audience_words(issue.audience), text("newsletter_work.goes_to")),
            Line(people_words(issue), text("newsletter_work.people_label")),
        ),
        more=(*_before(answer), *_items(answer)),
        footer=next_words(answer),
        choices=_approvals(answer),
    )


def newsletters_card(answer: NewslettersAnswer) -> Card:
    """List all issues with how they stand."""
    if not answer.issues:
        return make("list", text("newsletter_work.none"), footer=text("newsletter_work.how_begin"))
    return make(
        "list",
        text("newsletter_work.heading"),
        lines=map(_line, answer.issues),
        footer=text("newsletter_work.how_begin"),
    )


def newsletter_thrown_card(answer: NewsletterThrownAnswer) -> Card:
    """Say that a draft is thrown away."""
    return make("list", text("newsletter_work.thrown", label=answer.label))


def newsletter_place_card(answer: NewsletterPlaceAnswer) -> Card:
    """Say where issues are put up when they have been sent."""
    if not answer.place:
        return make("list", text("newsletter_work.place_none"))
    return make("list", text("newsletter_work.place", place=clean(answer.place)))


def change_words(answer: NewsletterAnswer) -> str:
    """Say what was done to an issue; nothing where it is only shown."""
    match answer.change:
        case "drafted":
            return f"{text('newsletter_work.drafted')} {since_words(answer.issue)}"
        case "copies":
            return text(
                "newsletter_work.copies_sent", names=listed([clean(one) for one in answer.names])
            )
        case "item_removed" | "item_restored" | "item_moved" if answer.item is not None:
            return item_done(answer.change, answer.item)
        case change if change in _COUNTED:
            return _COUNTED[change](answer.count)
        case change:
            return _DONE.get(change, "")


def next_words(answer: NewsletterAnswer) -> str:
    """Say what one writes to go on."""
    issue, far = answer.issue, answer.progress or Progress()
    if answer.change == "approving":
        return ""
    match issue.state:
        case IssueState.DRAFT | IssueState.ASKED if issue.may_approve:
            return text("newsletter_work.how_alone", label=issue.label)
        case IssueState.DRAFT:
            return text("newsletter_work.how_draft")
        case IssueState.ASKED | IssueState.APPROVED:
            return text("newsletter_work.how_asked", label=issue.label)
        case state:
            return _next_of_sent(state, far)


def _next_of_sent(state: IssueState, far: Progress) -> str:
    if state is IssueState.SENDING:
        return text("newsletter_work.how_sending")
    if state is IssueState.PAUSED:
        return text("newsletter_work.how_paused")
    if far.unsure:
        return text("newsletter_work.how_unsure")
    return text("newsletter_work.how_failed") if far.failed else ""


def _progress(answer: NewsletterAnswer) -> Iterator[Line]:
    if answer.progress is not None:
        yield Line(progress_words(answer.progress), text("newsletter_work.progress"))


def _approvals(answer: NewsletterAnswer) -> tuple[Choice, ...]:
    """Return what a yes to an issue that is shown first would do."""
    issue, at = answer.issue, answer.at
    if answer.change != "approving" or at is None:
        return ()
    local = at.astimezone(SWEDEN)
    when = "" if answer.soon else f" {local.date().isoformat()} kl {local:%H.%M}"
    people = issue.audience.people
    label = (
        text("newsletter_work.approve_now_one", moment=moment_of(at))
        if people == 1
        else text("newsletter_work.approve_now", moment=moment_of(at), people=people)
    )
    return (Choice(label, f"godkänn nyhetsbrev {issue.label} version {issue.revision}{when}"),)


def _before(answer: NewsletterAnswer) -> Iterator[Line]:
    if answer.before is not None:
        said = " ".join(filter(None, (answer.before.heading, answer.before.body)))
        yield Line(clean(said), text("newsletter_work.before"))


def _items(answer: NewsletterAnswer) -> Iterator[Line]:
    for number, item in enumerate(answer.issue.in_order, start=1):
        yield Line(item_said(item) or clean(item.heading), item_name(number, item))


def _line(one: IssueLine) -> Line:
    name = text("newsletter_work.titled", label=one.label, subject=clean(one.subject))
    return Line(line_words(one.state, one.at), name, pick=f"nyhetsbrev {one.label}")


_DONE = {
    "headed": text("newsletter_work.headed"),
    "head_conflict": text("newsletter_work.head_conflict"),
    "item_added": text("newsletter_work.item_added"),
    "item_changed": text("newsletter_work.item_changed"),
    "item_conflict": text("newsletter_work.item_conflict"),
    "audience": text("newsletter_work.audience_set"),
    "approving": text("newsletter_work.approving"),
    "resumed": text("newsletter_work.resumed"),
    "posted": text("newsletter_work.posted"),
    "withdrawn": text("newsletter_work.withdrawn"),
}


def _said_refilled(count: int) -> str:
    if not count:
        return text("newsletter_work.refilled_none")
    return text("newsletter_work.refilled", count=count)


def _said_asked(count: int) -> str:
    match count:
        case 0:
            return text("newsletter_work.asked_already")
        case 1:
            return text("newsletter_work.asked_other")
    return text("newsletter_work.asked_others", count=count)


def _said_stopped(count: int) -> str:
    return text("newsletter_work.stopped_now", count=count)


def _said_again(count: int) -> str:
    return text("newsletter_work.retried", count=count)


def _said_left(count: int) -> str:
    return text("newsletter_work.unsure_left", count=count)


_COUNTED = {
    "asked": _said_asked,
    "refilled": _said_refilled,
    "stopped": _said_stopped,
    "retried": _said_again,
    "resent": _said_again,
    "unsure_left": _said_left,
}
