"""Projects: finding one, showing it, listing several."""

from handlers.projects.cards import show
from handlers.projects.finding import Wish, find, find_projects, suggest_projects
from handlers.projects.lists import ListFilter, list_projects, running_projects
from handlers.projects.showing import show_project

__all__ = [
    "ListFilter",
    "Wish",
    "find",
    "find_projects",
    "list_projects",
    "running_projects",
    "show",
    "show_project",
    "suggest_projects",
]
