"""An answer as one sees it: the lead, its lines, how old it is, and what to do next."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.slack.blocks.parts import (
    Block,
    Message,
    button,
    buttons,
    cut,
    message,
    paragraph,
    said,
    size,
    small,
    words,
)
from bot.slack.origin import Origin
from bot.texts import text
from bot.texts.cards import Action, Card, Choice, Line

PAGE = 15
LONGEST_LINE = 700
# The lines' share of a message: 13 200 characters hold everything, and escapes count as written.
MOST_ROOM = 8000


@dataclass(frozen=True, slots=True)
class Look:
    """What of an answer depends on who sees it and where."""

    following: bool = False
    shareable: bool = False
    repeatable: bool = True
    notice: str = ""


def answer_card(card: Card, origin: Origin, look: Look) -> Message:
    """Show a card: short, or from the line that its origin says."""
    rows, rest = _rows(card, origin, look)
    blocks = [paragraph(title(card.heading, card.lead), *rows)]
    blocks += [small(card.footer)] if card.footer else []
    blocks += choices(card.choices)
    blocks += [said(look.notice)] if look.notice else []
    blocks += buttons([*_paging(card, origin, look, rest), *_next_steps(card, origin, look)])
    return message(card.summary, blocks)


def shared_card(card: Card, origin: Origin, user: str) -> Message:
    """Show a card to a whole channel, with who shared it."""
    sharer = [*words(text("slack.shared_by")), {"type": "user", "user_id": user}]
    blocks = [paragraph(title(card.heading, card.lead), *map(line_row, card.lines))]
    blocks += [small(card.footer)] if card.footer else []
    blocks += [paragraph(sharer)]
    steps = [_more(origin), _follow(origin, following=False)]
    return message(card.summary, [*blocks, *buttons(steps)])


def title(head: str, lead: str) -> list[Block]:
    """Return an answer's first line: what it is about in bold, then the lead."""
    between = words(" · ") if head and lead else []
    return [*words(cut(head, 300), bold=True), *between, *words(cut(lead, LONGEST_LINE))]


def choices(several: Sequence[Choice]) -> list[Block]:
    """Return what can be picked, one button each."""
    return buttons(
        button(choice.label, f"choose_{number}", origin_of(choice).value())
        for number, choice in enumerate(several)
    )


def origin_of(choice: Choice) -> Origin:
    """Return what picking a choice asks for: a project by its key, anything else as typed."""
    if choice.key and choice.text.startswith("projekt "):
        return Origin(key=choice.key, owner=choice.owner)
    return Origin(choice.text)


def _rows(card: Card, origin: Origin, look: Look) -> tuple[list[list[Block]], int]:
    """Return the lines to show, and the number of the first that does not fit, or 0."""
    if origin.start < 0 and look.repeatable:
        return [line_row(line) for line in card.lines], 0
    every = (*card.lines, *card.more)
    start = min(max(origin.start, 0), len(every))
    rows: list[list[Block]] = []
    room = MOST_ROOM
    for line in every[start : start + PAGE]:
        row = line_row(line)
        room -= size(paragraph(row))
        if room < 0 and rows:
            break
        rows.append(row)
    end = start + len(rows)
    return rows, end if end < len(every) else 0


def line_row(line: Line) -> list[Block]:
    """Return a line of a card, with its label in bold."""
    label = words(f"{line.label}: ", bold=True) if line.label else []
    return [*label, *words(cut(line.text, LONGEST_LINE), italic=line.missing)]


def _paging(card: Card, origin: Origin, look: Look, rest: int) -> list[Block]:
    if not look.repeatable:
        return []
    if origin.start < 0:
        return [_more(origin)] if Action.MORE in card.actions else []
    further = [button(text("slack.further"), "more", origin.at(rest).value())] if rest else []
    return [*further, button(text("slack.less"), "less", origin.at(-1).value())]


def _next_steps(card: Card, origin: Origin, look: Look) -> list[Block]:
    about = _about(card, origin)
    steps = []
    if Action.SHARE in card.actions and look.shareable:
        steps.append(button(text("slack.share"), "share", about.value()))
    if Action.FOLLOW in card.actions:
        steps.append(_follow(about, following=look.following))
    steps += _of_projects(card, about)
    if Action.CORRECT in card.actions:
        steps.append(button(text("slack.correct"), "correct", about.value()))
    if Action.ALL_RUNNING in card.actions:
        steps.append(button(text("slack.all_running"), "all_running"))
    if Action.PROPOSE in card.actions:
        steps.append(button(text("slack.propose"), "propose", origin.value()))
    return steps


def _of_projects(card: Card, about: Origin) -> list[Block]:
    """Return what can be done with a project that lives."""
    named = (
        (Action.UPDATE, "update_project", text("living.update")),
        (Action.TAKE_PART, "take_part", text("living.own_office")),
        (Action.APPLY, "project_apply", text("living.apply")),
        (Action.HISTORY, "project_history", text("living.history")),
        (Action.PICTURE, "project_picture", text("living.picture")),
        (Action.GATHER, "results_gather", text("results.gather")),
        (Action.RESULTS, "results_show", text("results.show")),
        (Action.REPORT, "results_report", text("results.report")),
    )
    value = replace(about, question="").value()
    return [button(label, name, value) for action, name, label in named if action in card.actions]


def _about(card: Card, origin: Origin) -> Origin:
    kind = card.record_kind or origin.kind
    return replace(origin, key=card.record_key, kind=kind, owner=card.record_owner)


def _more(origin: Origin) -> Block:
    return button(text("slack.more"), "more", origin.at(0).value())


def _follow(origin: Origin, *, following: bool) -> Block:
    if following:
        return button(text("slack.unfollow"), "unfollow", origin.value())
    return button(text("slack.follow"), "follow", origin.value())
