from collections.abc import Iterator

import pytest

from bot.slack.courier import SlackCourier
from bot.workspace import Workspace, create_workspace
from tests.bot.slack.parcels import SETTINGS, Waits, courier_to
from tests.fakes import FixedClock
from tests.sample import NOW
from tests.servers import at_home


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def waits() -> Waits:
    return Waits()


@pytest.fixture
def workspace(clock: FixedClock) -> Iterator[Workspace]:
    opened = create_workspace(SETTINGS, clock)
    with at_home(opened):
        yield opened


@pytest.fixture
def courier(workspace: Workspace, clock: FixedClock, waits: Waits) -> SlackCourier:
    return courier_to(workspace.api_url, clock, waits)
