"""A record by its key: what a button or a numbered choice stands for."""

from collections.abc import Callable

from sqlalchemy import select

from handlers import duties, groups, lookups, proposals
from handlers.answers import Answer, ProjectAnswer
from handlers.projects.cards import show
from handlers.scope import Scope
from storage.keys import KEY
from storage.models import CadenceRule, Group, NationalActivity, Project, Proposal

_Model = type[Project | Proposal | CadenceRule | Group | NationalActivity]


def by_key(scope: Scope, command: str, written: str) -> Answer | None:
    """Answer for the record with the key ``written`` among those that ``command`` shows.

    A key of another collaboration is taken too, as a choice may lead there, but a key that the
    asker's own has goes first: every collaboration calls its preparatory group by the same key.
    """
    if command not in _SHOWN or not KEY.fullmatch(written):
        return None
    model, show_it = _SHOWN[command]
    rows = scope.session.execute(
        select(model.id, model.collaboration_id).where(model.key == written)
    ).all()
    for there in (scope, *(scope.elsewhere(family) for family in scope.others)):
        for number, owner in rows:
            if owner in there.family.ids:
                return show_it(there, number)
    return None


def _project(scope: Scope, number: int) -> Answer:
    card = show(scope, number)
    return ProjectAnswer(ids=(card.key,), card=card)


def _rule(scope: Scope, number: int) -> Answer:
    return duties.meeting(scope, duties.rules_by_id(scope, [number]))


_SHOWN: dict[str, tuple[_Model, Callable[[Scope, int], Answer]]] = {
    "projekt": (Project, _project),
    "forslag": (Proposal, proposals.show_proposal),
    "mote": (CadenceRule, _rule),
    "grupp": (Group, groups.show_group),
    "nationell": (NationalActivity, lookups.show_national),
}
