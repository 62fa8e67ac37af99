import ast
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import handlers.rules
from bot.texts.rule_shapes import part_sentences, shape_words
from bot.texts.rules import (
    fault_words,
    preview_words,
    rule_line,
    sheet_line,
    source_sentences,
)
from bot.texts.wording import has_word
from handlers.imports.problems import RuleFault
from handlers.planning import CalendarLine
from handlers.rules import Preview, RuleLine, RuleSheet, UnknownHost
from handlers.shapes import Shape, shape_of

TITLES = {"styrgrupp": "Styrgruppsmöten", "vp": "VP och budget", "plan": "Verksamhetsplan"}
REPORT = {"shape": "deadline", "date": "02-last", "roll": "before"}


def shape(**rule: Any) -> Shape:
    return shape_of(rule, lambda key: TITLES[key])


def line(first: date, last: date | None = None, **changes: Any) -> CalendarLine:
    return replace(
        CalendarLine("r", "", "", "", "deadline", "open", first, last or first, 1, 1, 0, 1),
        **changes,
    )


NEXT = (line(date(2027, 2, 26)), line(date(2028, 2, 29)), line(date(2029, 2, 28)))


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (REPORT, "senast sista februari varje år"),
        ({"shape": "deadline", "date": "06-30"}, "senast 30 juni varje år"),
        ({"shape": "quota", "count": 3, "per": "year"}, "tre gånger per år"),
        ({"shape": "quota", "count": 1, "per": "year"}, "en gång per år"),
        ({"shape": "quota", "min": 2, "max": 3, "per": "year"}, "2–3 gånger per år"),
        ({"shape": "quota", "min": 3, "per": "year"}, "minst tre gånger per år"),
        ({"shape": "quota", "min": 1, "per": "year"}, "minst en gång per år"),
        ({"shape": "quota", "count": 1, "season": "vår"}, "en gång varje vår"),
        ({"shape": "quota", "count": 2, "season": "höst"}, "två gånger varje höst"),
        ({"shape": "quota", "count": 1, "months": [11]}, "en gång i november varje år"),
        (
            {"shape": "quota", "count": 2, "months": [3, 4, 5]},
            "två gånger i mars–maj varje år",
        ),
        (
            {"shape": "quota", "count": 2, "months": [3, 9]},
            "två gånger i mars och september varje år",
        ),
        (
            {"shape": "quota", "count": 1, "per": "year", "except_months": [7]},
            "en gång per år, inte i juli",
        ),
        ({"shape": "quota", "count": 1, "per": "month"}, "varje månad"),
        (
            {"shape": "quota", "count": 1, "per": "month", "except_months": [7]},
            "varje månad utom juli",
        ),
        ({"shape": "quota", "count": 2, "per": "month"}, "två gånger i månaden"),
        (
            {"shape": "quota", "count": 1, "per": "month", "season": "vår"},
            "en gång i månaden varje vår",
        ),
        (
            {"shape": "quota", "count": 1, "per": "month", "months": [1, 2, 3, 4, 5]},
            "en gång i månaden under januari–maj",
        ),
        (
            {"shape": "quota", "count": 1, "season": "vår", "before": "vp"},
            "en gång varje vår, före VP och budget",
        ),
        (
            {"shape": "quota", "count": 1, "season": "höst", "adjacent_to": "styrgrupp"},
            "en gång varje höst, i anslutning till styrgruppsmöten",
        ),
        (
            {"shape": "relative", "anchor": "styrgrupp", "offset": "before"},
            "inför styrgruppsmöten, varje gång",
        ),
        (
            {"shape": "relative", "anchor": "styrgrupp", "selector": "first_of_year"},
            "i samband med styrgruppsmöten, bara första gången på året",
        ),
        (
            {"shape": "relative", "anchor": "styrgrupp", "offset": "adjacent", "selector": "höst"},
            "i anslutning till styrgruppsmöten, bara på hösten",
        ),
        (
            {"shape": "relative", "anchor": "plan", "offset": -1},
            "en arbetsdag före verksamhetsplan, varje gång",
        ),
        (
            {"shape": "relative", "anchor": "plan", "offset": -10},
            "tio arbetsdagar före verksamhetsplan, varje gång",
        ),
        (
            {"shape": "relative", "anchor": "plan", "offset": 1},
            "en arbetsdag efter verksamhetsplan, varje gång",
        ),
        (
            {"shape": "relative", "anchor": "plan", "offset": 15},
            "15 arbetsdagar efter verksamhetsplan, varje gång",
        ),
        (
            {"shape": "relative", "anchor": "plan", "offset": 0},
            "samma dag som verksamhetsplan, varje gång",
        ),
        (
            {"shape": "every", "years": 2, "held": [2022, 2024]},
            "vartannat år, hölls senast 2024",
        ),
        ({"shape": "every", "years": 1, "held": [2025]}, "varje år, hölls senast 2025"),
        ({"shape": "every", "years": 3, "held": [2025]}, "vart 3:e år, hölls senast 2025"),
        ({"shape": "threshold", "min": 18, "max": 20}, "när minst 18 väntar, högst 20 åt gången"),
        ({"shape": "threshold", "min": 18}, "när minst 18 väntar"),
        (
            {"shape": "once", "from": "2027-03-01", "to": "2027-05-31"},
            "en gång, 1 mars–31 maj 2027",
        ),
        ({"shape": "once", "from": "2027-03-01", "to": "2027-03-01"}, "en gång, 1 mars 2027"),
        ({"shape": "ongoing"}, "löpande"),
        (
            {"shape": "rrule", "from": "2027-01-11", "rrule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"},
            "varannan vecka på måndagar från 11 januari 2027",
        ),
        (
            {"shape": "rrule", "from": "2027-01-11", "rrule": "FREQ=MONTHLY;BYDAY=-1FR"},
            "sista fredagen i månaden från 11 januari 2027",
        ),
        (
            {"shape": "rrule", "from": "2027-01-11", "rrule": "FREQ=DAILY;COUNT=3"},
            "regelbundet i en egen takt från 11 januari 2027",
        ),
        ({"shape": "deadline", "date": "mitt i sommaren"}, "tiden går inte att läsa"),
        ({"shape": "moonphase"}, "tiden går inte att läsa"),
    ],
)
def test_every_shape_is_said_in_plain_swedish(rule: dict[str, Any], said: str) -> None:
    assert shape_words(shape(**rule)) == said


def test_parts_are_said_after_the_main_thing() -> None:
    check_in = {"what": "kort avstämning", "shape": "quota", "count": 1, "per": "month"}
    talk = {"what": "diskussionstillfälle", "shape": "quota", "count": 1, "season": "vår"}

    said = [
        *part_sentences(shape(**REPORT, also=check_in, then=talk)),
        *part_sentences(shape(**REPORT, also="digitala träffar", then=["förankras", "beslut"])),
    ]

    assert said == [
        "Dessutom kort avstämning: varje månad.",
        "Sedan diskussionstillfälle: en gång varje vår.",
        "Dessutom: digitala träffar.",
        "Sedan: förankras, beslut.",
    ]


LINE = RuleLine(
    key="berattelse",
    owner="jonkoping",
    collaboration="Miljösamverkan Jönköping",
    title="Verksamhetsberättelse med bokslut",
    shape=shape(**REPORT),
    upcoming=NEXT[0],
)
WAITING = line(date(2027, 1, 1), date(2027, 12, 31), kind="relative", state="waits")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {},
            (
                "Verksamhetsberättelse med bokslut: senast sista februari varje år. "
                "Nästa: senast fre 26 feb 2027."
            ),
        ),
        (
            {"paused": True},
            "Vilar: Verksamhetsberättelse med bokslut, senast sista februari varje år.",
        ),
        (
            {"title": "Träff: avfall", "upcoming": None},
            "Träff: avfall, senast sista februari varje år.",
        ),
        (
            {"title": "Plan", "changed": True},
            (
                "Plan: senast sista februari varje år. Nästa: senast fre 26 feb 2027. "
                "Ändrad, avviker från källan."
            ),
        ),
        (
            {"title": "Plan", "made": True},
            "Plan: senast sista februari varje år. Nästa: senast fre 26 feb 2027. Egen påminnelse.",
        ),
        (
            {"title": "Plan", "upcoming": None, "fault": "leap_day"},
            (
                "Plan: senast sista februari varje år. "
                "Går inte att följa: 29 februari finns inte varje år. "
                "Välj sista dagen i februari."
            ),
        ),
        (
            {"title": "Plan", "upcoming": WAITING},
            (
                "Plan: senast sista februari varje år. "
                "Nästa: under 2027, när mötet det hänger på är bokat."
            ),
        ),
    ],
)
def test_line_says_what_when_and_what_comes_next(changes: dict[str, Any], said: str) -> None:
    assert rule_line(replace(LINE, **changes)) == said


@pytest.mark.parametrize(
    ("preview", "said"),
    [
        (
            Preview(shape(**REPORT), NEXT),
            "Nästa: senast fre 26 feb 2027, sedan tis 29 feb 2028 och ons 28 feb 2029.",
        ),
        (Preview(shape(**REPORT), NEXT[:1]), "Nästa: senast fre 26 feb 2027."),
        (
            Preview(shape(**REPORT), NEXT[:2], paused=True),
            (
                "Vilar, så ingen påminns. Om det gäller igen: senast fre 26 feb 2027, "
                "sedan tis 29 feb 2028."
            ),
        ),
        (
            Preview(shape(shape="ongoing"), ()),
            "Det pågår hela tiden, så det finns inget datum att påminna om.",
        ),
        (
            Preview(shape(shape="once", **{"from": "2020-01-01", "to": "2020-02-01"}), ()),
            "Tiden har redan gått.",
        ),
        (Preview(shape(**REPORT), ()), "Inget infaller de närmaste tio åren."),
        (
            Preview(shape(**REPORT), (WAITING, WAITING)),
            "Nästa: under 2027, sedan 2027. Dagarna blir kända när mötet det hänger på är bokat.",
        ),
        (
            Preview(
                shape(**REPORT),
                (replace(NEXT[0], host="Habo"),),
                unknown_hosts=(UnknownHost("Vernamo", "Värnamo"), UnknownHost("Skåne")),
            ),
            (
                "Nästa: senast fre 26 feb 2027 (värd: Habo). Finns inte i registret: "
                "Vernamo (menar du Värnamo?) och Skåne. Namnen används som de är skrivna."
            ),
        ),
    ],
)
def test_preview_says_the_next_times(preview: Preview, said: str) -> None:
    assert preview_words(preview) == said


SHEET = RuleSheet(
    key="nyckeltal",
    owner="jonkoping",
    collaboration="Miljösamverkan Jönköping",
    title="Nyckeltal",
    shape=shape(shape="deadline", date="04-15", exceptions={"2025": "september"}, per_office=True),
    source=shape(shape="deadline", date="04-01"),
    paused=False,
    source_paused=True,
    changed=True,
    made=False,
    wording=(("2024", "senast 1 april"), ("2022", "april"), ("2021", "april")),
    notes=("endast 2024 belagt",),
    rotation="kommunerna i turordning",
    preview=Preview(shape(**REPORT), NEXT[:1]),
)


def test_source_is_quoted_and_told_where_somebody_has_set_something_else() -> None:
    assert source_sentences(SHEET) == (
        "Källan: 2024 ”senast 1 april”, 2021 och 2022 ”april”.",
        "Utan ändringar: vilar (senast 1 april varje år).",
        "Undantag 2025: september.",
        "Värdskap enligt källan: kommunerna i turordning.",
        "Varje kontor bockar av sin del.",
        "Anmärkning: endast 2024 belagt.",
    )


def test_rule_of_ones_own_has_no_source() -> None:
    assert source_sentences(replace(SHEET, made=True)) == ("Egen påminnelse, utan källa.",)


def test_rule_is_said_with_its_next_times_after_a_change() -> None:
    said = [sheet_line(SHEET), sheet_line(replace(SHEET, paused=True, preview=None))]

    assert said == [
        "Nyckeltal: senast 15 april varje år. Nästa: senast fre 26 feb 2027.",
        "Vilar: Nyckeltal, senast 15 april varje år.",
    ]


def _refused() -> set[str]:
    """Return the faults that the handlers refuse a rule with by a code of their own."""
    return {
        str(node.args[0].value)
        for path in Path(handlers.rules.__file__).parent.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "refuse"
        and isinstance(node.args[0], ast.Constant)
    }


@pytest.mark.parametrize("code", sorted({*RuleFault, *_refused()}))
def test_every_fault_says_what_to_do(code: str) -> None:
    assert has_word("rule_advice", code)


def test_fault_of_a_code_without_words_is_told_all_the_same() -> None:
    assert fault_words("newer") == (
        "Regeln går inte att följa. Ändra den eller återställ den till källan."
    )
