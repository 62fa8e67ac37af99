"""What people change by hand is kept by later imports, and what a file says otherwise is told."""

from sqlalchemy import select

from handlers.desk import open_tasks
from handlers.imports import Outcome, apply_import, plan_import
from handlers.imports.plan import ImportResult
from handlers.imports.sources import Document
from handlers.living import Wanted, take_back
from storage.models import CoordinatorTask, Project
from tests.handlers.living.yard import KEY, Yard

FILE = """
projects:
  - id: slackvatten
    title: {title}
    year: 2026
    type: tillsynsprojekt
    status: {status}
    start: 2026
    end: {end}
    goal: Minska risken
    deliverables: [Lathund, Checklista]
    milestones:
      - kind: kickoff
        date: 2027-03
"""
DONE = Wanted("status", {"status": "avslutat", "status_asof": "2026-11-20", "end": "2026-11"})


def bring(
    yard: Yard, status: str = "planerat", end: str = "2028", title: str = "Släckvatten"
) -> ImportResult:
    text = FILE.format(status=status, end=end, title=title)
    plan = plan_import(yard.services, [Document("projects.yaml", "vast", text)], "vast")
    assert plan.problems == ()
    return apply_import(yard.services, plan, "terminal")


def tasks(yard: Yard) -> list[dict[str, object]]:
    with yard.services.database.session() as session:
        mine = select(CoordinatorTask.details).where(CoordinatorTask.kind == "import_differs")
        return [dict(one["differs"]) for one in session.scalars(mine)]


def test_import_changes_what_nobody_has_changed_by_hand(yard: Yard) -> None:
    yard.change(DONE)

    result = bring(yard)

    project = yard.project()
    assert (project.status, project.end) == ("avslutat", "2026-11")
    assert (project.goal, [title for title, _ in yard.materials()]) == (
        "Minska risken",
        ["Lathund", "Checklista"],
    )
    assert [one.outcome for one in result.changes] == [Outcome.CHANGED]
    assert {one.name: one.new for one in result.changes[0].kept} == {
        "status": "planerat",
        "status_asof": None,
        "end": "2028",
    }


def test_what_a_file_says_otherwise_is_on_the_list_once(yard: Yard) -> None:
    yard.change(DONE)
    bring(yard)
    bring(yard)
    assert tasks(yard) == [
        {
            "status": {"given": "planerat", "kept": "avslutat"},
            "status_asof": {"given": None, "kept": "2026-11-20"},
            "end": {"given": "2028", "kept": "2026-11"},
        }
    ]

    bring(yard, status="framskjutet")

    assert len(tasks(yard)) == 2
    (first, _) = open_tasks(yard.services, yard.second)
    assert (first.record_key, first.record_title) == (KEY, "Släckvatten")


def test_milestones_and_material_changed_by_hand_are_kept(yard: Yard) -> None:
    yard.change(Wanted("milestone", {"kind": "träff", "start": "2027-05", "end": "2027-05"}))
    yard.change(Wanted("material", {"title": "Mall", "url": "https://exempel.se/mall"}))
    before = yard.milestones(), yard.materials()

    bring(yard)

    assert (yard.milestones(), yard.materials()) == before
    assert sorted(tasks(yard)[0]) == ["materials", "milestones"]


def test_renamed_project_keeps_its_name_and_gains_others(yard: Yard) -> None:
    yard.change(Wanted("title", {"title": "Brandvatten"}))

    bring(yard, title="Släckvatten 2026")

    project = yard.project()
    assert (project.title, project.aliases) == ("Brandvatten", ["Släckvatten"])


def test_what_is_taken_back_is_the_files_again(yard: Yard) -> None:
    done = yard.change(DONE)
    take_back(yard.services, yard.lead, done.changes[0].id)

    bring(yard)

    assert (yard.project().status, tasks(yard)) == ("planerat", [])


def test_goals_in_numbers_are_not_the_files(yard: Yard) -> None:
    yard.change(Wanted("goals", {"visit_goal": 200}))

    bring(yard)

    with yard.services.database.session() as session:
        project = session.get_one(Project, yard.project_id)
        assert (project.visit_goal, project.by_hand) == (200, {})
