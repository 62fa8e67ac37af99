"""Mails as if they had been read, made from as little as a test wants to say."""

from bot.mail.incoming.message import Head, IncomingMail, Part

ASA = "asa.oberg@vaxjo.example"
BOT = "assistent@miljosamverkan.example"


def made(
    *fields: tuple[str, str],
    senders: tuple[str, ...] = (ASA,),
    subject: str = "Fråga om projektet",
    message_id: str = "1@vaxjo.example",
    parts: tuple[Part, ...] = (),
    in_reply_to: tuple[str, ...] = (),
    references: tuple[str, ...] = (),
) -> IncomingMail:
    """Return a mail from Åsa with these fields; its From field is hers where none is given."""
    names = {name for name, _ in fields}
    usual = () if "from" in names else (("from", f"Åsa Öberg <{ASA}>"),)
    return IncomingMail(
        head=Head((*fields, *usual)),
        message_id=message_id,
        senders=senders,
        subject=subject,
        text="Hej!",
        parts=parts,
        in_reply_to=in_reply_to,
        references=references,
    )
