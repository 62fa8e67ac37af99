import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.slack.blocks.duties import PAGE, duty_blocks, duty_list, missed, reminders
from bot.slack.blocks.parts import Message
from bot.slack.origin import Origin, read_origin
from bot.workspace.rules import check_message
from handlers.contents import Act, Duty, Missed, OfficeCount, Reminders

TODAY = date(2027, 2, 22)
JONKOPING = "Miljösamverkan Jönköping"
MINE = (Act.DONE, Act.MOVE, Act.LATER, Act.SKIP)
REPORT = Duty(
    number=7,
    rule="verksamhetsberattelse",
    part="",
    slot="2027",
    title="Verksamhetsberättelse med bokslut",
    kind="deadline",
    state="open",
    first=date(2027, 2, 26),
    due=date(2027, 2, 26),
    missing=1,
    collaboration=JONKOPING,
    acts=MINE,
)
LINE = "Verksamhetsberättelse med bokslut, senast fre 26 feb"
ORIGIN = Origin("kalender 2027")


def several(count: int, **changes: Any) -> tuple[Duty, ...]:
    return tuple(
        replace(REPORT, number=number, title=f"Uppgift {number}", **changes)
        for number in range(1, count + 1)
    )


def rows(shown: Message) -> list[str]:
    """Return what one reads, a line each; a row of buttons in brackets."""
    return [line for block in shown["blocks"] for line in _rows(block)]


def _rows(block: dict[str, Any]) -> list[str]:
    if block["type"] == "actions":
        return [" ".join(f"[{one['text']['text']}]" for one in block["elements"])]
    parts = [part for group in block["elements"] for part in group["elements"]]
    return "".join(part["text"] for part in parts).split("\n")


def test_reminder_is_a_line_and_a_row_of_buttons_for_each_duty() -> None:
    figures = replace(
        REPORT,
        number=8,
        title="Nyckeltal",
        due=date(2027, 4, 1),
        offices=OfficeCount(12, 13, ("Habo",)),
        acts=(Act.REMIND, Act.OFFICES),
    )

    shown = reminders(Reminders(JONKOPING, TODAY, (REPORT, figures)))

    check_message(dict(shown))
    assert rows(shown) == [
        "Att göra nu och framöver, Miljösamverkan Jönköping",
        LINE,
        "[Klart] [Flytta] [Påminn mig senare] [Hoppa över i år]",
        "Nyckeltal: 12 av 13 kontor klara, saknas Habo, senast tors 1 april",
        "[Påminn dem] [Visa kontoren]",
    ]


def test_notification_says_all_of_a_single_duty() -> None:
    shown = reminders(Reminders(JONKOPING, TODAY, (REPORT,)))

    assert shown["text"] == ("Påminnelse: verksamhetsberättelse med bokslut, senast fre 26 feb")


@pytest.mark.parametrize("act", Act)
def test_button_carries_the_number_alone_and_says_of_what_it_is(act: Act) -> None:
    _, row = duty_blocks(replace(REPORT, acts=(act,)), TODAY)

    (made,) = row["elements"]
    assert made["action_id"] == f"duty_{act.value}"
    assert made["value"] == "7"
    assert made["accessibility_label"] == (
        f"{made['text']['text']}: Verksamhetsberättelse med bokslut"
    )


@pytest.mark.parametrize("changes", [{"number": None}, {"acts": ()}])
def test_duty_without_anything_to_do_has_no_buttons(changes: dict[str, Any]) -> None:
    shown = duty_blocks(replace(REPORT, **changes), TODAY)

    assert [block["type"] for block in shown] == ["rich_text"]


def test_reminder_says_whose_a_duty_is_where_it_is_anothers() -> None:
    theirs = replace(REPORT, collaboration="Miljösamverkan Halland", acts=())

    shown = reminders(Reminders("Miljösamverkan Väst", TODAY, (theirs,)))

    assert rows(shown)[1] == f"{LINE} · Miljösamverkan Halland"


@pytest.mark.parametrize("wordy", ["a@b.se ", "ö", '\\"', "😀"])
def test_reminder_of_very_much_fits_and_hides_nothing(wordy: str) -> None:
    duties = several(60, acts=tuple(Act), said=wordy * 200)

    shown = reminders(Reminders(JONKOPING, TODAY, duties))

    check_message(dict(shown))
    read = rows(shown)
    named = [line for line in read if "Uppgift" in line]
    (more,) = [line for line in read if re.fullmatch(r"och \d+ till", line)]
    assert len(named) + int(more.split()[1]) == 60
    assert "Dessutom:" in read


def test_reminder_of_much_keeps_a_line_for_each() -> None:
    shown = reminders(Reminders(JONKOPING, TODAY, several(25)))

    check_message(dict(shown))
    lines = [line.removeprefix("• ") for line in rows(shown) if "Uppgift" in line]
    assert lines == [f"Uppgift {number}, senast fre 26 feb" for number in range(1, 26)]


def test_missed_reminders_say_why_and_can_still_be_dealt_with() -> None:
    content = Missed(JONKOPING, date(2027, 2, 19), TODAY, (replace(REPORT, late=True),))

    shown = missed(content)

    check_message(dict(shown))
    assert rows(shown)[0] == "Påminnelser som inte skickades, Miljösamverkan Jönköping"
    assert rows(shown)[1].startswith("Jag var inte i gång som jag skulle från fre 19 feb 2027")
    assert rows(shown)[2:] == [
        "Verksamhetsberättelse med bokslut, skulle vara klart fre 26 feb",
        "[Klart] [Flytta] [Påminn mig senare] [Hoppa över i år]",
    ]


def test_list_says_how_many_there_are() -> None:
    shown = duty_list("Försenat", several(2, acts=()), TODAY, origin=ORIGIN)

    check_message(dict(shown))
    assert rows(shown) == [
        "Försenat · 2 st",
        "Uppgift 1, senast fre 26 feb",
        "Uppgift 2, senast fre 26 feb",
    ]
    assert shown["text"] == "Försenat: 2 st"


def test_list_says_whose_each_is_where_several_collaborations_have_duties() -> None:
    theirs = replace(REPORT, collaboration="Miljösamverkan Halland")

    shown = duty_list("Försenat", (REPORT, theirs), TODAY, origin=ORIGIN)

    assert [line for line in rows(shown) if line.startswith("Verksamhet")] == [
        f"{LINE} · Miljösamverkan Jönköping",
        f"{LINE} · Miljösamverkan Halland",
    ]


def test_list_of_nothing_says_so() -> None:
    shown = duty_list("Försenat", (), TODAY, origin=ORIGIN, nothing="Inget är försenat.")

    check_message(dict(shown))
    assert rows(shown) == ["Försenat · Inget är försenat."]


def test_list_shows_a_notice_before_its_pages() -> None:
    shown = duty_list("Året", several(PAGE + 1), TODAY, origin=ORIGIN, notice="Klart.")

    check_message(dict(shown))
    assert rows(shown)[-2:] == ["Klart.", "[Visa fler]"]


def test_list_that_has_become_shorter_shows_its_first_page() -> None:
    shown = duty_list("Året", several(2), TODAY, origin=ORIGIN.at(10))

    assert "Uppgift 1, senast fre 26 feb" in rows(shown)


@pytest.mark.parametrize("wordy", ["", "a@b.se ", "ö", '\\"', "😀"])
def test_list_is_paged_so_that_each_duty_can_be_reached(wordy: str) -> None:
    duties = several(37, acts=tuple(Act), said=wordy * 200)
    seen: list[str] = []
    origin = ORIGIN
    while True:
        shown = duty_list("Året", duties, TODAY, origin=origin)
        check_message(dict(shown))
        seen += re.findall(r"Uppgift (\d+),", "\n".join(rows(shown)))
        further = [one for one in shown["blocks"][-1]["elements"] if one["action_id"] == "more"]
        if not further:
            break
        origin = read_origin(further[0]["value"])
        assert origin.question == "kalender 2027"

    assert seen == [str(duty.number) for duty in duties]


def test_texts_of_people_are_never_markup() -> None:
    tricky = replace(REPORT, title="<!channel> *fet* <https://x.example|länk>")

    shown = reminders(Reminders(JONKOPING, TODAY, (tricky,)))

    check_message(dict(shown))
    assert "<" not in shown["text"]
    assert {part["type"] for part in shown["blocks"][1]["elements"][0]["elements"]} == {"text"}
