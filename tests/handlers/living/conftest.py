import pytest

from handlers.ports import Services
from tests.handlers.living.yard import Yard, open_yard


@pytest.fixture
def yard(services: Services) -> Yard:
    """Lend two families with projects, offices and people, once on each kind of database."""
    return open_yard(services)
