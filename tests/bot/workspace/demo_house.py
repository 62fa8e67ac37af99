"""A workspace as the demo has it: with mail both ways, and a clock that can be moved."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot.workspace import Mailbox
from bot.workspace.demo_clock import Happenings
from bot.workspace.outbox import Outbox
from tests.bot.workspace.posting import RecordingPost
from tests.bot.workspace.tiny_bot import House, open_house

START = datetime(2026, 3, 2, 8, tzinfo=UTC)
EVENT = datetime(2026, 4, 1, 6, tzinfo=UTC)
PATIENCE = 30
Deed = Callable[[House], object]


@dataclass(slots=True)
class Demo:
    """Hold a house whose clock can be moved, and what is to happen at the next event."""

    opened: ExitStack
    mail: Path
    post: RecordingPost = field(default_factory=RecordingPost)
    house: House = field(init=False)
    planned: list[tuple[datetime, Deed]] = field(default_factory=list)
    ticks: list[datetime] = field(default_factory=list)

    def __post_init__(self) -> None:
        happenings = Happenings(self._next_event, self._tick)
        self.house = self.opened.enter_context(open_house(mail=self.mail, happenings=happenings))
        sent = self.mail / "sent"
        sent.mkdir()
        workspace = self.house.workspace
        tell = workspace.state.changes.announce
        workspace.outbox = Outbox(Mailbox(sent), self.post, workspace.state.clock, tell)

    def now(self) -> datetime:
        return self.house.workspace.state.clock()

    def arrive(self) -> None:
        """Wait until no move is under way."""
        travel = self.house.workspace.travel
        assert travel is not None
        assert self.house.workspace.wait_until(lambda: travel.moving is None)

    def _next_event(self) -> datetime | None:
        return self.planned[0][0] if self.planned else None

    def _tick(self) -> None:
        self.ticks.append(self.now())
        due = [deed for moment, deed in self.planned if moment <= self.now()]
        self.planned = self.planned[len(due) :]
        for deed in due:
            deed(self.house)
