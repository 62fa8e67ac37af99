"""What somebody has just done, told in the message where they did it."""

from dataclasses import replace
from datetime import date
from typing import Any

from bot.slack.blocks.duties import Note, duty_list, reminders
from bot.slack.blocks.home import MOST_TO_DO, Home, home_tab
from bot.slack.marks import read_mark
from bot.slack.origin import Origin
from bot.workspace.rules import check_message, check_view
from handlers.coming import Agenda
from handlers.contents import Act, Duty, MeetingLine, Reminders
from tests.bot.slack.blocks.test_duties import JONKOPING, REPORT, TODAY, rows, several

MEETING = MeetingLine(
    number=7,
    rule="styrgrupp",
    part="",
    title="Styrgruppsmöten",
    first=date(2027, 3, 1),
    last=date(2027, 3, 1),
    collaboration=JONKOPING,
)
ORIGIN = Origin("kalender 2027")
UNDO = (Act.REOPEN,)


def reminded(duties: tuple[Duty, ...], note: Note | None = None) -> list[str]:
    shown = reminders(Reminders(JONKOPING, TODAY, duties), note)
    check_message(dict(shown))
    return rows(shown)


def test_note_stands_under_the_line_that_it_is_about() -> None:
    one, two = several(2, acts=())

    shown = reminded((one, two), Note(one, "Bokat."))

    assert shown[1:] == [
        "Uppgift 1, senast fre 26 feb", "Bokat.", "Uppgift 2, senast fre 26 feb",
    ]  # fmt: skip


def test_note_about_what_is_gone_from_the_list_stands_last_with_its_line() -> None:
    done = replace(REPORT, number=99, state="done", acts=UNDO)

    shown = duty_list(
        "Försenat", several(1, acts=()), TODAY, origin=ORIGIN, note=Note(done, "Bra.")
    )

    check_message(dict(shown))
    assert rows(shown)[2:] == [
        "Verksamhetsberättelse med bokslut, senast fre 26 feb · klart",
        "[Ångra]",
        "Bra.",
    ]


def test_duty_and_meeting_of_the_same_number_are_told_apart() -> None:
    entries = (REPORT, MEETING)

    shown = duty_list(
        "Kalender", entries, TODAY, origin=ORIGIN, keeps=True, note=Note(MEETING, "Då.")
    )

    check_message(dict(shown))
    assert rows(shown)[-2:] == ["[Inbjudan och svar] [Flytta] [Ställ in]", "Då."]


def test_booked_meeting_is_shown_once() -> None:
    note = Note(REPORT, "Bokat.", (MEETING,))

    beside = duty_list("Kalender", (REPORT, MEETING), TODAY, origin=ORIGIN, keeps=True, note=note)
    alone = duty_list("Kalender", (REPORT,), TODAY, origin=ORIGIN, keeps=True, note=note)

    check_message(dict(beside))
    check_message(dict(alone))
    line = "mån 1 mars 2027 · Styrgruppsmöten"
    assert [rows(one).count(line) for one in (beside, alone)] == [1, 1]


def test_heading_is_that_of_what_is_still_open() -> None:
    late = replace(REPORT, number=1, late=True)
    done = replace(REPORT, number=2, state="done", acts=UNDO)

    assert reminded((late, done))[0] == f"Försenat, {JONKOPING}"
    assert reminded((done,))[0] == f"Inget kvar att göra här, {JONKOPING}"


def test_office_has_buttons_of_its_own() -> None:
    part = replace(REPORT, office="Habo", acts=(Act.DONE, Act.LATER))

    shown = reminders(Reminders(JONKOPING, TODAY, (part,)))

    (row,) = [block for block in shown["blocks"] if block["type"] == "actions"]
    assert [one["action_id"] for one in row["elements"]] == ["office_done", "office_later"]


def test_duties_without_room_for_buttons_are_still_known() -> None:
    shown = reminders(Reminders(JONKOPING, TODAY, several(40)))

    check_message(dict(shown))
    marks = [read_mark(str(block.get("block_id", ""))) for block in shown["blocks"]]
    numbers = {number for mark in marks if mark for number in mark.numbers}
    assert numbers == set(range(1, 41))
    assert rows(shown)[-1].startswith("Skriv kalender eller försenat")


def test_home_holds_the_first_of_what_is_to_do() -> None:
    agenda = Agenda(TODAY, TODAY, TODAY, several(MOST_TO_DO + 3))

    view = home_tab(Home((), (), known=True, to_do=agenda))

    check_view(view, "home")
    assert _read(view)[: MOST_TO_DO + 2] == [
        "Att göra",
        *(f"Uppgift {number}, senast fre 26 feb" for number in range(1, MOST_TO_DO + 1)),
        "och 3 till",
    ]


def test_home_of_whom_nothing_falls_due_for_says_nothing_of_it() -> None:
    assert "Att göra" not in _read(home_tab(Home((), (), known=True)))


def _read(view: dict[str, Any]) -> list[str]:
    said = []
    for block in view["blocks"]:
        if block["type"] == "rich_text":
            said.append(
                "".join(p.get("text", "") for g in block["elements"] for p in g["elements"])
            )
        elif block["type"] in {"header", "context"}:
            said.append(block.get("text", {}).get("text") or block["elements"][0]["text"])
    return said
