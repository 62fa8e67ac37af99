from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from handlers.answers import Asker
from handlers.ports import Services
from handlers.scope import Scope, scope
from storage.models import Collaboration, Project
from tests.factories import add_collaboration, add_mailbox, add_project

STRANGER = Asker("vast")
Adder = Callable[..., str]
Opener = Callable[..., Scope]


@pytest.fixture
def add(services: Services) -> Adder:
    """Add a project to Väst, or to the collaboration named, and return its key."""
    with services.database.write() as session:
        for key in ("vast", "jonkoping"):
            add_mailbox(session, add_collaboration(session, key))

    def adder(title: str, *, owner: str = "vast", **values: object) -> str:
        with services.database.write() as session:
            collaboration = session.query(Collaboration).filter_by(key=owner).one()
            collaboration.revision += 1
            project: Project = add_project(session, collaboration, title, **values)
            return project.key

    return adder


@pytest.fixture
def opened(services: Services) -> Iterator[Opener]:
    """Open scopes that are closed after the test."""
    with ExitStack() as stack:
        yield lambda asker=STRANGER, at=None: stack.enter_context(scope(services, asker, at))
