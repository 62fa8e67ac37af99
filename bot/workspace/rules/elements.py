"""Interactive elements and their limits, one table row each."""

from collections.abc import Mapping

from bot.workspace.rules.schema import (
    Check,
    anything,
    flag,
    like,
    listing,
    number,
    one_of,
    shape,
    string,
    text,
    typed,
)

ANY_TEXT = ("plain_text", "mrkdwn")
DATE = like(r"\d{4}-\d{2}-\d{2}", "a date: YYYY-MM-DD")
TIME = like(r"([01]\d|2[0-3]):[0-5]\d", "a time: HH:mm")
PLACEHOLDER = text(150)

CONFIRM = shape(
    {
        "title": text(100),
        "text": text(300, *ANY_TEXT),
        "confirm": text(30),
        "deny": text(30),
        "style": one_of("primary", "danger"),
    },
    "title",
    "text",
    "confirm",
    "deny",
)


def option(*kinds: str, url: bool = False) -> Check:
    """Demand an option object."""
    properties: dict[str, Check] = {
        "text": text(75, *kinds),
        "value": string(150, least=1),
        "description": text(75, *kinds),
    }
    return shape(properties | ({"url": string(3000)} if url else {}), "text", "value")


OPTION = option()
MARKED_OPTION = option(*ANY_TEXT)
OPTIONS = listing(OPTION, 100)
OPTION_GROUPS = listing(
    shape({"label": text(75), "options": OPTIONS}, "label", "options"),
    100,
)

COMMON: Mapping[str, Check] = {
    "type": anything,
    "action_id": string(255, least=1),
    "confirm": CONFIRM,
    "focus_on_load": flag,
}
SELECT: Mapping[str, Check] = {**COMMON, "placeholder": PLACEHOLDER}
DISPATCHED = shape(
    {"trigger_actions_on": listing(one_of("on_enter_pressed", "on_character_entered"), 2)}
)
FEW: Mapping[str, Check] = {**COMMON, "options": listing(MARKED_OPTION, 10)}
TYPED: Mapping[str, Check] = {
    **SELECT,
    "initial_value": string(3000),
    "dispatch_action_config": DISPATCHED,
}
LENGTHS: Mapping[str, Check] = {"min_length": number(0, 3000), "max_length": number(1, 3000)}
CHOICE = ("options", "option_groups")

ELEMENTS: Mapping[str, Check] = {
    "button": shape(
        {
            **COMMON,
            "text": text(75),
            "value": string(2000),
            "url": string(3000),
            "style": one_of("primary", "danger"),
            "accessibility_label": string(75),
        },
        "text",
    ),
    "image": shape(
        {"type": anything, "image_url": string(3000, least=1), "alt_text": string(2000, least=1)},
        "image_url",
        "alt_text",
    ),
    "static_select": shape(
        {**SELECT, "options": OPTIONS, "option_groups": OPTION_GROUPS, "initial_option": OPTION},
        exactly_one=CHOICE,
    ),
    "multi_static_select": shape(
        {
            **SELECT,
            "options": OPTIONS,
            "option_groups": OPTION_GROUPS,
            "initial_options": OPTIONS,
            "max_selected_items": number(1, 100),
        },
        exactly_one=CHOICE,
    ),
    "external_select": shape(
        {**SELECT, "initial_option": OPTION, "min_query_length": number(0, 100)}
    ),
    "overflow": shape({**COMMON, "options": listing(option(url=True), 5)}, "options"),
    "checkboxes": shape({**FEW, "initial_options": listing(MARKED_OPTION, 10)}, "options"),
    "radio_buttons": shape({**FEW, "initial_option": MARKED_OPTION}, "options"),
    "datepicker": shape({**SELECT, "initial_date": DATE}),
    "timepicker": shape({**SELECT, "initial_time": TIME, "timezone": string(100)}),
    "plain_text_input": shape({**TYPED, **LENGTHS, "multiline": flag}),
    "email_text_input": shape(TYPED),
    "url_text_input": shape(TYPED),
    "number_input": shape(
        {
            **TYPED,
            "is_decimal_allowed": flag,
            "min_value": string(100),
            "max_value": string(100),
        },
        "is_decimal_allowed",
    ),
}

WRITTEN = ("plain_text_input", "email_text_input", "url_text_input", "number_input")
PRESSED = ("button", "overflow")
CHOSEN = tuple(name for name in ELEMENTS if name not in (*WRITTEN, *PRESSED, "image"))

ACCESSORY = typed(ELEMENTS, (*PRESSED, *CHOSEN, "image"))
ACTION = typed(ELEMENTS, (*PRESSED, *CHOSEN))
INPUT = typed(ELEMENTS, (*WRITTEN, *CHOSEN))
