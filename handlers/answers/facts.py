"""Answers that state facts: people, meetings, numbers, money, words, plans."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import ClassVar

from handlers.answers.found import Answer
from handlers.answers.parts import (
    BudgetLine,
    BudgetSheet,
    ContactCard,
    CostSplit,
    Course,
    Figure,
    Labelled,
    RoleContact,
)
from handlers.contents import MeetingLine
from handlers.shapes import Shape


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactAnswer(Answer):
    """A person, a role mailbox, or those responsible for something."""

    kind: ClassVar[str] = "contact"
    heading: str = ""
    cards: tuple[ContactCard, ...] = ()
    # How many there are, where the cards are only the first of them.
    total: int = 0
    # With a heading: what the source says of who answers for it.
    notes: tuple[str, ...] = ()
    # True when that was left out because it may name a person.
    notes_withheld: bool = False
    # Who is known but may not see this register has nothing to apply for.
    known: bool = False
    contact: RoleContact | None = None

    @property
    def withholds(self) -> bool:
        """Tell whether somebody's details are left out."""
        return self.notes_withheld or any(card.withheld for card in self.cards)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingAnswer(Answer):
    """A meeting that is booked, or the next of a kind that is not booked yet."""

    kind: ClassVar[str] = "meeting"
    title: str
    usual_time: str
    # The next ones that are booked, the earliest first.
    booked: tuple[MeetingLine, ...] = ()
    # Every so many years, where no source says so in words.
    every_years: tuple[int, ...] = ()
    # As those who keep the calendar have set it, where that is not what the source says.
    kept: Shape | None = None
    last_time: str = ""
    host: str | None = None
    convener: str | None = None
    notes: tuple[str, ...] = ()
    contact: RoleContact | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CadenceAnswer(Answer):
    """How often or by when something recurs.

    ``deadline`` is the day that the rule says, ``working_day`` the one that counts where that is
    a day off. Where the source says less than a day of the next time, ``deadline_said`` is it.
    ``kept`` is the rule as those who keep the calendar have set it, where that is not what the
    source says; ``set_aside``: that it rests is their wish.
    """

    kind: ClassVar[str] = "cadence"
    title: str
    wording: str
    # Every so many years, where no source says so in words.
    every_years: tuple[int, ...] = ()
    deadline: date | None = None
    working_day: date | None = None
    deadline_said: str = ""
    # At least and at most so many times a year, all rules together; None = not said.
    per_year: tuple[int | None, int | None] = (None, None)
    kept: Shape | None = None
    paused: bool = False
    set_aside: bool = False
    per_office: bool = False
    convener: str | None = None
    notes: tuple[str, ...] = ()
    contact: RoleContact | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticAnswer(Answer):
    """Numbers, each with its denominator, and the notes of their source.

    ``heading`` is a project's title or a year; without one, ``about`` may be a code for it.
    """

    kind: ClassVar[str] = "statistic"
    heading: str = ""
    about: str = ""
    lines: tuple[Figure, ...]
    year: int | None = None
    notes: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetAnswer(Answer):
    """Money: budgets, or the cost split with its calculation; ``year`` is the one asked for.

    ``may_set``: the asker may enter amounts. ``set_line`` is what has just been entered, or taken
    back where ``undone``; ``undo`` is the change that can be taken back, by number. ``file``: it is
    asked for as a file.
    """

    kind: ClassVar[str] = "budget"
    sheets: tuple[BudgetSheet, ...] = ()
    split: CostSplit | None = None
    year: int | None = None
    contact: RoleContact | None = None
    may_set: bool = False
    set_line: BudgetLine | None = None
    undone: bool = False
    undo: int = field(default=0, compare=False)
    file: str = ""

    def as_file(self) -> "BudgetAnswer":
        """Return the same, to be handed over as a workbook."""
        return replace(self, file="excel")


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupAnswer(Answer):
    """Who sits in a group, how many, what it decides."""

    kind: ClassVar[str] = "group"
    title: str
    size: int | None
    size_note: str = ""
    composition: tuple[Labelled, ...] = ()
    decides: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    # How many times a year, or at least so many.
    meetings: str = ""
    meetings_least: bool = False
    members: tuple[ContactCard, ...] = ()
    notes: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EducationAnswer(Answer):
    """Courses: one with what is known of it, by the fields' names, or several."""

    kind: ClassVar[str] = "education"
    heading: str = ""
    lines: tuple[Labelled, ...] = ()
    courses: tuple[Course, ...] = ()
    notes: tuple[str, ...] = ()
    contact: RoleContact | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptAnswer(Answer):
    """What a word or abbreviation means."""

    kind: ClassVar[str] = "concept"
    term: str
    explanation: str
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelAnswer(Answer):
    """Where something is kept."""

    kind: ClassVar[str] = "channel"
    places: tuple[Labelled, ...]
    contact: RoleContact | None = None
