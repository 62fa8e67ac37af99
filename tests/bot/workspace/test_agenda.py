"""What a calendar makes of the messages that come to it."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.workspace import agenda
from bot.workspace.agenda import (
    BrokenMessageError,
    Diary,
    Entry,
    Message,
    Status,
    Taken,
    When,
    read_message,
)
from bot.workspace.agenda.moments import STOCKHOLM
from tests.bot.workspace.invitations import (
    FEBRUARY,
    MARCH,
    ME,
    UID,
    calendar,
    days,
    event,
    message,
    times,
)

SLOT = "RECURRENCE-ID;TZID=Europe/Stockholm:20270310T090000"


@pytest.fixture
def diary() -> Diary:
    return Diary(ME)


def only(diary: Diary) -> Entry:
    (entry,) = diary.entries.values()
    return entry


def reply(status: str, sequence: int = 0, minutes: int = 1) -> Message:
    written = calendar(event(sequence, minutes), method="REPLY")
    return read_message(written.replace(b"NEEDS-ACTION", status.encode()))


def utc(moment: object) -> str:
    assert isinstance(moment, datetime)
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M}"


def test_new_meeting_stands_there_with_all_that_was_told(diary: Diary) -> None:
    further = (
        "LOCATION:Stadshuset\\, Habo\\; sal 2, https://mote.example/1",
        "CONFERENCE;VALUE=URI;FEATURE=VIDEO:https://mote.example/1",
        "DESCRIPTION:Dagordning\\nSläckvatten",
        "BEGIN:VALARM",
        "DESCRIPTION:Inte det här",
        "END:VALARM",
    )

    taken = diary.take(message(event(0, 0, *further)), "n1")

    told = only(diary).event
    assert taken is Taken.NEW
    assert (told.text("SUMMARY"), told.place) == ("Chefsmöte", "Stadshuset, Habo; sal 2")
    assert (told.link, told.text("DESCRIPTION")) == (
        "https://mote.example/1",
        "Dagordning\nSläckvatten",
    )
    assert told.organizer == "boten@jonkoping.example"
    assert (only(diary).letter, only(diary).waits) == ("n1", True)


def test_higher_sequence_asks_again_and_remembers_what_was_before(diary: Diary) -> None:
    diary.take(message(event()))
    diary.hear(reply("ACCEPTED"), "svar")

    taken = diary.take(message(event(1, 5, when=times(*MARCH))))

    entry = only(diary)
    assert taken is Taken.ASKS_AGAIN
    assert (entry.when.first, entry.answer, entry.waits) == (date(2027, 3, 10), None, True)
    assert entry.earlier is not None
    assert (entry.earlier.status, entry.earlier.letter) == (Status.ACCEPTED, "svar")
    assert entry.before is not None
    assert entry.before.when is not None
    assert entry.before.when.first == date(2027, 2, 10)


def test_same_sequence_with_newer_stamp_keeps_the_answer(diary: Diary) -> None:
    diary.take(message(event(0, 0, "LOCATION:Stadshuset")))
    diary.hear(reply("TENTATIVE"))

    taken = diary.take(message(event(0, 5, "LOCATION:Rådhuset")))

    entry = only(diary)
    assert taken is Taken.CHANGED
    assert entry.answer is not None
    assert (entry.answer.status, entry.event.place) == (Status.TENTATIVE, "Rådhuset")
    assert entry.before is not None
    assert entry.before.place == "Stadshuset"


@pytest.mark.parametrize(
    ("sequence", "minutes"), [(1, 5), (1, 4), (0, 9)], ids=["same", "older stamp", "lower sequence"]
)
def test_what_is_not_newer_is_passed_over(diary: Diary, sequence: int, minutes: int) -> None:
    diary.take(message(event(1, 5)))

    taken = diary.take(message(event(sequence, minutes, when=times(*MARCH))))

    assert taken is Taken.PASSED_OVER
    assert only(diary).when.first == date(2027, 2, 10)


def test_two_small_changes_are_told_against_what_was_first(diary: Diary) -> None:
    for minutes, place in enumerate(("Stadshuset", "Rådhuset", "Biblioteket")):
        diary.take(message(event(0, minutes, f"LOCATION:{place}")))

    before = only(diary).before
    assert before is not None
    assert (before.place, only(diary).event.place) == ("Stadshuset", "Biblioteket")


def test_cancelled_meeting_stays_and_says_so(diary: Diary) -> None:
    diary.take(message(event(0, 0, "LOCATION:Stadshuset")))
    diary.hear(reply("ACCEPTED"))

    taken = diary.take(message(event(1, 5, "COMMENT:Sjukdom"), method="CANCEL"))

    entry = only(diary)
    assert taken is Taken.CANCELLED
    assert (entry.cancelled, entry.waits, entry.sequence) == (True, False, 1)
    # A cancellation need not repeat all of it.
    assert (entry.event.place, entry.event.text("COMMENT")) == ("Stadshuset", "Sjukdom")


def test_older_cancellation_takes_nothing_away(diary: Diary) -> None:
    diary.take(message(event(2, 5)))

    taken = diary.take(message(event(1, 9), method="CANCEL"))

    assert (taken, only(diary).cancelled) == (Taken.PASSED_OVER, False)


def test_cancellation_of_what_never_stood_there_is_passed_over(diary: Diary) -> None:
    assert diary.take(message(event(1, 5), method="CANCEL")) is Taken.PASSED_OVER
    assert diary.entries == {}


def test_meeting_that_is_off_and_on_again_asks_again(diary: Diary) -> None:
    diary.take(message(event()))
    diary.hear(reply("ACCEPTED"))
    diary.take(message(event(1, 5), method="CANCEL"))

    late = diary.take(message(event(1, 4)))
    taken = diary.take(message(event(2, 9)))

    entry = only(diary)
    assert (late, taken) == (Taken.PASSED_OVER, Taken.ASKS_AGAIN)
    assert (entry.cancelled, entry.again, entry.waits) == (False, True, True)


def test_answer_is_to_the_version_that_it_names(diary: Diary) -> None:
    diary.take(message(event()))
    diary.take(message(event(1, 5)))

    diary.hear(reply("ACCEPTED", sequence=0))
    late = only(diary)
    diary.hear(reply("DECLINED", sequence=1, minutes=7))

    assert (late.answer, late.waits) == (None, True)
    assert late.earlier is not None
    assert only(diary).answer is not None
    assert getattr(only(diary).answer, "status", None) is Status.DECLINED


def test_last_answer_counts_in_whatever_order_they_are_read(diary: Diary) -> None:
    diary.take(message(event()))

    diary.hear(reply("DECLINED", minutes=7))
    diary.hear(reply("ACCEPTED", minutes=3))

    assert getattr(only(diary).answer, "status", None) is Status.DECLINED


def test_proposal_is_noted_until_the_meeting_changes(diary: Diary) -> None:
    diary.take(message(event()))
    diary.hear(message(event(0, 3, when=times(*MARCH)), method="COUNTER"), "förslag")
    proposed = only(diary)

    diary.take(message(event(1, 5, when=times(*MARCH))))

    assert proposed.proposal is not None
    assert (proposed.proposal.when.first, proposed.proposal.letter) == (
        date(2027, 3, 10),
        "förslag",
    )
    assert proposed.waits
    assert only(diary).proposal is None


@pytest.mark.parametrize("address", ["mia.lind@vast.example", "INA.EK@habo.example"])
def test_only_what_is_to_its_owner_is_taken(diary: Diary, address: str) -> None:
    taken = diary.take(message(event(to=address)))

    mine = address.casefold() == ME
    assert taken is (Taken.NEW if mine else Taken.NOT_MINE)
    assert len(diary.entries) == int(mine)


def test_time_that_is_not_granted_leaves_the_meeting_as_it_is(diary: Diary) -> None:
    diary.take(message(event(0, 0)))
    diary.hear(message(event(0, 3, when=times(*MARCH)), method="COUNTER"), "förslag")
    before = only(diary).when

    taken = diary.take(message(event(0, 4), method="DECLINECOUNTER"))

    proposal = only(diary).proposal
    assert taken is Taken.DECLINED
    assert proposal is not None
    assert (proposal.declined, only(diary).when) == (True, before)


def test_refusal_of_an_older_versions_time_is_passed_over(diary: Diary) -> None:
    diary.take(message(event(1, 0)))

    for version in (0, 2):
        declined = message(event(version, 4), method="DECLINECOUNTER")
        assert diary.take(declined) is Taken.PASSED_OVER


@pytest.mark.parametrize("method", ["PUBLISH", "REPLY", "COUNTER", ""])
def test_other_messages_are_no_invitations(diary: Diary, method: str) -> None:
    assert diary.take(message(event(), method=method)) is Taken.NOT_MINE
    assert diary.entries == {}


def test_two_meetings_are_kept_apart(diary: Diary) -> None:
    diary.take(message(event()))
    diary.take(message(event(uid="mote-2", title="Styrgrupp")))

    diary.hear(reply("ACCEPTED"))
    diary.take(message(event(1, 5, uid="mote-2"), method="CANCEL"))

    assert {uid: (one.waits, one.cancelled) for uid, one in diary.entries.items()} == {
        UID: (False, False),
        "mote-2": (False, True),
    }


@pytest.mark.parametrize(
    ("when", "last"),
    [
        (days("20270210", "20270211"), date(2027, 2, 10)),
        (days("20270210", "20270212"), date(2027, 2, 11)),
        (("DTSTART;VALUE=DATE:20270210",), date(2027, 2, 10)),
    ],
    ids=["one day", "two days", "without an end"],
)
def test_whole_days_end_before_the_day_that_is_written(
    diary: Diary, when: tuple[str, ...], last: date
) -> None:
    diary.take(message(event(when=when)))

    assert only(diary).when == When(date(2027, 2, 10), last)
    assert only(diary).when.is_whole_days


def test_meeting_over_two_days_has_hours_on_both(diary: Diary) -> None:
    diary.take(message(event(when=times("20270210T130000", "20270211T120000"))))

    when = only(diary).when
    assert (when.first, when.last) == (date(2027, 2, 10), date(2027, 2, 11))
    assert (utc(when.starts), utc(when.ends)) == ("2027-02-10 12:00", "2027-02-11 11:00")


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        # The clocks go forward on 28 March and back on 31 October 2027.
        ("20270327T090000", "20270328T120000", ("2027-03-27 08:00", "2027-03-28 10:00")),
        ("20271030T090000", "20271031T120000", ("2027-10-30 07:00", "2027-10-31 11:00")),
        ("20270114T090000", "20270114T120000", ("2027-01-14 08:00", "2027-01-14 11:00")),
        ("20270714T090000", "20270714T120000", ("2027-07-14 07:00", "2027-07-14 10:00")),
    ],
)
def test_hours_are_sweden_s_in_winter_summer_and_between(
    diary: Diary, starts: str, ends: str, expected: tuple[str, str]
) -> None:
    diary.take(message(event(when=times(starts, ends))))

    when = only(diary).when
    assert (utc(when.starts), utc(when.ends)) == expected


def test_meeting_moved_over_a_clock_change_stays_as_long() -> None:
    when = When(
        datetime(2027, 3, 24, 23, tzinfo=STOCKHOLM), datetime(2027, 3, 25, 4, tzinfo=STOCKHOLM)
    )

    moved = when.at(datetime(2027, 3, 27, 23, tzinfo=STOCKHOLM))

    assert (utc(moved.starts), utc(moved.ends)) == ("2027-03-27 22:00", "2027-03-28 03:00")
    assert When(date(2027, 2, 10), date(2027, 2, 11)).at(date(2027, 3, 1)) == When(
        date(2027, 3, 1), date(2027, 3, 2)
    )


@pytest.mark.parametrize("zone", ["Pacific", "../../etc", "W. Europe Standard Time", "x" * 300])
def test_zone_that_nobody_knows_is_sweden_s(diary: Diary, zone: str) -> None:
    when = tuple(line.replace("Europe/Stockholm", zone) for line in times(*FEBRUARY))

    diary.take(message(event(when=when)))

    assert utc(only(diary).when.starts) == "2027-02-10 08:00"


def test_other_zones_and_utc_are_understood(diary: Diary) -> None:
    helsinki = "DTSTART;TZID=Europe/Helsinki:20270210T100000"

    diary.take(message(event(when=(helsinki, "DTEND:20270210T110000Z"))))

    when = only(diary).when
    assert (utc(when.starts), utc(when.ends)) == ("2027-02-10 08:00", "2027-02-10 11:00")


def test_single_time_of_a_series_can_be_another_or_off(diary: Diary) -> None:
    rule = "RRULE:FREQ=MONTHLY;BYDAY=2WE"
    moved = event(0, 0, SLOT, when=times("20270311T090000", "20270311T120000"))
    diary.take(message(moved, event(0, 0, rule)))
    with_moved = only(diary)

    taken = diary.take(message(event(0, 5, SLOT, when=times(*MARCH)), method="CANCEL"))

    assert with_moved.when.first == date(2027, 2, 10)
    assert [(slot, one and one.first) for slot, one in with_moved.exceptions] == [
        (datetime(2027, 3, 10, 9, tzinfo=STOCKHOLM), date(2027, 3, 11))
    ]
    assert taken is Taken.CANCELLED
    assert [one for _, one in only(diary).exceptions] == [None]
    assert not only(diary).cancelled


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n",
        calendar(event()).replace(b"UID:", b"UID;"),
        calendar(event()).replace(b"DTSTAMP:2027", b"DTSTAMP:20x7"),
        calendar(event(when=("DTSTART:20270230T090000",))),
        calendar(event(when=("DTSTART:99990210T090000",))),
    ],
)
def test_broken_calendar_is_told_from_an_empty_one(content: bytes) -> None:
    with pytest.raises(BrokenMessageError):
        read_message(content)


def test_broken_line_does_not_lose_the_others(diary: Diary) -> None:
    content = calendar(event(0, 0, 'X-EVIL;X="a:b', "LOCATION:Stad\r\n huset"))

    diary.take(read_message(content.replace(b"\r\n", b"\n")))

    assert only(diary).event.place == "Stadhuset"


def test_calendar_knows_nothing_of_how_invitations_are_made() -> None:
    modules = list(Path(agenda.__file__).parent.glob("*.py"))

    imported = [
        line for one in modules for line in one.read_text().splitlines() if "import" in line
    ]

    assert len(modules) > 5
    assert [line for line in imported if "invites" in line or "icalendar" in line] == []
