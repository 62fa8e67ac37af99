"""The smallest pieces of what one sees, each within Slack's limits.

What people wrote goes into plain_text and rich_text alone, where nothing is markup; in a
message's fallback text ``escaped`` makes it harmless.
"""

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias, TypedDict

Block: TypeAlias = dict[str, Any]

LONGEST_PART = 2900
LONGEST_BUTTON = 75
LONGEST_FALLBACK = 500
_LINK = re.compile(r"https?://[^\s<>”\"]+[^\s<>”\".,;:!?)]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


class Message(TypedDict):
    """Blocks, and the text for notifications and screen readers that they never go without."""

    text: str
    blocks: list[Block]


def message(summary: str, blocks: Sequence[Block]) -> Message:
    """Put blocks together with the sentence that stands for them."""
    return {"text": escaped(cut(summary, LONGEST_FALLBACK)), "blocks": list(blocks)}


def cut(text: str, longest: int) -> str:
    """Return the text, cut at a word boundary with an ellipsis where it is too long."""
    if len(text) <= longest:
        return text
    head = text[: longest - 1]
    words = head.rpartition(" ")[0]
    # One long word without a boundary near the end is cut in the middle.
    return (words if len(words) >= longest // 2 else head).rstrip() + "…"


def escaped(text: str) -> str:
    """Make a text harmless where Slack would read markup: no links, mentions or broadcasts."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def plain(text: str, longest: int = LONGEST_PART) -> Block:
    """Return a plain text object."""
    return {"type": "plain_text", "text": cut(text, longest) or " ", "emoji": False}


def words(text: str, *, bold: bool = False, italic: bool = False) -> list[Block]:
    """Return a text as elements of a rich text; its addresses become links."""
    pieces = list(_pieces(text))
    if bold or italic:
        style = {name: True for name, wanted in (("bold", bold), ("italic", italic)) if wanted}
        for piece in pieces:
            piece["style"] = style
    return pieces


def leading(label: str, address: str) -> list[list[Block]]:
    """Return the line that leads to a page of ours; no line where there is none."""
    return [[{"type": "link", "url": address, "text": label}]] if address else []


def paragraph(*rows: Sequence[Block]) -> Block:
    """Return a rich text block with one line for each row of elements."""
    elements: list[Block] = []
    for row in rows:
        elements += [*([{"type": "text", "text": "\n"}] if elements else []), *row]
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": elements}],
    }


def said(text: str) -> Block:
    """Return one sentence as a block."""
    return paragraph(words(cut(text, LONGEST_PART)))


def quotation(text: str) -> Block:
    """Return what somebody wrote, set apart as a quotation."""
    # One piece, whatever addresses stand in it: an element for each would outgrow the message.
    piece = {"type": "text", "text": cut(text, LONGEST_PART)}
    quote = {"type": "rich_text_quote", "elements": [piece]}
    return {"type": "rich_text", "elements": [quote]}


def heading(text: str) -> Block:
    """Return a heading block."""
    return {"type": "header", "text": plain(text, 150)}


def small(text: str) -> Block:
    """Return a line in small print."""
    return {"type": "context", "elements": [plain(text)]}


def row(text: str, accessory: Block) -> Block:
    """Return a line with a button at its end."""
    return {"type": "section", "text": plain(text), "accessory": accessory}


def button(label: str, action: str, value: str = "", *, about: str = "") -> Block:
    """Return a button; ``about`` says to a screen reader what it is a button of."""
    made: Block = {
        "type": "button",
        "action_id": action,
        "text": plain(label, LONGEST_BUTTON),
    }
    if value:
        made["value"] = value
    if about:
        made["accessibility_label"] = cut(f"{label}: {about}", LONGEST_BUTTON)
    return made


def buttons(several: Iterable[Block]) -> list[Block]:
    """Return a row of buttons, or nothing when there are none."""
    elements = list(several)
    return [{"type": "actions", "elements": elements}] if elements else []


def size(block: Block) -> int:
    """Return how much of a message's room a block takes, counted on the cautious side."""
    return len(json.dumps(block))


def _pieces(text: str) -> Iterable[Block]:
    if "@" not in text and "://" not in text:
        return [{"type": "text", "text": text}] if text else []
    return _linked(text)


def _linked(text: str) -> Iterable[Block]:
    start = 0
    for match in _LINK.finditer(text):
        if match.start() > start:
            yield {"type": "text", "text": text[start : match.start()]}
        yield _link(match[0])
        start = match.end()
    if start < len(text):
        yield {"type": "text", "text": text[start:]}


def _link(address: str) -> Block:
    url = address if "://" in address else f"mailto:{address}"
    return {"type": "link", "url": url, "text": address}
