from concurrent.futures import Future, ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from handlers.answers import Asker, TaskLine
from handlers.desk import (
    LONGEST_TEXT,
    close_task,
    file_task,
    file_wish,
    open_tasks,
    reopen_task,
    take_task,
)
from handlers.errors import Refusal
from handlers.ports import Services
from handlers.scope import scope
from storage.models import Collaboration, CoordinatorTask, EventLog
from tests.factories import add_collaboration, add_person, add_project
from tests.fakes import recorded_statements
from tests.sample import NOW

COORDINATOR = frozenset({"coordinator"})
MOVES = {"take": take_task, "close": close_task, "reopen": reopen_task}


class People:
    """Who is at the desk: an inspector, two coordinators, one of another collaboration."""

    def __init__(self, services: Services) -> None:
        with services.database.write() as session:
            vast = add_collaboration(session)
            member = add_collaboration(session, "vg", vast)
            jonkoping = add_collaboration(session, "jonkoping")
            names = {"Anna Ek": member, "Bo Al": vast, "Eva Ask": vast, "Ulf Rönn": jonkoping}
            people = {name: add_person(session, owner, name).id for name, owner in names.items()}
        self.anna = Asker("vg", people["Anna Ek"], door="slack")
        self.bo = Asker("vast", people["Bo Al"], COORDINATOR, "slack")
        self.eva = Asker("vast", people["Eva Ask"], COORDINATOR, "slack")
        self.ulf = Asker("jonkoping", people["Ulf Rönn"], COORDINATOR, "slack")
        self.stranger = Asker("vast", door="slack", account="slack:T1:U1")


@pytest.fixture
def people(services: Services) -> People:
    return People(services)


def number_of_tasks(services: Services) -> int | None:
    with services.database.session() as session:
        return session.scalar(select(func.count()).select_from(CoordinatorTask))


def log(services: Services) -> list[tuple[object, ...]]:
    with services.database.session() as session:
        columns = EventLog.verb, EventLog.actor_id, EventLog.record_kind, EventLog.record_key
        return [tuple(row) for row in session.execute(select(*columns).order_by(EventLog.id))]


def code_of(services: Services, asker: Asker, task: TaskLine, move: str) -> str:
    with pytest.raises(Refusal) as refused:
        MOVES[move](services, asker, task.id)
    return refused.value.code


def test_filed_task_stands_on_the_list_with_who_and_when(
    services: Services, people: People
) -> None:
    task = file_task(
        services,
        people.anna,
        "correction",
        "Slutdatumet är fel.",
        record_kind="project",
        record_key="vast-2024-slackvatten",
    )

    assert open_tasks(services, people.bo) == (
        TaskLine(
            id=task.id,
            kind="correction",
            text="Slutdatumet är fel.",
            record_kind="project",
            record_key="vast-2024-slackvatten",
            state="open",
            created_at=NOW,
            asker_name="Anna Ek",
        ),
    )


def test_task_of_a_stranger_tells_the_account_and_no_name(
    services: Services, people: People
) -> None:
    file_task(services, people.stranger, "access", "Släpp in mig.")

    [task] = open_tasks(services, people.bo)

    assert (task.asker_name, task.asker_account) == ("", "slack:T1:U1")


def test_list_is_oldest_first_without_what_is_closed(services: Services, people: People) -> None:
    first, closed, last = [
        file_task(services, people.anna, "wish", text) for text in ("ett", "två", "tre")
    ]
    close_task(services, people.bo, closed.id)

    assert [task.id for task in open_tasks(services, people.bo)] == [first.id, last.id]


def test_list_takes_the_same_queries_for_one_and_three(services: Services, people: People) -> None:
    counts = []
    for more in (1, 2):
        for _ in range(more):
            file_task(services, people.anna, "wish", "Mer kaffe.")
        with recorded_statements(services.database) as statements:
            open_tasks(services, people.bo)
        counts.append(len(statements))

    assert counts[0] == counts[1]


def test_same_request_files_one_task(services: Services, people: People) -> None:
    lines = [
        file_task(services, people.anna, "wish", text, request_key="view:1")
        for text in ("Först.", "Igen.")
    ]

    assert lines[0] == lines[1]
    assert lines[0].text == "Först."
    assert number_of_tasks(services) == 1
    assert [verb for verb, *_ in log(services)] == ["task_filed"]


def test_tasks_without_a_request_are_each_filed(services: Services, people: People) -> None:
    for _ in range(2):
        file_task(services, people.anna, "wish", "Mer kaffe.")

    assert number_of_tasks(services) == 2


def test_same_request_at_once_files_one_task(services: Services, people: People) -> None:
    start = Barrier(2)

    def file_all() -> list[TaskLine]:
        start.wait()
        return [
            file_task(services, people.anna, "wish", "Mer kaffe.", request_key=f"view:{number}")
            for number in range(20)
        ]

    with ThreadPoolExecutor(2) as pool:
        one, other = [pool.submit(file_all) for _ in range(2)]

    assert one.result() == other.result()
    assert number_of_tasks(services) == 20
    assert len(log(services)) == 20


def test_long_text_is_cut_to_what_the_list_holds(services: Services, people: People) -> None:
    task = file_task(services, people.anna, "wish", "å" * 40_000)

    assert task.text == "å" * LONGEST_TEXT


def test_task_is_taken_closed_and_opened_again(services: Services, people: People) -> None:
    task = file_task(services, people.anna, "wish", "Mer kaffe.")

    moved = [MOVES[move](services, people.bo, task.id) for move in ("take", "close", "reopen")]

    assert [(line.state, line.taken_by) for line in moved] == [
        ("taken", "Bo Al"),
        ("closed", "Bo Al"),
        ("open", ""),
    ]
    assert log(services)[1:] == [
        (f"task_{state}", people.bo.person_id, "task", str(task.id))
        for state in ("taken", "closed", "open")
    ]


def test_closed_task_remembers_when(services: Services, people: People) -> None:
    task = file_task(services, people.anna, "wish", "Mer kaffe.")

    close_task(services, people.bo, task.id)

    with services.database.session() as session:
        assert session.get_one(CoordinatorTask, task.id).closed_at == NOW


def test_taken_task_stays_with_the_one_who_took_it(services: Services, people: People) -> None:
    task = file_task(services, people.anna, "wish", "Mer kaffe.")
    take_task(services, people.bo, task.id)

    line = take_task(services, people.eva, task.id)

    assert line.taken_by == "Bo Al"
    assert [verb for verb, *_ in log(services)] == ["task_filed", "task_taken"]


def test_two_who_take_a_task_at_once_see_the_same_one_have_it(
    services: Services, people: People
) -> None:
    tasks = [file_task(services, people.anna, "wish", "Mer kaffe.") for _ in range(10)]
    start = Barrier(2)

    def take_all(asker: Asker) -> list[str]:
        start.wait()
        return [take_task(services, asker, task.id).taken_by for task in tasks]

    with ThreadPoolExecutor(2) as pool:
        taken: list[Future[list[str]]] = [
            pool.submit(take_all, asker) for asker in (people.bo, people.eva)
        ]

    assert taken[0].result() == taken[1].result()
    assert [verb for verb, *_ in log(services)].count("task_taken") == len(tasks)


def test_closed_task_cannot_be_taken(services: Services, people: People) -> None:
    task = file_task(services, people.anna, "wish", "Mer kaffe.")
    close_task(services, people.bo, task.id)

    assert code_of(services, people.eva, task, "take") == "task_closed"


@pytest.mark.parametrize("move", MOVES)
def test_task_is_refused_to_all_but_the_coordinators_of_its_family(
    services: Services, people: People, move: str
) -> None:
    task = file_task(services, people.anna, "wish", "Mer kaffe.")

    codes = [
        code_of(services, asker, task, move) for asker in (people.stranger, people.anna, people.ulf)
    ]

    assert codes == ["not_known_yet", "not_allowed", "task_gone"]
    assert [line.state for line in open_tasks(services, people.bo)] == ["open"]
    assert len(log(services)) == 1


def test_list_of_another_family_is_not_shown(services: Services, people: People) -> None:
    file_task(services, people.anna, "wish", "Mer kaffe.")

    assert open_tasks(services, people.ulf) == ()


@pytest.mark.parametrize("who", ["stranger", "anna"])
def test_list_is_refused_to_others(services: Services, people: People, who: str) -> None:
    with pytest.raises(Refusal):
        open_tasks(services, getattr(people, who))


def test_task_that_never_was_is_gone(services: Services, people: People) -> None:
    with pytest.raises(Refusal) as refused:
        take_task(services, people.bo, 4711)

    assert refused.value.code == "task_gone"


@pytest.mark.parametrize(
    ("record_kind", "record_key", "who"),
    [
        ("project", "jonkoping-ventilation", "ulf"),
        ("project", "borta", "bo"),
        ("proposal", "jonkoping-ventilation", "bo"),
        ("", "", "bo"),
    ],
)
def test_task_stands_on_the_list_of_those_who_can_handle_it(
    services: Services, people: People, record_kind: str, record_key: str, who: str
) -> None:
    with services.database.write() as session:
        owner = session.query(Collaboration).filter_by(key="jonkoping").one()
        add_project(session, owner, "Ventilation")

    file_task(
        services, people.anna, "correction", "Fel.", record_kind=record_kind, record_key=record_key
    )

    listed = {name: len(open_tasks(services, getattr(people, name))) for name in ("bo", "ulf")}
    assert listed == {"bo": 0, "ulf": 0, who: 1}


@pytest.mark.parametrize(
    ("owner", "who", "title"),
    [
        ("vast", "bo", "Släckvatten"),
        ("jonkoping", "ulf", "Ventilation"),
        ("", "bo", "Släckvatten"),
    ],
)
def test_task_about_a_project_with_a_namesake_reaches_its_owner(
    services: Services, people: People, owner: str, who: str, title: str
) -> None:
    with services.database.write() as session:
        for key, name in (("jonkoping", "Ventilation"), ("vast", "Släckvatten")):
            whose = session.query(Collaboration).filter_by(key=key).one()
            add_project(session, whose, name, key="ett")

    file_task(
        services,
        people.anna,
        "correction",
        "Fel.",
        record_kind="project",
        record_key="ett",
        record_owner=owner,
    )

    listed = {name: open_tasks(services, getattr(people, name)) for name in ("bo", "ulf")}
    assert {name: [task.record_title for task in tasks] for name, tasks in listed.items()} == {
        "bo": [],
        "ulf": [],
        who: [title],
    }


def test_task_about_a_project_that_is_gone_still_reaches_its_owner(
    services: Services, people: People
) -> None:
    with services.database.write() as session:
        vast = session.query(Collaboration).filter_by(key="vast").one()
        add_project(session, vast, "Släckvatten", key="ett")

    file_task(
        services,
        people.anna,
        "correction",
        "Fel.",
        record_kind="project",
        record_key="ett",
        record_owner="jonkoping",
    )

    assert open_tasks(services, people.bo) == ()
    assert [task.record_title for task in open_tasks(services, people.ulf)] == [""]


@pytest.mark.parametrize("who", ["anna", "ulf"])
def test_task_about_a_person_with_a_namesake_takes_the_askers_own(
    services: Services, people: People, who: str
) -> None:
    with services.database.write() as session:
        for key in ("jonkoping", "vast"):
            whose = session.query(Collaboration).filter_by(key=key).one()
            add_person(session, whose, f"Bo i {key}", key="bo")
    asker: Asker = getattr(people, who)

    file_task(services, asker, "correction", "Fel.", record_kind="person", record_key="bo")

    mine, other = (people.bo, people.ulf) if who == "anna" else (people.ulf, people.bo)
    assert [task.record_title for task in open_tasks(services, mine)] == [
        f"Bo i {mine.collaboration}"
    ]
    assert open_tasks(services, other) == ()


@pytest.mark.parametrize("who", ["anna", "ulf", "stranger"])
def test_wish_in_another_collaboration_waits_there(
    services: Services, people: People, who: str
) -> None:
    asker: Asker = getattr(people, who)

    with scope(services, asker) as opened:
        there = opened.elsewhere(opened.others[0])
        number = file_wish(there, "proposal", "Tillsyn av nagelsalonger.")

    theirs, own = (people.bo, people.ulf) if who == "ulf" else (people.ulf, people.bo)
    assert [task.id for task in open_tasks(services, theirs)] == [number]
    assert open_tasks(services, own) == ()
