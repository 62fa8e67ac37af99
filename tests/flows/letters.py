"""Mails to the bot and from it, as their writers and readers see them."""

import email
import email.policy
import os
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path

from starlette.applications import Starlette
from starlette.testclient import TestClient
from typer.testing import Result

from bot.app.addresses import signed_links
from bot.app.services import build_services
from bot.config import load_settings
from bot.web.pages import web_pages
from storage.models import CoordinatorTask, EventLog, IncomingMail
from storage.session import Database
from tests.fakes import FixedClock
from tests.sample import NOW

BOT = "assistent@vast.example"
INA = "avlopp.lerum@vast.example"
REPLIED = "auto-replied"
VERIFIED = "mx.vast.example; dmarc=pass header.from=vast.example"
LATER, NO_INPUT = 75, 66
Post = Callable[..., Result]
STRANGER = "granne@hemma.example"
COORDINATOR = "utvecklingsledare@jonkoping.example"
TRUSTED = VERIFIED.replace("=vast", "=jonkoping")
TICKED = "klart verksamhetsberättelsen"


def written(subject: str, text: str = "", *, sender: str = INA, **fields: str) -> bytes:
    mail = EmailMessage(policy=email.policy.SMTP)
    mail["From"], mail["To"], mail["Subject"] = sender, BOT, subject
    named = {"Message_ID": "<fraga@vast.example>", **fields}
    for name, value in named.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail.as_bytes()


def mails_to(folder: Path, address: str) -> list[EmailMessage]:
    """Return everything that was sent to somebody, the oldest first."""
    files = sorted(folder.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
    mails = [
        email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in files
    ]
    return [mail for mail in mails if address in str(mail["To"])]


def answers(folder: Path, to: str = INA) -> list[EmailMessage]:
    """Return the answers to somebody, the oldest first."""
    return [mail for mail in mails_to(folder, to) if mail["Auto-Submitted"] == REPLIED]


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def flat(mail: EmailMessage) -> str:
    """Return a mail's text on one line."""
    return " ".join(text_of(mail).split())


def changes(url: str) -> tuple[int, int]:
    """Count what is to do for the coordinator, and what has been logged."""
    database = Database(url)
    with database.session() as session:
        counted = session.query(CoordinatorTask).count(), session.query(EventLog).count()
    database.dispose()
    return counted


def fates(url: str) -> list[tuple[str, str]]:
    database = Database(url)
    with database.session() as session:
        found = [
            (one.state, one.reason) for one in session.query(IncomingMail).order_by(IncomingMail.id)
        ]
    database.dispose()
    return found


def order(asked: str, number: int = 1, **fields: str) -> bytes:
    message_id = f"<order-{number}@jonkoping.example>"
    return written(asked, sender=COORDINATOR, Message_ID=message_id, **fields)


def verbs(url: str) -> list[str]:
    database = Database(url)
    with database.session() as session:
        found = [one.verb for one in session.query(EventLog).filter_by(door="mail")]
    database.dispose()
    return found


def link_in(mail: EmailMessage) -> str:
    (found,) = re.findall(r"https://bot\.example(/(?:bekrafta|bestall)/\S+)", text_of(mail))
    return str(found)


@contextmanager
def site() -> Iterator[TestClient]:
    """Open the pages that mails lead to."""
    settings = load_settings(os.environ)
    services = build_services(settings, FixedClock(NOW))
    links = signed_links(settings, services.clock)
    assert links is not None
    with ThreadPoolExecutor(1) as executor:
        pages = web_pages(services, links, executor, lambda _error: "")
        with TestClient(Starlette(routes=pages), base_url="https://bot.example") as client:
            yield client
    services.database.dispose()
