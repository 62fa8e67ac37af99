"""What somebody writes about a meeting that is no plain answer: shown to those who arrange it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from handlers.answers import Asker
from handlers.booked import meeting_line
from handlers.contents import Note, NoteCode
from handlers.delivery import Kind, Loaded
from handlers.desk import file_task
from handlers.errors import Refusal
from handlers.invitations.span import begins
from handlers.invitations.telling import SOON
from handlers.notices import Draft, Urgency, put
from handlers.ports import Services
from handlers.reminders import keepers
from storage.indexes import families
from storage.models import Collaboration, CoordinatorTask, Meeting, Notice, Person

MEETING_REPLY = "meeting_reply"
WORDS, WORDS_RECEIVED = "meeting_words", "meeting_words_received"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What somebody has written about a meeting, word for word.

    ``collaboration`` is the key of the one whose meeting it is. ``request`` names what it came
    with: the same is shown once.
    """

    number: int
    collaboration: str
    text: str
    request: str


def show_words(services: Services, asker: Asker, words: Words) -> bool:
    """Put what somebody has written on the list "att hantera", and tell those who arrange it.

    They are the coordinators and who receives everybody; True where there is one of those besides.
    """
    task = file_task(
        services,
        asker,
        MEETING_REPLY,
        words.text,
        record_kind="meeting",
        record_key=str(words.number),
        record_owner=words.collaboration,
        request_key=words.request,
    )
    with services.database.write() as session:
        meeting = session.get(Meeting, words.number)
        if meeting is None:
            raise Refusal("meeting_gone")
        arranging = _keepers(session, services, meeting)
        told = dict.fromkeys(arranging, WORDS)
        if meeting.receiver_id is not None:
            told.setdefault(meeting.receiver_id, WORDS_RECEIVED)
        told.pop(asker.person_id or 0, None)
        put(session, services, [_draft(services, meeting, task.id, *one) for one in told.items()])
        return WORDS_RECEIVED in told.values()


def _keepers(session: Session, services: Services, meeting: Meeting) -> Sequence[int]:
    family = next(one for one in families(session) if meeting.collaboration_id in one.ids)
    return keepers(session, family, meeting.collaboration_id, services.today())


def _draft(services: Services, meeting: Meeting, task: int, person: int, kind: str) -> Draft:
    now = services.clock()
    return Draft(
        key=f"{kind}/{task}/p{person}",
        kind=kind,
        collaboration_id=meeting.collaboration_id,
        person_id=person,
        meeting_id=meeting.id,
        due_at=now,
        # Who cannot come to what is soon, and who has a question about it, cannot wait.
        urgency=Urgency.NOW if begins(meeting) - now <= SOON else Urgency.WORKING_HOURS,
        details={"task": task},
    )


def _load(session: Session, _services: Services, notices: Sequence[Notice]) -> Loaded:
    (notice,) = notices
    task = session.get_one(CoordinatorTask, notice.details["task"])
    if task.state == "closed":
        # Somebody has seen to it meanwhile.
        return Loaded(None, settled=frozenset({notice.id}))
    meeting = session.get_one(Meeting, notice.meeting_id)
    owner = session.get_one(Collaboration, meeting.collaboration_id)
    writer = session.get_one(Person, task.asker_id)
    office = f", {writer.office.name}" if writer.office else ""
    values = (
        ("name", f"{writer.name}{office}"),
        ("email", writer.email or ""),
        ("task", str(task.id)),
        ("number", str(meeting.id)),
    )
    line = meeting_line(meeting, owner.name)
    code, at = NoteCode(notice.kind), task.created_at
    return Loaded(Note(owner.name, code, values, line, quote=task.text, written_at=at))


KINDS: Mapping[str, Kind] = {WORDS: Kind(_load), WORDS_RECEIVED: Kind(_load)}
