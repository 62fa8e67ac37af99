"""A campaign of the demo whose results are gathered: made up, and called an example wherever seen.

It is over when the demo begins, so that nobody is asked anything when they open it.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.inquiries import (
    InquiryReply,
    answer_inquiry,
    close_inquiry,
    read_answers,
    show_form,
)
from handlers.inquiry_views import Unit
from handlers.living import (
    NewProject,
    Wanted,
    Which,
    change_project,
    join_project,
    start_project,
)
from handlers.people import asker_by_email
from handlers.ports import Services
from handlers.results import ResultsForm, make_form, read_questions
from handlers.voting import send_inquiry

TITLE = "Exempel: tillsyn av cisterner"
LEADER = "utvecklingsledare@jonkoping.example"
_DOOR = "terminal"
_OFFICES = ("habo", "nassjo", "vetlanda", "aneby", "eksjo")
_GOAL = (
    "Ett påhittat projekt med påhittade svar, så att du ser hur resultat samlas in. "
    "Färre läckande cisterner i vattenskyddsområden."
)
_GOALS = {"office_goal": 5, "visit_goal": 10}
_CHECKLIST = {
    "title": "Checklista för cisterner",
    "url": "https://exempel.example/checklista",
}
# What has happened, and how many days before the demo begins.
_MILESTONES = (("kickoff", "digital", "", 200), ("erfarenhetsutbyte", "", "Nässjö", 100))
_QUESTIONS = """
1. Är cisternen kontrollerad i tid? (ja/nej/går inte att bedöma)
2. Vilka skydd finns? (flera: överfyllnadsskydd/invallning/påkörningsskydd/inget)
3. Hur stor är cisternen? (antal m³, frivillig)
4. Vad ska åtgärdas? (text, frivillig)
"""
_ABOUT = "Ett exempel med påhittade svar. Ett besök är en cistern."
_ANSWERS = (
    ("habo", "Exempelmacken", "1. ja 2. överfyllnadsskydd, invallning 3. 10"),
    ("habo", "Exempelgården", "1. nej 2. inget 3. 3 4. Cisternen ska kontrolleras före juni"),
    ("nassjo", "Exempelåkeriet", "1. ja 2. överfyllnadsskydd, påkörningsskydd 3. 40"),
    ("nassjo", "Exempelsågen", "1. går inte att bedöma 2. överfyllnadsskydd 3. 6"),
    ("vetlanda", "Exempelverkstan", "1. nej 2. invallning 3. 4,5 4. Nytt överfyllnadsskydd"),
    ("vetlanda", "Exempelskolan", "1. ja 2. överfyllnadsskydd, invallning 3. 6"),
    ("aneby", "Exempelbruket", "1. ja 2. invallning 3. 20 4. Handlingarna saknas på plats"),
)
_DAYS = timedelta(days=30)


def gather_example(services: Services) -> None:
    """Let a campaign have been, with what its offices have found."""
    leader = _asker(services, LEADER)
    today = services.today()
    started = start_project(
        services, leader, NewProject(TITLE, today.year, "tillsynsprojekt", _GOAL)
    )
    which = Which(started.key, started.owner)
    change_project(services, leader, which, list(_known(today)))
    speakers = {name: _asker(services, _address(name)) for name in _OFFICES}
    for speaker in speakers.values():
        join_project(services, speaker, which)
    form = ResultsForm(
        title=f"Resultat från {TITLE}",
        about=_ABOUT,
        questions=read_questions(_QUESTIONS),
        unit=Unit.VISIT,
        answer_by=today + _DAYS,
    )
    number = make_form(services, leader, which, form)
    send_inquiry(services, leader, number)
    for name, visit, words in _ANSWERS:
        _answer(services, speakers[name], number, visit, words)
    close_inquiry(services, leader, number)
    day = today.isoformat()
    over = {"status": "avslutat", "status_asof": day, "end": day}
    change_project(services, leader, which, [Wanted("status", over)])


def _known(today: date) -> Iterator[Wanted]:
    yield Wanted("goals", _GOALS)
    yield Wanted("material", _CHECKLIST)
    for kind, form, place, days in _MILESTONES:
        day = (today - timedelta(days=days)).isoformat()
        values = {"kind": kind, "start": day, "end": day, "form": form, "place": place}
        yield Wanted("milestone", values)


def _answer(services: Services, speaker: Asker, number: int, visit: str, words: str) -> None:
    read = read_answers(words, show_form(services, speaker, number).questions)
    reply = InquiryReply(given=read.given, visit=visit)
    answer_inquiry(services, speaker, number, reply)


def _address(name: str) -> str:
    return f"kontaktperson.{name}@jonkoping.example"


def _asker(services: Services, email: str) -> Asker:
    found = asker_by_email(services, email, _DOOR)
    if found is None:
        raise Refusal("not_known_yet")
    return found
