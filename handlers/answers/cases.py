"""A case, and a whole round, as they are handed over: with all that is kept of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from handlers.answers.found import Answer, ListAnswer
from handlers.opinion_views import Opinion, VoteResult


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseBacker:
    """Who stands behind a proposal: a person with their office, or an office alone."""

    name: str
    office: str
    part: str
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseStep:
    """A step on a proposal's way; one that was taken back says when."""

    at: datetime
    before: str
    after: str
    reason: str
    other: str
    by: str
    undone_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseComment:
    """What somebody has said of a proposal."""

    at: datetime
    by: str
    office: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCriterion:
    """What proposals are, or were, weighed against; ``retired``: it is no more."""

    number: int
    title: str
    retired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePoints:
    """What a proposal got for one criterion, by its number; None where nobody has said."""

    number: int
    criterion: str
    points: int | None
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseWeighing:
    """What the preparatory group has found."""

    outcome: str
    reason: str
    points: tuple[CasePoints, ...]
    at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePlanLine:
    """Where a proposal stands in a plan; ``removed``: it was taken out again."""

    plan: str
    year: int
    line: int | None
    section: str
    removed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseProposal:
    """A proposal with all that is kept of it; ``merged_into`` is the one that it lives on in."""

    number: str
    key: str
    title: str
    area: str
    year: int | None
    state: str
    source: str
    source_status: str
    bank_for_plan: str
    notes: tuple[str, ...]
    registration_number: str
    handed_in_at: datetime | None
    handed_in_by: str
    late: bool
    incomplete: bool
    version: int
    background: str
    goal: str
    target_group: str
    form: str
    focus_area: str
    environmental_goals: tuple[str, ...]
    wished_time: str
    can_take_part: str
    standing: bool
    links: tuple[str, ...]
    merged_into: str
    backers: tuple[CaseBacker, ...] = ()
    steps: tuple[CaseStep, ...] = ()
    comments: tuple[CaseComment, ...] = ()
    # What offices have said of it when they were asked, and how they have voted.
    opinions: tuple[Opinion, ...] = ()
    votes: tuple[VoteResult, ...] = ()
    weighing: CaseWeighing | None = None
    plan_lines: tuple[CasePlanLine, ...] = ()
    # The project that was started from it.
    project: str = ""
    project_key: str = ""

    @property
    def name(self) -> str:
        """Return what names it: its number, or the key it was imported by."""
        return self.number or self.key


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEvent:
    """A line of the event log: who did what, when, through which door, by which mail."""

    id: int
    at: datetime
    verb: str
    by: str
    door: str
    mail: int | None = None
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReply:
    """What was answered to a mail, as it was kept; ids without brackets, files as they came."""

    to: str
    sent_at: datetime | None
    message_id: str
    subject: str
    text: str
    html: str
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    attachments: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMail:
    """A mail by which something was done in a case; ``raw`` is None where it is kept no longer."""

    number: int
    received_at: datetime | None = None
    by: str = ""
    raw: bytes | None = field(default=None, repr=False)
    reply: CaseReply | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseNotice:
    """What somebody was told of a case, or is about to be; its words are made when it is sent."""

    created_at: datetime
    to: str
    event: str
    notice_state: str
    door: str
    ended_at: datetime | None
    receipt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """A case: its proposal, then those merged into it, and all that happened to them."""

    collaboration: str
    made_at: datetime
    made_by: str
    proposals: tuple[CaseProposal, ...]
    events: tuple[CaseEvent, ...] = ()
    mails: tuple[CaseMail, ...] = ()
    notices: tuple[CaseNotice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAnswer(Answer):
    """A proposal's case, which every door hands over as a file."""

    kind: ClassVar[str] = "proposal"
    case: CaseFile


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundExportAnswer(ListAnswer):
    """All proposals of a round, which every door hands over as a workbook."""

    year: int
    collaboration: str
    made_at: datetime
    criteria: tuple[CaseCriterion, ...] = ()
    proposals: tuple[CaseProposal, ...] = ()
