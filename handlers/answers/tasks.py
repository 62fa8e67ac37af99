"""The coordinator's list, as an answer."""

from dataclasses import dataclass
from datetime import date, datetime

from handlers.answers.found import ListAnswer


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One line of the list; names are filled in only for those who may see the list.

    ``record_day`` is the local day of a meeting that it is about.
    """

    id: int
    kind: str
    text: str
    record_kind: str
    record_key: str
    state: str
    created_at: datetime
    record_title: str = ""
    asker_name: str = ""
    asker_account: str = ""
    taken_by: str = ""
    record_day: date | None = None
    asker_office: str = ""
    # What a file says of a project, and what stands here instead: the field, and both values.
    differs: tuple[tuple[str, object, object], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TasksAnswer(ListAnswer):
    """What is open on the coordinator's list; or the one task that somebody has done something to.

    Then ``change`` is taken, closed or open; it is empty for the list.
    """

    tasks: tuple[TaskLine, ...] = ()
    change: str = ""
