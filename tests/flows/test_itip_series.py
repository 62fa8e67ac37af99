"""Each scenario of RFC 5546, section 4.4, that applies, from the dialog to the bytes and back."""

from pathlib import Path
from typing import Any

import pytest

from tests.bot.invites.test_expansion import expanded
from tests.calendars.client import Client
from tests.flows.diary import SARA, Calendar
from tests.flows.house import labels, lines
from tests.flows.letters import Post
from tests.flows.organizer import ANEBY, EKSJO, GISLAVED, LATER, Organizer
from tests.icaljs import expand
from tests.sample import NOW

MONTHLY: dict[str, Any] = {
    "title": "Kort avstämning",
    "first": "2027-01-13",
    "starts": "09:00",
    "ends": "10:00",
    "place": "Digitalt",
    "every": "month",
    "until": "2027-12-31",
    "without": ["7"],
}
# The second Wednesday of each month but July, which no clock change moves.
TIMES = [
    ["2027-01-13T08:00:00Z", "2027-01-13T09:00:00Z"],
    ["2027-02-10T08:00:00Z", "2027-02-10T09:00:00Z"],
    ["2027-03-10T08:00:00Z", "2027-03-10T09:00:00Z"],
    ["2027-04-14T07:00:00Z", "2027-04-14T08:00:00Z"],
    ["2027-05-12T07:00:00Z", "2027-05-12T08:00:00Z"],
    ["2027-06-09T07:00:00Z", "2027-06-09T08:00:00Z"],
    ["2027-08-11T07:00:00Z", "2027-08-11T08:00:00Z"],
    ["2027-09-08T07:00:00Z", "2027-09-08T08:00:00Z"],
    ["2027-10-13T07:00:00Z", "2027-10-13T08:00:00Z"],
    ["2027-11-10T08:00:00Z", "2027-11-10T09:00:00Z"],
    ["2027-12-08T08:00:00Z", "2027-12-08T09:00:00Z"],
]
MARCH, LAST = 3, 11
MARCH_TIME = "RECURRENCE-ID;TZID=Europe/Stockholm:20270310T090000"


@pytest.fixture
def sample_url(sqlite_path: Path) -> str:
    """Lend SQLite alone: what the kinds of database make different is tried elsewhere."""
    return f"sqlite:///{sqlite_path}"


@pytest.fixture
def organizer(
    calendar: Calendar, post: Post, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Organizer:
    clock = calendar.house.clock
    clock.now = NOW
    monkeypatch.setattr("bot.app.services.system_clock", clock)
    return Organizer(calendar.house, post, folder, clock)


@pytest.fixture
def series(organizer: Organizer) -> Organizer:
    """Plan the series in the dialog, and invite to it."""
    organizer.invite(ANEBY, EKSJO, **MONTHLY)
    return organizer


def sent(organizer: Organizer, who: str) -> bytes:
    return next(told for to, told in reversed(organizer.told) if to == who)


def test_a_recurring_event_is_one_request_that_every_calendar_reads_alike(
    series: Organizer,
) -> None:
    (told,) = [told for to, told in series.told if to == ANEBY]

    assert series.last(ANEBY)["METHOD"] == "REQUEST"
    assert series.last(ANEBY)["RRULE"] == "FREQ=MONTHLY;UNTIL=20271208T080000Z;BYDAY=2WE"
    assert expanded(told) == TIMES
    assert expand([told]) == [TIMES]
    assert (
        "En av 11 gånger: andra onsdagen varje månad till och med ons 8 dec 2027" in series.card()
    )


def test_an_answer_to_the_series_counts_for_each_of_its_times(series: Organizer) -> None:
    series.reply(ANEBY, "ACCEPTED")
    series.reply(EKSJO, "DECLINED")

    for number in (1, MARCH, LAST):
        assert "Kommer 1 · kommer inte 1 · inget svar 0" in series.card(number)


@pytest.mark.parametrize("passed", [False, True])
def test_plain_words_in_reply_count_for_each_time_to_come(series: Organizer, passed: bool) -> None:
    if passed:
        clock = series.house.clock
        clock.now = clock.now.replace(year=2027, month=2, day=20)

    series.write(EKSJO, "Ja, jag kommer")

    times = (MARCH, LAST) if passed else (1, MARCH, LAST)
    for number in times:
        assert "Kommer 1 · kommer inte 0 · inget svar 1" in series.card(number)


def test_an_answer_to_one_instance_leaves_the_others_alone(series: Organizer) -> None:
    series.reply(ANEBY, "ACCEPTED")
    series.reply(ANEBY, "DECLINED", stamp=LATER, further=(MARCH_TIME,))

    assert "Kommer 0 · kommer inte 1 · inget svar 1" in series.card(MARCH)
    assert "Kommer 1 · kommer inte 0 · inget svar 1" in series.card(LAST)


def test_modify_a_recurring_instance(series: Organizer) -> None:
    series.reply(ANEBY, "ACCEPTED")
    series.card(MARCH)
    series.press("Ändra")
    assert "Ändringen gäller bara den här gången av 11." in series.said()
    series.send(first="2027-03-17", starts="13:00", ends="14:00")
    series.carry()

    told = series.last(ANEBY)
    assert (told["METHOD"], told["SEQUENCE"]) == ("REQUEST", "1")
    assert told["RECURRENCE-ID"] == "20270310T090000"
    assert told["DTSTART"] == "20270317T130000"
    (entry,) = series.calendars[ANEBY].entries.values()
    ((slot, _when),) = entry.known.exceptions
    assert str(slot) == "2027-03-10 09:00:00+01:00"
    # The others are not asked again.
    assert entry.status == "ACCEPTED"
    assert "Kommer 0 · kommer inte 0 · inget svar 2" in series.card(MARCH)
    assert "Kommer 1 · kommer inte 0 · inget svar 1" in series.card(LAST)
    series.reply(ANEBY, "ACCEPTED", ("SEQUENCE:0", "SEQUENCE:1"), further=(MARCH_TIME,))
    assert "Kommer 1 · kommer inte 0 · inget svar 1" in series.card(MARCH)


def test_who_is_invited_later_gets_the_series_with_what_was_moved_and_is_off(
    series: Organizer,
) -> None:
    series.card(MARCH)
    series.press("Ändra")
    series.send(first="2027-03-17", starts="13:00", ends="14:00")
    series.card(LAST)
    series.press("Ställ in den här gången")

    series.card()
    series.press("Ändra")
    series.send(singles="\n".join((ANEBY, EKSJO, GISLAVED)))
    series.press("Skicka till nya")
    series.carry()

    moved = ["2027-03-17T12:00:00Z", "2027-03-17T13:00:00Z"]
    meant = [*TIMES[:2], moved, *TIMES[3:-1]]
    assert expanded(sent(series, GISLAVED)) == meant
    assert expand([sent(series, GISLAVED)]) == [meant]


def test_cancel_an_instance(series: Organizer) -> None:
    series.card(MARCH)

    series.press("Ställ in den här gången")
    series.carry()

    told = series.last(EKSJO)
    assert (told["METHOD"], told["STATUS"]) == ("CANCEL", "CANCELLED")
    assert told["RECURRENCE-ID"] == "20270310T090000"
    (entry,) = series.calendars[EKSJO].entries.values()
    assert [when for _, when in entry.known.exceptions] == [None]


def test_cancel_a_recurring_event(series: Organizer) -> None:
    series.reply(ANEBY, "ACCEPTED")
    series.card(MARCH)

    series.press("Ställ in resten")
    series.carry()

    for who in (ANEBY, EKSJO):
        told = series.last(who)
        assert (told["METHOD"], told["SEQUENCE"]) == ("CANCEL", "1")
        assert "RECURRENCE-ID" not in told
        assert series.calendars[who].entries == {}
    assert "inställt" in series.card(LAST)


def test_what_has_been_stays_when_the_rest_is_cancelled(series: Organizer) -> None:
    clock = series.house.clock
    clock.now = clock.now.replace(year=2027, month=4, day=20)
    series.card(LAST)

    series.press("Ställ in resten")
    series.carry()

    assert series.last(ANEBY)["METHOD"] == "REQUEST"
    assert expanded(sent(series, ANEBY)) == TIMES[:4]


def test_removing_somebody_takes_all_times_to_come_out_of_their_calendar(
    series: Organizer,
) -> None:
    series.card()
    series.press("Visa svar")
    (block,) = [one for one in series.shown.blocks if "Aneby" in str(one.get("text"))]
    remove = block["accessory"]["options"][-1]["value"]

    outcome = series.house.workspace.choose(
        SARA, series.shown, "invitee", remove, block["block_id"]
    )
    assert outcome.acknowledged, outcome
    series.carry()

    assert series.last(ANEBY)["METHOD"] == "CANCEL"
    assert series.calendars[ANEBY].entries == {}
    assert "inget svar 1" in series.card(LAST)


def test_refreshing_a_recurring_event(series: Organizer) -> None:
    series.card(MARCH)
    series.press("Ställ in den här gången")
    series.carry()
    before = series.calendars[ANEBY]

    series.reply(ANEBY, "ACCEPTED", ("METHOD:REPLY", "METHOD:REFRESH"))

    assert expanded(sent(series, ANEBY)) == [*TIMES[:2], *TIMES[3:]]
    lost = Client(ANEBY)
    lost.take(sent(series, ANEBY))
    assert list(lost.entries) == list(before.entries)


@pytest.mark.parametrize(("further", "slot"), [((MARCH_TIME,), "20270310T090000"), ((), None)])
def test_another_time_for_a_recurring_event_is_declined(
    series: Organizer, further: tuple[str, ...], slot: str | None
) -> None:
    series.reply(ANEBY, "TENTATIVE", ("METHOD:REPLY", "METHOD:COUNTER"), further=further)
    assert "vill ha" in series.ask("karantän")
    (decline,) = [one for one in labels(series.shown) if "Tacka nej" in one]

    series.press(decline)
    series.carry()

    told = series.last(ANEBY)
    assert (told["METHOD"], told.get("RECURRENCE-ID")) == ("DECLINECOUNTER", slot)
    assert b"FREQ=MONTHLY" not in sent(series, ANEBY)
    (entry,) = series.calendars[ANEBY].entries.values()
    assert entry.known.is_series


def test_another_time_of_the_series_is_picked_on_its_card(series: Organizer) -> None:
    series.card()
    (row,) = [one for one in series.shown.blocks if one["block_id"].startswith("times-")]
    options = row["elements"][0]["options"]
    assert [one["text"]["text"] for one in options][1] == "ons 10 mars 2027"

    series.house.workspace.choose(
        SARA, series.shown, "meeting_time", options[1]["value"], row["block_id"]
    )

    assert "ons 10 mars 2027 kl. 9.00–10.00" in series.said()


@pytest.mark.parametrize(
    ("until", "told"),
    [
        (None, "Säg hur länge mötet återkommer."),
        ("2027-01-20", "Med det slutdatumet hålls mötet bara en gång."),
        ("2029-12-31", "En serie kan vara högst två år."),
    ],
)
def test_what_is_no_series_is_told_beside_its_last_day(
    organizer: Organizer, until: str | None, told: str
) -> None:
    workspace = organizer.house.workspace
    workspace.command(SARA, "/mote", "nytt")

    outcome = workspace.submit(SARA, {**MONTHLY, "until": until})

    assert outcome.errors["until"].startswith(told)
    assert "avstämning" not in "\n".join(lines(organizer.house.ask(SARA, "/mote", "")))
