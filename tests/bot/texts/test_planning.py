from dataclasses import replace
from datetime import date

import pytest

from bot.texts.planning import calendar_line, calendar_text
from handlers.planning import CalendarLine

LINE = CalendarLine(
    rule="styrgrupp",
    part="",
    title="Styrgruppsmöten",
    slot="2027",
    kind="quota",
    state="open",
    first=date(2027, 1, 1),
    last=date(2027, 12, 31),
    least=3,
    most=3,
    booked=0,
    missing=3,
)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Under 2027 · Styrgruppsmöten · 3 att boka"),
        ({"booked": 1, "missing": 2}, "Under 2027 · Styrgruppsmöten · 1 bokat, 2 saknas"),
        ({"booked": 3, "missing": 0}, "Under 2027 · Styrgruppsmöten · 3 bokat"),
        ({"most": None}, "Under 2027 · Styrgruppsmöten · minst 3 att boka"),
        ({"least": 2, "missing": 2}, "Under 2027 · Styrgruppsmöten · 2–3 att boka"),
        ({"part": "kort"}, "Under 2027 · Styrgruppsmöten: kort · 3 att boka"),
        (
            {"host": "kommunerna", "convener": "Länsstyrelsen"},
            "Under 2027 · Styrgruppsmöten · 3 att boka · värd: kommunerna · Länsstyrelsen kallar",
        ),
        (
            {"per_office": True},
            "Under 2027 · Styrgruppsmöten · 3 att boka · bockas av per kontor",
        ),
        (
            {"state": "paused"},
            "Under 2027 · Styrgruppsmöten · 3 att boka · vilar",
        ),
        (
            {"first": date(2027, 2, 26), "last": date(2027, 2, 26), "kind": "deadline"},
            "Senast fre 26 feb 2027 · Styrgruppsmöten",
        ),
        (
            {"said": "september (plan 2026–2028)", "kind": "deadline"},
            "September (plan 2026–2028), 2027 · Styrgruppsmöten",
        ),
    ],
)
def test_line_says_when_what_and_how_many(changes: dict[str, object], said: str) -> None:
    assert calendar_line(replace(LINE, **changes)) == said  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("first", "last", "when"),
    [
        (date(2027, 1, 1), date(2027, 1, 31), "Januari 2027"),
        (date(2028, 2, 1), date(2028, 2, 29), "Februari 2028"),
        (date(2027, 1, 1), date(2027, 6, 29), "1 januari–29 juni 2027"),
        (date(2027, 1, 4), date(2027, 1, 8), "4–8 januari 2027"),
        (date(2027, 12, 20), date(2028, 1, 5), "20 december 2027–5 januari 2028"),
        (date(2027, 3, 3), date(2027, 3, 3), "Ons 3 mars 2027"),
        (date(2027, 3, 3), None, "Sedan 3 mars 2027"),
    ],
)
def test_days_are_said_no_longer_than_they_need(first: date, last: date | None, when: str) -> None:
    line = calendar_line(replace(LINE, first=first, last=last))

    assert line.split(" · ")[0] == when


def test_nothing_is_said_in_words() -> None:
    assert calendar_text([]) == "Inget återkommande infaller under de dagarna."
