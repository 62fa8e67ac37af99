from datetime import date
from typing import Any

import pytest

from schedules.cadence import Booked, Facts, RuleError, Rules, Written, occurrences, read_rules

YEAR = {"shape": "quota", "count": 1, "per": "year"}


def read(rule: dict[str, Any], **others: dict[str, Any]) -> Rules:
    every = {"rule": rule, **others}
    return read_rules(Written(key, given) for key, given in every.items())


def days(rules: Rules, year: int) -> list[tuple[str, str, str]]:
    found = occurrences(rules, Facts(), date(year, 1, 1), date(year, 12, 31))
    return [(one.slot, str(one.first), str(one.last)) for one in found]


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ({}, "unknown_shape"),
        ({"shape": "ibland"}, "unknown_shape"),
        ({"shape": "deadline"}, "bad_date"),
        ({"shape": "deadline", "date": "02-30"}, "bad_date"),
        ({"shape": "deadline", "date": "13-01"}, "bad_date"),
        ({"shape": "deadline", "date": "13-last"}, "bad_date"),
        ({"shape": "deadline", "date": "02-29"}, "leap_day"),
        ({"shape": "deadline", "date": "04-01", "roll": "kanske"}, "unknown_roll"),
        ({"shape": "deadline", "date": "04-01", "time": "02:30"}, "night_hour"),
        ({"shape": "deadline", "date": "04-01", "time": "halv tre"}, "bad_time"),
        ({"shape": "quota", "per": "year"}, "not_a_number"),
        ({"shape": "quota", "count": "tre"}, "not_a_number"),
        ({"shape": "quota", "count": True}, "not_a_number"),
        ({"shape": "quota", "count": 0}, "impossible_count"),
        ({"shape": "quota", "min": 3, "max": 2}, "impossible_count"),
        ({**YEAR, "season": "sommar"}, "unknown_season"),
        ({**YEAR, "season": "vår", "months": [9]}, "empty_season"),
        ({**YEAR, "per": "month", "except_months": list(range(1, 13))}, "empty_season"),
        ({**YEAR, "months": [13]}, "bad_month"),
        ({"shape": "relative"}, "no_anchor"),
        ({"shape": "relative", "anchor": "borta"}, "unknown_anchor"),
        ({"shape": "relative", "anchor": "rule"}, "circle"),
        ({"shape": "relative", "anchor": "other", "selector": "sista"}, "unknown_selector"),
        ({"shape": "relative", "anchor": "other", "offset": "inför"}, "unknown_offset"),
        ({"shape": "every", "years": 0, "held": [2024]}, "impossible_count"),
        ({"shape": "every", "years": 2}, "never_held"),
        ({"shape": "threshold", "min": 20, "max": 18}, "impossible_count"),
        ({"shape": "once", "from": "2027-05-01", "to": "2027-04-01"}, "backwards"),
        ({"shape": "once", "from": "maj"}, "bad_date"),
        ({"shape": "deadline", "date": "04-01", "exceptions": ["maj"]}, "odd_field"),
        ({**YEAR, "eras": [2021]}, "odd_field"),
        ({**YEAR, "eras": [[2024, 2021]]}, "impossible_count"),
        ({**YEAR, "days": "två"}, "not_a_number"),
        ({**YEAR, "months": 5}, "odd_field"),
        ({**YEAR, "steps": 5}, "odd_field"),
        ({"shape": "every", "years": 2, "held": 2024}, "odd_field"),
        ({"shape": "rrule", "from": "2027-01-04", "rrule": "FREQ=IBLAND"}, "bad_rrule"),
        ({"shape": "rrule", "from": "2027-01-04", "rrule": "FREQ=HOURLY"}, "too_often"),
        ({"shape": "rrule", "from": "2027-01-04", "rrule": "FREQ=DAILY;BYHOUR=2"}, "too_often"),
    ],
)
def test_rule_that_cannot_be_is_refused(rule: dict[str, Any], code: str) -> None:
    with pytest.raises(RuleError) as refused:
        read(rule, other=YEAR)

    assert refused.value.code == code
    assert "rule" in refused.value.values or "rules" in refused.value.values


def test_rules_that_wait_for_each_other_are_named() -> None:
    waits = {"shape": "relative"}

    with pytest.raises(RuleError) as refused:
        read({**waits, "anchor": "b"}, b={**YEAR, "before": "c"}, c={**waits, "anchor": "rule"})

    assert refused.value.values["rules"] == ("rule", "b", "c", "rule")


def test_seasons_are_the_collaborations_own() -> None:
    own = {"vår": (2, 5), "höst": (9, 11)}

    rules = read_rules([Written("a", {**YEAR, "season": "vår"})], own)

    assert days(rules, 2027) == [("2027-vår", "2027-02-01", "2027-05-31")]


def test_offset_in_working_days_falls_on_a_day_across_the_turn_of_the_year() -> None:
    rules = read(
        {"shape": "relative", "anchor": "mote", "offset": -10},
        mote={"shape": "rrule", "from": "2028-01-11", "rrule": "FREQ=YEARLY"},
    )

    # What is set up with its days needs no booking: what hangs on it has a day at once.
    assert days(rules, 2027) == [("2028-01-11/date", "2027-12-23", "2027-12-23")]


def test_deadline_rolls_over_the_turn_of_the_year_once() -> None:
    rules = read({"shape": "deadline", "date": "01-01", "roll": "before"})

    assert days(rules, 2027) == [("2028", "2027-12-30", "2027-12-30")]


def test_deadline_on_the_last_of_february_knows_leap_years() -> None:
    rules = read({"shape": "deadline", "date": "02-last"})

    assert days(rules, 2028) == [("2028", "2028-02-29", "2028-02-29")]


def test_project_runs_once_between_its_days() -> None:
    rules = read({"shape": "once", "from": "2026-11-01", "to": "2027-02-28"})

    assert days(rules, 2027) == [("once", "2026-11-01", "2027-02-28")]
    assert days(rules, 2028) == []


def test_regular_thing_is_given_day_by_day() -> None:
    rules = read({"shape": "rrule", "from": "2027-11-02", "rrule": "FREQ=MONTHLY;BYDAY=1TU"})

    assert [slot for slot, _, _ in days(rules, 2027)] == ["2027-11-02", "2027-12-07"]


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("2027-09-15", "2027-09-15", "2027-09-15"),
        ("september (enligt planen)", "2027-09-01", "2027-09-30"),
        ("senare", "2027-01-01", "2027-12-31"),
    ],
)
def test_exception_says_no_more_than_its_words(said: str, first: str, last: str) -> None:
    rules = read({"shape": "deadline", "date": "06-30", "exceptions": {"2027": said}})

    assert days(rules, 2027) == [("2027", first, last)]
    assert days(rules, 2028) == [("2028", "2028-06-30", "2028-06-30")]


@pytest.mark.parametrize(
    ("offset", "first", "last"),
    [
        ("before", "2027-01-01", "2027-03-25"),
        ("with", "2027-03-30", "2027-03-31"),
        ("adjacent", "2027-03-25", "2027-04-01"),
        (3, "2027-04-05", "2027-04-05"),
        (-3, "2027-03-23", "2027-03-23"),
    ],
)
def test_what_hangs_on_a_meeting_of_two_days_lies_around_both(
    offset: str | int, first: str, last: str
) -> None:
    rules = read({"shape": "relative", "anchor": "mote", "offset": offset}, mote=YEAR)
    booked = Booked("mote", "m", date(2027, 3, 30), date(2027, 3, 31))

    found = occurrences(rules, Facts((booked,)), date(2027, 1, 1), date(2027, 12, 31))

    mine = [(str(one.first), str(one.last)) for one in found if one.rule.key == "rule"]
    assert mine == [(first, last)]


def test_what_comes_after_a_meeting_has_no_last_day() -> None:
    rules = read({"shape": "relative", "anchor": "mote", "offset": "after"}, mote=YEAR)
    booked = Booked("mote", "m", date(2027, 3, 25), date(2027, 3, 25))

    found = occurrences(rules, Facts((booked,)), date(2027, 6, 1), date(2027, 6, 1))

    assert [(one.first, one.last) for one in found if one.rule.key == "rule"] == [
        (date(2027, 3, 30), None)
    ]


def test_meetings_of_one_season_can_be_chosen() -> None:
    rules = read({"shape": "relative", "anchor": "mote", "selector": "höst"}, mote=YEAR)
    booked = [Booked("mote", str(day), day, day) for day in (date(2027, 3, 2), date(2027, 9, 7))]

    found = occurrences(rules, Facts(tuple(booked)), date(2027, 1, 1), date(2027, 12, 31))

    assert [one.first for one in found if one.rule.key == "rule"] == [date(2027, 9, 7)]
