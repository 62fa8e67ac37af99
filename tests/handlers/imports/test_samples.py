"""The two collaborations that come with the program: nothing of them gets lost."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handlers.imports import Outcome
from handlers.imports.kinds import MODELS, UNOWNED
from handlers.ports import Services
from storage.models import (
    Authority,
    Collaboration,
    EnvironmentalOffice,
    EventLog,
    Membership,
    Person,
    PlanEntry,
    PlanYear,
    Project,
    Statistic,
)
from tests.handlers.imports.conftest import Importer
from tests.handlers.imports.makers import SAMPLE, sample

# The lists of records, and the kind that each becomes.
KINDS = {
    "members": "collaboration", "groups": "group", "roles": "person", "channels": "place",
    "projects": "project", "other_activities": "project", "education_offer": "education",
    "national_activities": "national_activity", "proposals": "proposal", "recurring": "rule",
    "plans": "plan", "budgets": "budget", "offices": "office", "people": "person",
    "concepts": "concept",
}  # fmt: skip
# Mappings whose keys are data too.
KEYED = {"years", "wording_by_year", "exceptions", "activities_by_year_and_type"}
FILES = sorted(SAMPLE.rglob("*.yaml"))


def leaves(value: object, name: str = "") -> Iterator[object]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if name in KEYED:
                yield from leaves(key)
            yield from leaves(inner, str(key))
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from leaves(inner, name)
    elif value is not None:
        yield plain(value)


def plain(value: object) -> object:
    if isinstance(value, bool):
        # Or it would be found wherever there is a one or a zero.
        return f"bool {value}"
    text = value.isoformat() if isinstance(value, date) else str(value).strip()
    return float(text) if text.replace(".", "", 1).isdecimal() else text


def held(row: Any) -> Iterator[object]:
    """Return everything that a row and the rows below it hold."""
    values = {column.name: getattr(row, column.name) for column in row.__table__.columns}
    yield from leaves(list(values.values()))
    for name in ("milestones", "materials", "years", "entries", "memberships"):
        for child in getattr(row, name, None) or []:
            yield from held(child)
    if isinstance(row, Person):
        yield row.office.key if row.office else ""
    if isinstance(row, Membership):
        yield row.group.key if row.group else ""


class Stored:
    """Looks up what a record of the samples became."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._collaborations = {row.key: row for row in session.scalars(select(Collaboration))}

    def record(self, kind: str, item: dict[str, Any], owner: str) -> set[object]:
        model: Any = MODELS[kind]
        key = item["id"]
        statement = select(model).where(model.key == key)
        org = item.get("org", owner)
        if kind not in UNOWNED:
            statement = statement.where(model.collaboration_id == self._collaborations[org].id)
        found = {org, *held(self._session.scalars(statement).one())}
        if kind == "office":
            found |= set(self._authorities(key))
        if kind == "person":
            roles = self._collaborations[owner].details.get("roles", {})
            found |= set(leaves(roles.get(key)))
        return found

    def collaboration(self, key: str) -> set[object]:
        return set(held(self._collaborations[key]))

    def statistics(self, owner: str) -> set[object]:
        found: set[object] = set()
        for row in self._session.scalars(
            select(Statistic).where(Statistic.collaboration_id == self._collaborations[owner].id)
        ):
            found |= set(held(row))
        return found

    def _authorities(self, key: str) -> Iterator[str]:
        office = self._session.scalars(
            select(EnvironmentalOffice).where(EnvironmentalOffice.key == key)
        ).one()
        yield from self._session.scalars(
            select(Authority.name).where(Authority.key.in_(office.authority_keys))
        )


def missing(file: Path, stored: Stored) -> list[str]:
    data = yaml.safe_load(file.read_text("utf-8"))
    owner = file.parent.name
    lost: list[str] = []
    beside: dict[str, object] = {}
    for name, value in data.items():
        if name not in KINDS:
            beside[name] = value
            continue
        for item in value or []:
            found = stored.record(KINDS[name], item, owner)
            lost += [f"{item['id']}: {leaf}" for leaf in leaves(item) if leaf not in found]
    if beside:
        found = stored.collaboration(owner) | stored.statistics(owner)
        lost += [str(leaf) for leaf in leaves(beside) if leaf not in found]
    return lost


def test_samples_lose_nothing(services: Services, bring_in: Importer) -> None:
    bring_in(*sample())

    with services.database.session() as session:
        stored = Stored(session)
        lost = {str(file.relative_to(SAMPLE)): missing(file, stored) for file in FILES}

    assert {name: found for name, found in lost.items() if found} == {}
    assert len(FILES) == 17


def test_samples_imported_twice_change_nothing(services: Services, bring_in: Importer) -> None:
    first = bring_in(*sample())
    events = count(services, EventLog)
    revisions = revision(services)

    second = bring_in(*sample())

    assert {change.outcome for change in first.changes} == {Outcome.ADDED}
    assert {change.outcome for change in second.changes} == {Outcome.UNCHANGED}
    assert len(second.changes) == len(first.changes)
    assert count(services, EventLog) == events == len(first.changes)
    assert revision(services) == revisions


def test_samples_file_by_file_give_the_same_as_all_at_once(bring_in: Importer) -> None:
    bring_in(*sample())

    for document in sample():
        folder = Path(document.folder)
        again = bring_in(document, collaboration=None if folder == SAMPLE else folder.name)

        assert again.added == ()
        assert again.changed == ()


def test_samples_have_every_part(bring_in: Importer) -> None:
    result = bring_in(*sample())

    counts: dict[str, int] = {}
    for change in result.changes:
        counts[change.kind] = counts.get(change.kind, 0) + 1
    assert {kind: counts[kind] for kind in ("collaboration", "group", "project", "proposal")} == {
        "collaboration": 4, "group": 18, "project": 126, "proposal": 23,
    }  # fmt: skip
    assert {kind: counts[kind] for kind in ("rule", "plan", "budget", "education")} == {
        "rule": 32, "plan": 4, "budget": 5, "education": 3,
    }  # fmt: skip


def test_project_keeps_its_dates_and_notes(services: Services, bring_in: Importer) -> None:
    bring_in(*sample())

    with services.database.session() as session:
        project = session.scalars(
            select(Project).where(Project.key == "vast-2024-slackvatten")
        ).one()
        milestones = [(each.kind, each.start, each.end) for each in project.milestones]

    assert (project.start, project.end) == (None, "2024-11")
    assert (project.starts_on, project.ends_on) == (None, date(2024, 11, 30))
    assert (project.campaign_start, project.campaign_end) == ("2024-04", "2024-10")
    assert milestones == [
        ("kickoff", "2024-04", "2024-04"),
        ("tillsynskampanj", "2024-04", "2024-10"),
        ("erfarenhetsutbyte", None, None),
        ("avslut", "2024-11", "2024-11"),
    ]
    assert project.notes == [
        "målet står inte i källan, härlett ur resultatet",
        "kickoff: dag och månad saknas; kampanjen inleddes med kickoff och började i april",
    ]


def test_members_are_children_with_their_own_records(
    services: Services, bring_in: Importer
) -> None:
    bring_in(*sample("vast"))

    with services.database.session() as session:
        halland = session.scalars(select(Collaboration).where(Collaboration.key == "halland")).one()
        parent = session.get(Collaboration, halland.parent_id)
        municipalities = session.scalars(
            select(Authority.key).where(
                Authority.collaboration_id == halland.id, Authority.kind == "municipality"
            )
        ).all()

    assert parent is not None
    assert parent.key == "vast"
    assert min(municipalities) == "halland-kommun-falkenberg"
    assert len(municipalities) == 6


def test_plan_years_hold_sections_and_the_bank(services: Services, bring_in: Importer) -> None:
    bring_in(*sample("jonkoping"))

    with services.database.session() as session:
        rows = session.execute(
            select(PlanYear.year, PlanYear.position, PlanEntry.section, func.count())
            .join(PlanEntry, PlanEntry.plan_year_id == PlanYear.id)
            .group_by(PlanYear.year, PlanYear.position, PlanEntry.section)
            .order_by(PlanYear.year, PlanEntry.section)
        ).all()

    assert [tuple(row) for row in rows] == [
        (2021, "fastställd", "activities", 25),
        (2022, "preliminär", "activities", 25),
        (2023, "förslagsbank", "proposals", 11),
        (2024, "fastställd", "activities", 26),
        (2024, "fastställd", "bank", 12),
        (2026, None, "activities", 33),
        (2027, None, "activities", 5),
        (2028, None, "activities", 2),
    ]


def test_statistics_of_another_source_have_no_year(services: Services, bring_in: Importer) -> None:
    bring_in(*sample("vast"))

    with services.database.session() as session:
        numbers = {
            row.key: (row.year, row.value, row.of) for row in session.scalars(select(Statistic))
        }

    assert numbers["vast-2024-miljokontor-som-deltagit-i-nagon-grupp"] == (2024, 24.0, 42)
    assert numbers["vast-antal-miljokontor-i-halland"] == (None, 7.0, None)
    assert numbers["vast-antal-2024-miljokontor-2024"] == (2024, 42.0, None)


def count(services: Services, model: type[EventLog]) -> int:
    with services.database.session() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def revision(services: Services) -> dict[str, int]:
    with services.database.session() as session:
        return {row.key: row.revision for row in session.scalars(select(Collaboration))}


@pytest.mark.parametrize("name", ["vast", "jonkoping"])
def test_one_collaboration_comes_alone(name: str, services: Services, bring_in: Importer) -> None:
    result = bring_in(*sample(name))

    assert {change.outcome for change in result.changes} == {Outcome.ADDED}
    assert {revision(services)[name]} == {1}
