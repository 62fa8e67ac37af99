"""Newsletters: the issues with what stands in them, and who wants them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.models.base import Base, Details, Owned


class NewsletterIssue(Owned, Base):
    """One sending of a newsletter, from the first draft until it stands in the archive.

    Who gets it stands in the outbox: one notice for each person, with this issue's id.
    """

    __tablename__ = "newsletter_issue"
    __table_args__ = (UniqueConstraint("collaboration_id", "year", "number"),)

    # "2026 nr 2": counted within the year.
    year: Mapped[int]
    number: Mapped[int]
    # draft | asked | approved | sending | paused | stopped | sent | thrown
    state: Mapped[str] = mapped_column(String(20), default="draft")
    subject: Mapped[str] = mapped_column(String(200))
    # What a list of mails shows beside the subject.
    preview: Mapped[str] = mapped_column(String(300), default="")
    # {"groups": [ids], "roles": [...], "counties": [ids], "subjects": [...]}; empty for everyone.
    audience: Mapped[Details] = mapped_column(default=dict)
    # What changed after this moment was drafted from; None for the first issue.
    since: Mapped[datetime | None]
    # Grows with every change of what is said: an approval is of one revision.
    revision: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    writer_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    approved_at: Mapped[datetime | None]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    approved_revision: Mapped[int | None]
    # When it is to go out, and when that began and ended.
    send_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    # Why it stands still, and until when where it goes on by itself.
    paused_reason: Mapped[str] = mapped_column(String(120), default="")
    resume_at: Mapped[datetime | None]
    # What was approved, frozen: later changes of projects do not change what was sent.
    edition: Mapped[Details] = mapped_column(default=dict)
    # The mail as it was sent, but for what was each recipient's own.
    eml: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    registration_number: Mapped[str] = mapped_column(String(60), default="")
    # When somebody said that it has been put up in the place for it as well.
    posted_at: Mapped[datetime | None]
    posted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    # The message in chat that tells how far the sending has come.
    progress_channel: Mapped[str] = mapped_column(String(30), default="")
    progress_message: Mapped[str] = mapped_column(String(40), default="")

    items: Mapped[list["NewsletterItem"]] = relationship(
        back_populates="issue", order_by="NewsletterItem.position, NewsletterItem.id"
    )


class NewsletterItem(Owned, Base):
    """A heading with some lines, in one of the sections of an issue."""

    __tablename__ = "newsletter_item"

    issue_id: Mapped[int] = mapped_column(ForeignKey("newsletter_issue.id"), index=True)
    # now | projects | dates | propose | national | board | contact
    section: Mapped[str] = mapped_column(String(20))
    position: Mapped[int]
    heading: Mapped[str] = mapped_column(String(200), default="")
    # Markdown.
    body: Mapped[str] = mapped_column(Text, default="")
    # The record that it was drafted from: so that it is not drafted twice.
    source_kind: Mapped[str] = mapped_column(String(20), default="")
    source_key: Mapped[str] = mapped_column(String(120), default="")
    # Grows with every change: whoever changes an older one is told so.
    revision: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    # Kept, so that it can be taken back.
    removed_at: Mapped[datetime | None]

    issue: Mapped[NewsletterIssue] = relationship(back_populates="items")


class NewsletterImage(Owned, Base):
    """A picture in an issue, served to everyone at the one address that its code makes."""

    __tablename__ = "newsletter_image"

    issue_id: Mapped[int] = mapped_column(ForeignKey("newsletter_issue.id"), index=True)
    # Made of what is in it, and not to be guessed.
    code: Mapped[str] = mapped_column(String(64), unique=True)
    media_type: Mapped[str] = mapped_column(String(30))
    width: Mapped[int]
    height: Mapped[int]
    alt: Mapped[str] = mapped_column(String(500))
    added_at: Mapped[datetime]
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class NewsletterChoice(Owned, Base):
    """What somebody has said of the newsletters of a whole family of collaborations.

    It is the address's, by a digest, and not the person's: somebody who has left stays so when
    the register is read in anew, or they come back under another id.
    """

    __tablename__ = "newsletter_choice"
    __table_args__ = (Index("uq_newsletter_choice", "collaboration_id", "digest", unique=True),)

    # Of the address.
    digest: Mapped[str] = mapped_column(String(64))
    choice: Mapped[str] = mapped_column(String(10))  # mail | chat | none
    set_at: Mapped[datetime]
    # By which way it was said: slack, mail, page, one_click, terminal.
    door: Mapped[str] = mapped_column(String(20))
    # Who said it, where somebody else did it for them.
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class NewsletterSetting(Base):
    """How a collaboration does its newsletters."""

    __tablename__ = "newsletter_setting"

    collaboration_id: Mapped[int] = mapped_column(ForeignKey("collaboration.id"), primary_key=True)
    # Where it is put up afterwards, "Ping Pong" for one; empty for nowhere.
    place: Mapped[str] = mapped_column(String(100), default="")
    # The channel that gets a summary when it has been sent.
    channel_id: Mapped[int | None] = mapped_column(ForeignKey("channel_tie.id"))
    set_at: Mapped[datetime]
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
