"""Saying that a fact is wrong, in words: "rätta släckvatten: slutdatumet är fel"."""

import re

from handlers import contacts
from handlers.answers import (
    AmbiguousAnswer,
    Answer,
    CadenceAnswer,
    ContactAnswer,
    CorrectionAnswer,
    DidYouMeanAnswer,
    GroupAnswer,
    MeetingAnswer,
    ProjectAnswer,
    ProposalAnswer,
)
from handlers.asking import asked
from handlers.asking.courtesies import ungreeted
from handlers.asking.keys import by_key
from handlers.asking.phrase import Phrase
from handlers.asking.question import Question
from handlers.desk import file_task
from handlers.errors import Refusal
from storage.words import fold

_VERB = re.compile(r"rätta(?: uppgift(?:en)?(?: om)?)?(?=[\s:.!?]|$)", re.IGNORECASE)
# The first colon that stands in no time of day.
_WORDS = re.compile(r"[ \t]*(?P<what>[^\n]{1,200}?)[ \t]*:(?!\d)(?P<said>.*)", re.DOTALL)
# What an answer of each kind is about; by these names the list knows the records.
_RECORDS = {"meeting": "rule", "cadence": "rule", "proposal": "proposal", "group": "group"}
_Titled = MeetingAnswer | CadenceAnswer | ProposalAnswer | GroupAnswer
_Several = AmbiguousAnswer | DidYouMeanAnswer
# A choice carries what was written, and a button has not room for more.
_LONGEST_CHOICE = 1000


def correct(question: Question) -> Answer | None:
    """Put what is wrong on the coordinator's list, with the record that it is about."""
    text = ungreeted(question.phrase.text)
    verb = _VERB.match(text)
    if verb is None:
        return None
    words = _WORDS.fullmatch(text, verb.end())
    if words is None or not (words["what"].strip() and words["said"].strip()):
        raise Refusal("correction_words")
    what, said = words["what"].strip(), words["said"].strip()
    found = _found(question, what)
    if not isinstance(found, _Several):
        return _filed(question, _record(found, what), said)
    if len(said) <= _LONGEST_CHOICE:
        return CorrectionAnswer(title=what, said=said, items=found.items)
    return _filed(question, ("", "", "", what), f"{what}: {said}")


def _found(question: Question, what: str) -> Answer:
    """Return the answer that the record would be shown with."""
    scope = question.scope
    command, _, rest = what.partition(" ")
    if keyed := by_key(scope, fold(command), rest.strip()):
        return keyed
    if fold(command) == "kontakt" and rest.strip():
        return contacts.find_contact(scope, rest.strip())
    named = Question(Phrase.of(what), scope)
    found = asked.project(named)
    # What a word means is not what is to be put right.
    if isinstance(found, ProjectAnswer | _Titled | _Several):
        return found
    return asked.project_named(named, named.topic)


def _record(found: Answer, what: str) -> tuple[str, str, str, str]:
    """Return the record's kind, its key, its collaboration's key where known, and its name."""
    if isinstance(found, ProjectAnswer):
        card = found.card
        return card.record_kind, card.key, card.owner, card.title
    if isinstance(found, ContactAnswer) and len(found.ids) == len(found.cards) == 1:
        return "person", found.ids[0], "", what
    if not isinstance(found, _Titled) or not found.ids:
        raise Refusal("nothing_to_correct", what=what)
    return _RECORDS[found.kind], found.ids[0], "", found.title


def _filed(question: Question, record: tuple[str, str, str, str], said: str) -> Answer:
    kind, key, owner, title = record
    task = file_task(
        *question.scope.let_go(),
        "correction",
        said,
        record_kind=kind,
        record_key=key,
        record_owner=owner,
    )
    return CorrectionAnswer(ids=(key,) if key else (), title=title, said=said, task_id=task.id)
