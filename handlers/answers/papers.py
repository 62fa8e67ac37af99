"""Answers about a meeting's papers: the draft of its minutes, and what was decided there."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from handlers.answers.found import Answer, ListAnswer
from handlers.contents import MeetingLine


@dataclass(frozen=True, slots=True)
class Presence:
    """One who was invited. ``how`` is room, remote, declined, tentative, silent or queued."""

    name: str
    office: str
    how: str


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """Something on a meeting's agenda, without its number; ``lines`` are what is said of it."""

    title: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLine:
    """Something that was decided, with its ``number`` within the meeting.

    ``owner`` is the name of who sees to it, ``due`` the last local day; ``state`` is one of open,
    done and dropped.
    """

    id: int
    number: int
    meeting: MeetingLine
    text: str
    owner: str = ""
    owner_id: int | None = None
    due: date | None = None
    state: str = "open"
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesDraft:
    """What is known beforehand of a meeting's minutes, or of its notes where not ``formal``.

    ``people`` are in the order of how they take part, and of their names. ``secretary`` is who
    takes the minutes. ``kept`` tells that finished ones are kept already.
    """

    meeting: MeetingLine
    formal: bool
    today: date
    people: tuple[Presence, ...] = ()
    items: tuple[AgendaItem, ...] = ()
    decisions: tuple[DecisionLine, ...] = ()
    next_meeting: MeetingLine | None = None
    secretary: str = ""
    kept: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesAnswer(Answer):
    """A draft of minutes or notes; every door hands it over as a Word file."""

    kind: ClassVar[str] = "meeting"
    draft: MinutesDraft


@dataclass(frozen=True, slots=True)
class OwnerOption:
    """Somebody who may be meant to see to a decision; ``typed`` is what names them alone."""

    name: str
    office: str
    typed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionAnswer(Answer):
    """A decision that somebody has done something about.

    ``change`` is decided, done, reopened, struck, owned or moved; ``undo`` is what is typed to take
    it back. Where nobody sees to it yet, ``name_owner`` is what is typed before a name, ``asked``
    the name that nobody goes by or several do, and ``owners`` those who may be meant.
    """

    kind: ClassVar[str] = "meeting"
    decision: DecisionLine
    change: str
    undo: str = ""
    name_owner: str = ""
    asked: str = ""
    owners: tuple[OwnerOption, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionsAnswer(ListAnswer):
    """What was decided. ``subject`` is decisions, or open_decisions for what is not done."""

    decisions: tuple[DecisionLine, ...]
    today: date


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A document of a meeting with its number in the list: a link, or a file by its name."""

    number: int
    title: str
    link: str
    filename: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersAnswer(ListAnswer):
    """A meeting's documents, or its finished minutes.

    ``change`` is added, removed, sent, kept or minutes_sent, empty where they are only shown.
    ``left`` are the names of files that were not taken; ``told`` is to how many they were sent.
    """

    meeting: MeetingLine
    papers: tuple[PaperLine, ...]
    change: str = ""
    left: tuple[str, ...] = ()
    told: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedAgenda:
    """What a board's meeting has to deal with; ``written`` tells that it has an agenda already.

    ``decisions`` are those to follow up, ``proposals`` how many wait in the bank, ``budget`` the
    title of what is to be decided of one near the meeting.
    """

    meeting: MeetingLine
    written: bool
    previous: MeetingLine | None
    decisions: tuple[DecisionLine, ...]
    proposals: int
    budget: str
    next_meeting: MeetingLine | None


@dataclass(frozen=True, slots=True)
class WrittenAgenda:
    """A meeting's agenda in lines; not ``taken`` where another one was there, which was left."""

    meeting: MeetingLine
    lines: tuple[str, ...]
    taken: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaProposalAnswer(Answer):
    """An agenda that is proposed; nothing is written yet."""

    kind: ClassVar[str] = "meeting"
    proposed: ProposedAgenda


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenAgendaAnswer(Answer):
    """An agenda that was written, or left; ``again`` is what is typed to overwrite it."""

    kind: ClassVar[str] = "meeting"
    agenda: WrittenAgenda
    again: str = ""
