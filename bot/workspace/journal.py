"""What the bot asked for and what it was refused, so that a test can look."""

from dataclasses import dataclass, field

from bot.workspace.wire import Json, Refused


@dataclass(frozen=True, slots=True)
class ApiCall:
    """Remember one call to the Web API, or one use of a response URL, and how it went."""

    method: str
    arguments: Json
    error: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Remember one thing that Slack would have refused."""

    source: str
    code: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Disturbance:
    """Make calls to a method fail on purpose; `lost` performs the call and loses the answer."""

    error: str
    retry_after: int | None = None
    lost: bool = False


@dataclass(slots=True)
class Journal:
    """Keep both lists, and the disturbances that tests have ordered."""

    calls: list[ApiCall] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    disturbances: dict[str, list[Disturbance]] = field(default_factory=dict)

    def note_call(self, method: str, arguments: Json, error: str = "") -> None:
        """Write down one call."""
        self.calls.append(ApiCall(method, arguments, error))

    def note_refusal(self, source: str, refused: Refused) -> None:
        """Write down one refusal."""
        self.refusals.append(Refusal(source, refused.code, refused.details))

    def next_disturbance(self, method: str) -> Disturbance | None:
        """Take the next failure that a test has ordered for this method."""
        ordered = self.disturbances.get(method)
        return ordered.pop(0) if ordered else None
