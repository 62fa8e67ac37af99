"""The mail that asks whether its reader wants a newsletter."""

from bot.mail.links import Links
from bot.mail.notes import ConfirmationSheet
from bot.mail.sheets import Footing, Link
from bot.texts import text
from bot.texts.safe import clean
from handlers.contents import NewsletterJoin
from handlers.ports import Recipient


def join_sheet(content: NewsletterJoin, to: Recipient, links: Links) -> ConfirmationSheet:
    """Return what the mail says; without pages there is no way to confirm, and it says so."""
    letter = clean(content.collaboration)
    address = links.join(to.person_id, content.collaboration_id) if to.person_id else None
    label = text("newsletter.join_button")
    notes = (text("newsletter.join_not_me"),)
    return ConfirmationSheet(
        subject=text("newsletter.join_subject", letter=letter),
        preview=text("newsletter.join_lead"),
        title=text("newsletter.join_title"),
        lead=text("newsletter.join_lead"),
        asked=text("newsletter.join_what", letter=letter),
        link=Link(label, label, address) if address else None,
        notes=notes if address else (text("answer.confirm_no_page"), *notes),
        footing=Footing(
            sender=text("mail.sender", collaboration=letter),
            why=text("newsletter.join_why"),
            change=text("answer.help"),
            settings=None,
        ),
    )
