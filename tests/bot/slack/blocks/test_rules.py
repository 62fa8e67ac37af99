"""The rules' list and dialogs, within Slack's limits and in plain Swedish."""

import json
from dataclasses import replace
from typing import Any

import pytest

from bot.slack.blocks.dialogs import answer_dialog
from bot.slack.blocks.parts import Block
from bot.slack.blocks.rule_dialogs import Outlook, new_rule_dialog, rule_dialog
from bot.slack.blocks.rules import PAGE, rule_list, rule_shown
from bot.slack.rule_values import values_of
from bot.texts.rules import preview_words
from bot.workspace.rules import check_message, check_view
from handlers.answers import Asker
from handlers.ports import Services
from handlers.rules import SHAPES, Choice, RuleLine, RuleSheet, list_rules, show_rule
from handlers.shapes import shape_of

MOST_CHARACTERS = 13_200
REPORT = shape_of({"shape": "deadline", "date": "02-last", "roll": "before"}, str)
LINE = RuleLine(
    key="berattelse", owner="jonkoping", collaboration="", title="Bokslut", shape=REPORT
)
SHEET = RuleSheet(
    key="bokslut",
    owner="jonkoping",
    collaboration="",
    title="Bokslut",
    shape=REPORT,
    source=REPORT,
    paused=False,
    source_paused=False,
    changed=False,
    made=False,
)


NEXT = Outlook("Nästa: senast fre 26 feb 2027.")


def labels(view: Block) -> list[str]:
    return [block["label"]["text"] for block in view["blocks"] if block["type"] == "input"]


def buttons(blocks: list[Block]) -> list[str]:
    rows = (block["elements"] for block in blocks if block["type"] == "actions")
    return [element["text"]["text"] for row in rows for element in row]


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_every_rule_of_the_sample_has_a_dialog_that_slack_takes(
    sample_services: Services,
) -> None:
    shown = 0
    for collaboration in ("jonkoping", "vast"):
        keeper = Asker(collaboration, 1, frozenset({"coordinator"}), "slack")
        lines = list_rules(sample_services, keeper)
        check_message(dict(rule_list(lines)))
        for line in lines:
            sheet = show_rule(sample_services, keeper, line.key, line.owner)
            said = preview_words(sheet.preview) if sheet.preview else ""
            check_view(rule_dialog(sheet, values_of(sheet), Outlook(said)), "modal")
            shown += 1

    assert shown == 32


def test_list_keeps_within_a_message_whatever_the_titles_are() -> None:
    lines = [replace(LINE, key="k" * 120, title="T" * 500, changed=True)] * 25

    pages = [rule_list(lines, start) for start in (0, PAGE, 2 * PAGE)]

    for page in pages:
        check_message(dict(page))
        assert len(json.dumps(page["blocks"])) < MOST_CHARACTERS
    assert buttons(pages[0]["blocks"]) == ["Visa fler", "Ny påminnelse"]
    assert buttons(pages[2]["blocks"]) == ["Till början", "Ny påminnelse"]


def test_list_that_has_become_shorter_begins_anew() -> None:
    shown = rule_list([LINE] * 3, start=20)

    assert [block["type"] for block in shown["blocks"]] == [
        "rich_text", "section", "section", "section", "actions",
    ]  # fmt: skip


def test_list_without_rules_says_how_to_begin() -> None:
    shown = rule_list([])

    check_message(dict(shown))
    assert shown["text"] == (
        "Återkommande påminnelser: Det finns inga återkommande påminnelser än. "
        "Välj Ny påminnelse för att göra en."
    )


def test_button_says_which_rule_it_changes() -> None:
    shown = rule_list([LINE])

    assert shown["blocks"][1]["accessory"]["accessibility_label"] == "Ändra: Bokslut"


def test_dialog_of_a_deadline_asks_for_its_day_and_whom_it_reminds() -> None:
    view = rule_dialog(SHEET, values_of(SHEET), NEXT)

    check_view(view, "modal")
    assert labels(view) == [
        "Läge",
        "Månad",
        "Dag",
        "När dagen är ledig",
        "Påminn så många arbetsdagar före",
        "Vem påminns",
        "Turordning för värdar",
    ]
    assert view["blocks"][-1]["block_id"] == "preview"
    assert buttons(view["blocks"]) == []


def test_fault_is_told_at_the_end_with_the_name_of_its_field() -> None:
    faults = {"date": "leap_day", "remind": "bad_remind"}

    view = rule_dialog(SHEET, values_of(SHEET), Outlook(faults=faults))

    parts = view["blocks"][-1]["elements"][0]["elements"]
    assert "".join(part["text"] for part in parts).split("\n") == [
        "Så kan det inte vara:",
        "Dag: 29 februari finns inte varje år. Välj sista dagen i februari.",
        (
            "Påminn så många arbetsdagar före: Skriv hela tal från 0 till 250 med komma emellan, "
            "till exempel 20, 5, 0."
        ),
    ]


def test_what_may_be_left_empty_is_told_from_what_may_not() -> None:
    quota = shape_of({"shape": "quota", "min": 2, "max": 3, "months": [3]}, str)
    sheet = replace(SHEET, shape=quota)

    view = rule_dialog(sheet, values_of(sheet), Outlook())

    fields = [block for block in view["blocks"] if block["type"] == "input"]
    assert [one["label"]["text"] for one in fields if one["optional"]] == [
        "Högst så många gånger",
        "Påminn så många arbetsdagar före",
        "Turordning för värdar",
    ]


def test_every_field_tells_of_its_changes() -> None:
    view = rule_dialog(SHEET, values_of(SHEET), Outlook())

    fields = [block for block in view["blocks"] if block["type"] == "input"]
    typed = [one["element"] for one in fields if one["element"]["type"] == "plain_text_input"]
    assert all(one["dispatch_action"] for one in fields)
    assert [one["dispatch_action_config"] for one in typed] == [
        {"trigger_actions_on": ["on_character_entered"]}
    ] * 2


def test_ongoing_thing_can_only_rest() -> None:
    shape = shape_of({"shape": "ongoing"}, str)

    view = rule_dialog(replace(SHEET, shape=shape), {}, Outlook())

    assert labels(view) == ["Läge"]


def test_rhythm_that_cannot_be_chosen_is_left_as_it_is() -> None:
    rule = {"shape": "rrule", "from": "2027-01-11", "rrule": "FREQ=DAILY"}
    sheet = replace(SHEET, shape=shape_of(rule, str))

    view = rule_dialog(sheet, values_of(sheet), Outlook())

    written = json.dumps(view, ensure_ascii=False)
    assert "Takten är en som inte går att välja här. Den lämnas som den är." in written
    assert "regelbundet i en egen takt från 11 januari 2027" in written
    assert "FREQ" not in written


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({"changed": True}, ["Återställ till källan"]),
        ({"made": True}, ["Ta bort"]),
        ({}, []),
    ],
)
def test_dialog_offers_what_can_be_undone(changes: dict[str, Any], shown: list[str]) -> None:
    sheet = replace(SHEET, **changes)

    view = rule_dialog(sheet, values_of(sheet), Outlook())

    check_view(view, "modal")
    assert buttons(view["blocks"]) == shown


def test_removing_asks_once() -> None:
    sheet = replace(SHEET, made=True, title="T" * 200)

    (row,) = [
        block
        for block in rule_dialog(sheet, values_of(sheet), Outlook())["blocks"]
        if block["type"] == "actions"
    ]

    assert row["elements"][0]["confirm"]["title"]["text"] == "Ta bort påminnelsen?"


@pytest.mark.parametrize(
    "rule",
    [
        {"shape": "quota", "count": 3, "per": "year", "except_months": list(range(1, 12))},
        {"shape": "relative", "anchor": "k" * 120, "offset": -200},
        {"shape": "every", "years": 2, "held": [2024]},
        {"shape": "threshold", "min": 18, "max": 20},
        {"shape": "once", "from": "2027-03-01", "to": "2027-05-31"},
        {"shape": "rrule", "from": "2027-01-11", "rrule": "FREQ=WEEKLY;BYDAY=MO"},
    ],
    ids=lambda rule: rule["shape"],
)
def test_dialog_keeps_within_slacks_limits_whatever_is_in_it(rule: dict[str, Any]) -> None:
    long = "å" * 200
    sheet = replace(
        SHEET,
        shape=shape_of(rule, lambda _key: "T" * 500),
        title="T" * 500,
        key="k" * 120,
        changed=True,
        wording=tuple((str(year), long) for year in range(2000, 2030)),
        notes=(long,) * 10,
        hosts=tuple(f"{long}{number}" for number in range(14)),
        candidates=tuple(f"{long}{number}" for number in range(60)),
        remind=(250, 20, 5, 0),
        anchors=tuple(Choice("k" * 120, "T" * 500) for _ in range(100)),
    )

    check_view(rule_dialog(sheet, values_of(sheet), Outlook("ä" * 5000)), "modal")


@pytest.mark.parametrize("kind", ["", *SHAPES])
def test_new_rule_is_asked_for_by_its_shape(kind: str) -> None:
    values = {"shape": kind, "when": "some", "roll": "before", "per": "year"}

    view = new_rule_dialog(values, NEXT if kind else Outlook())

    check_view(view, "modal")
    assert labels(view)[:2] == ["Vad ska göras?", "Hur återkommer det?"]
    assert len(labels(view)) == {"": 2, "deadline": 8, "quota": 10, "once": 7, "rrule": 8}[kind]


def test_what_was_done_is_shown_with_the_way_back() -> None:
    shown = rule_shown("Bokslut: senast sista februari varje år.", "Sparat.")

    check_view(answer_dialog(shown), "modal")
    assert buttons(shown) == ["Visa alla påminnelser"]
