from datetime import date

import pytest

from handlers.answers import Asker, CadenceAnswer, MeetingAnswer
from handlers.duties import cadence, meeting, next_deadline, rules_by_id, wording_of
from handlers.ports import Services
from handlers.scope import scope
from storage.models import CadenceRule
from tests.factories import add_collaboration, add_project, add_rule
from tests.handlers.scopes import seen_from


def rule(details: dict[str, object] | None = None, **shape: object) -> CadenceRule:
    return CadenceRule(key="regel", title="Regel", rule=shape, details=details or {}, notes=[])


@pytest.mark.parametrize(
    ("day", "today", "expected"),
    [
        ("04-01", date(2026, 3, 31), date(2026, 4, 1)),
        ("04-01", date(2026, 4, 1), date(2026, 4, 1)),
        ("04-01", date(2026, 4, 2), date(2027, 4, 1)),
        ("02-last", date(2027, 3, 1), date(2028, 2, 29)),
        ("02-last", date(2026, 2, 1), date(2026, 2, 28)),
        ("12-last", date(2026, 12, 31), date(2026, 12, 31)),
        ("12-last", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_next_deadline_is_this_years_or_the_next(day: str, today: date, expected: date) -> None:
    assert next_deadline(rule(shape="deadline", date=day), today) == expected


@pytest.mark.parametrize("shape", ["quota", "relative", "ongoing"])
def test_next_deadline_is_none_for_what_has_no_date(shape: str) -> None:
    assert next_deadline(rule(shape=shape, date="04-01"), date(2026, 1, 1)) is None


def test_wording_is_the_newest_of_the_sources() -> None:
    by_year = {"2021": "i april", "2024": "i mars", "2022": "i maj"}

    said = wording_of(rule({"wording_by_year": by_year, "wording": "på våren"}))

    assert said.newest == "i mars"
    assert [year for year, _ in said.by_year] == ["2024", "2022", "2021"]


@pytest.mark.parametrize(
    ("details", "newest"),
    [
        ({"wording": "på våren"}, "på våren"),
        ({"season": "vår"}, "vår"),
        ({"every_years": 2}, "vartannat år"),
        ({"every_years": 3}, "vart 3:e år"),
        ({}, ""),
    ],
)
def test_wording_without_years_makes_nothing_up(details: dict[str, object], newest: str) -> None:
    assert wording_of(rule(details)).newest == newest


def test_rules_by_id_keep_the_order_that_was_asked_for(services: Services) -> None:
    with services.database.write() as session:
        owner = add_collaboration(session)
        numbers = [add_rule(session, owner, title).id for title in ("Ett", "Två", "Tre")]

    with scope(services, Asker("vast")) as here:
        rules = rules_by_id(here, [*reversed(numbers), 4711])

    assert [one.title for one in rules] == ["Tre", "Två", "Ett"]


def rules_called(services: Services, key: str) -> int:
    with services.database.session() as session:
        return session.query(CadenceRule).filter_by(key=key).one().id


def test_cadence_of_the_key_figures_is_paused_with_its_deadline(reading: Services) -> None:
    number = rules_called(reading, "jkp-nyckeltal")
    with seen_from(reading, "jonkoping") as here:
        answer = cadence(here, rules_by_id(here, [number]))

    assert isinstance(answer, CadenceAnswer)
    assert (answer.ids, answer.paused, answer.per_office) == (("jkp-nyckeltal",), True, True)
    assert answer.deadline == date(2027, 4, 1)


def test_meeting_that_nobody_booked_is_told_by_its_usual_time(services: Services) -> None:
    with services.database.write() as session:
        owner = add_collaboration(session)
        number = add_rule(
            session,
            owner,
            "Kontaktpersonsträff",
            key="traff",
            notes=["Källorna är inte överens."],
            details={"wording": "i april", "host": "Vetlanda"},
            rule={"convener": "samordnaren"},
        ).id
        for year in (2024, 2025):
            add_project(
                session,
                owner,
                "Kontaktpersonsträff",
                key=f"traff-{year}",
                year=year,
                series="traff",
                start=f"{year}-04",
                end=f"{year}-04",
                period_text=f"april {year}",
            )

    with scope(services, Asker("vast")) as here:
        rules = rules_by_id(here, [number])
        answer, briefly = meeting(here, rules), meeting(here, rules, "cadence")

    assert isinstance(answer, MeetingAnswer)
    assert (answer.ids, answer.title) == (("traff",), "Kontaktpersonsträff")
    assert (answer.usual_time, answer.last_time) == ("i april", "april 2025")
    assert (answer.host, answer.convener) == ("Vetlanda", "samordnaren")
    assert answer.notes == ("Källorna är inte överens.",)
    assert isinstance(briefly, MeetingAnswer)
    assert briefly.notes == ()


def test_meeting_to_come_is_not_the_last_one(services: Services) -> None:
    with services.database.write() as session:
        owner = add_collaboration(session)
        number = add_rule(session, owner, "Träff", key="traff").id
        add_project(
            session, owner, "Träff", series="traff", start="2026-12", end="2026-12",
            period_text="december 2026",
        )  # fmt: skip

    with scope(services, Asker("vast")) as here:
        answer = meeting(here, rules_by_id(here, [number]))

    assert isinstance(answer, MeetingAnswer)
    assert answer.last_time == ""


def test_several_rules_answer_together(reading: Services) -> None:
    numbers = [rules_called(reading, f"jkp-traff-{one}") for one in ("avlopp", "lantbruk")]
    with seen_from(reading, "jonkoping") as here:
        answer = cadence(here, rules_by_id(here, numbers))

    assert answer.ids == ("jkp-traff-avlopp", "jkp-traff-lantbruk")
