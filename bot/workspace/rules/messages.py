"""What a message must be, whichever way it arrives."""

import json
from typing import Any

from bot.workspace.rules.blocks import check_blocks
from bot.workspace.rules.schema import Problems
from bot.workspace.wire import Json, Refused

MOST_BLOCKS = 50
MOST_TEXT = 40_000
# Undocumented, and Slack's own count is not published; the length of the compact JSON is never
# below it, so a message that passes here passes there.
MOST_CHARACTERS = 13_200
HOUSE_RULE = "house rule: people's text must never be parsed for names and links"


def check_message(arguments: Json) -> None:
    """Refuse a message that Slack would refuse, or that no notification could read aloud."""
    _check_parsing(arguments)
    text, blocks = arguments.get("text"), arguments.get("blocks")
    if not isinstance(text, str | None):
        raise Refused("invalid_arguments", "[ERROR] must provide a string [json-pointer:/text]")
    if not (text or "").strip():
        raise Refused("no_text", "a message needs `text`, also when it has blocks")
    if len(text or "") > MOST_TEXT:
        raise Refused("msg_too_long")
    if blocks is not None:
        _check_blocks(blocks)


def check_metadata(metadata: Any) -> None:
    """Refuse metadata that is not an event type with a payload."""
    if metadata is None:
        return
    if not isinstance(metadata, dict) or metadata.keys() != {"event_type", "event_payload"}:
        raise Refused("invalid_metadata_format")
    if not isinstance(metadata["event_payload"], dict):
        raise Refused("invalid_metadata_format")


def _check_parsing(arguments: Json) -> None:
    if str(arguments.get("link_names", "")).lower() in {"1", "true"}:
        raise Refused("invalid_arguments", f"link_names: {HOUSE_RULE}")
    if arguments.get("parse") not in {None, "", "none"}:
        raise Refused("invalid_arguments", f"parse: {HOUSE_RULE}")


def _check_blocks(blocks: Any) -> None:
    if not isinstance(blocks, list):
        raise Refused("invalid_blocks_format")
    problems = Problems()
    check_blocks(blocks, MOST_BLOCKS, "/blocks", problems)
    if problems.found:
        raise Refused("invalid_blocks", *problems.found)
    if len(json.dumps(blocks, ensure_ascii=False, separators=(",", ":"))) > MOST_CHARACTERS:
        raise Refused("msg_blocks_too_long")
