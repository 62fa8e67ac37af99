"""What is sent: of duties, of meetings, and in answer to a mail."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from handlers.contents.duties import Duty
from handlers.contents.inquiries import InquiryNotice, InquiryResult
from handlers.contents.meetings import Invitation, MeetingLine
from handlers.contents.newsletters import (
    Newsletter,
    NewsletterCopy,
    NewsletterJoin,
    NewsletterSummary,
)
from handlers.contents.projects import ProjectNews
from handlers.contents.proposals import ProposalNews
from handlers.enclosures import Enclosure


@dataclass(frozen=True, slots=True)
class Reminders:
    """What somebody is reminded of on a morning, all in one message. ``today`` is the local day.

    ``collaboration`` is the name of the one that reminds.
    """

    collaboration: str
    today: date
    duties: tuple[Duty, ...]


@dataclass(frozen=True, slots=True)
class Missed:
    """Reminders that came due while the bot was down, and are of no use any more."""

    collaboration: str
    since: date
    until: date
    duties: tuple[Duty, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to a mail, as it was decided when the mail was read; ids without brackets.

    ``attachments`` are a name, a media type and the content in base64 each.
    """

    subject: str
    text: str
    html: str
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    attachments: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What somebody is asked to confirm: a mail in their name, which may be another's.

    ``number`` is the mail's, ``asked`` what is done or shown once they do; ids without brackets.
    """

    number: int
    subject: str
    asked: str
    in_reply_to: str = ""
    references: tuple[str, ...] = ()


class NoteCode(StrEnum):
    """What a short note is about; each has its own words."""

    MAILS_QUARANTINED = "mails_quarantined"
    MAIL_PAUSED = "mail_paused"
    MAIL_REFUSED = "mail_refused"
    LINK_CODE = "link_code"
    MEETING_QUEUED = "meeting_queued"
    MEETING_PLACE = "meeting_place"
    MEETING_ENOUGH = "meeting_enough"
    MEETING_FULL = "meeting_full"
    COURSE_STARTS = "course_starts"
    COURSE_FULL = "course_full"
    MEETING_WORDS = "meeting_words"
    MEETING_WORDS_RECEIVED = "meeting_words_received"
    INQUIRY_DISPUTED = "inquiry_disputed"
    INQUIRY_SETTLED = "inquiry_settled"
    INQUIRY_OVER = "inquiry_over"
    PLAN_ADOPTED = "plan_adopted"
    GROUP_ACCEPTED = "group_accepted"
    GROUP_DECLINED = "group_declined"
    CORRECTION_MADE = "correction_made"
    CORRECTION_DECLINED = "correction_declined"
    ROUND_OPEN = "round_open"
    ROUND_OPEN_STRICTLY = "round_open_strictly"
    NEWSLETTER_ASKED = "newsletter_asked"
    NEWSLETTER_APPROVED = "newsletter_approved"
    NEWSLETTER_SENT = "newsletter_sent"
    NEWSLETTER_SENT_POST = "newsletter_sent_post"
    NEWSLETTER_STOPPED = "newsletter_stopped"
    NEWSLETTER_UNSURE = "newsletter_unsure"
    NEWSLETTER_PAUSED = "newsletter_paused"
    NEWSLETTER_BROKEN = "newsletter_broken"


@dataclass(frozen=True, slots=True)
class Note:
    """Something short to be told; ``values`` are what its words have room for, by name.

    ``days`` are the same, of days.

    ``meeting`` is the one that it is about, if it is about one. ``quote`` is what somebody has
    written, on several lines perhaps, shown word for word, and ``written_at``, aware, when.
    """

    collaboration: str
    code: NoteCode
    values: tuple[tuple[str, str], ...] = ()
    meeting: MeetingLine | None = None
    quote: str = ""
    written_at: datetime | None = None
    days: tuple[tuple[str, date], ...] = ()


@dataclass(frozen=True, slots=True)
class SentMinutes:
    """The finished minutes of a meeting, or its notes where not ``formal``."""

    meeting: MeetingLine
    formal: bool
    papers: tuple[Enclosure, ...]


# What tells of duties.
Duties: TypeAlias = Reminders | Missed
Asking: TypeAlias = InquiryNotice | InquiryResult
# What has changed in what somebody follows, or has handed in.
News: TypeAlias = ProjectNews | ProposalNews
Issues: TypeAlias = Newsletter | NewsletterCopy | NewsletterSummary | NewsletterJoin
About: TypeAlias = Invitation | SentMinutes | News | Asking
Content: TypeAlias = Duties | About | Issues | Reply | Confirmation | Note
