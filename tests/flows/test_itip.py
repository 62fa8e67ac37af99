"""Each scenario of RFC 5546, section 4.2, from the dialog to the bytes and back (docs/itip.md)."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.calendars.client import Client
from tests.flows.diary import SARA, Calendar
from tests.flows.house import labels
from tests.flows.letters import BOT, Post
from tests.flows.organizer import ANEBY, EKSJO, GISLAVED, LATER, Organizer
from tests.sample import NOW


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


def test_group_event_request(organizer: Organizer) -> None:
    organizer.invite(ANEBY, EKSJO)

    for who in (ANEBY, EKSJO):
        told = organizer.last(who)
        assert told["METHOD"] == "REQUEST"
        assert (told["SEQUENCE"], told["ATTENDEE"]) == ("0", f"mailto:{who}")
        assert told["ORGANIZER"] == f"mailto:{BOT}"
        assert organizer.calendars[who].statuses() == ["NEEDS-ACTION"]


def test_reply_to_a_group_event_request(organizer: Organizer) -> None:
    organizer.invite(ANEBY, EKSJO)

    organizer.reply(ANEBY, "ACCEPTED")
    organizer.reply(EKSJO, "TENTATIVE")

    assert "Kommer 1 · kanske 1 · kommer inte 0 · inget svar 0" in organizer.card()
    organizer.reply(EKSJO, "DECLINED", stamp=LATER)
    assert "Kommer 1 · kommer inte 1 · inget svar 0" in organizer.card()


def test_update_of_an_event(organizer: Organizer) -> None:
    organizer.invite(ANEBY)
    organizer.reply(ANEBY, "ACCEPTED")
    organizer.card()

    organizer.press("Ändra")
    organizer.send(starts="13:00", ends="16:00")
    organizer.carry()

    told = organizer.last(ANEBY)
    assert (told["METHOD"], told["SEQUENCE"]) == ("REQUEST", "1")
    assert told["DTSTART"] == "20270210T130000"
    assert organizer.calendars[ANEBY].statuses() == ["NEEDS-ACTION"]
    assert "inget svar 1" in organizer.card()
    organizer.reply(ANEBY, "ACCEPTED", stamp=LATER)
    assert "Kommer 1" in organizer.card()


def test_countering_an_event_proposal(organizer: Organizer) -> None:
    organizer.invite(ANEBY)

    organizer.reply(ANEBY, "TENTATIVE", ("METHOD:REPLY", "METHOD:COUNTER"))
    assert "vill ha" in organizer.ask("karantän")
    (decline,) = [one for one in labels(organizer.shown) if "Tacka nej" in one]
    organizer.press(decline)
    organizer.carry()

    assert organizer.last(ANEBY)["METHOD"] == "DECLINECOUNTER"
    assert len(organizer.calendars[ANEBY].declined) == 1


def test_a_proposal_that_is_granted_moves_the_meeting_for_everybody(organizer: Organizer) -> None:
    organizer.invite(ANEBY, EKSJO)
    organizer.reply(ANEBY, "TENTATIVE", ("METHOD:REPLY", "METHOD:COUNTER"))
    organizer.card()

    organizer.press("Ändra")
    organizer.send(starts="13:00", ends="16:00")
    organizer.ask("släng mejl 1")
    organizer.carry()

    for who in (ANEBY, EKSJO):
        told = organizer.last(who)
        assert (told["METHOD"], told["DTSTART"]) == ("REQUEST", "20270210T130000")
    # What is told last is the new time, not that theirs was declined.
    assert "DECLINECOUNTER" not in str(organizer.told)


@pytest.mark.parametrize("answer", ["ACCEPTED", "DECLINED"])
def test_delegating_an_event_and_the_delegates_answer(organizer: Organizer, answer: str) -> None:
    organizer.invite(ANEBY)

    delegated = ("PARTSTAT=ACCEPTED", f'PARTSTAT=DELEGATED;DELEGATED-TO="mailto:{GISLAVED}"')
    organizer.reply(ANEBY, "ACCEPTED", delegated)
    assert f"skickar {GISLAVED}" in organizer.ask("karantän")
    organizer.card()
    organizer.press("Ändra")
    organizer.send(singles=f"{ANEBY}\n{GISLAVED}")
    organizer.press("Skicka till nya")
    organizer.carry()
    organizer.reply(GISLAVED, answer)

    assert organizer.last(GISLAVED)["METHOD"] == "REQUEST"
    coming = int(answer == "ACCEPTED")
    assert f"Kommer {coming} · kommer inte {1 - coming} · inget svar 1" in organizer.card()


def test_forwarding_an_event_request(organizer: Organizer) -> None:
    organizer.invite(ANEBY)
    organizer.calendars[GISLAVED] = Client(GISLAVED, dict(organizer.calendars[ANEBY].entries))

    organizer.reply(GISLAVED, "ACCEPTED")

    assert "Kommer 0 · kommer inte 0 · inget svar 1" in organizer.card()
    assert GISLAVED in organizer.ask("karantän")
    organizer.card()
    organizer.press("Ändra")
    organizer.send(singles=f"{ANEBY}\n{GISLAVED}")
    organizer.press("Skicka till nya")
    organizer.ask("släpp mejl 1")
    organizer.carry()
    assert "Kommer 1 · kommer inte 0 · inget svar 1" in organizer.card()


def test_cancelling_a_group_event(organizer: Organizer) -> None:
    organizer.invite(ANEBY, EKSJO)
    organizer.card()

    organizer.press("Ställ in")
    organizer.carry()

    for who in (ANEBY, EKSJO):
        told = organizer.last(who)
        assert (told["METHOD"], told["STATUS"], told["SEQUENCE"]) == ("CANCEL", "CANCELLED", "1")
        assert organizer.calendars[who].entries == {}


def test_removing_attendees(organizer: Organizer) -> None:
    organizer.invite(ANEBY, EKSJO)
    organizer.card()
    organizer.press("Visa svar")

    (block,) = [one for one in organizer.shown.blocks if "Aneby" in str(one.get("text"))]
    remove = block["accessory"]["options"][-1]["value"]
    workspace = organizer.house.workspace
    outcome = workspace.choose(SARA, organizer.shown, "invitee", remove, block["block_id"])
    assert outcome.acknowledged, outcome
    organizer.carry()

    assert organizer.last(ANEBY)["METHOD"] == "CANCEL"
    assert organizer.last(EKSJO)["METHOD"] == "REQUEST"
    assert organizer.calendars[ANEBY].entries == {}
    assert len(organizer.calendars[EKSJO].entries) == 1


def test_two_versions_within_one_second_reach_calendars_in_their_order(
    organizer: Organizer,
) -> None:
    organizer.invite(ANEBY)
    organizer.reply(ANEBY, "ACCEPTED")

    for place in ("Rådhuset i Nässjö", "Folkets hus i Tranås"):
        organizer.card()
        organizer.press("Ändra")
        organizer.send(place=place)
        organizer.carry(timedelta())

    (entry,) = organizer.calendars[ANEBY].entries.values()
    assert (entry.place, entry.status) == ("Folkets hus i Tranås", "ACCEPTED")
    assert organizer.last(ANEBY)["SEQUENCE"] == "0"
