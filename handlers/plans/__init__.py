"""Activity plans: made, worked on, adopted by boards, kept in versions, followed up and shown."""

from handlers.plans.adopting import Adopted, Minutes, adopt, take_back
from handlers.plans.columns import COLUMNS, LONGEST, LONGEST_MINUTES, LONGEST_NOTE, LONGEST_REASON
from handlers.plans.comparing import show_versions
from handlers.plans.entries import About, Done
from handlers.plans.finding import ACTIVITY, COOPERATION, Which
from handlers.plans.lines import (
    PROGRESS,
    Words,
    add_line,
    change_line,
    follow_up,
    move_line,
    move_to_year,
    put_back,
    remove_line,
)
from handlers.plans.making import POSITIONS, Made, NewPlan, Terms, make_plan, set_terms
from handlers.plans.naming import record_named
from handlers.plans.proposed import BECOMES, rest_to_bank
from handlers.plans.showing import plan_of, public_plan, show_plan
from handlers.plans.starting import line_as_project, project_of_line, start_from_line
from handlers.plans.telling import KINDS

__all__ = [
    "ACTIVITY",
    "BECOMES",
    "COLUMNS",
    "COOPERATION",
    "KINDS",
    "LONGEST",
    "LONGEST_MINUTES",
    "LONGEST_NOTE",
    "LONGEST_REASON",
    "POSITIONS",
    "PROGRESS",
    "About",
    "Adopted",
    "Done",
    "Made",
    "Minutes",
    "NewPlan",
    "Terms",
    "Which",
    "Words",
    "add_line",
    "adopt",
    "change_line",
    "follow_up",
    "line_as_project",
    "make_plan",
    "move_line",
    "move_to_year",
    "plan_of",
    "project_of_line",
    "public_plan",
    "put_back",
    "record_named",
    "remove_line",
    "rest_to_bank",
    "set_terms",
    "show_plan",
    "show_versions",
    "start_from_line",
    "take_back",
]
