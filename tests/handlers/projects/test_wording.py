"""Which of a source's words for who is responsible may name a person."""

import pytest
from sqlalchemy import select

from handlers.answers import Asker
from handlers.ports import Services
from handlers.projects.wording import may_be_told
from handlers.scope import scope
from storage.models import Collaboration, Project
from tests.factories import add_collaboration, add_mailbox
from tests.handlers.scopes import seen_from

ROLES = [
    "",
    "projektledarna",
    "Projektledare",
    "länssamordnare med projektgruppen",
    "länssamordnare (praktiskt), Länsstyrelsen och kommunerna (innehåll)",
    "Länsstyrelsen (sammankallande)",
    "växlande värdorganisation (sammankallande)",
    "projektledarna och Räddningstjänsten",
    "miljö- och byggnadsnämnden",
    "Havs- och vattenmyndigheten",
    "Miljöchefernas nätverk",
    "arbetsgruppens ordförande",
    "samordnare för avfallsfrågor, Länsstyrelsen",
    "Miljösamverkan Väst",
    "utvecklingsledare (2026), tidigare länssamordnare",
    "ej angivet",
    "Saknas",
]
PEOPLE = [
    "Anna Qvist",
    "anna qvist",
    "A. Ek",
    "Konrad",
    "projektledare Anna Qvist",
    "Anna Qvist (projektledare)",
    "Länsstyrelsen (Anna)",
    "projektledarna, 0700-123 45",
    "projektledarna 03031",
    "miljo@kommunen",
    "anna.qvist@ale.example",
    "Anna Kommun",
    "Ledarsson",
    "Person",
    "Ek- och Ask",
    "Åsa",
]


@pytest.fixture
def vast(services: Services) -> Services:
    with services.database.write() as session:
        owner = add_collaboration(session, name="Miljösamverkan Väst")
        add_mailbox(session, owner, "samordnare för avfallsfrågor")
    return services


@pytest.mark.parametrize("wording", ROLES)
def test_roles_and_organisations_are_told_to_everyone(vast: Services, wording: str) -> None:
    with scope(vast, Asker("vast")) as here:
        assert may_be_told(here, wording)


@pytest.mark.parametrize("wording", PEOPLE)
def test_what_may_be_a_person_is_told_to_those_who_may_see_the_register(
    vast: Services, wording: str
) -> None:
    askers = Asker("vast"), Asker("vast", 1), Asker("vast", 1).turned_to("vast")

    told = []
    for asker in askers:
        with scope(vast, asker) as here:
            told.append(may_be_told(here, wording))

    assert told == [False, True, False]


@pytest.mark.parametrize("collaboration", ["vast", "jonkoping"])
def test_every_wording_of_the_sample_is_told_to_everyone(
    reading: Services, collaboration: str
) -> None:
    with seen_from(reading, collaboration) as here:
        wordings = here.session.scalars(
            select(Project.responsible)
            .join(Collaboration, Collaboration.id == Project.collaboration_id)
            .where(Collaboration.key == collaboration, Project.responsible.is_not(None))
            .distinct()
        ).all()
        withheld = [one for one in wordings if not may_be_told(here, one or "")]

    assert wordings
    assert withheld == []
