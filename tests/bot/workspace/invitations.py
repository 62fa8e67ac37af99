"""Invitations as an organizer sends them, written line by line: no program's code stands behind."""

from datetime import UTC, datetime, timedelta

from bot.workspace.agenda import Message, read_message
from tests.bot.workspace.demo_house import START, Demo
from tests.bot.workspace.mailings import mailed, put

ME = "ina.ek@habo.example"
ORGANIZER = "boten@jonkoping.example"
UID = "mote-1@jonkoping.example"
FEBRUARY = ("20270210T090000", "20270210T120000")
MARCH = ("20270310T090000", "20270310T120000")
ASKED = "CN=Ina Ek;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE"
# When the first version was written; each minute after it is a later one.
STAMP = datetime(2027, 1, 11, 8, tzinfo=UTC)
ZONE = """BEGIN:VTIMEZONE
TZID:Europe/Stockholm
BEGIN:STANDARD
DTSTART:19701025T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700329T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
END:VTIMEZONE"""


def times(*hours: str) -> tuple[str, ...]:
    return tuple(
        f"{name};TZID=Europe/Stockholm:{hour}"
        for name, hour in zip(("DTSTART", "DTEND"), hours, strict=True)
    )


def days(*written: str) -> tuple[str, ...]:
    return tuple(
        f"{name};VALUE=DATE:{day}" for name, day in zip(("DTSTART", "DTEND"), written, strict=True)
    )


def event(
    sequence: int = 0,
    minutes: int = 0,
    *further: str,
    when: tuple[str, ...] = times(*FEBRUARY),
    uid: str = UID,
    to: str = ME,
    title: str = "Chefsmöte",
) -> tuple[str, ...]:
    """Write one meeting; ``minutes`` is how long after the first version it was said."""
    return (
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"DTSTAMP:{STAMP + timedelta(minutes=minutes):%Y%m%dT%H%M%SZ}",
        f"SEQUENCE:{sequence}",
        f"SUMMARY:{title}",
        *when,
        f"ORGANIZER;CN=Samverkansboten:mailto:{ORGANIZER}",
        f"ATTENDEE;{ASKED}:mailto:{to}",
        *further,
        "END:VEVENT",
    )


def calendar(*events: tuple[str, ...], method: str = "REQUEST") -> bytes:
    """Write a message; the lines are not folded, which every program reads."""
    head = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//x//sv",
        f"METHOD:{method}",
        *ZONE.split("\n"),
    )
    lines = (*head, *(line for one in events for line in one), "END:VCALENDAR", "")
    return "\r\n".join(lines).encode()


def message(*events: tuple[str, ...], method: str = "REQUEST") -> Message:
    return read_message(calendar(*events, method=method))


def invitation(
    content: bytes, moment: datetime = STAMP, method: str = "REQUEST", to: str = ME
) -> bytes:
    """Write the mail that an invitation comes by."""
    plain = mailed(to=to, subject="Inbjudan: Chefsmöte", text="Välkommen.", html="", moment=moment)
    head, _, text = plain.decode().partition("\r\n\r\n")
    kept = [line for line in head.split("\r\n") if not line.startswith(("Content-", "MIME"))]
    mark = "====="
    told = f"text/calendar; method={method}"
    parts = (("text/plain", text), (told, content.decode()))
    body = "".join(
        f'--{mark}\r\nContent-Type: {kind}; charset="utf-8"\r\n'
        f"Content-Transfer-Encoding: 8bit\r\n\r\n{said}\r\n"
        for kind, said in parts
    )
    fields = (*kept, "MIME-Version: 1.0", f'Content-Type: multipart/alternative; boundary="{mark}"')
    return ("\r\n".join(fields) + f"\r\n\r\n{body}--{mark}--\r\n").encode()


def invite(demo: Demo, *events: tuple[str, ...], method: str = "REQUEST", to: str = ME) -> str:
    """Let an invitation come, each a minute after the one before it; give the key of its mail."""
    count = len(list(demo.mail.glob("*.eml")))
    moment = START - timedelta(hours=1) + timedelta(minutes=count)
    put(demo.mail, f"n{count}", invitation(calendar(*events, method=method), moment, method, to))
    return f"n{count}"
