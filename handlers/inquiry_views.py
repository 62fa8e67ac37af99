"""What is asked of offices and people, and what they answer: plain data that every door renders."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any


class QuestionKind(StrEnum):
    """How a question is answered."""

    WORDS = "words"
    ONE = "one"
    SEVERAL = "several"
    NUMBER = "number"
    YES_NO = "yes_no"


class Unit(StrEnum):
    """Of what there is one answer: each office, each person, or each visit of an office."""

    OFFICE = "office"
    PERSON = "person"
    VISIT = "visit"


class InquiryState(StrEnum):
    """What an inquiry is just now."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class Purpose(StrEnum):
    """What an inquiry is for: a question of its own, or one of a known kind."""

    QUESTION = "question"
    PARTICIPATION = "participation"
    # What a project's offices have found: a form that may be long.
    RESULTS = "results"
    COMMENTS = "comments"
    VOTE = "vote"
    COURSES = "courses"
    DUTY = "duty"


YES, NO = "ja", "nej"
# The unit of a number that is one of visits.
VISITS = "besök"


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryQuestion:
    """One question; ``options`` are what is chosen among, ``unit`` is that of a number.

    ``key`` names what it is about, where an inquiry asks the same of several: a proposal, a course.
    ``about`` says a little of that.
    """

    text: str
    kind: QuestionKind = QuestionKind.WORDS
    options: tuple[str, ...] = ()
    unit: str = ""
    required: bool = True
    key: str = ""
    about: str = ""

    def kept(self) -> dict[str, Any]:
        """Return it as it is kept."""
        return {
            "text": self.text,
            "kind": str(self.kind),
            "options": list(self.options),
            "unit": self.unit,
            "required": self.required,
            **{name: said for name, said in (("key", self.key), ("about", self.about)) if said},
        }

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "InquiryQuestion":
        """Return one that was kept."""
        return cls(
            text=str(kept["text"]),
            kind=QuestionKind(kept["kind"]),
            options=tuple(kept["options"]),
            unit=str(kept["unit"]),
            required=bool(kept["required"]),
            key=str(kept.get("key", "")),
            about=str(kept.get("about", "")),
        )

    @property
    def counts_visits(self) -> bool:
        """Tell whether it is answered with a number of visits."""
        return self.kind is QuestionKind.NUMBER and self.unit.casefold() == VISITS

    @property
    def choices(self) -> tuple[str, ...]:
        """Return what can be chosen; nothing where one writes."""
        return (YES, NO) if self.kind is QuestionKind.YES_NO else self.options


@dataclass(frozen=True, slots=True)
class Given:
    """What is answered to one question: what was chosen or written, and what was added to it."""

    values: tuple[str, ...] = ()
    comment: str = ""

    def kept(self) -> dict[str, Any]:
        """Return it as it is kept."""
        return {"values": list(self.values), "comment": self.comment}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Given":
        """Return one that was kept."""
        return cls(tuple(kept["values"]), str(kept["comment"]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Whom an inquiry is for: all offices, those of a group, some by number; roles for persons."""

    everybody: bool = False
    groups: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    offices: tuple[int, ...] = ()

    def kept(self) -> dict[str, Any]:
        """Return it as it is kept."""
        return {
            "everybody": self.everybody,
            "groups": list(self.groups),
            "roles": list(self.roles),
            "offices": list(self.offices),
        }

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Asked":
        """Return one that was kept."""
        return cls(
            everybody=bool(kept.get("everybody")),
            groups=tuple(kept.get("groups", ())),
            roles=tuple(kept.get("roles", ())),
            offices=tuple(kept.get("offices", ())),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryPlan:
    """What an inquiry is to be; ``answer_by`` is the last local day to answer.

    ``about_kind`` and ``about_key`` name the record that it is about, if it is about one.
    """

    title: str
    questions: tuple[InquiryQuestion, ...] = ()
    about: str = ""
    purpose: str = Purpose.QUESTION
    about_kind: str = ""
    about_key: str = ""
    unit: Unit = Unit.OFFICE
    asked: Asked = Asked()
    answer_by: date | None = None
    remind_first: int = 7
    remind_second: int = 2
    takes_late: bool = True
    tells_result: bool = False

    @property
    def fixed(self) -> bool:
        """Tell whether its questions were made of records, and are not to be written anew."""
        return any(one.key for one in self.questions)


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryLine:
    """An inquiry in a list; ``asked`` and ``answered`` count offices, or persons."""

    number: int
    title: str
    state: InquiryState
    unit: Unit
    answer_by: date | None
    collaboration: str
    purpose: str = Purpose.QUESTION
    asked: int = 0
    answered: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryForm:
    """An inquiry as one sees it who answers; ``office`` is whose answer it is, if an office's.

    ``open`` tells that an answer is taken, ``late`` that it is marked as late. ``current`` is the
    number of the answer that counts now, 0 where there is none; ``by`` is who has given it, and
    ``own`` tells that it was the reader. ``begun`` is what the reader has filled in and not sent.
    ``visits`` are those that have been told of.
    """

    number: int
    title: str
    about: str
    unit: Unit
    questions: tuple[InquiryQuestion, ...]
    answer_by: date | None
    collaboration: str
    state: InquiryState
    open: bool
    purpose: str = Purpose.QUESTION
    late: bool = False
    office: str = ""
    name: str = ""
    visit: str = ""
    current: int = 0
    own: bool = False
    by: str = ""
    given: tuple[Given, ...] = ()
    begun: tuple[Given, ...] = ()
    disputed: bool = False
    visits: tuple[str, ...] = ()

    @property
    def filled(self) -> tuple[Given, ...]:
        """Return what stands in the fields: what the reader has begun on, or else what counts."""
        return self.begun or self.given


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """What an office or a person has answered. ``who`` is the office or the person by name.

    ``by`` is who has answered for it; ``disputed`` rows stand beside the one that counts.
    """

    id: int
    target: int
    who: str
    visit: str
    by: str
    at: datetime
    late: bool
    disputed: bool
    given: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many have chosen each option of a question, or what they have written.

    ``counts`` are in the order of the options; ``numbers`` those of a question for a number;
    ``words`` are who wrote, and what.
    """

    question: InquiryQuestion
    counts: tuple[tuple[str, int], ...] = ()
    numbers: tuple[float, ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    answered: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryPicture:
    """How an inquiry stands: who has answered what, and who is silent.

    ``asked`` are the names of all who are asked, ``silent`` of those who have not answered, and
    ``lost`` of those whom nothing reaches. ``day`` is the local day that it is seen on.
    """

    line: InquiryLine
    plan: InquiryPlan
    rows: tuple[AnswerRow, ...]
    asked: tuple[str, ...]
    silent: tuple[str, ...]
    lost: tuple[str, ...]
    day: date
    reached: int = 0

    @property
    def counted(self) -> tuple[AnswerRow, ...]:
        """Return the answers that count."""
        return tuple(one for one in self.rows if not one.disputed)

    @property
    def disputed(self) -> tuple[AnswerRow, ...]:
        """Return the answers that somebody has to settle."""
        return tuple(one for one in self.rows if one.disputed)

    @property
    def tallies(self) -> tuple[Tally, ...]:
        """Return what was answered to each question, taken together."""
        return tuple(
            _tally(question, [(row, row.given[at]) for row in self.counted if at < len(row.given)])
            for at, question in enumerate(self.plan.questions)
        )


def _tally(question: InquiryQuestion, given: "list[tuple[AnswerRow, Given]]") -> Tally:
    said = [(row, one) for row, one in given if one.values]
    chosen = Counter(value for _, one in said for value in one.values)
    written = question.kind is QuestionKind.WORDS
    return Tally(
        question=question,
        counts=tuple((option, chosen[option]) for option in question.choices),
        numbers=tuple(float(one.values[0]) for _, one in said)
        if question.kind is QuestionKind.NUMBER
        else (),
        words=tuple(
            (row.who, " ".join(one.values) if written else one.comment)
            for row, one in said
            if written or one.comment
        ),
        answered=len(said),
    )
