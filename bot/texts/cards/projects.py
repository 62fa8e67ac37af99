"""A project's card: status and date first, or the fact that was asked for."""

from collections.abc import Callable, Iterable

from bot.texts.cards import project_facts as facts
from bot.texts.cards.model import Action, Card, Line
from bot.texts.cards.project_asked import about, asked_lines
from bot.texts.cards.shaping import from_source, labelled, make, noted, pieces, summed_up
from bot.texts.dates import at_words, day_words, period_words
from bot.texts.sources import source_words
from bot.texts.wording import text, word
from handlers.answers import ProjectAnswer, ProjectCard

_PROJECT = "project"
_ACTIONS = (Action.SHARE, Action.FOLLOW, Action.CORRECT)
_FURTHER: tuple[tuple[Action, Callable[[ProjectCard], bool]], ...] = (
    (Action.UPDATE, lambda project: project.leads),
    (Action.TAKE_PART, lambda project: project.speaks),
    (Action.APPLY, lambda project: project.calls),
    (Action.HISTORY, lambda project: project.updated is not None),
    (Action.PICTURE, lambda project: project.progress.told),
    (Action.GATHER, lambda project: project.leads and not project.results),
    (Action.RESULTS, lambda project: project.results),
    (Action.REPORT, lambda project: project.leads),
)


def project_card(answer: ProjectAnswer) -> Card:
    """Present one project; ``asked`` puts that fact first.

    Known values of ``asked``: "" or "status" (the status first), "time", "start", "end",
    "campaign", "kickoff", "exchange" or "exchange_dates", "milestones", "material" or "link",
    "contact", "goal", "responsible", "parties", "place", "result", "source". Any other value is
    answered as "".
    """
    project = answer.card
    if project.record_kind != _PROJECT:
        return _national(project)
    asked = asked_lines(project, answer.asked)
    status = facts.status(project)
    late = facts.overdue(project)
    lead, first = (_said(asked[0]), asked[1:]) if asked else (status, [])
    told = [Line(status, text("label.status"))] if asked else []
    notes = noted(about(project.notes, answer.asked))
    lines = [*first, *notes, *told, Line(late), *_facts(project)]
    return make(
        "project",
        lead,
        heading=project.title,
        lines=_once(lines, asked[:1]),
        more=_once(_more(project, notes), (*lines, *asked[:1])),
        footer=_age(project),
        actions=actions_of(project),
        record=(_PROJECT, project.key),
        owner=project.owner,
        summary=_summary(project.title, lead, "" if asked else late),
    )


def actions_of(project: ProjectCard) -> tuple[Action, ...]:
    """Return what the asker can do next with a project."""
    return (*_ACTIONS, *(action for action, offered in _FURTHER if offered(project)))


def _national(project: ProjectCard) -> Card:
    """Present what an authority does: there is nothing to follow, and no material to wait for."""
    lead = pieces(text("project.national", year=project.year), project.kind)
    return make(
        "project",
        lead,
        heading=project.title,
        lines=(
            labelled(text("label.responsible"), project.responsible),
            *noted(project.notes),
            facts.contact(project),
        ),
        footer=_age(project),
        actions=(Action.CORRECT,),
        record=(project.record_kind, project.key),
        owner=project.owner,
        summary=_summary(project.title, lead, ""),
    )


def _facts(project: ProjectCard) -> list[Line]:
    return [
        *(facts.campaign(project) or facts.milestones(project)),
        *facts.time_in_source(project),
        *facts.progress(project),
        facts.materials(project),
        facts.contact(project),
    ]


def _more(project: ProjectCard, shown: Iterable[Line]) -> list[Line]:
    hidden = set(shown)
    links = facts.every_material(project) if any(one.url for one in project.materials) else ()
    return [
        labelled(text("label.goal"), project.goal),
        Line(project.focus_area, word("proposal_field", "focus_area")),
        Line(_origin(project), text("starting.from")),
        facts.responsible(project),
        facts.joined(text("label.parties"), project.parties),
        *links,
        *facts.every_milestone(project),
        Line(_source_time(project), text("label.source_time")),
        Line(_belongs(project), text("label.about")),
        *(note for note in noted(project.notes) if note not in hidden),
    ]


def _origin(project: ProjectCard) -> str:
    """Say what it was started from."""
    of = project.origin
    if of is None:
        return ""
    if of.kind == "proposal":
        return text("starting.of_proposal", number=of.number)
    plan = word("plan_typed", of.sort)
    return text("starting.of_line", number=of.number, plan=plan, year=of.year)


def _source_time(project: ProjectCard) -> str:
    said = period_words(project.period.start, project.period.end)
    return project.period_text if project.period_text != said else ""


def _belongs(project: ProjectCard) -> str:
    return text(
        "project.kind_and_year",
        collaboration=project.collaboration,
        kind=project.kind,
        year=project.year,
    )


def _age(project: ProjectCard) -> str:
    if project.updated is not None:
        return _by_hand(project)
    if not project.source and project.status_asof is not None:
        return text("age.as_of", date=at_words(project.status_asof))
    return from_source(project.source)


def _by_hand(project: ProjectCard) -> str:
    if project.updated is None or not project.source:
        return text("age.by_hand", date=day_words(project.updated)) if project.updated else ""
    return text(
        "age.by_hand_and_source",
        date=day_words(project.updated),
        source=source_words(project.source),
    )


def _summary(title: str, lead: str, late: str) -> str:
    said = lead[:1].lower() + lead[1:]
    fact = text("project.fact", fact=said, overdue=late[:1].lower() + late[1:]) if late else said
    return summed_up("", text("project.summary", title=title, fact=fact))


def _once(lines: Iterable[Line], said: Iterable[Line]) -> list[Line]:
    before = set(said)
    return [line for line in dict.fromkeys(lines) if line not in before]


def _said(line: Line) -> str:
    return text("common.part_of", label=line.label, value=line.text) if line.label else line.text
