"""What campaigns find: the form of each, what is answered taken together, and the report."""

from handlers.results.asking_more import ask_newcomers
from handlers.results.compiling import show_results
from handlers.results.forming import (
    ResultsForm,
    ResultsSheet,
    make_form,
    results_sheet,
    which_of_form,
)
from handlers.results.questions import question_line, read_questions
from handlers.results.reporting import draft_report

__all__ = [
    "ResultsForm",
    "ResultsSheet",
    "ask_newcomers",
    "draft_report",
    "make_form",
    "question_line",
    "read_questions",
    "results_sheet",
    "show_results",
    "which_of_form",
]
