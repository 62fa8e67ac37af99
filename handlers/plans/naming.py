"""Which project or proposal a line of a plan is to be about, as somebody names it."""

import re

from sqlalchemy import select

from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.plans.entries import PROPOSAL, About
from handlers.ports import Services
from handlers.projects.finding import SURE
from handlers.proposals import by_reference
from handlers.scope import Scope, scope
from storage.models import Project
from storage.words import fold

_KIND = re.compile(r"(?P<kind>projekt(?:et)?|förslag(?:et)?)[: ]+(?P<named>\S.*)", re.IGNORECASE)
_KINDS = ("project", PROPOSAL)


def record_named(services: Services, asker: Asker, written: str) -> About:
    """Return what a line is to be about: "projekt släckvatten", "förslag biocider", "släckvatten".

    Nothing where nothing is written; refuses what surely means neither.
    """
    said = _KIND.fullmatch(written.strip())
    if not written.strip():
        return About()
    with scope(services, asker) as here:
        if said is None:
            return _found(here, written.strip(), _KINDS)
        kind = "project" if fold(said["kind"]).startswith("projekt") else PROPOSAL
        return _found(here, said["named"], (kind,))


def _found(here: Scope, named: str, kinds: tuple[str, ...]) -> About:
    if PROPOSAL in kinds:
        # By its number too: "2027-014".
        proposal = by_reference(here.session, here.family, named)
        if proposal is not None:
            return About(PROPOSAL, proposal.key)
    if "project" in kinds:
        mine = (Project.collaboration_id.in_(here.family.ids), Project.key == named)
        if here.session.scalars(select(Project.id).where(*mine).limit(1)).first() is not None:
            return About("project", named)
    for kind in kinds:
        index = here.indexes.projects if kind == "project" else here.indexes.proposals
        hits = [hit for hit in index.search(named, 1) if hit.score >= SURE]
        if hits:
            return About(kind, hits[0].ref.key)
    raise Refusal("no_such_plan_record", key=named)
