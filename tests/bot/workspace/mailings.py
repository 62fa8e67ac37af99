"""Mails as files, as a bot that mails to a directory leaves them."""

from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path

MORNING = datetime(2026, 2, 27, 7, tzinfo=UTC)
TO_INA = "Ina Ek <ina.ek@habo.example>"
TO_VETLANDA = "Miljökontoret i Vetlanda <miljokontoret@vetlanda.example>"
LINK = '<a href="https://boten.example/klart">Markera som klart</a>'
HTML = (
    f"<html lang='sv'><head><title>x</title></head><body><p>Senast i dag. {LINK}</p></body></html>"
)


def mailed(
    to: str = TO_INA,
    subject: str = "Påminnelse: Telefonboken",
    text: str = "Senast i dag.",
    html: str = HTML,
    moment: datetime = MORNING,
    **headers: str,
) -> bytes:
    """Write a mail as it is sent."""
    message = EmailMessage(policy=SMTP)
    message["From"] = "Samverkansboten <boten@jonkoping.example>"
    message["To"] = to
    message["Subject"] = subject
    message["Date"] = format_datetime(moment)
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    return message.as_bytes()


def put(directory: Path, key: str, content: bytes) -> Path:
    """Put a mail in its place in one stroke; one with the same name is replaced."""
    hidden, place = directory / f".{key}.eml", directory / f"{key}.eml"
    hidden.write_bytes(content)
    hidden.replace(place)
    return place
