"""A project that was changed, what has happened in it, and who takes part."""

from dataclasses import replace

from bot.texts.cards import project_facts as facts
from bot.texts.cards.model import Card, Choice, Line
from bot.texts.cards.projects import actions_of
from bot.texts.cards.shaping import MOST_OPTIONS, choice_of, item_line, make, pieces
from bot.texts.dates import day_words, short_day
from bot.texts.living import change_sentence, progress_words
from bot.texts.safe import clean, quoted, shortened
from bot.texts.wording import text, word
from handlers.answers import (
    CallAnswer,
    CallCard,
    ChangeLine,
    HistoryAnswer,
    MemberLine,
    MembersAnswer,
    ProjectChangedAnswer,
    ProjectRemovedAnswer,
    TakingPartAnswer,
    WhichProjectAnswer,
)
from handlers.ports import SWEDEN

_LONGEST = 500


def project_changed_card(answer: ProjectChangedAnswer) -> Card:
    """Confirm what was changed, with how the project stands now and how to take it back."""
    project = answer.card
    said = [change_sentence(one) for one in answer.changes]
    return make(
        "project",
        said[0] if said else _unchanged(answer),
        heading=project.title,
        lines=(
            *(Line(one) for one in said[1:]),
            Line(text("slack.task_closed", number=answer.settled) if answer.settled else ""),
            Line(facts.status(project), text("label.status")),
            *facts.progress(project),
            Line(text("agenda.undo", typed=quoted(answer.undo)) if answer.undo else ""),
        ),
        actions=actions_of(project),
        record=("project", project.key),
        owner=project.owner,
    )


def _unchanged(answer: ProjectChangedAnswer) -> str:
    return text("living.let_be") if answer.settled else text("living.was_so")


def project_removed_card(answer: ProjectRemovedAnswer) -> Card:
    """Confirm that a project that was started is there no more."""
    return make("project", text("living.not_started"), heading=answer.title)


def which_project_card(answer: WhichProjectAnswer) -> Card:
    """Ask which project is to be changed: each choice does it."""
    shown, rest = answer.options[:MOST_OPTIONS], answer.options[MOST_OPTIONS:]
    return make(
        "ambiguous",
        text("living.which", query=quoted(answer.query)),
        more=[item_line(one.item) for one in rest],
        choices=[
            replace(Choice(choice_of(one.item).label, one.typed), cells=choice_of(one.item).cells)
            for one in shown
        ],
    )


def history_card(answer: HistoryAnswer) -> Card:
    """List what has happened, the latest first."""
    since = day_words(answer.since) if answer.since else ""
    if answer.changes:
        count = len(answer.changes)
        lead = (
            text("living.changes_since", count=count, date=since)
            if since
            else text("living.changes", count=count)
        )
    elif since:
        lead = text("living.no_changes_since", date=since)
    else:
        lead = text("living.no_changes")
    return make(
        "list",
        lead,
        heading=answer.title,
        lines=[_happened(one) for one in answer.changes],
        footer=text("living.last_changed", date=day_words(answer.updated))
        if answer.updated and not answer.changes
        else "",
        columns=(text("table.when"), text("table.what"), text("table.who")),
    )


def taking_part_card(answer: TakingPartAnswer) -> Card:
    """List the offices that take part, with how far the project has come."""
    said = progress_words(answer.progress)
    return make(
        "list",
        said or text("living.nobody_takes_part"),
        heading=answer.title,
        lines=[
            Line(
                text("living.visits", count=one.visits),
                one.name,
                cells=(clean(one.name), str(one.visits)),
            )
            for one in answer.offices
        ],
        columns=(text("table.office"), text("table.visits")),
    )


def call_card(answer: CallAnswer) -> Card:
    """Show a call for a project's group, or confirm what was done about it."""
    call = answer.call
    state = _call_state(call)
    done = word("call_change", answer.change, "") if answer.change else ""
    who = clean(answer.who)
    mine = word("own_application", call.mine, "") if call.mine else ""
    return make(
        "project",
        pieces(done, who) or state,
        heading=call.title,
        lines=(
            Line(state if done else ""),
            Line(mine),
            Line(shortened(clean(call.about), _LONGEST)),
            Line(text("agenda.undo", typed=quoted(answer.undo)) if answer.undo else ""),
        ),
        footer=text("living.call_how") if call.state == "open" and not call.mine else "",
        record=("project", call.key),
        owner=call.owner,
    )


def members_card(answer: MembersAnswer) -> Card:
    """List who has asked to be in a project's group, and what has become of it."""
    return make(
        "list",
        _call_state(answer.call) if answer.members else text("living.no_members"),
        heading=text("living.members_of_project", title=answer.call.title),
        lines=[member_line(one) for one in answer.members],
        columns=(
            text("table.name"),
            text("table.office"),
            text("table.state"),
            text("table.said"),
        ),
    )


def _happened(line: ChangeLine) -> Line:
    day = short_day(line.at.astimezone(SWEDEN).date())
    said, who = change_sentence(line), clean(line.who)
    return Line(pieces(said, who), day, cells=(day, said, who))


def member_line(one: MemberLine) -> Line:
    """Say who has asked to be in a project's group, and what has become of it."""
    state, said = word("application", one.state), shortened(clean(one.words), _LONGEST)
    name, office = clean(one.name), clean(one.office)
    return Line(pieces(office, state, said), name, cells=(name, office, state, said))


def _call_state(call: CallCard) -> str:
    if not call.state:
        return text("living.no_call")
    counted = (
        text("living.members_of", count=call.accepted, goal=call.goal)
        if call.goal is not None
        else text("living.members", count=call.accepted)
    )
    waiting = text("living.applied", count=call.applied) if call.applied else ""
    if call.state == "closed":
        return pieces(text("living.call_closed"), counted, waiting)
    until = (
        text("living.call_until", date=short_day(call.closes_on))
        if call.closes_on
        else text("living.call_open")
    )
    return pieces(until, counted, waiting)
