"""What a dialog and a home tab must be."""

import json
from collections.abc import Mapping
from typing import Any

from bot.workspace.records import Surface
from bot.workspace.rules.blocks import check_blocks
from bot.workspace.rules.schema import Check, Problems, anything, flag, shape, string, text
from bot.workspace.wire import Json, Refused

MOST_BLOCKS = 100
MOST_BYTES = 250_000

COMMON: Mapping[str, Check] = {
    "type": anything,
    "blocks": anything,
    "private_metadata": string(3000),
    "callback_id": string(255),
    "external_id": string(255),
}
SURFACES: Mapping[Surface, Check] = {
    "home": shape(COMMON, "blocks"),
    "modal": shape(
        {
            **COMMON,
            "title": text(24),
            "submit": text(24),
            "close": text(24),
            "clear_on_close": flag,
            "notify_on_close": flag,
            "submit_disabled": flag,
        },
        "title",
        "blocks",
    ),
}


def check_view(view: Any, surface: Surface) -> None:
    """Refuse a view that Slack would refuse to show on this surface."""
    if not isinstance(view, dict) or view.get("type") != surface:
        fault = f"[ERROR] must be a view of type {surface} [json-pointer:/view/type]"
        raise Refused("invalid_arguments", fault)
    if len(json.dumps(view, ensure_ascii=False).encode()) > MOST_BYTES:
        raise Refused("view_too_large")
    problems = Problems()
    SURFACES[surface](view, "/view", problems)
    _check_contents(view, surface, problems)
    if problems.found:
        raise Refused("invalid_arguments", *problems.found)


def check_errors(errors: Any, view: Json) -> dict[str, str]:
    """Refuse field errors that point at no input of the dialog."""
    inputs = {block.get("block_id") for block in view["blocks"] if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors:
        raise Refused("invalid_arguments", "errors must be an object with at least one field")
    unknown = errors.keys() - inputs
    if unknown:
        raise Refused("invalid_arguments", f"no input block is called {sorted(unknown)}")
    return {str(block): str(fault) for block, fault in errors.items()}


def _check_contents(view: Json, surface: Surface, problems: Problems) -> None:
    blocks = view.get("blocks")
    if not isinstance(blocks, list):
        problems.add("must provide an array", "/view/blocks")
        return
    check_blocks(blocks, MOST_BLOCKS, "/view/blocks", problems)
    has_input = any(isinstance(block, dict) and block.get("type") == "input" for block in blocks)
    if surface == "modal" and has_input and "submit" not in view:
        problems.add("missing required field: submit", "/view")
