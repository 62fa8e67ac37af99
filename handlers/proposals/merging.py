"""Two proposals that want the same become one, with everybody behind both; and are parted again."""

from handlers.access import Information, require
from handlers.answers import Asker
from handlers.contents import ProposalEvent
from handlers.errors import Refusal
from handlers.ports import Services
from handlers.proposals.records import (
    Acting,
    MovedLine,
    called,
    found,
    log,
    moved_line,
    names_changed,
    several,
)
from handlers.proposals.states import ENDED, State
from handlers.proposals.stepping import last_step, step_on
from handlers.proposals.telling import News, tell_all


def merge(services: Services, asker: Asker, number: int, into: int) -> MovedLine:
    """Let one proposal live on in another; doing it again changes nothing.

    Nobody behind either is lost: they all stand behind the one that lives on.
    """
    require(asker, Information.PROPOSALS)
    if number == into:
        raise Refusal("proposal_same")
    with services.database.write() as session:
        both = {row.id: row for row in several(session, asker, [number, into], lock=True)}
        row, other = both[number], both[into]
        if row.state == State.MERGED and row.merged_into_id == into:
            return moved_line(row)
        for one in (row, other):
            if one.state in ENDED:
                raise Refusal("proposal_moved_since", number=called(one), state=one.state)
        acting = Acting(session, services, asker)
        step = step_on(acting, row, State.MERGED, other=into)
        # Told before they are one: it is news to those behind this one alone.
        news = News(event=ProposalEvent.MERGED, stamp=f"s{step.id}", step=step.id)
        tell_all(acting, row, news)
        row.merged_into_id = into
        log(acting, row, "merged", step=step.id, into=into)
        names_changed(session, row.collaboration_id)
        return moved_line(row)


def part(services: Services, asker: Asker, number: int) -> MovedLine:
    """Let a proposal that was merged stand for itself again, where it stood before."""
    require(asker, Information.PROPOSALS)
    with services.database.write() as session:
        row = found(session, asker, number, lock=True)
        if row.state != State.MERGED:
            raise Refusal("proposal_not_merged", number=called(row))
        merged = last_step(session, row.id)
        if merged is None:
            raise LookupError(row.id)
        other, acting = row.merged_into_id, Acting(session, services, asker)
        row.merged_into_id, merged.undone_at = None, services.clock()
        step = step_on(acting, row, merged.before, other=other)
        news = News(event=ProposalEvent.PARTED, stamp=f"s{step.id}", step=step.id)
        tell_all(acting, row, news)
        log(acting, row, "parted", step=step.id, from_proposal=other)
        names_changed(session, row.collaboration_id)
        return moved_line(row)
