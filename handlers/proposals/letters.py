"""A proposal that somebody writes in letters: each says more of it, until it is handed in."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.access import Information, require
from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.ports import Services
from handlers.proposals.drafts import Draft, keep_draft, open_draft, show_draft
from handlers.proposals.submitting import check_draft
from handlers.proposals.suggestion import Suggestion, Unfinished
from storage.models import ProposalDraft


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft, what it is called by, and what has to be mended in it, by field."""

    number: int
    draft: Draft
    problems: Mapping[str, Refusal] = field(default_factory=dict)

    @property
    def suggestion(self) -> Suggestion:
        """Return what it says."""
        return self.draft.suggestion


def begin_letter(services: Services, asker: Asker, said: Mapping[str, object]) -> KeptDraft:
    """Keep a new draft that says so; the same said twice is one draft."""
    require(asker, Information.PROPOSE)
    draft = open_draft(services, asker, replace(Suggestion(), **said))  # type: ignore[arg-type]  # fields by their names
    return _kept(services, asker, draft)


def continue_letter(
    services: Services, asker: Asker, number: int, said: Mapping[str, object]
) -> KeptDraft:
    """Let a draft say more, or something else; what is not said again stays."""
    require(asker, Information.PROPOSE)
    draft = numbered_draft(services, asker, number).draft
    wanted = replace(draft.suggestion, **said)  # type: ignore[arg-type]  # fields by their names
    kept = keep_draft(services, asker, draft.token, wanted)
    return _kept(services, asker, kept)


def numbered_draft(services: Services, asker: Asker, number: int | None = None) -> KeptDraft:
    """Return one of the asker's own drafts by its number, or else the latest; refuse another's."""
    with services.database.session() as session:
        token = _token(session, asker, number)
    return _kept(services, asker, show_draft(services, asker, token))


def _token(session: Session, asker: Asker, number: int | None) -> str:
    mine = select(ProposalDraft.token).where(ProposalDraft.person_id == asker.person_id)
    if number is not None:
        mine = mine.where(ProposalDraft.id == number)
    latest = mine.order_by(ProposalDraft.updated_at.desc(), ProposalDraft.id.desc()).limit(1)
    token = session.scalar(latest) if asker.known else None
    if token is None:
        raise Refusal("proposal_draft_gone")
    return token


def _kept(services: Services, asker: Asker, draft: Draft) -> KeptDraft:
    with services.database.session() as session:
        number = session.scalars(select(ProposalDraft.id).filter_by(token=draft.token)).one()
    try:
        check_draft(services, asker, draft.suggestion)
    except Unfinished as unfinished:
        return KeptDraft(number, draft, unfinished.problems)
    return KeptDraft(number, draft)
