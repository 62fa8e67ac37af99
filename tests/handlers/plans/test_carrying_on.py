"""A plan from a source that is carried on here, and the source imported once more."""

from sqlalchemy import select

from handlers.answers import Asker, PlanAnswer
from handlers.plans import (
    Minutes,
    Which,
    Words,
    add_line,
    adopt,
    change_line,
    show_plan,
    show_versions,
)
from handlers.ports import Services
from handlers.scope import scope
from storage.models import ActivityPlan, PlanEntry
from tests.fakes import recorded_statements
from tests.sample import bring_in_sample

SARA = Asker("jonkoping", 1, frozenset({"coordinator"}), "mail")
YEAR = Which(2026)
SAYS = Words({"goal": "Ett eget mål"}, reason="Nytt")


def shown(services: Services, year: int) -> PlanAnswer:
    with scope(services, SARA) as here:
        answer = show_plan(here, year)
    assert isinstance(answer, PlanAnswer)
    return answer


def test_source_is_shown_with_its_own_words_and_columns(reading: Services) -> None:
    answer = shown(reading, 2026)

    assert (answer.noun, answer.title) == ("utvecklingsområde", "Verksamhetsplan 2026–2028")
    line = next(one for one in answer.years[0].own if "illegal" in one.title)
    assert (line.heading, line.time) == ("Utvecklingsområden", "Sep 2026–maj 2027")
    assert (line.national, line.follow_up) == (
        "Naturvårdsverket",
        "resultatsammanställning och slutrapport",
    )
    assert ("national_start", "2026-09") in [(one.label, one.value) for one in line.told]


def test_bank_shows_its_years_and_what_the_source_says_became_of_them(reading: Services) -> None:
    first, second = shown(reading, 2023), shown(reading, 2024)

    old, bank = first.years[0].own, second.years[0].bank
    assert (len(old), len(bank)) == (11, 12)
    assert {one.received for one in old} == {None}
    assert all("finns inte i banken i planen 2024" in one.notes[1] for one in old)
    assert [one.title for one in bank if one.received is None] == ["Digital tillsyn"]


def test_change_keeps_what_the_source_said_as_the_first_version(
    sample_services: Services,
) -> None:
    services = sample_services
    before = shown(services, 2026).years[0].own[0]

    change_line(services, SARA, YEAR, before.number, SAYS)

    after = shown(services, 2026).years[0].own[0]
    assert (after.title, after.goal, after.time) == (before.title, "Ett eget mål", before.time)
    adopt(services, SARA, YEAR, "", Minutes(services.today()))
    with scope(services, SARA) as here:
        found = show_versions(here, YEAR)
    assert (found.older, found.newer) == (1, 2)
    (difference,) = found.differences
    assert [(one.before, one.after) for one in difference.fields] == [(before.goal, "Ett eget mål")]


def test_import_once_more_changes_nothing_that_was_worked_on(sample_services: Services) -> None:
    services = sample_services
    add_line(services, SARA, YEAR, Words({"title": "Solarier"}))

    bring_in_sample(services.database.url.render_as_string(hide_password=False))

    titles = [one.title for one in shown(services, 2026).years[0].own]
    assert titles[-1] == "Solarier"
    with services.database.session() as session:
        plan = session.scalars(select(ActivityPlan).filter_by(key="jkp-vp-2026-2028")).one()
        assert plan.revision == 1


def test_plan_takes_the_same_queries_for_one_line_and_many(sample_services: Services) -> None:
    services = sample_services
    counts = []
    for kept in (1, 3, 33):
        with services.database.write() as session:
            plan = session.scalars(select(ActivityPlan).filter_by(key="jkp-vp-2026-2028")).one()
            year = next(one for one in plan.years if one.year == 2028)
            for entry in list(year.entries):
                session.delete(entry)
            source = next(one for one in plan.years if one.year == 2026).entries[:kept]
            for position, one in enumerate(source):
                session.add(
                    PlanEntry(
                        collaboration_id=plan.collaboration_id,
                        plan_year_id=year.id,
                        position=position,
                        record_kind=one.record_kind,
                        record_key=one.record_key,
                        section=one.section,
                    )
                )
        shown(services, 2028)
        with recorded_statements(services.database) as statements:
            assert len(shown(services, 2028).years[0].own) == kept
        counts.append(len(statements))

    assert len(set(counts)) == 1
