from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.texts.cards import present
from bot.texts.plain import plain
from handlers.answers import TaskLine, TasksAnswer

# Past midnight in Sweden.
NIGHT = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
TASK = TaskLine(
    12,
    "correction",
    "Slutdatumet\när fel.",
    "project",
    "ett",
    "open",
    NIGHT,
    record_title="Dagvatten",
    asker_name="Anna Ek",
)


def said(*tasks: TaskLine, change: str = "") -> str:
    answer = TasksAnswer(subject="tasks", tasks=tasks, change=change)
    return plain(present(answer), width=9000, more=True)


def test_list_says_who_asks_for_what_and_how_to_take_it() -> None:
    stranger = TaskLine(13, "access", "", "", "", "taken", NIGHT, "", "", "slack:T1:U7", "Bo Al")

    assert said(TASK, stranger) == (
        "Att hantera · Öppna ärenden: 2\n"
        "Nummer 12 · Rättelse: 21 november 2026 · Anna Ek · Dagvatten: Slutdatumet är fel.\n"
        "Nummer 13 · Vill bli inlagd i registret: 21 november 2026 · "
        "okänt Slack-konto U7 · tas av Bo Al\n"
        "Skriv ”ta 12” när du tar hand om ett ärende, och ”stäng 12” när det är klart."
    )


def test_who_has_written_about_a_meeting_is_told_with_their_office_and_its_day() -> None:
    chief = replace(
        TASK,
        kind="meeting_reply",
        text="Vi kommer två",
        record_kind="meeting",
        record_key="7",
        record_title="Chefsmöte",
        record_day=date(2027, 4, 15),
        asker_name="Miljöchef",
        asker_office="Habo",
    )

    assert (
        "Nummer 12 · Svar på en inbjudan: 21 november 2026 · Miljöchef, Habo · "
        "Chefsmöte · tors 15 april 2027 · möte 7: Vi kommer två\n"
    ) in said(chief)


def test_empty_list_says_so() -> None:
    assert said() == "Att hantera · Det finns inget att hantera."


@pytest.mark.parametrize(
    ("change", "lead", "then"),
    [
        (
            "taken",
            "Nummer 12 tas nu av Bo Al.",
            "Skriv ”stäng 12” när det är klart, eller ”öppna uppgift 12” om du ångrar dig.",
        ),
        (
            "closed",
            "Nummer 12 är klart.",
            "Skriv ”öppna uppgift 12” om det ska stå kvar på listan.",
        ),
        (
            "open",
            "Nummer 12 är öppet igen.",
            "Skriv ”ta 12” när du tar hand om ett ärende, och ”stäng 12” när det är klart.",
        ),
    ],
)
def test_task_that_was_moved_is_told_with_what_comes_next(
    change: str, lead: str, then: str
) -> None:
    taker = "Bo Al" if change == "taken" else ""

    lines = said(replace(TASK, state=change, taken_by=taker), change=change).splitlines()

    assert (lines[0], lines[-1]) == (lead, then)


def test_long_text_is_shortened_in_the_list_and_whole_by_itself() -> None:
    long = replace(TASK, text="o" * 3000)

    listed = said(long, TASK)
    alone = said(replace(long, taken_by="Bo Al"), change="taken")

    assert ("o" * 500 in listed, "o" * 499 + "…" in listed) == (False, True)
    assert "o" * 3000 in alone


def test_task_is_known_by_its_own_number_alone() -> None:
    assert present(TasksAnswer(subject="tasks", tasks=(TASK,))).choices == ()
