"""Mails set aside: who they say they are from, why, and what can be done."""

from collections.abc import Sequence

from bot.texts.cards.model import Card, Choice, Line
from bot.texts.cards.shaping import LONGEST_CHOICE, MOST_CHOICES, make
from bot.texts.dates import day_words, short_day
from bot.texts.safe import clean, shortened
from bot.texts.wording import text, word
from handlers.answers import QuarantineAnswer, QuarantinedMail
from handlers.ports import SWEDEN

# All of what is done when it is let through is shown.
_LONGEST = 500
_PROPOSAL, _PASSED_ON = "calendar_proposal", "meeting_words"


def quarantine_card(answer: QuarantineAnswer) -> Card:
    """Present the mails that are set aside, or what was done about one."""
    if answer.change:
        lead = _line(answer.mails[0]).text
        return make(answer.kind, lead, heading=word("mail_decided", answer.change))
    if not answer.mails:
        return make(answer.kind, text("quarantine.nothing"))
    return make(
        answer.kind,
        _how(answer.mails),
        heading=text("quarantine.heading", count=len(answer.mails)),
        lines=map(_line, answer.mails),
        choices=map(_choice, answer.mails[:MOST_CHOICES]),
        columns=_columns(),
    )


def _how(mails: Sequence[QuarantinedMail]) -> str:
    """Say what to type, with the number of a mail that there is something to let through in."""
    first = next((one for one in mails if one.reason not in {_PROPOSAL, _PASSED_ON}), None)
    if first is None:
        return text("quarantine.how_read", number=mails[0].number)
    return text("quarantine.how", number=first.number)


def _choice(mail: QuarantinedMail) -> Choice:
    if mail.reason == _PROPOSAL:
        # There is nothing to let through: the meeting is moved, or it is not.
        label = text("quarantine.decline", number=mail.number, subject=clean(mail.subject))
        typed = text("quarantine.typed_decline", number=mail.number)
        return Choice(shortened(label, LONGEST_CHOICE), typed)
    subject = clean(mail.subject)
    if mail.reason == _PASSED_ON:
        # It is for people to read: there is nothing that it would do.
        label = text("quarantine.put_away", number=mail.number, subject=subject)
        typed = text("quarantine.typed_decline", number=mail.number)
        return Choice(shortened(label, LONGEST_CHOICE), typed)
    label = text("quarantine.release", number=mail.number, subject=subject)
    return Choice(shortened(label, LONGEST_CHOICE), text("quarantine.typed", number=mail.number))


def _line(mail: QuarantinedMail) -> Line:
    day = mail.received_at.astimezone(SWEDEN).date()
    sender = shortened(clean(mail.sender), _LONGEST) or text("quarantine.nobody")
    subject = shortened(clean(mail.subject), _LONGEST) or text("quarantine.unreadable")
    reason = word("quarantine_reason", mail.reason)
    said = text(
        "quarantine.line",
        number=mail.number,
        day=day_words(day),
        sender=sender,
        subject=subject,
        reason=reason,
    )
    return Line(said, cells=(str(mail.number), subject, sender, short_day(day), reason))


def _columns() -> tuple[str, ...]:
    return (
        text("table.number"),
        text("table.subject"),
        text("table.sender"),
        text("table.when"),
        text("table.why"),
    )
