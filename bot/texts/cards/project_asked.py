"""The one fact of a project that was asked for, as lines: the first is the answer."""

from collections.abc import Callable, Sequence

from bot.texts.cards import project_facts as facts
from bot.texts.cards.model import Line
from bot.texts.cards.shaping import labelled, pieces
from bot.texts.sources import source_words
from bot.texts.wording import text
from handlers.answers import ProjectCard

# A note is about the asked fact when it has this in it.
NOTED = {
    "end": "slut",
    "exchange_dates": "erfarenhetsutbyte",
    "goal": "mål",
    "host": "värdkommun",
    "how_many_days": "längd",
    "kickoff": "kickoff",
    "parties": "part",
    "price": "pris",
    "responsible": "ansvar",
    "time": "planperiod",
    "year": " år ",
}


def about(notes: Sequence[str], asked: str) -> tuple[str, ...]:
    """Return the notes that change how the asked fact should be read."""
    stem = NOTED.get(asked)
    return tuple(note for note in notes if stem and stem in note.casefold())


def asked_lines(project: ProjectCard, asked: str) -> list[Line]:
    """Return the lines that answer ``asked``; none when the whole project was asked for."""
    find = _ASKED.get(asked)
    return find(project) if find else []


def _time(project: ProjectCard) -> list[Line]:
    if project.period.start is None and project.period.end is None:
        return [labelled(text("label.time"), project.period_text)]
    return [Line(facts.status(project), text("label.time"))]


def _start(project: ProjectCard) -> list[Line]:
    return [facts.dated(text("label.start"), project.period.start)]


def _end(project: ProjectCard) -> list[Line]:
    return [facts.dated(text("label.end"), project.period.end)]


def _campaign(project: ProjectCard) -> list[Line]:
    told = project.period_text if "kampanj" in project.period_text.casefold() else None
    return [*facts.campaign(project)] or [labelled(text("label.campaign"), told)]


def _kickoff(project: ProjectCard) -> list[Line]:
    return _of_kind(project, "kickoff") or [labelled(text("label.kickoff"), None)]


def _exchange(project: ProjectCard) -> list[Line]:
    found = _of_kind(project, "erfarenhetsutbyte")
    return found or [labelled(text("label.exchange"), None)]


def _milestones(project: ProjectCard) -> list[Line]:
    return [*facts.every_milestone(project)] or [labelled(text("label.milestones"), None)]


def _material(project: ProjectCard) -> list[Line]:
    linked = any(one.url for one in project.materials)
    said = facts.materials(project)
    first = said if said.text else labelled(text("label.material"), None)
    return [first, *(facts.every_material(project) if linked else ())]


def _contact(project: ProjectCard) -> list[Line]:
    return [facts.contact(project)]


def _goal(project: ProjectCard) -> list[Line]:
    return [labelled(text("label.goal"), project.goal)]


def _responsible(project: ProjectCard) -> list[Line]:
    return [facts.responsible(project)]


def _parties(project: ProjectCard) -> list[Line]:
    return [facts.joined(text("label.parties"), project.parties)]


def _place(project: ProjectCard) -> list[Line]:
    places = dict.fromkeys(one.place for one in project.milestones)
    return [labelled(text("label.place"), pieces(*places))]


def _result(_project: ProjectCard) -> list[Line]:
    # A card holds no results yet: the findings come with a project's final report.
    return [labelled(text("label.result"), None)]


def _host(project: ProjectCard) -> list[Line]:
    return [labelled(text("label.host"), project.fact)]


def _days(project: ProjectCard) -> list[Line]:
    return [labelled(text("label.days"), project.fact)]


def _visits(project: ProjectCard) -> list[Line]:
    return [labelled(text("label.visits"), project.fact)]


def _source(project: ProjectCard) -> list[Line]:
    return [labelled(text("label.source"), source_words(project.source))]


def _of_kind(project: ProjectCard, kind: str) -> list[Line]:
    return [facts.milestone_line(one) for one in project.milestones if one.kind == kind]


_ASKED: dict[str, Callable[[ProjectCard], list[Line]]] = {
    "campaign": _campaign,
    "contact": _contact,
    "end": _end,
    "exchange": _exchange,
    "exchange_dates": _exchange,
    "goal": _goal,
    "host": _host,
    "how_many_days": _days,
    "kickoff": _kickoff,
    "link": _material,
    "material": _material,
    "milestones": _milestones,
    "parties": _parties,
    "place": _place,
    "responsible": _responsible,
    "result": _result,
    "source": _source,
    "start": _start,
    "time": _time,
    "visited": _visits,
}
