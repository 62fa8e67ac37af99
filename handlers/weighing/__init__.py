"""The preparatory group's weighing of proposals, against criteria that a collaboration sets."""

from handlers.weighing.criteria import (
    LONGEST_NAME,
    MOST_CRITERIA,
    MOST_POINTS,
    USUAL_POINTS,
    criteria,
    set_criteria,
)
from handlers.weighing.finding import proposal_named, review_sheet, sheet_of, weighed_sheet
from handlers.weighing.moving import move_as_weighed, to_move
from handlers.weighing.reading import Read, read_weighing
from handlers.weighing.weigh import LONGEST_REASON, Found, weigh

__all__ = [
    "LONGEST_NAME",
    "LONGEST_REASON",
    "MOST_CRITERIA",
    "MOST_POINTS",
    "USUAL_POINTS",
    "Found",
    "Read",
    "criteria",
    "move_as_weighed",
    "proposal_named",
    "read_weighing",
    "review_sheet",
    "set_criteria",
    "sheet_of",
    "to_move",
    "weigh",
    "weighed_sheet",
]
