"""Invitations as calendars read and answer them: iTIP, over mail (RFC 5545, 5546 and 6047)."""

from bot.invites.building import Party, cancel, decline, request
from bot.invites.happening import Begun, Days, Happening, Moved, Series, Timed, When
from bot.invites.publishing import Entry, feed
from bot.invites.reading import UnreadableError, read
from bot.invites.said import Method, Proposal, Said, Status

__all__ = [
    "Begun",
    "Days",
    "Entry",
    "Happening",
    "Method",
    "Moved",
    "Party",
    "Proposal",
    "Said",
    "Series",
    "Status",
    "Timed",
    "UnreadableError",
    "When",
    "cancel",
    "decline",
    "feed",
    "read",
    "request",
]
