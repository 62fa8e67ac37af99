from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from bot.texts.duties import duty_name
from bot.texts.year_wheel import Kind, YearPart, entries, entry_note, wheel_alt, wheel_lines
from handlers.contents import Duty, MeetingLine, OfficeCount, Year
from handlers.ports import Services
from tests.years import (
    MEETING,
    NAME,
    TODAY,
    all_year,
    booked,
    deadline,
    monthly,
    quota,
    sample_year,
    year,
)

SPRING = date(2027, 1, 1), date(2027, 6, 30)
AUTUMN = date(2027, 8, 1), date(2027, 12, 31)
ALL_BUT_JULY = tuple(month for month in range(1, 13) if month != 7)


def only_line(*duties: Duty, meetings: tuple[MeetingLine, ...] = (), **changes: Any) -> str:
    (part,) = wheel_lines(year(*duties, meetings=meetings, **changes))
    (line,) = part.lines
    return f"{part.heading}: {line}"


def test_list_goes_from_what_comes_often_by_months_to_what_rests() -> None:
    shown = year(
        quota("Avfall", *SPRING),
        deadline("Rapport", date(2027, 2, 26)),
        *monthly("Besök", *ALL_BUT_JULY),
        all_year("Nyhetsbrev", least=2, most=3, missing=2),
        all_year("Mall", state="paused"),
        meetings=(booked("Avfall", date(2027, 2, 10), place="Habo"),),
    )

    assert wheel_lines(shown) == (
        YearPart("Återkommer", ("Besök, varje månad utom juli · 0 av 11 bokade",)),
        YearPart(
            "När som helst under året",
            ("Boka nyhetsbrev: 0 av 2–3 bokade, senast fre 31 dec",),
        ),
        YearPart("Februari", ("Ons 10 feb · Avfall · Habo", "Rapport, senast fre 26 feb")),
        YearPart("Juni", ("Boka avfall, senast ons 30 juni",)),
        YearPart("Vilar", ("Mall",)),
    )


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({}, "Februari: Ons 10 feb · Styrgruppsmöte"),
        ({"starts": time(9)}, "Februari: Ons 10 feb 9.00 · Styrgruppsmöte"),
        (
            {"place": "Varberg", "host": "Halland"},
            "Februari: Ons 10 feb · Styrgruppsmöte · Varberg · värd: Halland",
        ),
        ({"last": date(2027, 2, 11)}, "Februari: Ons 10–tors 11 feb · Styrgruppsmöte"),
        ({"last": date(2027, 3, 2)}, "Februari: Ons 10 feb–tis 2 mars · Styrgruppsmöte"),
        ({"state": "held"}, "Februari: Ons 10 feb · Styrgruppsmöte · har hållits"),
        ({"state": "cancelled"}, "Februari: Ons 10 feb · Styrgruppsmöte · inställt"),
        ({"collaboration": NAME}, "Februari: Ons 10 feb · Styrgruppsmöte"),
        ({"collaboration": "Halland"}, "Februari: Ons 10 feb · Styrgruppsmöte · Halland"),
        ({"title": "Mö\u202ete\n{x}"}, "Februari: Ons 10 feb · Möte {x}"),
        (
            {"first": date(2026, 12, 30), "last": date(2027, 1, 2)},
            "Januari: Ons 30 dec 2026–lör 2 jan · Styrgruppsmöte",
        ),
    ],
)
def test_meeting_says_when_what_where_and_what_became_of_it(
    changes: dict[str, Any], line: str
) -> None:
    assert only_line(meetings=(replace(MEETING, **changes),)) == line


@pytest.mark.parametrize(
    ("duty", "line"),
    [
        (
            quota("Lantbruk", *AUTUMN),
            "December: Boka lantbruk, senast fre 31 dec · tidigast 1 aug",
        ),
        (
            quota("Lantbruk", *AUTUMN, missing=0, booked=1),
            "December: Lantbruk, senast fre 31 dec · bokat",
        ),
        (
            quota("Telefonboken", date(2027, 11, 1), date(2027, 11, 30)),
            "November: Boka telefonboken i november",
        ),
        (
            quota("Kurs", date(2027, 5, 3), None, kind="threshold"),
            "När som helst under året: Boka kurs, så snart som möjligt",
        ),
        (
            all_year("Budget", kind="relative", state="waits"),
            "När som helst under året: Budget · väntar på att mötet det hänger på bokas",
        ),
        (
            deadline("Rapport", date(2027, 3, 5), moved=True),
            "Mars: Rapport, flyttat till fre 5 mars",
        ),
        (
            deadline("Rapport", date(2027, 2, 26), state="skipped", reason="ingen i år"),
            "Februari: Rapport, senast fre 26 feb · överhoppat: ingen i år",
        ),
        (
            deadline("Rapport", date(2027, 2, 26), collaboration="Halland"),
            "Februari: Rapport, senast fre 26 feb · Halland",
        ),
        (
            deadline("Nyckeltal", date(2027, 4, 1), offices=OfficeCount(12, 13, ("Habo",))),
            "April: Nyckeltal: 12 av 13 kontor klara, saknas Habo, senast tors 1 april",
        ),
        (
            quota("Plan", date(2026, 11, 1), date(2027, 1, 15)),
            "Januari: Boka plan, senast fre 15 jan",
        ),
        (
            quota("Plan", date(2027, 11, 1), date(2028, 1, 15)),
            "December: Boka plan, senast lör 15 jan 2028 · tidigast 1 nov",
        ),
    ],
)
def test_duty_stands_under_the_month_by_whose_end_it_is_to_be_done(duty: Duty, line: str) -> None:
    assert only_line(duty) == line


@pytest.mark.parametrize(
    ("duties", "line"),
    [
        (monthly("Besök", *range(1, 13)), "Besök, varje månad · 0 av 12 bokade"),
        (
            monthly("Besök", 1, 2, 3, 4, 5, 6, 9, 10, 11, 12),
            "Besök, varje månad utom juli och augusti · 0 av 10 bokade",
        ),
        (monthly("Besök", 1, 3, 5, 9), "Besök, i januari, mars, maj och september · 0 av 4 bokade"),
        (
            monthly("Besök", 1, 3, 5, 9, booked=1, missing=0),
            "Besök, i januari, mars, maj och september · 4 av 4 bokade",
        ),
        (
            monthly("Möte", 1, 3, late=True) + monthly("Möte", 5, 6),
            "Möte, i januari, mars, maj och juni · 0 av 4 bokade · försenat i januari och mars",
        ),
        (
            tuple(
                deadline("Brev", date(2027, 5, day), slot=str(day), state=state)
                for day, state in ((3, "done"), (10, "open"), (17, "open"), (24, "open"))
            ),
            "Brev, 4 gånger · 1 av 4 klara",
        ),
    ],
)
def test_what_comes_often_is_said_once(duties: tuple[Duty, ...], line: str) -> None:
    assert only_line(*duties) == f"Återkommer: {line}"


def test_month_that_is_skipped_is_told_by_itself() -> None:
    rest = monthly("Besök", *range(2, 13))
    (skipped,) = monthly("Besök", 1, state="skipped", reason="semester")

    parts = wheel_lines(year(skipped, *rest))

    assert [line for part in parts for line in part.lines] == [
        "Besök, varje månad utom januari · 0 av 11 bokade",
        "Besök, senast tors 28 jan · överhoppat: semester",
    ]


def test_empty_year_has_no_lines_and_says_so_in_its_alternative() -> None:
    assert wheel_lines(year()) == ()
    assert wheel_alt(year()) == (
        f"Årshjul 2027, {NAME}. Inget är planerat det här året än. "
        "Här kommer det som återkommer, och mötena som bokas."
    )


def test_entries_are_numbered_by_how_exactly_their_time_is_known() -> None:
    shown = year(
        all_year("Mall", state="paused"),
        *monthly("Besök", *ALL_BUT_JULY),
        all_year("Nyhetsbrev"),
        quota("Lantbruk", *AUTUMN),
        quota("Avfall", *SPRING),
        deadline("Plan", date(2027, 6, 30)),
        deadline("Rapport", date(2027, 7, 30), moved=True, state="done"),
        deadline("Enkät", date(2027, 5, 3), state="skipped"),
        meetings=(booked("Workshop", date(2027, 1, 7)),),
    )

    assert [(one.number, one.name, one.kind) for one in entries(shown)] == [
        (1, "Plan", Kind.DAY),
        (2, "Rapport", Kind.DAY),
        (3, "Avfall", Kind.PERIOD),
        (4, "Lantbruk", Kind.PERIOD),
        (5, "Nyhetsbrev", Kind.ANY_TIME),
        (6, "Besök", Kind.REPEATED),
        (7, "Workshop", Kind.MEETING),
        (0, "Mall", Kind.PAUSED),
        (0, "Enkät", Kind.SKIPPED),
    ]


def test_meetings_stand_with_what_they_are_of_and_others_with_their_like() -> None:
    days = [date(2027, 2, 10), date(2027, 6, 9)]
    shown = year(
        all_year("Styrgrupp"),
        meetings=(
            *(booked("Styrgrupp", day) for day in days),
            *(booked("Fika", day, rule="") for day in days),
            booked("Annat", days[0], rule="", state="cancelled"),
        ),
    )

    found = entries(shown)

    assert [(one.name, len(one.duties), len(one.meetings)) for one in found] == [
        ("Styrgrupp", 1, 2),
        ("Fika", 0, 2),
    ]


def test_rules_that_members_call_alike_are_kept_apart() -> None:
    plan = deadline("Plan", date(2027, 4, 15))

    found = entries(year(plan, replace(plan, collaboration="Halland")))

    assert [(one.number, one.name) for one in found] == [(1, "Plan"), (2, "Plan (Halland)")]


@pytest.mark.parametrize(
    ("duty", "note"),
    [
        (deadline("Rapport", date(2027, 2, 26)), "26 feb"),
        (deadline("Rapport", date(2027, 2, 26), state="done"), "26 feb, klart"),
        (deadline("Rapport", date(2027, 2, 26), late=True), "26 feb, försenat"),
        (
            quota("Plan", date(2027, 9, 1), date(2027, 9, 30), kind="deadline", said="september"),
            "sep",
        ),
        (quota("Avfall", *SPRING), "jan–juni"),
        (quota("Avfall", date(2027, 1, 1), date(2027, 6, 29)), "1 jan–29 juni"),
        (quota("Avfall", *SPRING, missing=0), "jan–juni, bokat"),
        (all_year("Styrgrupp", least=3, most=3, missing=3), "0 av 3 bokade"),
        (all_year("Styrgrupp", least=3, most=None, missing=3), "0 av minst 3 bokade"),
        (all_year("Budget", kind="relative", state="waits"), "väntar på ett möte"),
        (quota("Kurs", date(2027, 5, 3), None), "så snart som möjligt"),
    ],
)
def test_note_is_as_brief_as_can_be(duty: Duty, note: str) -> None:
    (entry,) = entries(year(duty))

    assert entry_note(entry, 2027) == note


def test_alternative_says_everything_in_whole_sentences() -> None:
    shown = year(
        deadline("Rapport", date(2027, 2, 26)),
        quota("Avfall", *SPRING, missing=0, booked=1),
        all_year("Mall", state="paused"),
        meetings=(booked("Avfall", date(2027, 4, 13), last=date(2027, 4, 14)),),
    )

    assert wheel_alt(shown) == (
        f"Årshjul 2027, {NAME}. Bestämd dag: Rapport (26 feb). Bokade möten: Avfall 13–14 april. "
        "Viss period: Avfall (jan–juni, bokat). Vilar: Mall."
    )


@pytest.mark.parametrize("length", [30, 60, 480, 1200])
def test_alternative_is_cut_between_things_and_counts_the_rest(length: int) -> None:
    shown = year(*(deadline(f"{n} {'x' * length}", date(2027, 5, n + 1)) for n in range(30)))

    said = wheel_alt(shown)

    told = sum(f" {n} {'x' * length} (" in said for n in range(30))
    assert len(said) <= 1000
    assert said.endswith(f"… och {30 - told} till; hela listan står under bilden.")


def test_alternative_of_a_name_without_end_is_no_longer() -> None:
    assert len(wheel_alt(year(collaboration="x" * 2000))) <= 1000


@pytest.mark.parametrize("collaboration", ["jonkoping", "vast"])
def test_list_holds_every_duty_of_the_sample(sample_services: Services, collaboration: str) -> None:
    shown = sample_year(sample_services, collaboration)

    said = "\n".join(line for part in wheel_lines(shown) for line in part.lines).casefold()

    assert [one.title for one in shown.duties if duty_name(one).casefold() not in said] == []


def test_alternative_holds_every_duty_of_a_small_sample(sample_services: Services) -> None:
    shown = sample_year(sample_services, "vast")

    said = wheel_alt(shown)

    assert [one.title for one in shown.duties if duty_name(one) not in said] == []


def test_alternative_of_a_large_sample_counts_what_it_leaves_out(
    sample_services: Services,
) -> None:
    shown = sample_year(sample_services, "jonkoping")

    said = wheel_alt(shown)

    names = {one.name for one in entries(shown)}
    left = sum(name not in said for name in names)
    assert len(said) <= 1000
    assert f"… och {left} till;" in said or left == 0


def test_today_is_only_told_by_what_is_late() -> None:
    shown = year(deadline("Rapport", date(2027, 2, 26)))
    later: Year = replace(shown, today=date(2027, 12, 1))

    assert (wheel_alt(shown), TODAY) == (wheel_alt(later), date(2027, 3, 3))
