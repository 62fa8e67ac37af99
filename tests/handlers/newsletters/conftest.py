from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.texts.newsletter_drafts import NewsletterDrafts
from handlers.answers import Asker
from handlers.ports import Services
from storage.models import Collaboration
from tests.factories import add_person
from tests.handlers.calendars import Desk, open_desk

AddCoordinator = Callable[[str], Asker]


@pytest.fixture
def desk(services: Services) -> Desk:
    """Lend a collaboration that words its newsletters in Swedish."""
    desk = open_desk(services)
    desk.services = replace(desk.services, newsletters=NewsletterDrafts())
    return desk


@pytest.fixture
def add_coordinator(desk: Desk) -> AddCoordinator:
    """Return what adds another coordinator."""

    def add(name: str) -> Asker:
        with desk.services.database.write() as session:
            owner = session.get_one(Collaboration, desk.collaboration_id)
            person = add_person(session, owner, name, roles=("coordinator",))
            return Asker("jonkoping", person.id, frozenset({"coordinator"}), "slack")

    return add
