"""Two imports at the same time: both happen, one after the other."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from handlers.imports import Document, Source, apply_import, plan_import
from handlers.ports import Services
from storage import session as session_module
from storage.models import Collaboration, Meeting, Project
from tests.handlers.imports.conftest import Importer
from tests.handlers.imports.makers import COLLABORATION, collaboration, document, table

ROUNDS = 12
PATIENCE_MS = 60_000
MEMBERS = f"{COLLABORATION}members:\n  - {{id: vg, name: VG}}\n  - {{id: halland, name: Halland}}\n"


@pytest.fixture(autouse=True)
def _patience(monkeypatch: pytest.MonkeyPatch) -> None:
    # A busy machine may make a writer of SQLite wait.
    monkeypatch.setattr(session_module, "BUSY_TIMEOUT_MS", PATIENCE_MS)


def at_once(services: Services, *queues: Sequence[Source]) -> None:
    """Import each queue in a thread of its own; every round begins at the same moment."""
    start = Barrier(len(queues), timeout=PATIENCE_MS / 1000)

    def work(queue: Sequence[Source]) -> None:
        try:
            for source in queue:
                plan = plan_import(services, [source], "vast")
                start.wait()
                apply_import(services, plan, "terminal")
        except BaseException:
            # The others need not wait for one that has failed.
            start.abort()
            raise

    with ThreadPoolExecutor(len(queues)) as pool:
        for working in [pool.submit(work, queue) for queue in queues]:
            working.result()


def project(key: str, goal: str) -> Document:
    fields = "year: 2026, title: P, type: t, status: s"
    return document(f"projects:\n  - {{id: {key}, {fields}, goal: {goal}}}\n")


def revisions(services: Services) -> dict[str, int]:
    with services.database.session() as session:
        return {row.key: row.revision for row in session.scalars(select(Collaboration))}


def test_every_import_counts_in_the_revision(services: Services, bring_in: Importer) -> None:
    bring_in(collaboration(MEMBERS))
    rounds = [str(number) for number in range(ROUNDS)]

    at_once(
        services,
        [project("a", goal) for goal in rounds],
        [project("b", goal) for goal in rounds],
    )

    assert revisions(services) == dict.fromkeys(("vast", "vg", "halland"), 1 + 2 * ROUNDS)


def test_same_file_twice_at_once_becomes_one_record(services: Services, bring_in: Importer) -> None:
    bring_in(collaboration())
    files = [project(f"p-{number}", "mål") for number in range(ROUNDS)]

    at_once(services, files, files)

    with services.database.session() as session:
        assert session.scalar(select(func.count()).select_from(Project)) == ROUNDS


def people(a: str, b: str) -> Document:
    return document(f"people:\n  - {{id: a, name: A, {a}}}\n  - {{id: b, name: B, {b}}}\n")


def test_imports_that_meet_crosswise_do_not_wait_for_each_other_for_ever(
    services: Services, bring_in: Importer
) -> None:
    bring_in(collaboration(), people("email: a@vast.example", "email: b@vast.example"))
    # Addresses are written before numbers: one begins with A and ends with B, the other not.
    forth = [
        people(f"email: a{number}@vast.example", f"email: b@vast.example, phone: {number}")
        for number in range(ROUNDS)
    ]
    back = [
        people(f"email: a@vast.example, phone: {number}", f"email: b{number}@vast.example")
        for number in range(ROUNDS)
    ]

    at_once(services, forth, back)

    assert revisions(services) == {"vast": 1 + 2 * ROUNDS}


def test_a_list_of_dates_is_added_once_whoever_brings_it_in(
    services: Services, bring_in: Importer
) -> None:
    bring_in(collaboration(MEMBERS))
    lists = [table("Möte | Datum", f"Träff {at} | {12 + at} april 2027") for at in range(4)]

    at_once(services, lists, lists)

    with services.database.session() as session:
        titles = session.scalars(select(Meeting.title).order_by(Meeting.title)).all()
    assert titles == ["Träff 0", "Träff 1", "Träff 2", "Träff 3"]
