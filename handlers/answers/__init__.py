"""The closed set of answers; every door renders each of them.

``kind`` and ``ids`` are the same for all doors: ``ids`` holds the keys of the records that the
answer rests on. The meaning of each kind stands in ``docs/answers.md``.
"""

from handlers.answers.agenda import AgendaAnswer, BookingAnswer, DutyAnswer, OfficesAnswer
from handlers.answers.asker import (
    Asker,
)
from handlers.answers.corrections import CorrectionAnswer
from handlers.answers.facts import (
    BudgetAnswer,
    CadenceAnswer,
    ChannelAnswer,
    ConceptAnswer,
    ContactAnswer,
    EducationAnswer,
    GroupAnswer,
    MeetingAnswer,
    PlanAnswer,
    ProposalAnswer,
    StatisticAnswer,
)
from handlers.answers.found import (
    AmbiguousAnswer,
    Answer,
    DidYouMeanAnswer,
    ListAnswer,
    NotFoundAnswer,
    ProjectAnswer,
    UnknownFactAnswer,
)
from handlers.answers.papers import (
    AgendaItem,
    DecisionAnswer,
    DecisionLine,
    DecisionsAnswer,
    MinutesAnswer,
    MinutesDraft,
    OwnerOption,
    Presence,
)
from handlers.answers.parts import (
    BudgetSheet,
    ContactCard,
    CostSplit,
    Course,
    Figure,
    Item,
    Labelled,
    MaterialLine,
    MilestoneLine,
    Money,
    Period,
    PlanYearLine,
    ProjectCard,
    ProjectState,
    RoleContact,
)
from handlers.answers.quarantine import QuarantineAnswer, QuarantinedMail
from handlers.answers.rules import RuleAnswer, RulesAnswer
from handlers.answers.settings import SettingsAnswer
from handlers.answers.tasks import TaskLine, TasksAnswer
from handlers.answers.which import Option, WhichAnswer
from handlers.answers.wishes import (
    AmbiguousActionAnswer,
    HelpAnswer,
    IgnoreAnswer,
    OutOfScopeAnswer,
    PrivacyExportAnswer,
    ProposalDialogAnswer,
    RefuseAnswer,
    SubscribeAnswer,
    UnsubscribeAnswer,
)
from storage.partial_dates import PartialDate, Precision

__all__ = [
    "AgendaAnswer",
    "AgendaItem",
    "AmbiguousActionAnswer",
    "AmbiguousAnswer",
    "Answer",
    "Asker",
    "BookingAnswer",
    "BudgetAnswer",
    "BudgetSheet",
    "CadenceAnswer",
    "ChannelAnswer",
    "ConceptAnswer",
    "ContactAnswer",
    "ContactCard",
    "CorrectionAnswer",
    "CostSplit",
    "Course",
    "DecisionAnswer",
    "DecisionLine",
    "DecisionsAnswer",
    "DidYouMeanAnswer",
    "DutyAnswer",
    "EducationAnswer",
    "Figure",
    "GroupAnswer",
    "HelpAnswer",
    "IgnoreAnswer",
    "Item",
    "Labelled",
    "ListAnswer",
    "MaterialLine",
    "MeetingAnswer",
    "MilestoneLine",
    "MinutesAnswer",
    "MinutesDraft",
    "Money",
    "NotFoundAnswer",
    "OfficesAnswer",
    "Option",
    "OutOfScopeAnswer",
    "OwnerOption",
    "PartialDate",
    "Period",
    "PlanAnswer",
    "PlanYearLine",
    "Precision",
    "Presence",
    "PrivacyExportAnswer",
    "ProjectAnswer",
    "ProjectCard",
    "ProjectState",
    "ProposalAnswer",
    "ProposalDialogAnswer",
    "QuarantineAnswer",
    "QuarantinedMail",
    "RefuseAnswer",
    "RoleContact",
    "RuleAnswer",
    "RulesAnswer",
    "SettingsAnswer",
    "StatisticAnswer",
    "SubscribeAnswer",
    "TaskLine",
    "TasksAnswer",
    "UnknownFactAnswer",
    "UnsubscribeAnswer",
    "WhichAnswer",
]
