"""How a newsletter stands, in Swedish: for those who write them, wherever they read it."""

import re
from collections.abc import Iterator
from datetime import datetime

from bot.texts.amounts import grouped
from bot.texts.cards.shaping import pieces
from bot.texts.dates import day_words, hour_words, short_day
from bot.texts.markdown_lines import as_lines
from bot.texts.safe import clean, quoted, shortened
from bot.texts.sources import listed
from bot.texts.wording import text, word
from handlers.contents import Section
from handlers.newsletter_views import (
    AudienceLine,
    AudienceView,
    IssueState,
    IssueView,
    ItemLine,
)
from handlers.ports import SWEDEN

# So fast most people read what is new to them.
_WORDS_A_MINUTE = 200
_LONGEST_SAID = 300
# Where a link leads, as plain text has it.
_ADDRESS = re.compile(r"<((?:https?|mailto):[^>\s]+)>")


def issue_title(issue: IssueView) -> str:
    """Return what an issue is called, with its subject: "Nyhetsbrev 2027-1: Nytt i januari"."""
    return text("newsletter_work.titled", label=issue.label, subject=clean(issue.subject))


def moment_of(at: datetime) -> str:
    """Say a moment in Sweden: "tors 7 jan 2027 kl. 9.00"."""
    local = at.astimezone(SWEDEN)
    return text(
        "newsletter_work.moment", day=short_day(local.date()), time=hour_words(local.time())
    )


def state_words(issue: IssueView) -> str:
    """Say where an issue has come to, in a sentence."""
    sent, ended = issue.send_at, issue.ended_at or issue.published_at
    if issue.state is IssueState.APPROVED and sent is not None:
        return text("newsletter_work.approved", moment=moment_of(sent))
    if issue.state is IssueState.SENT and ended is not None:
        return text("newsletter_work.sent", moment=moment_of(ended))
    return _STATES[issue.state]


def contents_words(issue: IssueView) -> str:
    """Say how many items each part has: "Projekt 5, Datum 3"."""
    counts = [(part, sum(one.section is part for one in issue.shown)) for part in Section]
    said = [
        text("newsletter_work.contents_part", section=word("newsletter_section", part), count=count)
        for part, count in counts
        if count
    ]
    return ", ".join(said) or text("newsletter_work.contents_none")


def length_words(issue: IssueView) -> str:
    """Say how long an issue is, against what is read to its end."""
    minutes = max(1, round(issue.words / _WORDS_A_MINUTE))
    return text("newsletter_work.length_told", words=grouped(issue.words), minutes=minutes)


def audience_words(audience: AudienceView) -> str:
    """Say whom an issue goes to, and how many that is by which way."""
    whom = listed([_part_words(one) for one in audience.parts])
    reached = text(
        "newsletter_work.reached",
        whom=whom or text("newsletter_work.everybody"),
        people=grouped(audience.people),
    )
    return ", ".join([reached, *_others(audience)])


def people_words(issue: IssueView) -> str:
    """Say who has written an issue, and who has approved it."""
    writer, approver = clean(issue.writer), clean(issue.approver)
    if approver:
        return text("newsletter_work.people_approved", writer=writer, approver=approver)
    return writer


def since_words(issue: IssueView) -> str:
    """Say from when a draft was filled in."""
    if issue.since is None:
        return text("newsletter_work.since_begin")
    day = day_words(issue.since.astimezone(SWEDEN).date())
    return text("newsletter_work.since", day=day)


def item_name(number: int, item: ItemLine) -> str:
    """Return an item's number with where it stands and what it is called."""
    section, heading = word("newsletter_section", item.section), clean(item.heading)
    if not heading:
        return text("newsletter_work.item", number=number, section=section)
    return text("newsletter_work.item_titled", number=number, section=section, heading=heading)


def item_done(change: str, item: ItemLine) -> str:
    """Say what was done to an item, by what it is called or else says; nothing for other changes.

    It has no number any longer, or another one.
    """
    called = quoted(item.heading or item_said(item))
    match change:
        case "item_removed":
            return text("newsletter_work.item_removed", item=called)
        case "item_restored":
            return text("newsletter_work.item_restored", item=called)
        case "item_moved":
            return text("newsletter_work.item_moved", item=called)
        case _:
            return ""


def item_said(item: ItemLine, longest: int = _LONGEST_SAID) -> str:
    """Return what an item says on one line, without its Markdown."""
    said = clean(" ".join(as_lines(item.body)))
    return shortened(_ADDRESS.sub(r"(\1)", said), longest)


def _part_words(one: AudienceLine) -> str:
    match one.kind:
        case "roles":
            return word("newsletter_role", one.value)
        case "subjects":
            return text("newsletter_work.of_subject", subject=clean(one.name))
        case _:
            return clean(one.name)


def _others(audience: AudienceView) -> Iterator[str]:
    if audience.chat:
        yield text("newsletter_work.in_chat", count=grouped(audience.chat))
    if audience.left:
        yield text("newsletter_work.left", count=grouped(audience.left))
    if audience.lost:
        yield text("newsletter_work.lost", count=grouped(audience.lost))


def line_words(state: IssueState, at: datetime) -> str:
    """Say where an issue in a list has come to, and since when."""
    return pieces(word("newsletter_state", state), short_day(at.astimezone(SWEDEN).date()))


_STATES = {
    IssueState.DRAFT: text("newsletter_work.draft"),
    IssueState.ASKED: text("newsletter_work.asked"),
    IssueState.APPROVED: text("newsletter_work.approved_only"),
    IssueState.SENDING: text("newsletter_work.sending"),
    IssueState.PAUSED: text("newsletter_work.paused"),
    IssueState.STOPPED: text("newsletter_work.stopped"),
    IssueState.SENT: text("newsletter_work.sent_only"),
    IssueState.THROWN: text("newsletter_work.thrown_only"),
}
