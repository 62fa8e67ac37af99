import json
from typing import Any

import pytest

from bot.workspace.rules import check_errors, check_options, check_view
from bot.workspace.wire import Refused
from tests.bot.workspace.material import DIALOG, plain, text_input

Block = dict[str, Any]


def option(text: str = "Ja", value: str = "ja") -> Block:
    return {"text": plain(text), "value": value}


VIEW_BEYOND: dict[str, tuple[Block, str]] = {
    "title": ({"title": plain("x" * 25)}, "less than 25 characters [json-pointer:/view/title"),
    "submit": ({"submit": plain("x" * 25)}, "less than 25 characters [json-pointer:/view/submit"),
    "close": ({"close": plain("x" * 25)}, "less than 25 characters [json-pointer:/view/close"),
    "private_metadata": ({"private_metadata": "x" * 3001}, "less than 3001"),
    "callback_id": ({"callback_id": "x" * 256}, "less than 256"),
    "blocks": ({"blocks": [{"type": "divider"}] * 101}, "no more than 100"),
    "blocks missing": ({"blocks": None}, "must provide an array"),
    "title in mrkdwn": ({"title": {"type": "mrkdwn", "text": "x"}}, "one of: plain_text"),
    "kind": ({"type": "home"}, "must be a view of type modal"),
}


def view_refusal(view: object) -> Refused:
    with pytest.raises(Refused) as caught:
        check_view(view, "modal")
    return caught.value


@pytest.mark.parametrize("name", VIEW_BEYOND)
def test_view_beyond_its_limit_is_refused(name: str) -> None:
    change, fault = VIEW_BEYOND[name]

    refused = view_refusal(DIALOG | change)

    assert refused.code == "invalid_arguments"
    assert fault in refused.details[0]


def test_view_with_input_but_no_submit_is_refused() -> None:
    view = {name: value for name, value in DIALOG.items() if name != "submit"}

    assert view_refusal(view).details == (
        "[ERROR] missing required field: submit [json-pointer:/view]",
    )


def test_view_beyond_250_kb_is_refused() -> None:
    blocks = [text_input("x" * 2000, f"b{n}", initial_value="å" * 3000) for n in range(50)]

    assert len(json.dumps(blocks, ensure_ascii=False).encode()) > 250_000
    assert view_refusal(DIALOG | {"blocks": blocks}).code == "view_too_large"


@pytest.mark.parametrize("errors", [{"nowhere": "Fel"}, {}, None])
def test_field_errors_that_point_nowhere_are_refused(errors: object) -> None:
    with pytest.raises(Refused):
        check_errors(errors, DIALOG)


@pytest.mark.parametrize(
    "answer",
    [
        None,
        {},
        {"options": [option(value=str(n)) for n in range(101)]},
        {"options": [option("x" * 76)]},
        {"options": [option(value="x" * 151)]},
        {"options": [], "option_groups": []},
    ],
)
def test_suggestions_beyond_their_limits_are_refused(answer: object) -> None:
    with pytest.raises(Refused) as caught:
        check_options(answer)

    assert caught.value.code == "invalid_options"


def test_hundred_suggestions_are_accepted() -> None:
    answer = {"options": [option(value=str(number)) for number in range(100)]}

    assert check_options(answer) == answer
