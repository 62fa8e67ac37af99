"""What a reply to an answer of ours chooses of what that let one choose."""

from bot.mail.incoming.message import IncomingMail
from bot.mail.questions import YES, chosen_number
from handlers.incoming import offered
from handlers.ports import Services


def chosen(services: Services, mail: IncomingMail) -> str:
    """Return what a reply to an earlier answer chooses, by its number or by a yes."""
    number, choices = _said(services, mail)
    if number == YES:
        # A yes to several is a yes to none.
        return choices[0] if len(choices) == 1 else ""
    return choices[number - 1] if number and 0 < number <= len(choices) else ""


def chooses(services: Services, mail: IncomingMail) -> bool:
    """Tell whether a reply is meant to choose, also where it chooses nothing."""
    _, choices = _said(services, mail)
    return bool(choices)


def _said(services: Services, mail: IncomingMail) -> tuple[int | None, tuple[str, ...]]:
    number = chosen_number(mail.text)
    if number is None:
        return None, ()
    return number, offered(services, mail.sender, (*mail.in_reply_to, *mail.references))
