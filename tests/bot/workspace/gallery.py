"""Every kind of block and element once, as a message and as a dialog."""

from typing import Any

from tests.bot.workspace.material import button, plain, section

PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="


def option(label: str, **more: Any) -> dict[str, Any]:
    return {"text": plain(label), "value": label.casefold(), **more}


OPTIONS = [option("Habo"), option("Vetlanda"), option("Aneby")]
CONFIRM = {
    "title": plain("Ta bort förslaget?"),
    "text": plain("Det går att ångra i en vecka."),
    "confirm": plain("Ta bort"),
    "deny": plain("Behåll"),
    "style": "danger",
}


def element(kind: str, action_id: str, **more: Any) -> dict[str, Any]:
    return {"type": kind, "action_id": action_id, **more}


def inline(text: str, **style: bool) -> dict[str, Any]:
    return {"type": "text", "text": text} | ({"style": style} if style else {})


def rich_section(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text_section", "elements": list(parts)}


RICH = {
    "type": "rich_text",
    "elements": [
        rich_section(inline("Fet", bold=True), inline(" och "), inline("kod", code=True)),
        {
            "type": "rich_text_list",
            "style": "bullet",
            "elements": [rich_section(inline("Första")), rich_section(inline("Andra <b>"))],
        },
        {"type": "rich_text_quote", "elements": [inline("Citat")]},
        {
            "type": "rich_text_preformatted",
            "elements": [{"type": "link", "url": "https://habo.example", "text": "Habo"}],
        },
    ],
}
MESSAGE = [
    {"type": "header", "text": plain("Chefsmöte våren 2027")},
    section(
        "*tors 15 april* 9.00–16.00 · <https://varberg.example|Varberg> · _värd_ ~Falkenberg~ `kod`"
        "\n&gt; Ta med egen kopp\nFråga <@U0MIA> i <#C0OPEN>, a &lt;b&gt; c",
        accessory=element("overflow", "menu", options=[option("Ändra"), option("Ställ in")]),
    ),
    {
        "type": "section",
        "fields": [plain("Kommer 61"), plain("Digitalt 12"), plain("Kommer inte 9")],
    },
    {"type": "divider"},
    {
        "type": "context",
        "elements": [
            {"type": "image", "image_url": PIXEL, "alt_text": "Punkt"},
            {"type": "mrkdwn", "text": "Uppgifterna är från *verksamhetsberättelsen 2024*."},
        ],
    },
    RICH,
    {"type": "image", "image_url": PIXEL, "alt_text": "Årshjul", "title": plain("Årshjul")},
    {
        "type": "actions",
        "elements": [
            button("Påminn", "remind", style="primary"),
            button("Ställ in", "cancel", style="danger", confirm=CONFIRM),
            element("static_select", "office", placeholder=plain("Välj kontor"), options=OPTIONS),
            element("datepicker", "day", initial_date="2027-04-15"),
            element("checkboxes", "boxes", options=OPTIONS[:2]),
            element("radio_buttons", "radio", options=OPTIONS[:2]),
        ],
    },
]


def asked(label: str, block_id: str, kind: str, **more: Any) -> dict[str, Any]:
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "optional": True,
        "element": element(kind, "value", **more),
    }


FIELDS = [
    asked("Rubrik", "text", "plain_text_input", max_length=80, placeholder=plain("Kort")),
    asked("Beskrivning", "long", "plain_text_input", multiline=True)
    | {"hint": plain("Skriv vad som ska bli annorlunda.")},
    asked("E-post", "mail", "email_text_input"),
    asked("Antal", "number", "number_input", is_decimal_allowed=False),
    asked("Webbadress", "url", "url_text_input"),
    asked("Datum", "date", "datepicker"),
    asked("Tid", "time", "timepicker"),
    asked("Kontor", "office", "static_select", options=OPTIONS),
    asked(
        "Område",
        "area",
        "static_select",
        option_groups=[{"label": plain("Vatten"), "options": OPTIONS}],
    ),
    asked("Kommuner", "towns", "multi_static_select", options=OPTIONS),
    asked("Kanaler", "boxes", "checkboxes", options=OPTIONS),
    asked("Svar", "radio", "radio_buttons", options=OPTIONS),
    asked("Projekt", "project", "external_select", min_query_length=1),
]
DIALOG = {
    "type": "modal",
    "callback_id": "gallery",
    "title": plain("Alla fält"),
    "submit": plain("Spara"),
    "blocks": [
        {"type": "header", "text": plain("Om projektet")},
        section("Fyll i det du vill."),
        *FIELDS,
    ],
}
