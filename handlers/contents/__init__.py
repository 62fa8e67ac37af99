"""What a notice says, without a word of ours: every door puts it into words of its own."""

from handlers.contents.duties import Act, CalendarLine, Duty, OfficeCount, Year
from handlers.contents.inquiries import InquiryNotice, InquiryResult
from handlers.contents.meetings import Invitation, MeetingLine
from handlers.contents.messages import (
    Confirmation,
    Content,
    Duties,
    Missed,
    Note,
    NoteCode,
    Reminders,
    Reply,
    SentMinutes,
)
from handlers.contents.newsletters import (
    Edition,
    EditionItem,
    EditionSection,
    Newsletter,
    NewsletterCopy,
    NewsletterJoin,
    NewsletterSummary,
    Picture,
    Section,
)
from handlers.contents.projects import ProjectNews, ProjectNewsChange, ProjectNewsLine
from handlers.contents.proposals import ProposalEvent, ProposalNews, ProposalNewsLine

__all__ = [
    "Act",
    "CalendarLine",
    "Confirmation",
    "Content",
    "Duties",
    "Duty",
    "Edition",
    "EditionItem",
    "EditionSection",
    "InquiryNotice",
    "InquiryResult",
    "Invitation",
    "MeetingLine",
    "Missed",
    "Newsletter",
    "NewsletterCopy",
    "NewsletterJoin",
    "NewsletterSummary",
    "Note",
    "NoteCode",
    "OfficeCount",
    "Picture",
    "ProjectNews",
    "ProjectNewsChange",
    "ProjectNewsLine",
    "ProposalEvent",
    "ProposalNews",
    "ProposalNewsLine",
    "Reminders",
    "Reply",
    "Section",
    "SentMinutes",
    "Year",
]
