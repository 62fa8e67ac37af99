"""What followers of projects are told: plain data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectNewsChange:
    """One field of a project before and after, however often it was changed between.

    ``subject`` is the name of the office whose part it is, where it is an office's.
    """

    field: str
    old: Mapping[str, Any] | None
    new: Mapping[str, Any] | None
    subject: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectNewsLine:
    """A project that somebody follows, and what has changed in it."""

    key: str
    title: str
    changes: tuple[ProjectNewsChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectNews:
    """What has changed in the projects that somebody follows since they were told last."""

    collaboration: str
    projects: tuple[ProjectNewsLine, ...]
