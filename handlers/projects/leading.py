"""Who leads a project: coordinators and project leaders in their own family, and whoever is named.

A project of another family is nobody's to change here, whatever its key.
"""

from typing import Protocol

from handlers.access import Information, may
from handlers.answers import Asker
from storage.indexes import Family


class Led(Protocol):
    """What tells whose a project is."""

    @property
    def collaboration_id(self) -> int:
        """Return the number of the collaboration that it belongs to."""

    @property
    def leader_id(self) -> int | None:
        """Return the number of the person who leads it, if one is named."""


def leads(asker: Asker, family: Family, project: Led) -> bool:
    """Tell whether the asker may change a project."""
    if asker.guest or project.collaboration_id not in family.ids:
        return False
    named = asker.person_id is not None and project.leader_id == asker.person_id
    return named or may(asker, Information.PROJECTS)
