from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from slack_sdk import WebClient

from bot.workspace import Workspace, create_workspace
from tests.bot.workspace.calendar_forms import MARCH, PLACE
from tests.bot.workspace.demo_house import Demo
from tests.bot.workspace.invitations import event, invite
from tests.bot.workspace.material import BOT_TOKEN, SETTINGS, MovableClock
from tests.bot.workspace.tiny_bot import House, open_house
from tests.servers import at_home


@pytest.fixture
def house() -> Iterator[House]:
    with open_house() as opened:
        yield opened


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    with ExitStack() as opened:
        yield Demo(opened, tmp_path)


@pytest.fixture
def invited(demo: Demo) -> Demo:
    """Lend a demo where somebody has a meeting in their calendar."""
    invite(demo, event(0, 0, PLACE, when=MARCH))
    return demo


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
def workspace(clock: MovableClock) -> Iterator[Workspace]:
    opened = create_workspace(SETTINGS, clock)
    with at_home(opened):
        yield opened


@pytest.fixture
def client(workspace: Workspace) -> WebClient:
    return WebClient(BOT_TOKEN, base_url=workspace.api_url)
