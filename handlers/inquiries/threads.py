"""Which inquiry a mail answers that replies to one of ours, known by the Message-ID it names."""

from collections.abc import Sequence

from sqlalchemy import select, text

from handlers.inquiries.telling import ANSWERED_TO
from handlers.ports import Services
from storage.models import IncomingMail, Notice

# As text, or SQLite does not see that its small index of mails is meant.
_MAILED = text("notice.door = 'mail'")
_ANSWERED = text("incoming_mail.answer_id <> ''")


def inquiry_of(services: Services, ids: Sequence[str]) -> int | None:
    """Return the number of the inquiry that is replied to, None where it is none.

    ``ids`` are Message-IDs without brackets, the nearest first: that decides. Whose word a reply
    is, that does not prove: a mail is passed on.
    """
    if not ids:
        return None
    sent = select(Notice.receipt, Notice.inquiry_id).where(
        _MAILED,
        Notice.receipt.in_([f"<{one}>" for one in ids]),
        Notice.kind.in_(ANSWERED_TO),
    )
    answered = select(IncomingMail.answer_id, IncomingMail.answer).where(
        IncomingMail.answer_id.in_(ids), _ANSWERED
    )
    with services.database.session() as session:
        told = {row.receipt.strip("<>"): row.inquiry_id for row in session.execute(sent)}
        for row in session.execute(answered):
            if number := row.answer.get("inquiry"):
                told[row.answer_id] = int(number)
    return next((told[one] for one in ids if one in told), None)
