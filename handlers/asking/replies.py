"""What a reply to a mail about a meeting is: an answer, something for the bot, or for people.

Whoever presses "Svara" on an invitation writes to whoever has invited. So the order is another one
than for questions: first an answer in few words to that very meeting, which names none; then what
is in words of the bot's own, a command or a question that cannot mean the meeting; and all else is
for people. What is shown to people once too often costs them a look, while what a machine has
answered beside the point is lost.
"""

import re
from dataclasses import dataclass, replace
from typing import Final

from handlers.access import Information, may
from handlers.answers import Answer, Asker, HelpAnswer
from handlers.asking import (
    commands,
    guards,
    meanings,
    persons,
    recurring,
    rsvp_words,
    watching,
    wishes,
)
from handlers.asking.asked import project
from handlers.asking.question import Question
from handlers.asking.reply_words import only_thanks, own_words, plain_answer
from handlers.asking.routes import ROUTES, Route
from handlers.contents import MeetingLine
from handlers.errors import Refusal
from handlers.meeting_views import Response
from handlers.ports import Services
from handlers.roles import coordinator
from handlers.scope import scope
from storage.session import ReadOnlyError
from storage.words import words

# Up to the commands a route has words of its own; these have words that people use to each other.
_TO_PEOPLE: Final = frozenset(
    {guards.nothing_said, wishes.leave, wishes.remove_me, wishes.propose_openly}
)
_COMMANDS: Final = (
    frozenset((*ROUTES[: ROUTES.index(commands.command) + 1], watching.follow)) - _TO_PEOPLE
)
_QUESTIONS: Final[frozenset[Route]] = frozenset(
    {
        meanings.concept,
        persons.role_contact,
        persons.contact,
        recurring.recurring,
        recurring.next_meeting,
        project,
    }
)
_FOUND = frozenset({"meeting", "cadence", "contact", "concept", "project"})
# Whoever says so speaks of this meeting, or to whoever has invited.
_OF_THIS = frozenset(
    words("mötet träffen kursen inbjudan kallelsen lokalen dit där ni er ert era vi oss vår vårt")
)
_ASKS = re.compile(r"(?:när|var|vad|vem|vilka|vilken|vilket|hur|finns)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ReadReply:
    """What a reply is: a plain ``response``, ``for_bot``, or, where neither, ``words`` for people.

    Without any of the three it says nothing but thanks.
    """

    words: str
    response: Response | None = None
    for_bot: bool = False


def read_reply(
    services: Services, asker: Asker, typed: str, meeting: MeetingLine, name: str = ""
) -> ReadReply:
    """Return what somebody has written in reply to a mail about a meeting.

    ``typed`` is without quotations, ``name`` what the register calls its writer. Nothing changes.
    """
    said = own_words(typed, name)
    if response := plain_answer(said, meeting):
        return ReadReply(said, response)
    if only_thanks(said):
        return ReadReply("")
    reading = replace(services, database=services.database.for_reading())
    with scope(reading, asker, None) as opened:
        question = Question.of(said, opened)
        return ReadReply(said, for_bot=_is_for_bot(question))


def _is_for_bot(question: Question) -> bool:
    for route in ROUTES:
        try:
            answer = route(question)
        except ReadOnlyError:
            return route in _COMMANDS | _QUESTIONS and not _speaks_for_many(question, route)
        except Refusal:
            # Who keeps the calendar is told why; anybody else has hardly meant the bot.
            return route in _COMMANDS and may(question.scope.asker, Information.CALENDAR)
        if answer is not None:
            return _is_meant(question, route, answer)
    return False


def _is_meant(question: Question, route: Route, answer: Answer) -> bool:
    if route in _COMMANDS:
        small_talk = isinstance(answer, HelpAnswer) and answer.greeting
        return not small_talk and not _speaks_for_many(question, route)
    if route not in _QUESTIONS or answer.kind not in _FOUND or _is_of_this(question):
        return False
    # Whom to turn to, where nobody in particular was found, is whoever has invited.
    vague = route is persons.contact and _is_coordinator(question, answer)
    return not vague


def _is_of_this(question: Question) -> bool:
    text = question.phrase.text
    asks = text.endswith("?") or _ASKS.match(text) is not None
    return not asks or bool(_OF_THIS & set(words(text)))


def _speaks_for_many(question: Question, route: Route) -> bool:
    """Tell whether an answer to an invitation is not its writer's alone: "vi kommer till …"."""
    return route is rsvp_words.answer and "vi" in words(question.phrase.text)


def _is_coordinator(question: Question, answer: Answer) -> bool:
    known = coordinator(question.scope)
    return known is not None and known.key in answer.ids
