"""The rich_text block: sections, lists, quotations and what stands in them."""

from collections.abc import Mapping

from bot.workspace.rules.schema import (
    Check,
    anything,
    flag,
    listing,
    number,
    one_of,
    shape,
    string,
    typed,
)

KIND: Mapping[str, Check] = {"type": anything}
STYLE = shape({"bold": flag, "italic": flag, "strike": flag, "code": flag})
MANY = 1000

INLINE: Mapping[str, Check] = {
    "text": shape({**KIND, "text": string(3000, least=1), "style": STYLE}, "text"),
    "link": shape(
        {**KIND, "url": string(3000, least=1), "text": string(3000), "style": STYLE}, "url"
    ),
    "user": shape({**KIND, "user_id": string(255, least=1), "style": STYLE}, "user_id"),
    "channel": shape({**KIND, "channel_id": string(255, least=1), "style": STYLE}, "channel_id"),
    "emoji": shape({**KIND, "name": string(255, least=1), "unicode": string(255)}, "name"),
    "broadcast": shape({**KIND, "range": one_of("here", "channel", "everyone")}, "range"),
}
PARTS = listing(typed(INLINE), MANY, least=0)
BORDERED: Mapping[str, Check] = {**KIND, "elements": PARTS, "border": number(0, 1)}
SECTION = shape({**KIND, "elements": PARTS}, "elements")

GROUPS: Mapping[str, Check] = {
    "rich_text_section": SECTION,
    "rich_text_quote": shape(BORDERED, "elements"),
    "rich_text_preformatted": shape(BORDERED, "elements"),
    "rich_text_list": shape(
        {
            **KIND,
            "style": one_of("bullet", "ordered"),
            "elements": listing(typed({"rich_text_section": SECTION}), MANY),
            "indent": number(0, 8),
            "offset": number(0, MANY),
            "border": number(0, 1),
        },
        "style",
        "elements",
    ),
}

RICH_TEXT = shape(
    {**KIND, "block_id": string(255, least=1), "elements": listing(typed(GROUPS), MANY)},
    "elements",
)
