from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.texts.duties import act_label, duty_line, line_within
from bot.texts.reminding import missed_lead, missed_title, reminders_subject, reminders_title
from handlers.contents import Act, Duty, Missed, OfficeCount, Reminders
from tests.bot.texts.agenda_samples import BOARDS, DUE_IN_FEBRUARY

TODAY = date(2027, 2, 22)
REPORT = replace(DUE_IN_FEBRUARY, missing=1)
VISIT = replace(
    BOARDS,
    title="Besök hos kommunerna",
    first=date(2027, 3, 1),
    due=date(2027, 3, 31),
    least=1,
    most=1,
    booked=0,
    missing=1,
)
FIGURES = replace(
    REPORT,
    title="Nyckeltal",
    first=date(2027, 4, 1),
    due=date(2027, 4, 1),
    offices=OfficeCount(9, 13, ("Aneby", "Habo", "Mullsjö", "Tranås")),
)
CRIME = replace(
    BOARDS,
    title="Miljöbrottssamverkan",
    least=2,
    most=2,
    missing=1,
    convener="Länsstyrelsen",
)
BUDGET = replace(
    REPORT,
    title="Reviderad budget",
    kind="relative",
    state="waits",
    first=date(2027, 1, 1),
    due=date(2027, 12, 31),
)


def said(duty: Duty, **changes: Any) -> str:
    return duty_line(replace(duty, **changes), TODAY)


def reminders(*duties: Duty) -> Reminders:
    return Reminders("Miljösamverkan Jönköping", TODAY, duties)


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({}, "Verksamhetsberättelse med bokslut, senast fre 26 feb"),
        (
            {"first": date(2028, 2, 29), "due": date(2028, 2, 29)},
            "Verksamhetsberättelse med bokslut, senast tis 29 feb 2028",
        ),
        (
            {"due": date(2027, 3, 5), "moved": True},
            "Verksamhetsberättelse med bokslut, flyttat till fre 5 mars",
        ),
        (
            {"due": date(2027, 2, 19), "late": True},
            "Verksamhetsberättelse med bokslut, skulle vara klart fre 19 feb",
        ),
        (
            {"due": date(2026, 12, 18), "moved": True, "late": True},
            "Verksamhetsberättelse med bokslut, skulle vara klart fre 18 dec 2026",
        ),
        (
            {"later_until": date(2027, 2, 24)},
            "Verksamhetsberättelse med bokslut, senast fre 26 feb · påminns igen ons 24 feb",
        ),
        (
            {"later_until": TODAY},
            "Verksamhetsberättelse med bokslut, senast fre 26 feb",
        ),
        ({"state": "done"}, "Verksamhetsberättelse med bokslut, senast fre 26 feb · klart"),
        (
            {"state": "done", "late": True, "reason": "antogs på mötet"},
            "Verksamhetsberättelse med bokslut, senast fre 26 feb · klart: antogs på mötet",
        ),
        (
            {"state": "skipped", "reason": "ingen i år"},
            "Verksamhetsberättelse med bokslut, senast fre 26 feb · överhoppat: ingen i år",
        ),
        (
            {"office": "Habo"},
            "Verksamhetsberättelse med bokslut för Habo, senast fre 26 feb",
        ),
    ],
)
def test_deadline_says_by_when_and_what_has_become_of_it(
    changes: dict[str, Any], line: str
) -> None:
    assert said(REPORT, **changes) == line


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({}, "Verksamhetsplan, september (plan 2026–2028)"),
        ({"late": True}, "Verksamhetsplan, skulle vara klart: september (plan 2026–2028)"),
        (
            {"first": date(2028, 9, 1), "due": date(2028, 9, 30)},
            "Verksamhetsplan, september (plan 2026–2028), 2028",
        ),
        (
            {"due": date(2027, 10, 4), "moved": True},
            "Verksamhetsplan, flyttat till mån 4 okt",
        ),
    ],
)
def test_sources_own_words_go_before_a_day(changes: dict[str, Any], line: str) -> None:
    plan = replace(
        REPORT,
        title="Verksamhetsplan",
        first=date(2027, 9, 1),
        due=date(2027, 9, 30),
        said="september (plan 2026–2028)",
    )

    assert said(plan, **changes) == line


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({}, "Boka styrgruppsmöten: 1 av 3 bokade, senast fre 31 dec"),
        (
            {"booked": 0, "most": None},
            "Boka styrgruppsmöten: 0 av minst 3 bokade, senast fre 31 dec",
        ),
        ({"most": 4}, "Boka styrgruppsmöten: 1 av 3–4 bokade, senast fre 31 dec"),
        ({"booked": 3, "missing": 0}, "Styrgruppsmöten: 3 av 3 bokade, senast fre 31 dec"),
        (
            {"late": True, "due": date(2027, 1, 29)},
            "Boka styrgruppsmöten: 1 av 3 bokade, skulle vara klart fre 29 jan",
        ),
        (
            {"part": "kort avstämning"},
            "Boka kort avstämning (styrgruppsmöten): 1 av 3 bokade, senast fre 31 dec",
        ),
        (
            {"state": "paused"},
            "Styrgruppsmöten, senast fre 31 dec · vilar",
        ),
        ({"title": "PKS-möten"}, "Boka PKS-möten: 1 av 3 bokade, senast fre 31 dec"),
    ],
)
def test_quota_says_how_many_are_booked(changes: dict[str, Any], line: str) -> None:
    assert said(BOARDS, **changes) == line


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({}, "Boka besök hos kommunerna i mars"),
        ({"host": "Habo"}, "Boka besök hos kommunerna i mars · värd: Habo"),
        (
            {"booked": 1, "missing": 0, "host": "Habo"},
            "Besök hos kommunerna i mars · bokat · värd: Habo",
        ),
        ({"late": True}, "Boka besök hos kommunerna, skulle vara klart i mars"),
        (
            {"first": date(2028, 2, 1), "due": date(2028, 2, 29)},
            "Boka besök hos kommunerna i februari 2028",
        ),
        ({"state": "done", "host": "Habo"}, "Besök hos kommunerna i mars · klart"),
        ({"kind": "threshold", "due": None}, "Boka besök hos kommunerna, så snart som möjligt"),
        (
            {"kind": "threshold", "due": None, "late": True},
            "Boka besök hos kommunerna, väntar sedan 1 mars 2027",
        ),
        ({"kind": "recurring", "due": date(2027, 3, 1)}, "Besök hos kommunerna, mån 1 mars"),
        (
            {"kind": "relative", "due": date(2027, 3, 1), "part": "kallelse"},
            "Kallelse (besök hos kommunerna), senast mån 1 mars",
        ),
    ],
)
def test_window_is_said_no_longer_than_it_needs(changes: dict[str, Any], line: str) -> None:
    assert said(VISIT, **changes) == line


@pytest.mark.parametrize(
    ("left", "names"),
    [
        ((), ""),
        (("Aneby",), ", saknas Aneby"),
        (
            ("Aneby", "Eksjö", "Gislaved", "Gnosjö", "Habo"),
            ", saknas Aneby, Eksjö, Gislaved, Gnosjö, Habo",
        ),
        (
            ("Aneby", "Eksjö", "Gislaved", "Gnosjö", "Habo", "Mullsjö", "Sävsjö", "Tranås"),
            ", saknas Aneby, Eksjö, Gislaved, Gnosjö, Habo och 3 till",
        ),
    ],
)
def test_offices_are_counted_and_at_most_five_are_named(left: tuple[str, ...], names: str) -> None:
    line = said(FIGURES, offices=OfficeCount(13 - len(left), 13, left))

    assert line == f"Nyckeltal: {13 - len(left)} av 13 kontor klara{names}, senast tors 1 april"


def test_offices_of_a_month_are_not_something_to_book() -> None:
    line = said(VISIT, title="Telefonboken", offices=OfficeCount(12, 13, ("Habo",)))

    assert line == "Telefonboken i mars: 12 av 13 kontor klara, saknas Habo"


def test_an_offices_own_part_is_called_its() -> None:
    line = said(FIGURES, title="Jämförelse av nyckeltal", offices=None, office="Habo")

    assert line == "Jämförelse av nyckeltal för Habo, senast tors 1 april"


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({}, "Miljöbrottssamverkan: Länsstyrelsen kallar, 1 av 2 datum kända"),
        (
            {"first": date(2028, 1, 1), "due": date(2028, 12, 31)},
            "Miljöbrottssamverkan: Länsstyrelsen kallar, 1 av 2 datum kända, under 2028",
        ),
        (
            {"least": 1, "most": 1, "booked": 0, "due": date(2027, 6, 30)},
            "Miljöbrottssamverkan: Länsstyrelsen kallar, datumet är inte känt, senast ons 30 juni",
        ),
        (
            {"least": 1, "most": 1},
            "Miljöbrottssamverkan: Länsstyrelsen kallar, datumet är känt",
        ),
    ],
)
def test_what_somebody_else_calls_to_is_not_for_us_to_book(
    changes: dict[str, Any], line: str
) -> None:
    assert said(CRIME, **changes) == line


def test_what_waits_for_a_booking_is_given_no_day() -> None:
    next_year = {"first": date(2028, 1, 1), "due": date(2028, 12, 31)}

    lines = said(BUDGET), said(BUDGET, **next_year)

    assert lines == (
        "Reviderad budget · väntar på att mötet det hänger på bokas",
        "Reviderad budget, under 2028 · väntar på att mötet det hänger på bokas",
    )


def test_line_keeps_peoples_text_on_one_line() -> None:
    line = said(REPORT, title="Verk\u202esam\nhet {x}", state="skipped", reason="på\ngrund\x00av")

    assert line == "Verksam het {x}, senast fre 26 feb · överhoppat: på grund av"


def test_line_names_another_collaboration_than_the_known() -> None:
    theirs = replace(REPORT, collaboration="Miljösamverkan Halland")

    lines = [line_within(theirs, TODAY, name) for name in ("Miljösamverkan Halland", "Väst")]

    plain = "Verksamhetsberättelse med bokslut, senast fre 26 feb"
    assert lines == [plain, f"{plain} · Miljösamverkan Halland"]


def test_acts_have_short_names() -> None:
    assert [act_label(act) for act in Act] == [
        "Klart",
        "Boka",
        "Visa kontoren",
        "Påminn dem",
        "Flytta",
        "Påminn mig senare",
        "Hoppa över i år",
        "Ångra",
    ]


LATE = replace(REPORT, due=date(2027, 2, 19), late=True)
DUE_TODAY = replace(REPORT, due=TODAY)
SUNDAY = replace(REPORT, due=date(2027, 2, 28))
NEXT_MONDAY = replace(REPORT, due=date(2027, 3, 1))
SOON = replace(REPORT, due=None)


@pytest.mark.parametrize(
    ("duties", "heading"),
    [
        ((LATE, LATE), "Försenat"),
        ((LATE, DUE_TODAY), "Att göra i dag"),
        ((LATE, DUE_TODAY, SUNDAY), "Att göra den här veckan"),
        ((SOON,), "Att göra den här veckan"),
        ((SUNDAY, NEXT_MONDAY), "Att göra nu och framöver"),
        ((NEXT_MONDAY, BOARDS), "Att göra framöver"),
    ],
)
def test_title_is_no_more_urgent_than_what_it_stands_over(
    duties: tuple[Duty, ...], heading: str
) -> None:
    assert reminders_title(reminders(*duties)) == f"{heading}, Miljösamverkan Jönköping"


def test_subject_of_one_duty_says_it_all() -> None:
    assert reminders_subject(reminders(REPORT)) == (
        "Påminnelse: verksamhetsberättelse med bokslut, senast fre 26 feb"
    )


def test_subject_of_several_names_the_most_urgent() -> None:
    assert reminders_subject(reminders(BOARDS, DUE_TODAY, LATE)) == (
        "Påminnelse om 3 saker, först: "
        "verksamhetsberättelse med bokslut, skulle vara klart fre 19 feb"
    )


def test_subject_is_short_whatever_a_duty_is_called() -> None:
    subject = reminders_subject(reminders(replace(REPORT, title="Möte " * 100)))

    assert len(subject) <= 200
    assert subject.endswith("…")


def test_missed_reminders_are_told_with_when_and_why() -> None:
    content = Missed("Miljösamverkan Väst", date(2027, 2, 19), date(2027, 2, 22), (LATE, VISIT))

    assert missed_title(content) == "Påminnelser som inte skickades, Miljösamverkan Väst"
    assert missed_lead(content) == (
        "Jag var inte i gång som jag skulle från fre 19 feb 2027 till mån 22 feb 2027. "
        "De här påminnelserna skickades därför inte, och nu är det för sent för dem."
    )


def test_missed_reminders_of_one_day_name_it_once() -> None:
    content = Missed("Miljösamverkan Väst", TODAY, TODAY, (LATE,))

    assert missed_lead(content).startswith("Jag var inte i gång som jag skulle mån 22 feb 2027. ")
