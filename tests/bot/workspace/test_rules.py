from typing import Any

import pytest

from bot.workspace.rules import (
    check_message,
    check_metadata,
)
from bot.workspace.wire import Refused
from tests.bot.workspace.material import CARD, button, plain, section

Block = dict[str, Any]


def option(text: str = "Ja", value: str = "ja", **more: Any) -> Block:
    return {"text": plain(text), "value": value, **more}


def element(kind: str, **more: Any) -> Block:
    return {"type": kind, "action_id": "a", **more}


def actions(*elements: Block) -> Block:
    return {"type": "actions", "elements": list(elements)}


def context(*elements: Block) -> Block:
    return {"type": "context", "elements": list(elements)}


def asked(kind: str, **more: Any) -> Block:
    return {"type": "input", "label": plain("Fråga"), "element": element(kind, **more)}


def select(count: int, **more: Any) -> Block:
    options = [option(value=str(number)) for number in range(count)]
    return element("static_select", options=options, **more)


def buttons(count: int) -> list[Block]:
    return [button("Visa", f"show{number}") for number in range(count)]


PICTURE = {"type": "image", "image_url": "https://habo.example/a.png", "alt_text": "Årshjul"}
CONFIRM = {"title": plain("Säker?"), "text": plain("Ja"), "confirm": plain("Ja")}

WITHIN = {
    "section": section("x" * 3000),
    "header": {"type": "header", "text": plain("x" * 150)},
    "fields": {"type": "section", "fields": [plain("x" * 1000)] * 10},
    "actions": actions(*buttons(25)),
    "context": context(*[plain("x")] * 10),
    "button": actions(button("x" * 75, "a", value="v" * 2000)),
    "option": actions(element("static_select", options=[option("x" * 75, "v" * 150)])),
    "options": actions(select(100)),
    "overflow": actions(element("overflow", options=[option()] * 5)),
    "checkboxes": actions(element("checkboxes", options=[option()] * 10)),
    "radio": actions(element("radio_buttons", options=[option()] * 10)),
    "placeholder": actions(select(1, placeholder=plain("x" * 150))),
    "image": PICTURE,
    "input": asked("plain_text_input", multiline=True),
    "rich text": {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_section",
                "elements": [{"type": "text", "text": "Hej", "style": {"bold": True}}],
            }
        ],
    },
}

TOO_LONG_TEXT = "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
BEYOND: dict[str, tuple[Block, str]] = {
    "section": (section("x" * 3001), TOO_LONG_TEXT),
    "section without text": ({"type": "section"}, "must have at least one of: text, fields"),
    "empty section": (section(""), "must be more than 0 characters"),
    "header": ({"type": "header", "text": plain("x" * 151)}, "less than 151"),
    "header in mrkdwn": (
        {"type": "header", "text": {"type": "mrkdwn", "text": "*x*"}},
        "must be one of: plain_text",
    ),
    "eleven fields": ({"type": "section", "fields": [plain("x")] * 11}, "no more than 10"),
    "field": ({"type": "section", "fields": [plain("x" * 2001)]}, "less than 2001"),
    "actions": (actions(*buttons(26)), "no more than 25"),
    "no actions": (actions(), "no fewer than 1"),
    "context": (context(*[plain("x")] * 11), "no more than 10"),
    "button text": (actions(button("x" * 76, "a")), "less than 76"),
    "button value": (actions(button("Visa", "a", value="x" * 2001)), "less than 2001"),
    "button style": (actions(button("Visa", "a", style="green")), "must be one of: primary"),
    "button in mrkdwn": (
        actions({"type": "button", "action_id": "a", "text": {"type": "mrkdwn", "text": "x"}}),
        "must be one of: plain_text",
    ),
    "option text": (
        actions(element("static_select", options=[option("x" * 76)])),
        "less than 76",
    ),
    "option value": (
        actions(element("static_select", options=[option(value="x" * 151)])),
        "less than 151",
    ),
    "101 options": (actions(select(101)), "no more than 100"),
    "no options": (actions(element("static_select")), "must have exactly one of: options"),
    "overflow": (actions(element("overflow", options=[option()] * 6)), "no more than 5"),
    "checkboxes": (actions(element("checkboxes", options=[option()] * 11)), "no more than 10"),
    "radio": (actions(element("radio_buttons", options=[option()] * 11)), "no more than 10"),
    "placeholder": (actions(select(1, placeholder=plain("x" * 151))), "less than 151"),
    "image without alt text": (
        {"type": "image", "image_url": "https://habo.example/a.png"},
        "missing required field: alt_text",
    ),
    "picture in context without alt text": (
        context({"type": "image", "image_url": "https://habo.example/a.png"}),
        "missing required field: alt_text",
    ),
    "unknown block": ({"type": "carousel"}, "unsupported type: carousel"),
    "unknown element": (actions(element("slider")), "unsupported type: slider"),
    "input in actions": (actions(element("plain_text_input")), "unsupported type"),
    "button as input": (asked("button", text=plain("x")), "unsupported type: button"),
    "unknown property": ({"type": "divider", "colour": "red"}, "additional property: colour"),
    "bad date": (actions(element("datepicker", initial_date="1 maj")), "must be a date"),
    "bad confirm": (
        actions(button("Ta bort", "a", confirm=CONFIRM)),
        "missing required field: deny",
    ),
    "same action id twice": (
        actions(button("Ja", "same"), button("Nej", "same")),
        "action_id `same` already exists",
    ),
}


def refusal(arguments: Block) -> Refused:
    with pytest.raises(Refused) as caught:
        check_message(arguments)
    return caught.value


@pytest.mark.parametrize("name", WITHIN)
def test_block_at_its_limit_is_accepted(name: str) -> None:
    check_message({"text": "Svar", "blocks": [WITHIN[name]]})


@pytest.mark.parametrize("name", BEYOND)
def test_block_beyond_its_limit_is_refused(name: str) -> None:
    block, fault = BEYOND[name]

    refused = refusal({"text": "Svar", "blocks": [block]})

    assert refused.code == "invalid_blocks"
    assert fault in refused.details[0]


def test_message_with_51_blocks_is_refused() -> None:
    refused = refusal({"text": "Svar", "blocks": [{"type": "divider"}] * 51})

    assert refused.code == "invalid_blocks"
    assert refused.details == ("[ERROR] no more than 50 items allowed [json-pointer:/blocks]",)


def test_message_with_same_block_id_twice_is_refused() -> None:
    twice = [section("Ett", block_id="b"), section("Två", block_id="b")]

    assert refusal({"text": "Svar", "blocks": twice}).details == (
        "[ERROR] block_id `b` already exists [json-pointer:/blocks]",
    )


def test_message_may_repeat_an_action_id_in_another_block() -> None:
    check_message({"text": "Svar", "blocks": [actions(*buttons(1)), actions(*buttons(1))]})


def test_message_beyond_13_200_characters_is_refused() -> None:
    assert refusal({"text": "Svar", "blocks": [section("x" * 2900)] * 5}).code == (
        "msg_blocks_too_long"
    )


@pytest.mark.parametrize("text", [None, "", "  "])
def test_message_with_blocks_but_no_text_is_refused(text: str | None) -> None:
    assert refusal({"text": text, "blocks": CARD}).code == "no_text"


def test_message_beyond_40_000_characters_is_refused() -> None:
    assert refusal({"text": "x" * 40_001}).code == "msg_too_long"


@pytest.mark.parametrize("blocks", ["[", {"type": "divider"}, 3])
def test_message_whose_blocks_are_no_list_is_refused(blocks: object) -> None:
    assert refusal({"text": "Svar", "blocks": blocks}).code == "invalid_blocks_format"


@pytest.mark.parametrize("argument", [{"link_names": True}, {"link_names": "1"}, {"parse": "full"}])
def test_message_that_parses_peoples_text_is_refused(argument: Block) -> None:
    refused = refusal({"text": "Hej @channel", **argument})

    assert refused.code == "invalid_arguments"
    assert "house rule" in refused.details[0]


@pytest.mark.parametrize(
    "metadata", ["x", {"event_type": "x"}, {"event_type": 1, "event_payload": 2}]
)
def test_metadata_without_its_form_is_refused(metadata: object) -> None:
    with pytest.raises(Refused) as caught:
        check_metadata(metadata)

    assert caught.value.code == "invalid_metadata_format"
