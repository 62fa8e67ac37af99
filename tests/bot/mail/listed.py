"""Answers that list several things, as samples for how they look in a mail."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from bot.mail.answers import answer_mail
from bot.mail.attaching import CALENDAR_FILE, LIST_FILE
from bot.texts.cards import present
from handlers.answers import (
    AmbiguousAnswer,
    Answer,
    ContactAnswer,
    ListAnswer,
    QuarantineAnswer,
    TasksAnswer,
)
from handlers.contents import Reply
from tests.bot.texts.agenda_samples import BOARD, BOARDS, DUE_IN_FEBRUARY, NEXT
from tests.bot.texts.proposal_samples import BIOCIDES
from tests.bot.texts.quarantine_samples import QUARANTINED
from tests.bot.texts.samples import (
    COORDINATOR,
    HALLAND,
    HIDDEN,
    INSPECTOR,
    RUNNING,
    SMALL_SEWERS,
    TASKS,
)

LONG_WORD = "Tillsynsvägledningsöverenskommelse" * 3
AGENDA = replace(
    NEXT,
    duties=(DUE_IN_FEBRUARY, replace(BOARDS, collaboration="Miljösamverkan Jönköping")),
    meetings=(
        BOARD,
        replace(
            BOARD, number=2, first=date(2027, 5, 12), last=date(2027, 5, 13), starts=None, host=""
        ),
    ),
)
PROPOSALS = ListAnswer(
    subject="proposals",
    filters=("bank",),
    items=(
        BIOCIDES,
        replace(BIOCIDES, key="ord", title=LONG_WORD, collaboration=LONG_WORD),
        replace(BIOCIDES, key="massor", title="Återvinning av massor i anläggningsarbeten"),
    ),
)
# As much as has room beside each other without breaking a word.
FULL = AmbiguousAnswer(
    query="ventilation",
    items=(
        replace(
            RUNNING[0],
            title="Undervisningslokaler med fokus på ventilation",
            state="overdue",
            time="2022",
            collaboration="Miljösamverkan Jönköpings län",
        ),
    ),
)
LONG_LIST = ListAnswer(
    subject="projects",
    items=tuple(
        replace(RUNNING[number % 4], key=f"p{number}", year=2000 + number % 27)
        for number in range(400)
    ),
)


def reply(answer: Answer, *files: str) -> Reply:
    """Return an answer as it is sent."""
    said = answer_mail(present(answer), "fråga", files)
    return Reply(said.subject, said.text, said.html)


RUNNING_NOW = ListAnswer(subject="projects", filters=("running",), items=RUNNING)
REPLIES: Mapping[str, Reply] = MappingProxyType(
    {
        "a list": reply(RUNNING_NOW),
        "a list of long words": reply(PROPOSALS),
        "a long list": reply(LONG_LIST, LIST_FILE),
        "an agenda": reply(AGENDA, CALENDAR_FILE),
        "choices": reply(AmbiguousAnswer(query="avlopp", items=SMALL_SEWERS)),
        "full columns": reply(FULL),
        "contacts": reply(
            ContactAnswer(heading="Vetlanda", cards=(INSPECTOR, HIDDEN), contact=COORDINATOR)
        ),
        "a group": reply(HALLAND),
        "tasks": reply(TasksAnswer(subject="tasks", tasks=tuple(TASKS))),
        "mails set aside": reply(QuarantineAnswer(ids=("7", "6", "5"), mails=QUARANTINED)),
    }
)
