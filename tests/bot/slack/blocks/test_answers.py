from dataclasses import replace
from typing import Any

import pytest

from bot.slack.blocks.answers import Look, answer_card, origin_of, shared_card
from bot.slack.origin import Origin, read_origin
from bot.texts.cards import Action, Card, Choice, Line
from bot.workspace.rules import check_message

CARD = Card(
    kind="project",
    heading="Tillsynsprojekt släckvatten",
    lead="Avslutat november 2024",
    lines=(Line("april–oktober 2024", "Kampanj"), Line("saknas", "Material", missing=True)),
    more=tuple(Line(f"rad {number}") for number in range(40)),
    footer="Uppgifterna är från verksamhetsberättelsen 2024.",
    choices=(),
    actions=(Action.MORE, Action.SHARE, Action.FOLLOW, Action.CORRECT),
    record_key="vast-2024-slackvatten",
    record_kind="project",
    record_owner="vast",
    summary="Tillsynsprojekt släckvatten: avslutat november 2024.",
)
ASKED = Origin("/projekt släckvatten")


def pressed(shown: Any, action: str) -> Origin:
    found = [
        element
        for block in shown["blocks"]
        for element in block.get("elements", ())
        if element.get("action_id") == action
    ]
    return read_origin(found[0]["value"])


def labels(shown: Any) -> list[str]:
    return [
        element["text"]["text"]
        for block in shown["blocks"]
        if block["type"] == "actions"
        for element in block["elements"]
    ]


def text_of(shown: Any) -> str:
    return "".join(
        part["text"]
        for part in shown["blocks"][0]["elements"][0]["elements"]
        if part["type"] != "user"
    )


def test_card_is_short_with_the_next_steps() -> None:
    shown = answer_card(CARD, ASKED, Look(shareable=True))

    check_message(dict(shown))
    assert text_of(shown) == (
        "Tillsynsprojekt släckvatten · Avslutat november 2024\n"
        "Kampanj: april–oktober 2024\n"
        "Material: saknas"
    )
    assert labels(shown) == ["Visa mer", "Dela i kanalen", "Bevaka", "Rätta uppgift"]
    assert shown["text"] == CARD.summary


@pytest.mark.parametrize("action", ["share", "follow", "correct"])
def test_next_steps_tell_exactly_which_project(action: str) -> None:
    shown = answer_card(CARD, Origin(key=CARD.record_key), Look(shareable=True))

    assert pressed(shown, action) == Origin(key="vast-2024-slackvatten", owner="vast")


def test_card_shows_what_is_missing_in_another_style() -> None:
    shown = answer_card(CARD, ASKED, Look())

    last = shown["blocks"][0]["elements"][0]["elements"][-1]
    assert last == {"type": "text", "text": "saknas", "style": {"italic": True}}


def test_card_in_a_direct_message_is_not_shared() -> None:
    assert "Dela i kanalen" not in labels(answer_card(CARD, ASKED, Look()))


def test_card_that_is_followed_can_be_left() -> None:
    shown = answer_card(CARD, ASKED, Look(following=True))

    assert "Sluta bevaka" in labels(shown)
    assert "Bevaka" not in labels(shown)


def test_card_is_paged_without_leaving_a_line_out() -> None:
    origin, seen = ASKED.at(0), []
    while True:
        shown = answer_card(CARD, origin, Look())
        check_message(dict(shown))
        seen += text_of(shown).split("\n")[1:]
        if "Visa fler" not in labels(shown):
            break
        origin = pressed(shown, "more")

    assert seen == [
        "Kampanj: april–oktober 2024",
        "Material: saknas",
        *(line.text for line in CARD.more),
    ]
    assert pressed(shown, "less") == ASKED


def test_card_of_long_lines_fits_in_a_message() -> None:
    long = replace(CARD, more=tuple(Line("å" * 3000, "Mål") for _ in range(20)))

    shown = answer_card(long, ASKED.at(0), Look(notice="Du bevakar nu projektet."))

    check_message(dict(shown))
    assert "Visa fler" in labels(shown)


def test_card_beyond_its_end_is_its_end() -> None:
    shown = answer_card(CARD, ASKED.at(1000), Look())

    check_message(dict(shown))
    assert labels(shown)[0] == "Visa färre"


def test_card_that_must_not_be_asked_for_again_shows_everything_at_once() -> None:
    few = replace(CARD, more=CARD.more[:5])

    shown = answer_card(few, ASKED, Look(repeatable=False))

    assert text_of(shown).endswith("rad 4")
    assert "Visa mer" not in labels(shown)


def test_card_offers_choices_before_the_next_steps() -> None:
    choices = (Choice("Släckvatten (2024)", "projekt a-1", "a-1", "vast"), Choice("hjälp", "hjälp"))
    several = replace(CARD, choices=choices, actions=(Action.ALL_RUNNING, Action.PROPOSE))

    shown = answer_card(several, ASKED, Look())

    check_message(dict(shown))
    assert labels(shown) == [
        "Släckvatten (2024)", "hjälp", "Visa alla pågående", "Lämna det som förslag",
    ]  # fmt: skip
    assert pressed(shown, "choose_0") == Origin(key="a-1", owner="vast")
    assert pressed(shown, "choose_1") == Origin("hjälp")
    assert pressed(shown, "propose").question == "/projekt släckvatten"


def test_card_without_anything_to_do_has_no_buttons() -> None:
    bare = replace(CARD, actions=(), heading="", footer="", lines=(), more=())

    shown = answer_card(bare, ASKED, Look())

    assert [block["type"] for block in shown["blocks"]] == ["rich_text"]


def test_choice_of_another_record_asks_as_if_typed() -> None:
    assert origin_of(Choice("Styrgruppen", "grupp styrgrupp", "styrgrupp")) == Origin(
        "grupp styrgrupp"
    )


def test_shared_card_names_who_shared_it_and_shares_no_question() -> None:
    shown = shared_card(CARD, Origin(key=CARD.record_key), "U1")

    check_message(dict(shown))
    assert {"type": "user", "user_id": "U1"} in shown["blocks"][2]["elements"][0]["elements"]
    assert labels(shown) == ["Visa mer", "Bevaka"]
    assert pressed(shown, "follow") == Origin(key=CARD.record_key)


@pytest.mark.parametrize(
    "origin",
    [
        Origin(),
        Origin("vad betyder BAT?"),
        Origin(key="a-1"),
        Origin("fråga", "k", "contact", 15, 2),
        Origin("fråga", "k", "project", 15, 2, "vast"),
    ],
)
def test_origin_is_the_same_after_a_trip_through_a_button(origin: Origin) -> None:
    assert read_origin(origin.value()) == origin


def test_origin_says_as_little_as_it_can() -> None:
    assert Origin(key="a-1").value() == '{"k":"a-1"}'
    assert Origin(key="a-1", owner="vast").value() == '{"k":"a-1","o":"vast"}'


def test_origin_of_an_older_button_has_no_owner() -> None:
    assert read_origin('{"k":"a-1"}') == Origin(key="a-1")
