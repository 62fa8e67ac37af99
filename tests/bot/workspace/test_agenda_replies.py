"""What a calendar answers, in the shape of each program, as whoever has invited reads it."""

from datetime import UTC, date, datetime
from email import message_from_bytes, policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.invites import Method, Proposal, read
from bot.invites import Status as Said
from bot.workspace.agenda import Diary, Entry, Program, Reply, Status, When, read_message
from bot.workspace.agenda.lines import Line, escaped, plain, read_lines, write_lines
from bot.workspace.agenda.moments import STOCKHOLM
from bot.workspace.letters import Correspondent
from bot.workspace.outbox import Wish
from tests.bot.workspace.demo_house import Demo
from tests.bot.workspace.invitations import ME, UID, days, event, message, times
from tests.calendars import codes

INA = Correspondent("Ina Ek, Habo", ME)
NOW = datetime(2027, 1, 12, 9, 30, tzinfo=UTC)
LATER = When(
    datetime(2027, 3, 31, 9, tzinfo=STOCKHOLM), datetime(2027, 3, 31, 12, tzinfo=STOCKHOLM)
)
HOURS = times("20270210T090000", "20270210T120000")
TWO_DAYS = days("20270210", "20270212")
# Outlook writes MAILTO: in capitals.
ODD = {Program.THUNDERBIRD: [], Program.OUTLOOK: ["attendee"]}
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=200)


def entry(*further: str, when: tuple[str, ...] = HOURS, title: str = "Chefsmöte\\, våren") -> Entry:
    diary = Diary(ME)
    diary.take(message(event(2, 0, *further, when=when, title=title)))
    (found,) = diary.entries.values()
    return found


@pytest.mark.parametrize("program", Program)
@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("when", [HOURS, TWO_DAYS], ids=["hours", "days"])
def test_answer_is_understood_by_who_has_invited(
    program: Program, status: Status, when: tuple[str, ...]
) -> None:
    reply = Reply(
        entry=entry(when=when),
        who=INA,
        program=program,
        status=status,
        comment="Sen; ett, två\nåäö",
    )

    written = reply.written(NOW)

    (said,) = read(written)
    assert (said.method, said.uid, said.attendee) == (Method.REPLY, UID, ME)
    assert said.status == Said[status.name]
    assert (said.sequence, said.stamp) == (2, NOW)
    assert said.comment.startswith("Sen")
    assert codes(written) == ODD[program]


def test_thunderbird_sends_the_invitation_back_with_who_has_invited() -> None:
    reply = Reply(entry=entry("LOCATION:Rådhuset"), who=INA, status=Status.ACCEPTED)

    (told,) = read_message(reply.written(NOW)).events

    assert told.organizer == "boten@jonkoping.example"
    assert (told.place, told.text("SUMMARY")) == ("Rådhuset", "Chefsmöte, våren")
    line = told.attendee(ME)
    assert line is not None
    assert dict(line.params) == {
        "CN": "Ina Ek",
        "CUTYPE": "INDIVIDUAL",
        "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": "ACCEPTED",
        "RSVP": "TRUE",
    }


def test_outlook_leaves_out_who_has_invited_and_names_the_zone_as_windows_does() -> None:
    reply = Reply(entry=entry(), who=INA, program=Program.OUTLOOK, status=Status.DECLINED)

    written = reply.written(NOW)

    (told,) = read_message(written).events
    assert told.line("ORGANIZER") is None
    assert b"MAILTO:ina.ek@habo.example" in written
    assert b'CN="Ina Ek, Habo"' in written
    starts = told.line("DTSTART")
    assert starts is not None
    assert starts.param("TZID") == "W. Europe Standard Time"
    assert told.text("SUMMARY") == "Avböjt: Chefsmöte, våren"
    assert told.when == entry().when


@pytest.mark.parametrize("program", Program)
def test_another_time_is_a_counter_proposal(program: Program) -> None:
    reply = Reply(entry=entry(), who=INA, program=program, proposed=LATER)

    written = reply.written(NOW)

    (said,) = read(written)
    assert (reply.method, said.method) == ("COUNTER", Method.COUNTER)
    assert said.proposal == Proposal(LATER.starts, LATER.ends)
    assert codes(written) == ODD[program]
    assert (b"X-MS-OLK-ORIGINALSTART" in written) == (program is Program.OUTLOOK)


def test_other_days_are_proposed_without_hours() -> None:
    wanted = When(date(2027, 3, 1), date(2027, 3, 2))

    written = Reply(entry=entry(when=TWO_DAYS), who=INA, proposed=wanted).written(NOW)

    (said,) = read(written)
    assert said.proposal == Proposal(date(2027, 3, 1), date(2027, 3, 3))
    assert codes(written) == []


def test_second_answer_of_a_second_is_the_later_one() -> None:
    diary = Diary(ME)
    diary.take(message(event()))
    first = Reply(entry=diary.entries[UID], who=INA, status=Status.ACCEPTED).written(NOW)
    diary.hear(read_message(first))

    second = Reply(entry=diary.entries[UID], who=INA, status=Status.DECLINED).written(NOW)
    diary.hear(read_message(second))

    assert getattr(diary.entries[UID].answer, "status", None) is Status.DECLINED
    assert [one.stamp for one in (*read(first), *read(second)) if one.stamp] == [
        NOW,
        NOW.replace(second=1),
    ]


def test_answer_of_somebody_who_is_not_invited_cannot_be_written() -> None:
    stranger = Correspondent("", "granne@hemma.example")

    with pytest.raises(LookupError):
        Reply(entry=entry(), who=stranger, status=Status.ACCEPTED).written(NOW)


@given(WORDS)
def test_text_comes_back_as_it_was(words: str) -> None:
    (line,) = read_lines(write_lines([Line("COMMENT", escaped(words))]))

    assert plain(line.value) == words


@given(WORDS)
def test_lines_are_never_too_long_nor_cut_within_a_character(words: str) -> None:
    written = write_lines([Line("COMMENT", escaped(words))])

    lines = written.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert [line.decode().encode() for line in lines] == lines


def test_what_is_smuggled_in_stays_one_text() -> None:
    evil = "Hej\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:chef@habo.example\u2028\x00"

    written = Reply(entry=entry(), who=INA, status=Status.DECLINED, comment=evil).written(NOW)

    assert [(one.attendee, one.status) for one in read(written)] == [(ME, Said.DECLINED)]
    assert codes(written) == []


def test_answer_is_mailed_once_beside_its_words(demo: Demo) -> None:
    outbox = demo.house.workspace.outbox
    assert outbox is not None
    reply = Reply(entry=entry(), who=INA, status=Status.ACCEPTED, comment="Vi är två")
    wish = Wish(ticket="t", sender=INA, subject=reply.subject, text=reply.text, calendar=reply)

    keys = {outbox.send(wish) for _ in range(2)}

    (raw,) = demo.post.raws
    mail = message_from_bytes(raw, policy=policy.default)
    words, told = mail.iter_parts()
    (letter,) = outbox.letters(ME)
    assert keys == {letter.key}
    assert mail.get_content_type() == "multipart/alternative"
    assert str(mail["Subject"]) == "Accepterad: Chefsmöte, våren"
    assert words.get_content().splitlines()[0] == "Ina Ek, Habo har accepterat inbjudan."
    assert words.get_content().splitlines()[2:] == ["Vi är två"]
    assert (told.get_content_type(), told.get_param("method")) == ("text/calendar", "REPLY")
    assert told.get_content_disposition() is None
    assert told.get_payload(decode=True) == letter.calendar == reply.written(demo.now())
    assert str(mail["Authentication-Results"]).endswith("dmarc=pass header.from=habo.example")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 78
    assert b"\n" not in raw.replace(b"\r\n", b"")
