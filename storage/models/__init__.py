"""The tables, one module per aggregate; import them from here."""

from storage.models.base import Base, UtcDateTime
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
from storage.models.log import EventLog, ProcessedRequest
from storage.models.people import Membership, Person, SlackIdentity
from storage.models.plans import ActivityPlan, PlanEntry, PlanYear
from storage.models.projects import Material, Milestone, Project
from storage.models.proposals import Proposal

__all__ = [
    "ActivityPlan",
    "Authority",
    "Base",
    "Budget",
    "CadenceRule",
    "Collaboration",
    "Concept",
    "CoordinatorTask",
    "EducationOffer",
    "EnvironmentalOffice",
    "EventLog",
    "Group",
    "Material",
    "Membership",
    "Milestone",
    "NationalActivity",
    "Person",
    "Place",
    "PlanEntry",
    "PlanYear",
    "ProcessedRequest",
    "Project",
    "Proposal",
    "SlackIdentity",
    "Statistic",
    "Subscription",
    "UtcDateTime",
]
