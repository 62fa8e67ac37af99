"""The mail that tries out whether mails arrive."""

from datetime import datetime

from bot.mail.addresses import Sender, deliverable
from bot.mail.letters import Letter, message_id_of, written
from bot.mail.lines import Envelope
from bot.mail.rendering import set_in
from bot.mail.sheets import AnswerSheet, Footing
from bot.texts import text


def trial_envelope(address: str, sender: Sender, now: datetime) -> Envelope:
    """Write a trial mail; raise ``DeliveryError`` where no mail can be sent to the address.

    ``now``: an aware moment, which the Message-ID is made of.
    """
    recipient = deliverable(address)
    said = set_in("answer", _sheet())
    letter = Letter(
        to_name="",
        to_address=recipient,
        subject=said.subject,
        text=said.text,
        html=said.html,
        message_id=message_id_of(f"trial/{now.isoformat()}/{recipient}", sender.domain),
    )
    content = written(letter, sender, now)
    return Envelope(sender.address, recipient, letter.message_id, content)


def _sheet() -> AnswerSheet:
    return AnswerSheet(
        subject=text("trial.subject"),
        preview=text("trial.lead"),
        title=text("trial.title"),
        lead=text("trial.lead"),
        rows=(),
        choices=(),
        notes=(text("trial.look"),),
        footing=Footing(
            sender=text("trial.sender"),
            why=text("trial.why"),
            change=text("trial.once"),
            settings=None,
        ),
    )
