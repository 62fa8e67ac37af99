"""The shapes that travel between the workspace and the bot: JSON, refusals, envelopes, receipts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

Json: TypeAlias = dict[str, Any]
EnvelopeKind: TypeAlias = Literal["slash_commands", "interactive", "events_api"]


class Refused(Exception):  # noqa: N818 - a refusal is the name Slack's answer has in our house
    """Say no as Slack does: an error code, and where the fault stands."""

    def __init__(self, code: str, *details: str, **extra: object) -> None:
        super().__init__(code, *details)
        self.code = code
        self.details = details
        self.extra = extra


@dataclass(frozen=True, slots=True)
class Envelope:
    """Carry one payload to the bot, by whichever door it has open."""

    kind: EnvelopeKind
    payload: Json


@dataclass(frozen=True, slots=True)
class Receipt:
    """Tell how the bot acknowledged one payload."""

    status: int | None = None
    body: Json | str | None = None
    failure: str = ""
    wants_no_retry: bool = False

    @property
    def acknowledged(self) -> bool:
        """Tell whether Slack would be content with the answer."""
        return not self.failure


@dataclass(frozen=True, slots=True)
class Outcome:
    """Tell a test, or the page, what came of something a person did."""

    receipt: Receipt = field(default_factory=Receipt)
    attempts: int = 1
    errors: Mapping[str, str] = field(default_factory=dict)
    refusal: str = ""

    @property
    def acknowledged(self) -> bool:
        """Tell whether the bot answered in time and properly."""
        return self.receipt.acknowledged and not self.refusal

    @property
    def failure(self) -> str:
        """Name what went wrong: a fault of the transport, or a refused answer."""
        return self.receipt.failure or self.refusal


@dataclass(frozen=True, slots=True)
class Option:
    """Offer one choice of a picker."""

    value: str
    label: str
    description: str = ""
    group: str = ""
