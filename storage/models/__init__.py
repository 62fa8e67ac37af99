"""The tables, one module per aggregate; import them from here."""

from storage.models.base import Base, UtcDateTime
from storage.models.budgets import BudgetChange, BudgetEntry
from storage.models.cadence import CadenceRule
from storage.models.collaboration import (
    Authority,
    Collaboration,
    EnvironmentalOffice,
    Group,
    Place,
)
from storage.models.desk import CoordinatorTask, Subscription
from storage.models.facts import Budget, Concept, EducationOffer, NationalActivity, Statistic
from storage.models.feeds import CalendarFeed
from storage.models.incoming import IncomingMail, MailFailure
from storage.models.inquiries import Inquiry, InquiryAnswer, InquiryTarget
from storage.models.living import Participation, ProjectCall, ProjectChange, ProjectMember
from storage.models.log import EventLog, ProcessedRequest
from storage.models.meetings import Invitee, Meeting, MeetingSeries
from storage.models.newsletters import (
    NewsletterChoice,
    NewsletterImage,
    NewsletterIssue,
    NewsletterItem,
    NewsletterSetting,
)
from storage.models.occasions import Occurrence, OfficeTick, PlanningState
from storage.models.outbox import ChannelTie, Hold, Notice
from storage.models.papers import Decision, MeetingPaper
from storage.models.people import LinkCode, Membership, Person, Preference, SlackIdentity
from storage.models.plans import ActivityPlan, PlanAdoption, PlanEntry, PlanVersion, PlanYear
from storage.models.projects import Material, Milestone, Project
from storage.models.proposals import (
    Proposal,
    ProposalBacker,
    ProposalComment,
    ProposalDraft,
    ProposalStep,
)
from storage.models.rounds import ProposalPaste, ProposalRound
from storage.models.voting import VoteScale
from storage.models.weighing import Criterion, Weighing

__all__ = [
    "ActivityPlan",
    "Authority",
    "Base",
    "Budget",
    "BudgetChange",
    "BudgetEntry",
    "CadenceRule",
    "CalendarFeed",
    "ChannelTie",
    "Collaboration",
    "Concept",
    "CoordinatorTask",
    "Criterion",
    "Decision",
    "EducationOffer",
    "EnvironmentalOffice",
    "EventLog",
    "Group",
    "Hold",
    "IncomingMail",
    "Inquiry",
    "InquiryAnswer",
    "InquiryTarget",
    "Invitee",
    "LinkCode",
    "MailFailure",
    "Material",
    "Meeting",
    "MeetingPaper",
    "MeetingSeries",
    "Membership",
    "Milestone",
    "NationalActivity",
    "NewsletterChoice",
    "NewsletterImage",
    "NewsletterIssue",
    "NewsletterItem",
    "NewsletterSetting",
    "Notice",
    "Occurrence",
    "OfficeTick",
    "Participation",
    "Person",
    "Place",
    "PlanAdoption",
    "PlanEntry",
    "PlanVersion",
    "PlanYear",
    "PlanningState",
    "Preference",
    "ProcessedRequest",
    "Project",
    "ProjectCall",
    "ProjectChange",
    "ProjectMember",
    "Proposal",
    "ProposalBacker",
    "ProposalComment",
    "ProposalDraft",
    "ProposalPaste",
    "ProposalRound",
    "ProposalStep",
    "SlackIdentity",
    "Statistic",
    "Subscription",
    "UtcDateTime",
    "VoteScale",
    "Weighing",
]
