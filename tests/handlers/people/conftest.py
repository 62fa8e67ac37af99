import pytest

from handlers.ports import Services
from tests.factories import add_collaboration, add_person, add_project


@pytest.fixture
def west(services: Services) -> Services:
    """Lend an umbrella with a member where Anna is an inspector, and a collaboration beside it."""
    with services.database.write() as session:
        vast = add_collaboration(session)
        member = add_collaboration(session, "vg", vast)
        add_collaboration(session, "jonkoping")
        add_person(session, member, roles=("inspector",))
        add_project(session, vast, "Släckvatten")
    return services
