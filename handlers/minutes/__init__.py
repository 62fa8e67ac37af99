"""A meeting's minutes: their draft beforehand, and sending them out when they are finished."""

from handlers.minutes.drafting import draft_minutes

__all__ = ["draft_minutes"]
