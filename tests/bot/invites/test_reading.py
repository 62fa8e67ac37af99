from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_bytes
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.invites import Method, Proposal, Said, Status, UnreadableError, read, request
from bot.invites.reading import LARGEST
from tests.bot.invites.made import ASA, BOT, MEETING, NOW, local

SAMPLES = Path(__file__).parent / "samples"
UID = MEETING.uid
ADDRESS = "asa.oberg@kommun.example"
ACCEPTED = Said(
    method=Method.REPLY,
    uid=UID,
    attendee=ADDRESS,
    name="Åsa Öberg",
    status=Status.ACCEPTED,
    stamp=datetime(2027, 6, 11, 13, 42, 5, tzinfo=UTC),
)
THUNDERBIRD = replace(
    ACCEPTED,
    uid="chef-2026-02@miljosamverkan.example",
    stamp=datetime(2026, 11, 20, 18, 52, 4, tzinfo=UTC),
)
EXPECTED: dict[str, list[Said]] = {
    "exchange_accepted_no_organizer.ics": [replace(ACCEPTED, sequence=1)],
    "outlook_com_accepted.eml": [
        replace(ACCEPTED, stamp=datetime(2027, 6, 11, 13, 41, 57, tzinfo=UTC))
    ],
    "google_declined.ics": [
        replace(
            ACCEPTED,
            attendee="nils.dahl@kommun.example",
            name="Nils Dahl",
            status=Status.DECLINED,
            stamp=datetime(2027, 6, 12, 10, 15, tzinfo=UTC),
            comment="Vi har nämnd, men Eva kommer",
        )
    ],
    "iphone_tentative_proposes_time.ics": [
        replace(
            ACCEPTED,
            status=Status.TENTATIVE,
            stamp=datetime(2027, 6, 13, 6, tzinfo=UTC),
            comment="🗓 Kan vi flytta mötet till fredag kl. 13?",
            proposal=Proposal(datetime(2027, 7, 2, 11, tzinfo=UTC)),
        )
    ],
    "outlook_counter.ics": [
        replace(
            ACCEPTED,
            method=Method.COUNTER,
            status=Status.TENTATIVE,
            stamp=datetime(2027, 6, 14, 7, tzinfo=UTC),
            comment="Förmiddagen är full",
            proposal=Proposal(
                datetime(2027, 7, 1, 11, tzinfo=UTC), datetime(2027, 7, 1, 14, tzinfo=UTC)
            ),
        )
    ],
    "thunderbird153_reply_accepted.ics": [THUNDERBIRD],
    "thunderbird153_reply_twoday_accepted.ics": [
        replace(
            THUNDERBIRD,
            uid="tvadagar@miljosamverkan.example",
            stamp=datetime(2026, 11, 20, 18, 52, 6, tzinfo=UTC),
        )
    ],
    # Two other times of the series stand there, unanswered.
    "thunderbird_series_one_time.ics": [
        replace(
            ACCEPTED,
            status=Status.DECLINED,
            sequence=2,
            stamp=datetime(2027, 4, 1, 8, 15, tzinfo=UTC),
            slot=local(2027, 5, 4, 9),
        )
    ],
    "delegated.ics": [
        replace(
            ACCEPTED,
            name="",
            status=Status.DELEGATED,
            stamp=datetime(2027, 4, 1, 8, 15, tzinfo=UTC),
            delegates=("eva.ek@kommun.example", "ola.ek@kommun.example"),
        ),
        replace(
            ACCEPTED,
            attendee="eva.ek@kommun.example",
            name="",
            stamp=datetime(2027, 4, 1, 8, 15, tzinfo=UTC),
            delegator=ADDRESS,
        ),
    ],
    "refresh.ics": [
        replace(
            ACCEPTED,
            method=Method.REFRESH,
            name="",
            status=None,
            stamp=datetime(2027, 4, 1, 8, 15, tzinfo=UTC),
        )
    ],
}


def sample(name: str) -> bytes:
    raw = (SAMPLES / name).read_bytes()
    if name.endswith(".ics"):
        return raw
    (part,) = [
        one for one in message_from_bytes(raw).walk() if "calendar" in one.get_content_type()
    ]
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content


def reply(*lines: str, attendee: str = f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{ADDRESS}") -> bytes:
    """Return a reply as short as one can be, with further lines in its event."""
    inside = [f"UID:{UID}", "DTSTAMP:20270611T134205Z", attendee, *lines]
    event = ["BEGIN:VEVENT", *inside, "END:VEVENT"]
    return "\r\n".join(
        ["BEGIN:VCALENDAR", "VERSION:2.0", "METHOD:REPLY", *event, "END:VCALENDAR", ""]
    ).encode()


def test_every_sample_has_its_expected_meaning() -> None:
    assert {path.name for path in SAMPLES.iterdir()} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_reply_of_each_client_is_understood(name: str) -> None:
    assert list(read(sample(name))) == EXPECTED[name]


@pytest.mark.parametrize(
    "attendee",
    [
        f"ATTENDEE;PARTSTAT=ACCEPTED:MAILTO:{ADDRESS.upper()}",
        f'ATTENDEE;PARTSTAT="accepted":mailto:{ADDRESS}',
        f"attendee;partstat=Accepted:Mailto:{ADDRESS}",
        # Exchange, of somebody in its own directory.
        f"ATTENDEE;PARTSTAT=ACCEPTED;EMAIL={ADDRESS}:invalid:nomail",
        f'ATTENDEE;PARTSTAT=ACCEPTED;CN="a;b:c,d":mailto:{ADDRESS}',
    ],
)
def test_address_is_known_however_it_is_written(attendee: str) -> None:
    (said,) = read(reply(attendee=attendee))

    assert (said.attendee, said.status) == (ADDRESS, Status.ACCEPTED)


@pytest.mark.parametrize(
    "line",
    [
        "DTSTART;TZID=Pacific:20270701T090000",
        "DTSTART;TZID=Europe:20270701T090000",
        f"DTSTART;TZID={'x' * 300}:20270701T090000",
        "DTSTART;TZID=../../etc/passwd:20270701T090000",
        'X-EVIL;X="a\x00b":c',
        "X-EVIL\x0b:c",
        "X-EVIL;=;:",
        "SEQUENCE:ett",
        "SEQUENCE:-1",
        f"SEQUENCE:{'9' * 400}",
        "DTSTART:00010101T000000",
        "DTSTART;TZID=Europe/Stockholm:99991231T235959",
        "SEQUENCE:²",
        "RRULE:FREQ=NEVER",
        "DTSTART:99999999T999999Z",
        "BEGIN:VALARM\r\nUID:another\r\nATTENDEE;PARTSTAT=DECLINED:mailto:x@y.example\r\nEND:VALARM",
        "COMMENT:" + "å" * 20_000,
        "END:VCALENDAR\r\nEND:VEVENT\r\nBEGIN:VEVENT",
    ],
)
def test_one_broken_line_does_not_lose_the_answer(line: str) -> None:
    (said,) = read(reply(line))

    assert said == replace(ACCEPTED, name="")


@pytest.mark.parametrize(
    ("zone", "hour"),
    [
        ("Europe/Stockholm", 7),
        ("Europe/Helsinki", 6),
        ("W. Europe Standard Time", 7),
        ("GMT Standard Time", 8),
        # Nobody knows it: it is the one that we sent.
        ("Pacific", 7),
        ("(UTC+01:00) Amsterdam\\, Berlin", 7),
    ],
)
def test_time_of_a_series_is_known_in_whatever_zone_it_is_repeated(zone: str, hour: int) -> None:
    (said,) = read(reply(f'RECURRENCE-ID;TZID="{zone}":20270701T090000'))

    assert said.slot == datetime(2027, 7, 1, hour, tzinfo=UTC)


def test_day_of_a_series_is_a_day() -> None:
    (said,) = read(reply("RECURRENCE-ID;VALUE=DATE:20270915"))

    assert said.slot == date(2027, 9, 15)


@pytest.mark.parametrize("status", ["NEEDS-ACTION", "", "IN-PROCESS", "X-MAYBE"])
def test_who_has_not_answered_says_nothing(status: str) -> None:
    assert read(reply(attendee=f"ATTENDEE;PARTSTAT={status}:mailto:{ADDRESS}")) == ()


def test_lines_folded_within_a_letter_are_whole() -> None:
    folded = reply("COMMENT:Hälsningar").replace("ä".encode(), b"\xc3\r\n \xa4")

    assert read(folded)[0].comment == "Hälsningar"


@pytest.mark.parametrize("ending", [b"\n", b"\r"])
def test_lines_may_end_as_they_like(ending: bytes) -> None:
    assert read(reply().replace(b"\r\n", ending)) == (replace(ACCEPTED, name=""),)


def test_letters_are_read_in_the_charset_that_is_told() -> None:
    latin = reply("COMMENT:Hälsningar").decode().encode("latin-1")

    assert read(latin, "iso-8859-1")[0].comment == "Hälsningar"


@pytest.mark.parametrize(
    "charset",
    ["no-such-charset", "idna", "punycode", "unicode_escape", "hex", "", "a\0b", "utf-16"],
)
def test_charset_that_is_none_does_not_lose_the_answer(charset: str) -> None:
    raw = reply().decode().encode("utf-16") if charset == "utf-16" else reply()

    assert read(raw, charset)[0].status is Status.ACCEPTED


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL", "PUBLISH", "ADD", "X-MINE", ""])
def test_message_that_is_not_to_an_organizer_says_nothing(method: str) -> None:
    assert read(reply().replace(b"METHOD:REPLY", f"METHOD:{method}".encode())) == ()


def test_our_own_invitation_forwarded_says_nothing() -> None:
    assert read(request(MEETING, BOT, ASA, NOW)) == ()


@pytest.mark.parametrize(
    "line",
    [
        "DTSTAMP:00010101T000000",
        "DTSTAMP:99991231T235959Z",
        "RECURRENCE-ID;TZID=Europe/Stockholm:00010101T000000",
    ],
)
def test_moment_at_the_end_of_time_is_none(line: str) -> None:
    raw = reply(line).replace(b"DTSTAMP:20270611T134205Z\r\n", b"")

    (said,) = read(raw)

    assert (said.stamp, said.slot) == (None, None)


@pytest.mark.parametrize("uid", ["a\0b", "a\x1bb", "a\u202eb", "a\u2028b"])
def test_id_that_nobody_can_see_is_none(uid: str) -> None:
    assert read(reply().replace(UID.encode(), uid.encode())) == ()


@pytest.mark.parametrize("address", ["a\0@b.example", "å@b.example", "a b@c.example", "a@b@c"])
def test_address_that_nobody_can_have_is_none(address: str) -> None:
    assert read(reply(attendee=f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{address}")) == ()


def test_more_events_than_a_person_answers_are_left_unread() -> None:
    event = reply().split(b"METHOD:REPLY\r\n")[1].removesuffix(b"END:VCALENDAR\r\n")
    many = b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\n" + event * 500 + b"END:VCALENDAR\r\n"

    assert len(read(many)) == 100


def test_event_without_an_id_says_nothing_and_the_others_do() -> None:
    nameless = reply().replace(f"UID:{UID}\r\n".encode(), b"")
    both = nameless.replace(b"END:VCALENDAR\r\n", reply().split(b"METHOD:REPLY\r\n")[1])

    assert read(nameless) == ()
    assert read(both) == (replace(ACCEPTED, name=""),)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "no_event"),
        (b"Hej!", "no_event"),
        (b"BEGIN:VEVENT\r\nEND:VEVENT\r\n", "no_event"),
        (reply("COMMENT:" + "x" * 10_000_000), "too_large"),
    ],
)
def test_what_is_no_message_is_told_apart(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read(content)

    assert caught.value.code == code


def test_largest_message_is_read_without_looking_at_what_is_not_wanted() -> None:
    filling = "\r\n".join(["X-FILL;A=b:c"] * (LARGEST // 20))
    attendees = "\r\n".join(f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:a{n}@b.example" for n in range(900))

    assert len(read(reply(filling, attendees)[:LARGEST])) == 500


LINES = st.sampled_from(
    ["BEGIN:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "METHOD:REPLY", f"UID:{UID}", "BEGIN:VALARM"]
)
NAMES = st.sampled_from(["ATTENDEE", "DTSTAMP", "RECURRENCE-ID", "SEQUENCE", "COMMENT", "DTSTART"])
BROKEN = st.builds(lambda name, rest: name + rest, NAMES, st.text(max_size=60))


@given(st.lists(LINES | BROKEN, max_size=30), st.sampled_from(["\r\n", "\n", "\r\n "]))
@example(["ATTENDEE;TO-ALL-PROPOSED-NEW-TIME=DTSTART:9Z:mailto:a@b.c"], "\r\n")
def test_no_message_raises_anything_else(lines: list[str], between: str) -> None:
    head = f"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:{UID}\r\n"
    written = head + between.join(lines)

    for said in read(written.encode("utf-8", "surrogatepass")):
        assert said.uid
        assert "@" in said.attendee
