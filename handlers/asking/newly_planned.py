"""What is answered to who plans a meeting in words: the meeting, and whom it may need yet."""

from dataclasses import replace

from handlers import meetings
from handlers.answers import Answer
from handlers.asking.invite_words import shown
from handlers.asking.question import Question
from handlers.meetings import Plan, Terms


def newly_planned(question: Question, wanted: Plan, terms: Terms) -> Answer:
    """Plan a meeting, and tell whose turn it is and who wrote last where nobody is said."""
    services, asker = question.scope.let_go()
    made = meetings.plan_meeting(services, asker, wanted, terms)
    line, turn = made.meeting, ""
    if not line.host:
        turn = meetings.host_in_turn(services, asker, made.kind, line.title, line.first)
    last = meetings.last_writer(services, asker, line.number)
    return replace(shown(question, line.number, "planned"), turn=turn, last_writer=last)
