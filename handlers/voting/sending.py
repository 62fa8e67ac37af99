"""Sending what was drafted: where offices are asked what they think, proposals are out on that."""

from handlers.answers import Asker
from handlers.inquiries.asking import put_out
from handlers.inquiries.finding import found_inquiry, is_draft, questions_of
from handlers.inquiry_views import Purpose
from handlers.opinion_views import PROPOSALS
from handlers.ports import Services
from handlers.proposals.records import Acting, several
from handlers.proposals.states import State, state_of
from handlers.proposals.stepping import move_on
from handlers.voting.drafting import refuse_decided
from storage.models import Inquiry, Proposal

# From here a proposal goes out; one in the bank stays there whatever is said of it.
_BEFORE = frozenset({State.RECEIVED, State.WITH_CONTACTS, State.UNDER_REVIEW})


def send_inquiry(services: Services, asker: Asker, number: int) -> int:
    """Ask everybody that a draft is for, and return how many that is; twice asks nobody again.

    Proposals that offices are asked to say something of are moved, and those behind them told, in
    the same transaction. Refuses where one has been decided of since it was drafted,
    and an inquiry without questions, without a day that is to come, or that is for nobody.
    """
    with services.database.write() as session:
        row = found_inquiry(session, asker, number, lock=True)
        if not is_draft(row):
            return 0
        if row.about_kind == PROPOSALS:
            _follow(Acting(session, services, asker), row)
        return put_out(session, services, asker, row)


def _follow(acting: Acting, row: Inquiry) -> None:
    proposals = _proposals(acting, row)
    for one in proposals:
        refuse_decided(one)
    if row.purpose != Purpose.COMMENTS:
        return
    for one in proposals:
        if state_of(one) in _BEFORE:
            move_on(acting, one, State.ON_COMMENT)


def _proposals(acting: Acting, row: Inquiry) -> list[Proposal]:
    numbers = [int(one.key) for one in questions_of(row) if one.key]
    return several(acting.session, acting.asker, numbers, lock=True) if numbers else []
