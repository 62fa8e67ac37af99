"""Projects: finding one, showing it, listing several."""

from handlers.projects.cards import show, state_on
from handlers.projects.finding import Wish, find, find_projects, suggest_projects
from handlers.projects.lists import RECURRING, ListFilter, list_projects, running_projects
from handlers.projects.showing import show_project

__all__ = [
    "RECURRING",
    "ListFilter",
    "Wish",
    "find",
    "find_projects",
    "list_projects",
    "running_projects",
    "show",
    "show_project",
    "state_on",
    "suggest_projects",
]
