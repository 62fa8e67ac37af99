"""Calendars to subscribe to, in words: what they are called, and what stands at a meeting."""

from collections.abc import Iterator

from bot.texts.invited import web_address
from bot.texts.safe import clean
from bot.texts.wording import text
from handlers.feeds import Feed, FeedMeeting, FeedScope


def feed_name(feed: Feed) -> str:
    """Return what a calendar is called where one has several: "Mina möten, Miljösamverkan Väst"."""
    return named_feed(feed.scope, feed.group, feed.collaboration)


def named_feed(scope: FeedScope, group: str, collaboration: str) -> str:
    """Return the same from its parts."""
    match scope:
        case FeedScope.MINE:
            return text("feed.mine", collaboration=clean(collaboration))
        case FeedScope.GROUP:
            return text("feed.group", group=clean(group), collaboration=clean(collaboration))
        case FeedScope.COLLABORATION:
            return text("feed.all", collaboration=clean(collaboration))


def feed_title(meeting: FeedMeeting) -> str:
    """Return which meeting it is; that it is off is said here, since many calendars hide it."""
    title, part = clean(meeting.title), clean(meeting.part)
    named = text("common.part_of", label=title, value=part) if part else title
    return text("meetings.cancelled", meeting=named) if meeting.state == "cancelled" else named


def feed_lines(meeting: FeedMeeting, feed: Feed) -> Iterator[str]:
    """Return what is said of a meeting besides when and where, a line each."""
    if meeting.collaboration != feed.collaboration:
        yield clean(meeting.collaboration)
    if host := clean(meeting.host):
        yield text("feed.host", host=host)
    if meeting.starts_at is not None and meeting.ends_at is None:
        yield text("answer.no_end")
    if link := web_address(meeting.link):
        yield text("common.part_of", label=text("invite.join"), value=link)
    yield from filter(None, map(clean, meeting.about.splitlines()))
