"""What people have to say of a proposal that others have handed in, or that is under review."""

from handlers.access import Information, require
from handlers.answers import Asker
from handlers.contents import ProposalEvent
from handlers.errors import Refusal
from handlers.ports import Services
from handlers.proposals.offices import own_office
from handlers.proposals.records import Acting, found, log
from handlers.proposals.suggestion import Suggestion, tidied
from handlers.proposals.telling import News, tell_all
from storage.inserting import insert_new
from storage.models import ProposalComment
from storage.models.proposals import LONGEST_WORDS


def comment(
    services: Services, asker: Asker, number: int, words: str, token: str | None = None
) -> int:
    """Say something of a proposal, and return which it is; the same ``token`` says it once."""
    require(asker, Information.PROPOSE)
    said = tidied(Suggestion(background=words)).background
    if not said:
        raise Refusal("proposal_comment_missing")
    if len(said) > LONGEST_WORDS:
        raise Refusal("proposal_too_long", most=LONGEST_WORDS, length=len(said))
    with services.database.write() as session:
        row = found(session, asker, number, lock=True)
        added = session.scalars(
            insert_new(services.database, ProposalComment)
            .values(
                collaboration_id=row.collaboration_id,
                proposal_id=row.id,
                person_id=asker.person_id,
                office_id=own_office(session, asker.person_id),
                words=said,
                at=services.clock(),
                token=token,
            )
            .returning(ProposalComment.id)
        ).one_or_none()
        if added is not None:
            acting = Acting(session, services, asker)
            log(acting, row, "commented", comment=added)
            stamp = f"{row.id}/c{added}"
            news = News(event=ProposalEvent.COMMENTED, stamp=stamp, comment=added)
            tell_all(acting, row, news)
        return row.id
