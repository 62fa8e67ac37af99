"""Importing: what coordinators have in files becomes records, after a look at the difference."""

from handlers.imports.plan import (
    Change,
    FieldChange,
    ImportPlan,
    ImportResult,
    MeetingChange,
    Outcome,
)
from handlers.imports.planning import plan_import
from handlers.imports.problems import Code, Expected, Problem
from handlers.imports.sources import Document, Row, Source, Table, Unreadable
from handlers.imports.writing import apply_import

__all__ = [
    "Change",
    "Code",
    "Document",
    "Expected",
    "FieldChange",
    "ImportPlan",
    "ImportResult",
    "MeetingChange",
    "Outcome",
    "Problem",
    "Row",
    "Source",
    "Table",
    "Unreadable",
    "apply_import",
    "plan_import",
]
