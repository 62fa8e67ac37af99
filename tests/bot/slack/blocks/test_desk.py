import re
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.slack.blocks.desk import PAGE, correction_dialog, task_list
from bot.slack.blocks.home import Home, home_tab
from bot.slack.blocks.projects import picked, suggestions
from bot.slack.origin import Origin
from bot.workspace.rules import check_message, check_view
from bot.workspace.rules.options import check_options
from handlers.answers import Item, TaskLine

NIGHT = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)


def task(number: int, **changes: Any) -> TaskLine:
    plain = TaskLine(number, "correction", "Fel år.", "project", "a-1", "open", NIGHT)
    return replace(plain, **changes)


def texts(shown: object) -> str:
    return str(shown)


def test_list_is_paged_and_fits_in_a_message() -> None:
    tasks = [task(number, text="o" * 3000) for number in range(1, PAGE + 3)]

    first, second = task_list(tasks), task_list(tasks, PAGE)

    check_message(dict(first))
    check_message(dict(second))
    assert "Nummer 1 ·" in texts(first)
    assert f"Nummer {PAGE} ·" in texts(first)
    assert f"Nummer {PAGE + 1} ·" not in texts(first)
    assert f"Nummer {PAGE + 2} ·" in texts(second)


@pytest.mark.parametrize("wordy", ["a@b.se ", "ö", '\\"', "😀"])
def test_list_of_tasks_that_take_room_is_paged_so_that_each_can_be_reached(wordy: str) -> None:
    tasks = [task(number, text=wordy * 1000) for number in range(1, 12)]
    seen: list[str] = []
    start = 0
    while True:
        shown = task_list(tasks, start)
        check_message(dict(shown))
        seen += re.findall(r"Nummer (\d+) ·", texts(shown))
        further = re.search(r"'tasks_page'.*?'value': '(\d+)'", texts(shown))
        if further is None:
            break
        start = int(further[1])

    assert seen == [str(one.id) for one in tasks]


def test_who_has_written_about_a_meeting_has_an_office_and_the_answers_at_hand() -> None:
    about = {"record_kind": "meeting", "record_key": "7", "record_title": "Chefsmöte"}
    shown = task_list(
        [
            task(1, record_day=date(2027, 4, 15), asker_name="Miljöchef", **about),
            task(2, state="taken", asker_name="Bo", asker_office="Habo", **about),
            task(3),
        ]
    )

    check_message(dict(shown))
    assert " · Miljöchef" in texts(shown)
    assert " · Bo, Habo" in texts(shown)
    assert " · Chefsmöte · tors 15 april 2027 · möte 7" in texts(shown)
    leads = re.findall(r"'action_id': 'meeting_answers'.*?'value': '(\d+)'", texts(shown))
    assert leads == ["7", "7"]


def test_list_whose_last_page_was_emptied_shows_the_first() -> None:
    shown = task_list([task(1)], PAGE)

    assert "Nummer 1 ·" in texts(shown)


def test_list_says_who_asked_when_and_who_takes_it() -> None:
    shown = texts(task_list([task(1, asker_name="Inspektör i Lerum", taken_by="Sam")]))

    assert "21 november 2026" in shown
    assert "Inspektör i Lerum" in shown
    assert "tas av Sam" in shown


def test_list_shows_a_strangers_account() -> None:
    shown = texts(task_list([task(1, kind="access", text="", asker_account="slack:T1:U0NEW")]))

    assert "{'type': 'user', 'user_id': 'U0NEW'}" in shown
    assert "Vill bli inlagd i registret" in shown


def test_empty_list_says_so() -> None:
    shown = task_list([])

    check_message(dict(shown))
    assert shown["text"] == "Att hantera: Det finns inget att hantera."


def test_dialog_holds_ids_alone_outside_its_fields() -> None:
    about = Origin("hemlig fråga", "a-1", start=15, owner="vast")

    dialog = correction_dialog("x" * 4000, about)

    check_view(dialog, "modal")
    assert dialog["private_metadata"] == '{"k":"a-1","o":"vast","s":15}'


def test_home_with_much_in_it_fits() -> None:
    items = tuple(Item(f"k-{n}", "t" * 300, "project", "running", "p" * 300) for n in range(40))

    tab = home_tab(Home(running=items, followed=items, known=True, waiting=3))

    check_view(tab, "home")
    assert texts(tab).count("och 30 till") == 2


def test_home_with_nothing_in_it_says_what_will_come() -> None:
    tab = home_tab(Home(running=(), followed=(), known=True))

    check_view(tab, "home")
    assert "Inget projekt pågår just nu." in texts(tab)
    assert "Här kommer projekt som du bevakar." in texts(tab)


def test_suggestions_are_at_most_a_hundred_and_short() -> None:
    items = [Item(f"k-{n}", "å" * 200, "project", "running", "ö" * 200) for n in range(150)]

    options = suggestions(items)

    check_options({"options": options})
    assert len(options) == 100


def test_suggestion_tells_exactly_which_project() -> None:
    (option,) = suggestions([Item("a-1", "Avlopp", "project", owner="vast")])

    assert picked(option["value"]) == Origin(key="a-1", owner="vast")


def test_suggestion_of_the_longest_keys_fits_and_keeps_the_projects() -> None:
    (option,) = suggestions([Item("k" * 120, "Avlopp", "project", owner="v" * 60)])

    check_options({"options": [option]})
    assert picked(option["value"]) == Origin(key="k" * 120)


def test_option_of_an_older_picker_has_no_owner() -> None:
    assert picked("a-1") == Origin(key="a-1")
