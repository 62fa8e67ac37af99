"""A meeting's minutes: their draft beforehand, and sending them out when they are finished."""

from handlers.minutes.drafting import draft_minutes
from handlers.minutes.sending import KINDS, latest_minutes, send_minutes

__all__ = ["KINDS", "draft_minutes", "latest_minutes", "send_minutes"]
