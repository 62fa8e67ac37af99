"""Projects that live: what people change in them, who takes part, what has happened."""

from handlers.living.calls import (
    CallTerms,
    apply_to,
    close_call,
    group_of_project,
    open_call,
    settle_application,
    show_call,
    tidy_terms,
    withdraw,
)
from handlers.living.changing import Changed, change_project, take_back
from handlers.living.history import project_history
from handlers.living.news import plan_news
from handlers.living.offices import offices_in, taking_part
from handlers.living.participation import (
    PartSaid,
    join_project,
    leave_project,
    report_visits,
    set_part,
)
from handlers.living.rules import LONGEST, STATUSES, Wanted
from handlers.living.said import read_update
from handlers.living.sheets import OfficeSheet, Part, ProjectSheet, office_sheet, project_sheet
from handlers.living.starting import (
    USUAL_KIND,
    NewProject,
    Source,
    follow_source,
    project_item,
    projects_from,
    start_from,
    start_project,
    unstart_project,
    usual_year,
)
from handlers.living.suggestions import Settled, accept_suggestion, decline_suggestion, suggests
from handlers.living.telling import KINDS
from handlers.living.times import read_stretch
from handlers.living.working import Which

__all__ = [
    "KINDS",
    "LONGEST",
    "STATUSES",
    "USUAL_KIND",
    "CallTerms",
    "Changed",
    "NewProject",
    "OfficeSheet",
    "Part",
    "PartSaid",
    "ProjectSheet",
    "Settled",
    "Source",
    "Wanted",
    "Which",
    "accept_suggestion",
    "apply_to",
    "change_project",
    "close_call",
    "decline_suggestion",
    "follow_source",
    "group_of_project",
    "join_project",
    "leave_project",
    "office_sheet",
    "offices_in",
    "open_call",
    "plan_news",
    "project_history",
    "project_item",
    "project_sheet",
    "projects_from",
    "read_stretch",
    "read_update",
    "report_visits",
    "set_part",
    "settle_application",
    "show_call",
    "start_from",
    "start_project",
    "suggests",
    "take_back",
    "taking_part",
    "tidy_terms",
    "unstart_project",
    "usual_year",
    "withdraw",
]
