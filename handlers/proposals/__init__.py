"""Proposals: written, handed in, weighed, merged, and followed on their way."""

from handlers.proposals import round_telling, telling
from handlers.proposals.backing import join, leave
from handlers.proposals.changing import Difference, begin_change, said_of, withdraw
from handlers.proposals.commenting import comment
from handlers.proposals.drafts import (
    Draft,
    address_draft,
    keep_draft,
    my_drafts,
    new_draft,
    open_draft,
    show_draft,
    throw_draft_away,
)
from handlers.proposals.finding import find_proposal, like_title, similar
from handlers.proposals.handing_in import HandingIn, hand_in
from handlers.proposals.letters import KeptDraft, begin_letter, continue_letter, numbered_draft
from handlers.proposals.listing import (
    Sought,
    areas_in_use,
    beside,
    in_bank,
    item_of,
    list_proposals,
    my_proposals,
)
from handlers.proposals.merging import merge, part
from handlers.proposals.moving import Move, move, undo_move
from handlers.proposals.naming import state_named
from handlers.proposals.offices import OfficeChoice, office_numbers, offices_to_choose
from handlers.proposals.places import Place, places_to_name
from handlers.proposals.records import NUMBER, Acting, MovedLine, by_reference, proposal_by_key
from handlers.proposals.rooms import (
    Paste,
    RoomProposal,
    alike,
    hand_in_paste,
    keep_paste,
    show_paste,
)
from handlers.proposals.rounds import RoundNow, round_of, round_today
from handlers.proposals.showing import see_proposal, show_proposal
from handlers.proposals.starting import (
    project_of_key,
    proposal_as_project,
    start_from_planned,
    start_from_proposal,
)
from handlers.proposals.states import MOVES, OPEN, REASONED, State, stands, state_of
from handlers.proposals.stepping import move_on
from handlers.proposals.submitting import Submitted, check_draft, submit
from handlers.proposals.suggestion import Suggestion, Unfinished, problems, tidied

# Everything that people are told of proposals.
KINDS = {**telling.KINDS, **round_telling.KINDS}

__all__ = [
    "KINDS",
    "MOVES",
    "NUMBER",
    "OPEN",
    "REASONED",
    "Acting",
    "Difference",
    "Draft",
    "HandingIn",
    "KeptDraft",
    "Move",
    "MovedLine",
    "OfficeChoice",
    "Paste",
    "Place",
    "RoomProposal",
    "RoundNow",
    "Sought",
    "State",
    "Submitted",
    "Suggestion",
    "Unfinished",
    "address_draft",
    "alike",
    "areas_in_use",
    "begin_change",
    "begin_letter",
    "beside",
    "by_reference",
    "check_draft",
    "comment",
    "continue_letter",
    "find_proposal",
    "hand_in",
    "hand_in_paste",
    "in_bank",
    "item_of",
    "join",
    "keep_draft",
    "keep_paste",
    "leave",
    "like_title",
    "list_proposals",
    "merge",
    "move",
    "move_on",
    "my_drafts",
    "my_proposals",
    "new_draft",
    "numbered_draft",
    "office_numbers",
    "offices_to_choose",
    "open_draft",
    "part",
    "places_to_name",
    "problems",
    "project_of_key",
    "proposal_as_project",
    "proposal_by_key",
    "round_of",
    "round_today",
    "said_of",
    "see_proposal",
    "show_draft",
    "show_paste",
    "show_proposal",
    "similar",
    "stands",
    "start_from_planned",
    "start_from_proposal",
    "state_named",
    "state_of",
    "submit",
    "throw_draft_away",
    "tidied",
    "undo_move",
    "withdraw",
]
