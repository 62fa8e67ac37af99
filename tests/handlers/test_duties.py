from datetime import date

import pytest

from handlers.answers import Asker, CadenceAnswer, MeetingAnswer
from handlers.duties import cadence, meeting, rules_by_id, wording_of
from handlers.ports import Services
from handlers.scope import scope
from storage.models import CadenceRule
from tests.factories import add_collaboration, add_project, add_rule
from tests.handlers.scopes import seen_from


def rule(details: dict[str, object] | None = None, **shape: object) -> CadenceRule:
    return CadenceRule(key="regel", title="Regel", rule=shape, details=details or {}, notes=[])


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
        ({}, ""),
    ],
)
def test_wording_without_years_makes_nothing_up(details: dict[str, object], newest: str) -> None:
    assert wording_of(rule(details)).newest == newest


@pytest.mark.parametrize(
    ("details", "said"),
    [
        ({"every_years": 2}, ("", 2)),
        ({"every_years": 3, "season": "vår"}, ("", 3)),
        ({"every_years": 2, "wording_by_year": {"2024": "i mars"}}, ("i mars", None)),
        ({"every_years": 0}, ("", None)),
        ({"every_years": "ibland"}, ("", None)),
    ],
)
def test_wording_leaves_how_often_in_years_to_the_texts(
    details: dict[str, object], said: tuple[str, int | None]
) -> None:
    found = wording_of(rule(details))

    assert (found.newest, found.every_years) == said


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


def test_cadence_tells_the_day_that_counts_when_the_deadline_is_a_day_off(
    reading: Services,
) -> None:
    number = rules_called(reading, "jkp-verksamhetsberattelse")
    with seen_from(reading, "jonkoping") as here:
        answer = cadence(here, rules_by_id(here, [number]))

    assert isinstance(answer, CadenceAnswer)
    assert (answer.deadline, answer.working_day) == (date(2027, 2, 28), date(2027, 2, 26))


def test_what_is_done_every_second_year_is_told_as_a_number(reading: Services) -> None:
    number = rules_called(reading, "vast-mge")
    with seen_from(reading, "vast") as here:
        rules = rules_by_id(here, [number])
        often, next_one = cadence(here, rules), meeting(here, rules)

    assert isinstance(often, CadenceAnswer)
    assert isinstance(next_one, MeetingAnswer)
    assert (often.wording, often.every_years) == ("", (2,))
    assert (next_one.usual_time, next_one.every_years) == ("", (2,))


def test_several_rules_answer_together(reading: Services) -> None:
    numbers = [rules_called(reading, f"jkp-traff-{one}") for one in ("avlopp", "lantbruk")]
    with seen_from(reading, "jonkoping") as here:
        answer = cadence(here, rules_by_id(here, numbers))

    assert answer.ids == ("jkp-traff-avlopp", "jkp-traff-lantbruk")
