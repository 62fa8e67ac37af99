"""Proposals: what offices and inspectors want the collaboration to do, and what becomes of them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Details, Owned, Titled

# As long as a field of a dialog may be.
LONGEST_WORDS = 3000


class Proposal(Titled, Base):
    """A proposal, in the round or in the bank.

    What an import has brought has a ``status`` in the source's words, and no ``state`` until
    somebody here has moved it. What was handed in here has a ``number`` and a ``state``.
    """

    __tablename__ = "proposal"
    __table_args__ = (
        UniqueConstraint("collaboration_id", "key"),
        Index("uq_proposal_number", "collaboration_id", "number", unique=True),
        Index("ix_proposal_state", "collaboration_id", "state"),
    )

    # What the source calls a category, and people an area.
    category: Mapped[str] = mapped_column(String(200), default="")
    year_received: Mapped[int | None] = mapped_column(index=True)
    status: Mapped[str] = mapped_column(String(60), default="")
    bank_for_plan: Mapped[str | None] = mapped_column(String(40))

    number: Mapped[str | None] = mapped_column(String(12))
    state: Mapped[str] = mapped_column(String(20), default="")
    background: Mapped[str] = mapped_column(String(LONGEST_WORDS), default="")
    goal: Mapped[str] = mapped_column(String(LONGEST_WORDS), default="")
    target_group: Mapped[str] = mapped_column(String(LONGEST_WORDS), default="")
    form: Mapped[str] = mapped_column(String(20), default="")
    focus_area: Mapped[str] = mapped_column(String(200), default="")
    environmental_goals: Mapped[list[str]] = mapped_column(default=list)
    wished_time: Mapped[str] = mapped_column(String(200), default="")
    # yes | maybe | no, or empty where nobody has said
    can_take_part: Mapped[str] = mapped_column(String(10), default="")
    standing: Mapped[bool] = mapped_column(default=False)
    links: Mapped[list[str]] = mapped_column(default=list)
    registration_number: Mapped[str] = mapped_column(String(60), default="")
    # Handed in after the round had closed.
    late: Mapped[bool] = mapped_column(default=False)
    # Written down in a room, in a few words: those who stand behind it are to say more.
    incomplete: Mapped[bool] = mapped_column(default=False)
    # Grows with every change of what it says: whoever changes an older one is told.
    version: Mapped[int] = mapped_column(default=1)
    handed_in_at: Mapped[datetime | None]
    handed_in_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    # What it was handed in from: the same thing twice is one proposal.
    token: Mapped[str | None] = mapped_column(String(40), unique=True)
    # Of two that want the same, the one that lives on; who stands behind this is behind that.
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("proposal.id"), index=True)


class ProposalBacker(Owned, Base):
    """Who stands behind a proposal: a person with their office, or an office alone."""

    __tablename__ = "proposal_backer"
    __table_args__ = (
        Index(
            "uq_proposal_backer_person",
            "proposal_id",
            "person_id",
            unique=True,
            sqlite_where=text("person_id IS NOT NULL"),
            postgresql_where=text("person_id IS NOT NULL"),
        ),
        Index(
            "uq_proposal_backer_office",
            "proposal_id",
            "office_id",
            unique=True,
            sqlite_where=text("person_id IS NULL"),
            postgresql_where=text("person_id IS NULL"),
        ),
    )

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    office_id: Mapped[int | None] = mapped_column(ForeignKey("environmental_office.id"), index=True)
    # proposer | supporter: who handed it in, and who has joined since.
    part: Mapped[str] = mapped_column(String(20))
    since: Mapped[datetime]


class ProposalStep(Owned, Base):
    """A step on a proposal's way, with its reason; one that was taken back stays, marked."""

    __tablename__ = "proposal_step"

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), index=True)
    before: Mapped[str] = mapped_column(String(20), default="")
    after: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(LONGEST_WORDS), default="")
    # The one that it was merged into, or parted from.
    other_id: Mapped[int | None] = mapped_column(ForeignKey("proposal.id"))
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    undone_at: Mapped[datetime | None]


class ProposalComment(Owned, Base):
    """What somebody has said of a proposal."""

    __tablename__ = "proposal_comment"

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    office_id: Mapped[int | None] = mapped_column(ForeignKey("environmental_office.id"))
    words: Mapped[str] = mapped_column(String(LONGEST_WORDS))
    at: Mapped[datetime]
    # What it was sent in with: the same thing twice is one comment.
    token: Mapped[str | None] = mapped_column(String(120), unique=True)


class ProposalDraft(Owned, Base):
    """A proposal, or a change of one, that somebody is writing: theirs alone until handed in."""

    __tablename__ = "proposal_draft"

    token: Mapped[str] = mapped_column(String(40), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    # The one that it changes, and the version of it that was changed.
    proposal_id: Mapped[int | None] = mapped_column(ForeignKey("proposal.id"), index=True)
    based_on: Mapped[int] = mapped_column(default=0)
    fields: Mapped[Details] = mapped_column(default=dict)
    door: Mapped[str] = mapped_column(String(20), default="")
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
