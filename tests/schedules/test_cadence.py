from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from schedules.cadence import Booked, Facts, Occurrence, Rules, State, Waiting, occurrences
from tests.schedules.tables import Row, row_of, rows, sample_rules

FIRST, LAST = date(2027, 1, 1), date(2028, 12, 31)
DAY = timedelta(days=1)
MGE_2026 = Booked("vast-mge", "mge-2026", date(2026, 10, 14), date(2026, 10, 14), held=True)
JONKOPING, VAST = sample_rules("jonkoping"), sample_rules("vast")


def meeting(rule: str, key: str, day: date, **more: object) -> Booked:
    return Booked(rule, key, day, day, **more)  # type: ignore[arg-type]


def of(rules: Rules, key: str, year: int, *booked: Booked, part: str = "") -> list[Occurrence]:
    found = occurrences(rules, Facts(booked), date(year, 1, 1), date(year, 12, 31))
    return [one for one in found if (one.rule.key, one.rule.part) == (key, part)]


def days(found: list[Occurrence]) -> list[tuple[date, date | None]]:
    return [(one.first, one.last) for one in found]


def test_walk_of_two_years_meets_exactly_what_was_written_by_hand() -> None:
    facts = Facts((MGE_2026,))
    met: dict[Row, list[date]] = {}
    day = FIRST
    while day <= LAST:
        for rules in (JONKOPING, VAST):
            for one in occurrences(rules, facts, day, day):
                met.setdefault(row_of(one), []).append(day)
        day += DAY

    assert sorted(met) == sorted(rows())
    for row, seen in met.items():
        first, last = date.fromisoformat(row[3]), date.fromisoformat(row[4])
        assert seen == [first + DAY * step for step in range((last - first).days + 1)], row


def test_july_has_no_visit_and_no_short_meeting() -> None:
    july = occurrences(JONKOPING, Facts(), date(2027, 7, 1), date(2027, 7, 31))

    assert not [one for one in july if one.slot == "2027-07"]


def test_preparatory_meetings_end_the_working_day_before_each_booked_steering_meeting() -> None:
    booked = (
        meeting("jkp-styrgrupp", "a", date(2027, 3, 30)),
        meeting("jkp-styrgrupp", "b", date(2027, 6, 9)),
    )

    found = of(JONKOPING, "jkp-beredningsgrupp", 2027, *booked)

    # 30 March is the Tuesday after Easter: the working day before is Thursday.
    assert days(found) == [
        (date(2027, 1, 1), date(2027, 3, 25)),
        (date(2027, 3, 31), date(2027, 6, 8)),
        (date(2027, 1, 1), date(2027, 12, 31)),
    ]
    assert [one.state for one in found] == [State.OPEN, State.OPEN, State.WAITS]
    assert [one.least for one in found] == [1, 1, 1]
    assert [one.slot for one in found] == ["2027/a", "2027/b", "2027"]


def test_slot_of_what_hangs_on_a_meeting_stays_when_an_earlier_one_is_booked() -> None:
    second = meeting("jkp-styrgrupp", "b", date(2027, 6, 9))
    first = meeting("jkp-styrgrupp", "a", date(2027, 2, 9))

    alone = of(JONKOPING, "jkp-beredningsgrupp", 2027, second)
    both = of(JONKOPING, "jkp-beredningsgrupp", 2027, first, second)

    assert alone[0].slot == both[1].slot == "2027/b"


def test_revised_budget_is_for_the_first_steering_meeting_of_the_year() -> None:
    booked = (
        meeting("jkp-styrgrupp", "b", date(2027, 6, 9)),
        meeting("jkp-styrgrupp", "a", date(2027, 3, 10)),
    )

    found = of(JONKOPING, "jkp-reviderad-budget", 2027, *booked)

    assert days(found) == [(date(2027, 3, 10), date(2027, 3, 10))]


def test_quota_counts_what_is_booked_and_what_is_missing() -> None:
    booked = meeting("jkp-styrgrupp", "a", date(2027, 3, 10))

    (found,) = of(JONKOPING, "jkp-styrgrupp", 2027, booked)

    assert (len(found.booked), found.missing) == (1, 2)


def test_more_newsletters_than_the_least_leave_none_missing() -> None:
    booked = [meeting("jkp-nyhetsbrev", str(month), date(2027, month, 1)) for month in (2, 6, 11)]

    (found,) = of(JONKOPING, "jkp-nyhetsbrev", 2027, *booked)

    assert (found.least, found.most, found.missing) == (2, 3, 0)


def test_short_meetings_are_booked_apart_from_the_long_ones() -> None:
    short = meeting("jkp-beredningsgrupp", "k", date(2027, 3, 10), part="kort avstämning")

    found = of(JONKOPING, "jkp-beredningsgrupp", 2027, short, part="kort avstämning")

    assert [one.slot for one in found if not one.missing] == ["2027-03"]


def test_presidium_is_to_lie_beside_the_steering_meeting_of_the_autumn() -> None:
    booked = (
        meeting("jkp-styrgrupp", "a", date(2027, 3, 10)),
        meeting("jkp-styrgrupp", "c", date(2027, 12, 2)),
    )

    (found,) = of(JONKOPING, "jkp-presidietraff", 2027, *booked)

    assert found.beside == (date(2027, 12, 2),)


def test_contact_persons_meet_before_the_plan_is_adopted_when_that_is_booked_earlier() -> None:
    adopted = meeting("jkp-vp-budget", "vp", date(2027, 5, 20))

    (found,) = of(JONKOPING, "jkp-kontaktpersonstraff", 2027, adopted)

    assert found.last == date(2027, 5, 19)


def test_plan_of_the_year_that_was_late_is_given_as_the_source_words_it() -> None:
    (found,) = of(JONKOPING, "jkp-vp-budget", 2025)

    assert days([found]) == [(date(2025, 9, 1), date(2025, 9, 30))]
    assert found.said == "september (plan 2026–2028)"


def test_rule_is_not_in_force_before_its_era() -> None:
    assert of(JONKOPING, "jkp-strategidag", 2025) == []
    assert len(of(JONKOPING, "jkp-strategidag", 2026)) == 1
    assert of(JONKOPING, "jkp-besok", 2023) == []


def test_paused_rule_comes_alive_when_somebody_confirms_it() -> None:
    facts = Facts(confirmed=frozenset({"jkp-nyckeltal"}))

    found = occurrences(JONKOPING, facts, date(2027, 4, 1), date(2027, 4, 1))

    states = {one.rule.key: one.state for one in found}
    assert states["jkp-nyckeltal"] is State.OPEN
    assert states["jkp-behovsutredning"] is State.PAUSED


def test_motesplats_counts_from_the_last_one_held() -> None:
    late = Booked("vast-mge", "late", date(2027, 9, 15), date(2027, 9, 16), held=True)

    # By the data it was held last in 2024.
    assert [one.slot for one in of(VAST, "vast-mge", 2026)] == ["2026"]
    assert of(VAST, "vast-mge", 2025) == []
    assert [one.slot for one in of(VAST, "vast-mge", 2028, MGE_2026)] == ["2028"]
    assert of(VAST, "vast-mge", 2027, MGE_2026) == []
    assert of(VAST, "vast-mge", 2028, MGE_2026, late) == []
    assert [one.slot for one in of(VAST, "vast-mge", 2029, MGE_2026, late)] == ["2029"]


def test_motesplats_that_is_only_booked_is_still_to_be_held() -> None:
    booked = meeting("vast-mge", "b", date(2026, 10, 14))

    (found,) = of(VAST, "vast-mge", 2026, booked)

    assert (found.slot, found.missing) == ("2026", 0)


def test_course_starts_when_enough_are_waiting_and_has_no_last_day() -> None:
    since = date(2027, 3, 3)
    few = Facts(waiting={"vast-kb": Waiting(17, since)})
    enough = Facts(waiting={"vast-kb": Waiting(18, since)})

    def course(facts: Facts) -> list[Occurrence]:
        found = occurrences(VAST, facts, date(2027, 5, 1), date(2027, 5, 1))
        return [one for one in found if one.rule.key == "vast-kb"]

    assert course(few) == []
    assert days(course(enough)) == [(since, None)]


def test_what_goes_on_all_the_time_never_falls_due() -> None:
    assert of(JONKOPING, "jkp-webb", 2027) == []


@given(st.dates(FIRST, LAST), st.integers(0, 400), st.lists(st.dates(FIRST, LAST), max_size=4))
def test_a_stretch_is_the_same_in_whatever_longer_stretch_it_is_asked(
    first: date, length: int, booked: list[date]
) -> None:
    last = min(first + DAY * length, LAST)
    facts = Facts(tuple(meeting("jkp-styrgrupp", str(at), day) for at, day in enumerate(booked)))
    whole = occurrences(JONKOPING, facts, FIRST - 200 * DAY, LAST + 200 * DAY)

    found = occurrences(JONKOPING, facts, first, last)

    within = [one for one in whole if one.first <= last and (one.last or last) >= first]
    assert found == within
