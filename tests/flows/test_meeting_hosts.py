"""The host and the writer of a meeting planned by itself: proposed, and never decided."""

import json
from datetime import UTC, datetime
from typing import Any

from bot.workspace import View
from handlers.answers import Asker
from handlers.meetings import mark_held
from handlers.people import asker_by_email
from handlers.rules import RuleChange, change_rule
from tests.flows.house import SAM, House, lines
from tests.flows.test_meetings_in_chat import MEETING, press, said, send
from tests.flows.test_meetings_in_words import said as told

SPRING, AUTUMN = "2027-04-15", "2027-10-14"
LEADER = "projektledare@vast.example"


def keeper(house: House) -> Asker:
    found = asker_by_email(house.services, LEADER, "slack")
    assert found is not None
    return found


def set_order(house: House) -> None:
    for rule, hosts in (("var", ("Borås", "Varberg")), ("host", ("Kungsbacka",))):
        change = RuleChange(hosts=hosts)
        change_rule(house.services, keeper(house), f"vast-chefsmote-{rule}", "vast", change)


def choose(house: House, field: str, value: str) -> View:
    outcome = house.workspace.choose(SAM, house.workspace.view(SAM), "value", value, field)
    assert outcome.acknowledged, outcome
    return house.workspace.view(SAM)


def host_of(view: View) -> tuple[str, str]:
    """Return what stands in the host's field, and what is said below it."""
    (block,) = [one for one in view.blocks if one["block_id"].partition("/")[0] == "host"]
    held = view.state.get(block["block_id"], {}).get("value", {}).get("value")
    hint = block.get("hint", {}).get("text", "")
    return held or block["element"].get("initial_value", ""), hint


def new(house: House, title: str = "") -> View:
    house.workspace.command(SAM, "/mote", "nytt")
    return house.workspace.fill(SAM, {"title": title} if title else {})


def test_host_whose_turn_it_is_stands_in_the_dialog_once_the_sort_and_day_are_known(
    quick_house: House,
) -> None:
    house = quick_house
    set_order(house)
    assert host_of(new(house)) == ("", "")
    # In spring another rule holds than in autumn, and a day is not picked yet.
    assert host_of(choose(house, "kind", "managers")) == ("", "")
    assert host_of(choose(house, "first", SPRING)) == ("Borås", "Enligt turordningen: Borås")
    assert host_of(choose(house, "first", AUTUMN))[0] == "Kungsbacka"
    house.workspace.fill(SAM, {"title": "Chefsmöte"})
    assert host_of(choose(house, "kind", "steering_group")) == ("", "")
    again = choose(house, "kind", "managers")
    assert host_of(again) == ("Kungsbacka", "Enligt turordningen: Kungsbacka")
    assert again.state["title"]["value"]["value"] == "Chefsmöte"
    choose(house, "first", SPRING)
    assert send(house, **{**MEETING, "circles": []}) == {}
    assert "Borås" in said(house)


def test_host_that_somebody_has_written_stays_whatever_turn_it_is(quick_house: House) -> None:
    house = quick_house
    set_order(house)
    new(house, "Chefsmöte")
    house.workspace.fill(SAM, {"host": "Lerum"})
    assert host_of(choose(house, "first", SPRING)) == ("Lerum", "Enligt turordningen: Borås")
    assert host_of(choose(house, "first", AUTUMN)) == ("Lerum", "Enligt turordningen: Kungsbacka")
    assert send(house, **{**MEETING, "circles": []}) == {}
    assert "Lerum" in said(house)


def test_turn_is_used_by_the_meeting_that_was_held_alone(quick_house: House) -> None:
    house = quick_house
    set_order(house)

    new(house, "Chefsmöte vår")
    choose(house, "first", SPRING)
    house.workspace.close_view(SAM)
    # Proposed, and left at that.
    assert host_of_new(house) == "Borås"
    send(house, **{**MEETING, "circles": []})
    number = int(json.loads(_value(house, "Ändra")))
    # Planned, it is passed over; cancelled, it is their turn as before.
    assert host_of_new(house) == "Varberg"
    house.workspace.close_view(SAM, everything=True)
    house.ask(SAM, "/mote", f"möte {number}")
    press(house, "Ställ in")
    assert host_of_new(house) == "Borås"
    send(house, **{**MEETING, "circles": []})
    number = int(json.loads(_value(house, "Ändra")))
    house.clock.now = datetime(2027, 4, 16, 9, tzinfo=UTC)
    assert host_of_new(house) == "Borås"
    mark_held(house.services, keeper(house), number)
    house.workspace.close_view(SAM, everything=True)
    assert host_of_new(house) == "Varberg"


def host_of_new(house: House) -> str:
    new(house, "Chefsmöte vår")
    return host_of(choose(house, "first", "2027-05-12"))[0]


def _value(house: House, label: str) -> str:
    """Return what a button of the card on top carries."""
    elements: list[dict[str, Any]] = [
        element
        for block in house.workspace.view(SAM).blocks
        for element in block.get("elements", ())
    ]
    return next(str(one["value"]) for one in elements if one.get("text", {}).get("text") == label)


def test_copy_of_a_meeting_proposes_whose_turn_it_is_then(quick_house: House) -> None:
    house = quick_house
    set_order(house)
    new(house, "Chefsmöte")
    send(house, **{**MEETING, "circles": [], "host": "Borås"})
    press(house, "Kopiera till nästa")
    assert host_of(house.workspace.view(SAM)) == ("Varberg", "Enligt turordningen: Varberg")
    assert send(house) == {}
    press(house, "Ändra")
    # What is planned is changed by whoever changes it, and nothing is proposed.
    assert host_of(house.workspace.view(SAM)) == ("Varberg", "")
    assert host_of(choose(house, "first", AUTUMN)) == ("Varberg", "")


def test_who_wrote_the_last_time_stands_in_the_dialog_of_the_next(quick_house: House) -> None:
    house = quick_house
    new(house, "Chefsmöte")
    send(house, **{**MEETING, "circles": []})
    press(house, "Platser och frågor")
    assert minutes_of(house) == ("", "")
    send(house, minutes_by=LEADER)
    press(house, "Kopiera till nästa")
    send(house)
    press(house, "Platser och frågor")
    name, hint = minutes_of(house)
    assert LEADER in name
    assert hint == (
        "Samma som förra gången, chefsmöte våren 2027, tors 15 april 2027."
        " Ändra om det är någon annan."
    )


def minutes_of(house: House) -> tuple[str, str]:
    blocks = house.workspace.view(SAM).blocks
    (block,) = [one for one in blocks if one["block_id"] == "minutes_by"]
    return block["element"].get("initial_value", ""), block.get("hint", {}).get("text", "")


def test_in_words_the_answer_tells_whose_turn_it_is_and_how_it_is_set(quick_house: House) -> None:
    house = quick_house
    set_order(house)
    form = "nytt möte; rubrik: Chefsmöte; när:"
    planned = told(house, f"{form} 15 april 2027 kl 9–12; skriver protokoll: {LEADER}")
    assert "Värd enligt turordningen: Borås. Skriv ”ändra möte 1; värd: Borås”" in planned
    assert "förra gången" not in planned
    assert "Borås" in told(house, "ändra möte 1; värd: Borås")

    planned = told(house, f"{form} 12 maj 2027 kl 9–12; värd: Lerum")
    assert "turordningen" not in planned
    assert "skrev förra gången, chefsmöte, tors 15 april 2027." in planned
    message = house.direct(SAM)[-1]
    label = next(one for one in _labels(message) if one.startswith("Låt"))
    house.workspace.press(SAM, message, label)
    assert "Sparat." in "\n".join(lines(house.direct(SAM)[-1]))
    house.ask(SAM, "/mote", "möte 2")
    press(house, "Platser och frågor")
    assert LEADER in minutes_of(house)[0]


def _labels(message: Any) -> list[str]:
    return [
        element["text"]["text"]
        for block in message.blocks
        for element in block.get("elements", ())
        if element.get("type") == "button"
    ]
