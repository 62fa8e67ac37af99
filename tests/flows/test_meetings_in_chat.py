"""A meeting from the dialog to the answers, all of it in chat."""

import re
from datetime import date
from typing import Any

import pytest

from bot.slack.courier import slack_courier
from bot.workspace import Member, Message, View
from handlers.delivery import Delivery
from handlers.invitations import KINDS
from handlers.ports import Parcel, Recipient, Trace
from handlers.reminders import plan_due
from tests.flows.house import BOT_TOKEN, EVA, INA, KIM, SAM, House, labels, lines

MANAGER = "U0CHEF"
MEETING: dict[str, Any] = {
    "title": "Chefsmöte våren 2027",
    "kind": "managers",
    "first": "2027-04-15",
    "starts": "09:00",
    "ends": "16:00",
    "place": "Varberg",
    "link": "https://mote.example/chef",
    "about": "1. Tillsynsplan\n2. Mötesplats <!channel>",
    "circles": ["role/manager"],
    "answer_by": "2027-04-01",
}
NOTHING = "Du är inte inbjuden till något möte just nu."
COUNTS = re.compile(r"Inbjudan når (\d+) med mejl")


class Postbox:
    """A way out for mail that takes everything."""

    def __init__(self) -> None:
        self.sent: list[Parcel] = []

    def reaches(self, to: Recipient) -> bool:
        return bool(to.email)

    def send(self, parcel: Parcel) -> str:
        self.sent.append(parcel)
        return "taken"

    def trace(self, parcel: Parcel) -> Trace:  # noqa: ARG002 - the port's signature
        return Trace.UNKNOWN


@pytest.fixture
def manager(house: House) -> House:
    """Lend the house with a manager in the chat."""
    house.workspace.put_member(Member(MANAGER, "Chefen", "miljochef.boras@vast.example"))
    house.workspace.open_home(MANAGER)
    return house


def shown(house: House, user: str = SAM) -> Message | View:
    """Return the dialog on top, or the latest answer where none is open."""
    views = house.workspace.views(user)
    return views[-1] if views else house.last(user)


def press(house: House, label: str, user: str = SAM, where: Message | View | None = None) -> None:
    outcome = house.workspace.press(user, where or shown(house, user), label)
    assert outcome.acknowledged, outcome


def send(house: House, **values: Any) -> dict[str, str]:
    outcome = house.workspace.submit(SAM, values)
    assert outcome.acknowledged, outcome
    return dict(outcome.errors)


def new_meeting(house: House, **values: Any) -> dict[str, str]:
    house.workspace.command(SAM, "/mote", "nytt")
    return send(house, **{**MEETING, **values})


def deliver(house: House, mail: Postbox | None = None) -> None:
    house.clock.now = house.clock.now.replace(hour=9)
    slack = slack_courier(BOT_TOKEN, house.workspace.api_url, house.clock)
    couriers: dict[str, Any] = {"slack": slack, **({"mail": mail} if mail else {})}
    Delivery(house.services, couriers, KINDS).deliver_due()


def said(house: House, user: str = SAM) -> str:
    return "\n".join(lines(shown(house, user)))


def test_coordinator_invites_managers_and_follows_what_they_answer(manager: House) -> None:
    house, mail = manager, Postbox()
    assert new_meeting(house) == {}

    card = said(house)
    assert lines(shown(house))[0] == "Chefsmöte våren 2027"
    assert "tors 15 april 2027 kl. 9.00–16.00 · Varberg" in card
    assert "Svara senast: tors 1 april 2027" in card
    count = int(COUNTS.search(card)[1])  # type: ignore[index]  # the assertion is that it is there
    assert count > 30
    assert f"Miljöchefer ({count})" in card

    press(house, "Förhandsgranska")
    assert "Inbjudan: chefsmöte våren 2027" in said(house)
    assert "Mötesplats <!channel>" in said(house)
    house.workspace.close_view(SAM)

    press(house, "Skicka inbjudan")
    assert f"Inbjudan går nu ut till {count} personer." in said(house)
    assert "Skicka inbjudan" not in labels(shown(house))
    assert f"inget svar {count}" in said(house)
    deliver(house, mail)
    assert len(mail.sent) == count

    house.workspace.command(MANAGER, "/mote")
    assert "Du har inte svarat." in said(house, MANAGER)
    assert labels(shown(house, MANAGER)) == ["Kommer", "Kommer digitalt", "Kanske", "Kommer inte"]
    press(house, "Kommer digitalt", MANAGER)
    assert "Du kommer digitalt." in said(house, MANAGER)

    house.workspace.close_view(SAM, everything=True)
    house.ask(SAM, "/mote")
    press(house, "Inbjudan och svar")
    assert f"Kommer 0 · digitalt 1 · kommer inte 0 · inget svar {count - 1}" in said(house)
    press(house, f"Påminn de {count - 1}")
    assert f"Jag påminner {count - 1} personer" in said(house)


def test_what_is_wrong_in_the_dialog_is_said_beside_its_field(quick_house: House) -> None:
    faults = [
        new_meeting(quick_house, title="  "),
        send(quick_house, **{**MEETING, "first": "2027-04-18"}),
        send(quick_house, **{**MEETING, "ends": None}),
        send(quick_house, **{**MEETING, "link": "mote.example"}),
        send(quick_house, **{**MEETING, "singles": "Ingen Alls"}),
        send(quick_house, **{**MEETING, "singles": None, "answer_by": "2027-05-01"}),
    ]
    assert [list(one) for one in faults] == [
        ["title"], ["first"], ["ends"], ["link"], ["singles"], ["answer_by"],
    ]  # fmt: skip
    assert send(quick_house, **MEETING) == {}
    quick_house.ask(SAM, "/mote")
    assert said(quick_house).count("Chefsmöte våren 2027") == 1


def test_a_meeting_is_changed_in_the_dialog_it_is_shown_in(quick_house: House) -> None:
    new_meeting(quick_house, circles=[], singles="miljochef.boras@vast.example")
    press(quick_house, "Skicka inbjudan")
    assert "Inbjudan går nu ut till 1 person." in said(quick_house)
    press(quick_house, "Ändra")
    filled = quick_house.workspace.view(SAM)
    assert "Ändra möte" in str(filled.title)
    assert send(quick_house, first="2027-04-22", starts="10:00") == {}
    assert "tors 22 april 2027 kl. 10.00–16.00" in said(quick_house)
    assert "De som är inbjudna får veta" in said(quick_house)
    # What was not touched has stayed.
    assert "1 enstaka person" in said(quick_house)


def test_what_is_wrong_with_a_person_is_said_beside_the_field_they_stand_in(
    quick_house: House,
) -> None:
    new_meeting(quick_house)
    press(quick_house, "Platser och frågor")
    assert list(send(quick_house, minutes_by="Ingen Alls")) == ["minutes_by"]
    assert list(send(quick_house, minutes_by=None, receiver="Ingen Alls")) == ["receiver"]


def test_a_meeting_counts_as_the_one_that_waits_to_be_booked(quick_house: House) -> None:
    plan_due(quick_house.services)
    new_meeting(quick_house)
    press(quick_house, "Räkna som: Gemensamt chefsmöte, vår")
    assert "Mötet räknas nu som gemensamt chefsmöte, vår" in said(quick_house)
    quick_house.workspace.close_view(SAM, everything=True)
    answer = quick_house.ask(INA, "/mote", "chefsmöte våren")
    assert "tors 15 april 2027" in "\n".join(lines(answer))


def test_a_meeting_is_found_by_its_name(quick_house: House) -> None:
    new_meeting(quick_house)
    quick_house.workspace.close_view(SAM, everything=True)
    quick_house.ask(SAM, "/mote", "chefsmötet")
    assert "Inbjudan är inte skickad." in said(quick_house)
    quick_house.ask(SAM, "/mote", "midsommarfesten")
    assert "Jag hittar inget bokat möte som passar ”midsommarfesten”" in said(quick_house)


def test_terms_of_a_meeting(quick_house: House) -> None:
    new_meeting(quick_house)
    press(quick_house, "Platser och frågor")
    assert list(send(quick_house, places="2", least="3")) == ["least"]
    assert (
        send(
            quick_house,
            places="20",
            least="18",
            wishes=["wishes"],
            minutes_by="projektledare@vast.example",
        )
        == {}
    )
    text = said(quick_house)
    assert "20 platser · blir av när 18 är anmälda · frågar om mat och tillgänglighet" in text


def test_coordinator_answers_for_others_and_takes_one_off_the_list(manager: House) -> None:
    house = manager
    new_meeting(
        house, circles=[], singles="miljochef.boras@vast.example\nprojektledare@vast.example"
    )
    press(house, "Skicka inbjudan")
    press(house, "Visa svar")

    def choose(name: str, what: str) -> None:
        (block,) = [
            one
            for one in shown(house).blocks
            if one["type"] == "section" and name in one["text"]["text"]
        ]
        options = block["accessory"]["options"]
        value = next(one["value"] for one in options if one["text"]["text"] == what)
        outcome = house.workspace.choose(SAM, shown(house), "invitee", value, block["block_id"])
        assert outcome.acknowledged, outcome

    press(house, "Excel")
    assert "Listan kommer som Excelfil" in said(house)
    assert house.workspace.wait_until(lambda: bool(house.direct(SAM)[-1:]))
    (file,) = house.direct(SAM)[-1].files
    assert file.title == "Chefsmöte våren 2027"
    choose("Borås", "Kommer digitalt")
    assert "Kommer 0 · digitalt 1" in said(house)
    choose("Borås", "Skicka igen")
    assert "Inbjudan går ut igen" in said(house) or "kommer digitalt" in said(house)
    choose("Borås", "Ta bort från listan")
    assert "står inte längre på listan" in said(house)
    assert "Borås" not in "".join(lines(shown(house))[3:])


def test_only_whoever_keeps_the_calendar_sees_more_than_their_own(quick_house: House) -> None:
    for user in (INA, KIM, EVA):
        quick_house.ask(user, "/mote")
        assert lines(shown(quick_house, user)) == [
            "Mina möten",
            f"{NOTHING} Inbjudningar kommer hit och till din mejl.",
        ]
        outcome = quick_house.workspace.command(user, "/mote", "nytt")
        assert outcome.acknowledged
        assert not quick_house.workspace.views(user)


def test_invited_in_chat_where_no_mail_reaches(manager: House) -> None:
    house = manager
    new_meeting(house, circles=[], singles="miljochef.boras@vast.example")
    press(house, "Skicka inbjudan")
    house.workspace.close_view(SAM, everything=True)
    # There is no way out for mail at all.
    deliver(house)
    invitation = house.direct(MANAGER)[-1]
    assert lines(invitation)[0].startswith("Inbjudan: chefsmöte våren 2027")
    press(house, "Kommer inte", MANAGER, invitation)
    assert "Tack. Du kommer inte." in "\n".join(lines(house.direct(MANAGER)[-1]))
    house.ask(MANAGER, "/mote", "")
    assert "Du kommer inte." in said(house, MANAGER)


def test_cancelled_held_and_planned_anew(quick_house: House) -> None:
    new_meeting(quick_house)
    press(quick_house, "Kopiera till nästa")
    assert quick_house.workspace.view(SAM).title
    assert send(quick_house) == {}
    assert "tors 13 april 2028 kl. 9.00–16.00" in said(quick_house)
    press(quick_house, "Ställ in")
    assert "inställt" in said(quick_house).casefold()
    assert labels(shown(quick_house)) == ["Kopiera till nästa"]
    assert date(2028, 4, 13).isoformat() not in said(quick_house)
