"""Answers to wishes, and to what cannot be answered."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.answers.found import Answer
from handlers.answers.parts import Item, RoleContact


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalDialogAnswer(Answer):
    """Somebody wants to hand in a proposal; ``similar`` already exist.

    ``open``: they can, in the dialog that the door has.
    """

    kind: ClassVar[str] = "proposal_dialog"
    topic: str
    similar: tuple[Item, ...] = ()
    contact: RoleContact | None = None
    open: bool = False
    # They can, in an answer to this.
    by_mail: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscribeAnswer(Answer):
    """Following was wished for; ``done`` tells whether it took effect or waits at the desk.

    Where it took effect on a project, ``key`` is the project's. With ``items`` nothing was done:
    several are meant.
    """

    kind: ClassVar[str] = "subscribe"
    topic: str
    done: bool = False
    key: str = ""
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsubscribeAnswer(Answer):
    """Leaving was wished for; the rest as for following."""

    kind: ClassVar[str] = "unsubscribe"
    topic: str
    done: bool = False
    key: str = ""
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyExportAnswer(Answer):
    """Somebody asks what is kept about them."""

    kind: ClassVar[str] = "privacy_export"
    known: bool
    contact: RoleContact | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbiguousActionAnswer(Answer):
    """A wish to change that can mean several things; nothing was changed."""

    kind: ClassVar[str] = "ambiguous_action"
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IgnoreAnswer(Answer):
    """An automatic mail; no answer is sent."""

    kind: ClassVar[str] = "ignore"


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpAnswer(Answer):
    """Examples that work; what else there is depends on who asks and how.

    ``known`` tells whether they are in the register, ``keeps`` whether the coordinator's list is
    open to them, ``by_mail`` whether they have no buttons.
    """

    kind: ClassVar[str] = "help"
    greeting: bool = False
    known: bool = False
    keeps: bool = False
    by_mail: bool = False
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseAnswer(Answer):
    """Asks for what the asker may not have; ``reason`` is a code for the door's words."""

    kind: ClassVar[str] = "refuse"
    reason: str
    contact: RoleContact | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutOfScopeAnswer(Answer):
    """A citizen's own case or a legal question: kindly referred."""

    kind: ClassVar[str] = "out_of_scope"
    reason: str = "case"
    contact: RoleContact | None = None
