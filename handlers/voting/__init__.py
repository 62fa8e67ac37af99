"""Asking the offices about proposals: what they think of each, and how they vote."""

from handlers.voting.drafting import (
    MOST_PROPOSALS,
    AskedOf,
    draft_on_proposals,
    proposals_to_ask_of,
)
from handlers.voting.scale import (
    LONGEST_STEP,
    MOST_STEPS,
    USUAL_SCALE,
    set_vote_scale,
    vote_scale,
)
from handlers.voting.sending import send_inquiry

__all__ = [
    "LONGEST_STEP",
    "MOST_PROPOSALS",
    "MOST_STEPS",
    "USUAL_SCALE",
    "AskedOf",
    "draft_on_proposals",
    "proposals_to_ask_of",
    "send_inquiry",
    "set_vote_scale",
    "vote_scale",
]
