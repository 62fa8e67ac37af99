"""Calendars to subscribe to: one's own meetings, a group's, or all of the collaboration's."""

from handlers.feeds.keeping import feed_owner, my_feed, opened_feed, revoke_feed
from handlers.feeds.model import Feed, FeedContent, FeedMeeting, FeedScope
from handlers.feeds.showing import KEPT, feed_of, feed_version

__all__ = [
    "KEPT",
    "Feed",
    "FeedContent",
    "FeedMeeting",
    "FeedScope",
    "feed_of",
    "feed_owner",
    "feed_version",
    "my_feed",
    "opened_feed",
    "revoke_feed",
]
