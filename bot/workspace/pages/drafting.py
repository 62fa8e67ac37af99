"""What stands in the form for a mail: read, looked through, and put under what it answers."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from bot.workspace.letters import UNTITLED, Letter
from bot.workspace.pages.moments import MONTHS, STOCKHOLM
from bot.workspace.pages.posting import Form, first
from bot.workspace.writing import is_address

# More than anybody writes; what is longer was pasted by mistake.
MOST_TEXT, MOST_SUBJECT = 100_000, 250
EMPTY = "Mejlet är tomt. Skriv din fråga i ämnet eller i texten."
EMPTY_REPLY = "Svaret är tomt. Skriv vad du vill svara."
NO_ADDRESS = "Det här är ingen e-postadress. Skriv till exempel granne@hemma.example."
TOO_LONG = "{what} är för {long}: {count} tecken, och här går det att skicka högst {most}. {mend}"
REPLY_MARK = "SV: "


@dataclass(frozen=True, slots=True)
class Filled:
    """Hold what somebody has typed. ``address`` is only asked for outside the mailboxes."""

    ticket: str
    subject: str = ""
    text: str = ""
    forged: bool = False
    address: str = ""


def blank(subject: str = "", address: str = "") -> Filled:
    """Give a form that nobody has typed in; what is sent from it twice is one mail."""
    return Filled(secrets.token_hex(8), subject, address=address)


def read(form: Form) -> Filled:
    """Read what was typed, as it was typed."""
    return Filled(
        ticket=first(form, "ticket"),
        subject=first(form, "subject"),
        text=first(form, "text").replace("\r\n", "\n"),
        forged="forged" in form,
        address=first(form, "address"),
    )


def faults(filled: Filled, *, is_reply: bool = False, asks_address: bool = False) -> dict[str, str]:
    """Say what is to be mended in which field, in the order of the page."""
    found: dict[str, str] = {}
    if asks_address and not is_address(filled.address):
        found["address"] = NO_ADDRESS
    if len(filled.subject) > MOST_SUBJECT:
        found["subject"] = _too_long("Ämnet", "långt", len(filled.subject), MOST_SUBJECT)
    if len(filled.text) > MOST_TEXT:
        found["text"] = _too_long("Texten", "lång", len(filled.text), MOST_TEXT)
    elif is_reply and not filled.text.strip():
        found["text"] = EMPTY_REPLY
    elif not (filled.text.strip() or filled.subject.strip()):
        found["text"] = EMPTY
    return found


def reply_subject(subject: str) -> str:
    """Give the subject of an answer: with "SV:" before it, once."""
    bare = "" if subject == UNTITLED else subject
    marked = bare.casefold().startswith(REPLY_MARK.strip().casefold())
    return bare if marked else f"{REPLY_MARK}{bare}".rstrip()


def quoted(letter: Letter, text: str) -> str:
    """Quote a mail as Outlook does in Swedish: below, and without marks on the lines."""
    fields = {
        "Från": letter.sender.label if letter.sender else "",
        "Skickat": _told(letter.moment),
        "Till": ", ".join(one.label for one in letter.to),
        "Ämne": letter.subject,
    }
    head = "\n".join(f"{name}: {value}" for name, value in fields.items() if value)
    return f"{head}\n\n{text.strip()}"


def _told(moment: datetime) -> str:
    local = moment.astimezone(STOCKHOLM)
    return f"den {local.day} {MONTHS.split()[local.month - 1]} {local.year} {local:%H:%M}"


def _too_long(what: str, long: str, count: int, most: int) -> str:
    mend = "Korta ner och skicka igen."
    return TOO_LONG.format(
        what=what, long=long, count=_grouped(count), most=_grouped(most), mend=mend
    )


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", "\N{NO-BREAK SPACE}")
