import pytest

from tests.handlers.calendars import Desk
from tests.handlers.proposals.house import Bench, open_bench


@pytest.fixture
def bench(desk: Desk) -> Bench:
    return open_bench(desk)
