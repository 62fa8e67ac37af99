"""An invitation in chat: for who has no mail that works, with a file for their calendar."""

from datetime import timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import select

from bot.slack.courier import slack_courier
from bot.workspace import Member
from handlers.delivery import Delivery
from handlers.invitations import KINDS
from storage.models import Person
from tests.flows.house import BOT_TOKEN, SAM, House, labels, lines
from tests.flows.test_itip_series import MONTHLY

MANAGER, ADDRESS = "U0CHEF", "miljochef.boras@vast.example"
NOT_ON_LIST = "Du står inte på listan över inbjudna."


@pytest.fixture
def manager(house: House) -> House:
    """Return a house in which a manager's mail has stopped working."""
    house.workspace.put_member(Member(MANAGER, "Chefen", ADDRESS))
    house.workspace.open_home(MANAGER)
    with house.services.database.write() as session:
        person = session.scalars(select(Person).filter_by(email=ADDRESS)).one()
        person.mail_paused_at = house.clock()
    return house


def invite(house: House, **planned: str | list[str] | None) -> None:
    """Plan a meeting in the dialog, send its invitation, and deliver it."""
    workspace = house.workspace
    workspace.command(SAM, "/mote", "nytt")
    values = {**MONTHLY, "circles": [], "singles": ADDRESS, "link": "https://mote.example/kort"}
    outcome = workspace.submit(SAM, {**values, **planned})
    assert (outcome.acknowledged, dict(outcome.errors)) == (True, {})
    workspace.press(SAM, workspace.views(SAM)[-1], "Skicka inbjudan")
    house.clock.move(timedelta(minutes=1))
    courier = slack_courier(BOT_TOKEN, workspace.api_url, house.clock)
    Delivery(house.services, {"slack": courier}, KINDS).deliver_due()


def calendar_of(house: House) -> Calendar:
    """Press for the calendar's file, and return what comes."""
    told = house.direct(MANAGER)[-1]
    before = len(house.direct(MANAGER))
    assert house.workspace.press(MANAGER, told, "Till min kalender").acknowledged

    def has_come() -> bool:
        return any(one.files for one in house.direct(MANAGER)[before:])

    assert house.workspace.wait_until(has_come)
    (file,) = next(one.files for one in house.direct(MANAGER)[before:] if one.files)
    assert (file.name, file.title) == ("kalender.ics", "Kort avstämning")
    calendar = Calendar.from_ical(file.content)
    assert isinstance(calendar, Calendar)
    return calendar


def test_invitation_in_chat_is_answered_there_and_put_into_the_calendar(manager: House) -> None:
    invite(manager, every="once", until=None, without=[])

    told = manager.direct(MANAGER)[-1]
    assert "Inbjudan: kort avstämning, ons 13 jan 2027 kl. 9.00–10.00" in lines(told)[0]
    assert labels(told) == [
        "Kommer", "Kommer digitalt", "Kanske", "Kommer inte", "Till min kalender",
    ]  # fmt: skip
    (event,) = calendar_of(manager).walk("VEVENT")
    assert event["LOCATION"] == "Digitalt, https://mote.example/kort"
    assert event.decoded("DTSTART").isoformat() == "2027-01-13T09:00:00+01:00"

    manager.workspace.press(MANAGER, told, "Kommer")

    (answered,) = [one for one in manager.direct(MANAGER) if one.ts == told.ts]
    assert "Du kommer." in "\n".join(lines(answered))


def test_series_in_chat_is_put_into_the_calendar_with_all_its_times(manager: House) -> None:
    invite(manager)

    told = "\n".join(lines(manager.direct(MANAGER)[-1]))
    assert "andra onsdagen varje månad kl. 9.00–10.00 till och med ons 8 dec 2027" in told
    starts = [one.decoded("DTSTART") for one in calendar_of(manager).walk("VEVENT")]
    assert len(starts) == 11
    assert [f"{one:%Y-%m-%d}" for one in starts[:3]] == ["2027-01-13", "2027-02-10", "2027-03-10"]


def test_file_of_a_meeting_is_for_those_alone_who_are_invited(manager: House) -> None:
    invite(manager)
    told = manager.direct(MANAGER)[-1]
    workspace = manager.workspace
    workspace.press(SAM, workspace.views(SAM)[-1], "Visa svar")
    (block,) = [one for one in workspace.views(SAM)[-1].blocks if "Borås" in str(one.get("text"))]
    remove = block["accessory"]["options"][-1]["value"]
    workspace.choose(SAM, workspace.views(SAM)[-1], "invitee", remove, block["block_id"])
    before = len(manager.direct(MANAGER))

    workspace.press(MANAGER, told, "Till min kalender")

    def is_told() -> bool:
        return any(NOT_ON_LIST in one.text for one in manager.direct(MANAGER)[before:])

    assert workspace.wait_until(is_told)
    assert not any(one.files for one in manager.direct(MANAGER)[before:])
