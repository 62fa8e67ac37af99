"""Activity plans."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.texts.cards.model import Card, Line
from bot.texts.cards.shaping import (
    from_source,
    item_line,
    make,
    noted,
    pieces,
    with_notes,
)
from bot.texts.dates import short_day
from bot.texts.plan_lines import (
    column_label,
    progress_words,
    received_words,
    said_columns,
    title_words,
)
from bot.texts.plans import board_words, deadline_words, decided_words, position_words
from bot.texts.safe import clean, quoted, sentence_case
from bot.texts.wording import text, word
from handlers.answers import (
    Item,
    Labelled,
    LineDifference,
    PlanAnswer,
    PlanLine,
    PlanVersionsAnswer,
    PlanYearLine,
)

# What a line is that has no kind of its own.
_OTHER = "plan_line"


def plan_card(answer: PlanAnswer) -> Card:
    """Present a plan: what was just done about it, when it was decided, what each year holds."""
    if answer.line is not None:
        return _line_card(answer, answer.line)
    counted = len(answer.years) == 1
    facts = [*_done(answer), *_files(answer)]
    facts += [line for year in answer.years for line in _year(year, counted=counted)]
    if answer.bank:
        held = text("plan.bank", count=answer.bank)
        bank_for = text("proposal.bank_for", period=answer.bank_for) if answer.bank_for else ""
        facts.append(Line(pieces(held, bank_for), text("label.bank")))
    lines, rest = with_notes(facts, noted(answer.notes), footer=True)
    return make(
        "plan",
        _lead(answer),
        heading=answer.title,
        lines=lines,
        more=(*rest, *_contents(answer), *_bank(answer), *_withheld(answer), *_page(answer)),
        footer=from_source(answer.source) if answer.source else text("plans.made_here"),
        record=("plan", answer.ids[0] if answer.ids else ""),
    )


def plan_versions_card(answer: PlanVersionsAnswer) -> Card:
    """Present the versions of a plan year, and what differs between two of them."""
    lead = text("plans.versions", count=len(answer.versions))
    if answer.older:
        lead = text(
            "plans.differences",
            count=len(answer.differences),
            older=answer.older,
            newer=answer.newer,
        )
    withheld = [Line(text("plans.withheld_note"))] if answer.withheld else []
    return make(
        "plan",
        lead,
        heading=text("plans.versions_of", plan=answer.title, year=answer.year),
        lines=[line for one in answer.differences for line in difference_lines(one)],
        more=(
            *(
                Line(
                    pieces(short_day(one.made), clean(one.reason) or text("plans.first_version")),
                    text("plans.version", number=one.number),
                )
                for one in answer.versions
            ),
            *withheld,
        ),
        footer=text("plans.how_versions", year=answer.year),
        record=("plan", answer.ids[0] if answer.ids else ""),
    )


def difference_lines(one: LineDifference) -> Iterator[Line]:
    """Yield what has become of a line of a plan, column by column."""
    title = clean(one.title) or text("plans.withheld")
    named = text("plans.numbered", number=one.number, title=title)
    if one.change != "changed":
        yield Line(named, sentence_case(word("plan_difference", one.change)))
        return
    for each in one.fields:
        before, after = (_value(each.name, value) for value in (each.before, each.after))
        said = text("plans.before_after", before=before, after=after)
        label = text("common.part_of", label=named, value=column_label(each.name))
        yield Line(said, label.rstrip("."))


def _lead(answer: PlanAnswer) -> str:
    if answer.source and not any(year.frozen for year in answer.years):
        return pieces(decided_words(answer), _period(answer))
    positions = [sentence_case(position_words(year)) for year in answer.years]
    return pieces(positions[0] if len(positions) == 1 else "", _period(answer))


def _period(answer: PlanAnswer) -> str:
    return text("plan.period", period=answer.period)


def _done(answer: PlanAnswer) -> Iterator[Line]:
    if answer.change:
        done = word("plan_change", answer.change)
        yield Line(clean(answer.about), done) if answer.about else Line(done)
    if answer.told:
        yield Line(text("plans.told", count=answer.told))
    if answer.undo:
        yield Line(text("agenda.undo", typed=quoted(answer.undo)))


def _files(answer: PlanAnswer) -> Iterator[Line]:
    if answer.file:
        yield Line(word("plan_file", answer.file), text("label.file"))


def _year(year: PlanYearLine, *, counted: bool) -> Iterator[Line]:
    held = _held(year)
    if counted and _tells_kinds(year):
        counts = ", ".join(map(_count, year.counts))
        held = text("common.part_of", label=held, value=counts)
    position = text("plans.adopted_version", version=year.version) if year.frozen else year.position
    yield Line(pieces(position, held), str(year.year))
    if year.boards:
        yield Line(pieces(*map(board_words, year.boards)), text("label.board"))
    if deadlines := deadline_words(year):
        yield Line(deadlines, text("label.deadline"))


def _tells_kinds(year: PlanYearLine) -> bool:
    # That all of them are something else than the kinds that there are tells nothing.
    return any(one.label != _OTHER for one in year.counts)


def _held(year: PlanYearLine) -> str:
    count = len(year.items)
    kinds = {item.record_kind for item in year.items}
    if kinds == {"proposal"}:
        return text("plan.proposals", count=count)
    if "proposal" in kinds:
        return text("plan.mixed", count=count)
    return text("plan.activity") if count == 1 else text("plan.activities", count=count)


def _count(row: Labelled) -> str:
    one = word("planned", row.label)
    kind = one if row.value == "1" else word("kinds", one)
    return text("plan.kind", count=row.value, kind=kind)


def _contents(answer: PlanAnswer) -> Iterable[Line]:
    for year in answer.years:
        if len(answer.years) > 1 and year.items:
            yield Line(str(year.year), text("label.position"))
        if year.lines:
            yield from (_plan_line(answer, line) for line in year.own)
        else:
            yield from (item_line(_with_kind(item)) for item in year.items)


def _with_kind(item: Item) -> Item:
    return item if item.note else replace(item, note=word("planned", item.record_kind, ""))


def _plan_line(answer: PlanAnswer, line: PlanLine) -> Line:
    title = text("plans.numbered", number=line.number, title=title_words(line))
    time = clean(line.time)
    time = time[:1].lower() + time[1:] if time[1:2].islower() else time
    kind = word("planned", line.kind, line.kind) if line.kind else clean(line.heading)
    progress = progress_words(line) if answer.sort == "cooperation_plan" else ""
    received = ""
    if line.record_kind == "proposal":
        received = text("plans.received", year=received_words(line))
    said = pieces(progress, time, kind, received)
    return Line(said, title) if said else Line(title)


def _bank(answer: PlanAnswer) -> Iterator[Line]:
    for line in (line for year in answer.years for line in year.bank):
        yield Line(
            pieces(
                text("plans.received", year=received_words(line)),
                clean(line.heading),
                *map(clean, line.notes),
            ),
            title_words(line),
        )


def _withheld(answer: PlanAnswer) -> Sequence[Line]:
    return [Line(text("plans.withheld_note"))] if answer.withholds else []


def _page(answer: PlanAnswer) -> Sequence[Line]:
    if not answer.address:
        return ()
    return (Line(answer.address, text("label.page"), leads=True),)


def _line_card(answer: PlanAnswer, line: PlanLine) -> Card:
    plan = pieces(clean(answer.title), *(position_words(year) for year in answer.years))
    facts = [Line(words, label) for label, words in said_columns(line, answer.noun)]
    return make(
        "plan",
        plan,
        heading=text("plans.numbered", number=line.number, title=title_words(line)),
        lines=[*_project(answer), *facts, *noted(line.notes)],
        more=_to_start(answer, line),
        footer=from_source(answer.source) if answer.source else text("plans.made_here"),
        record=("plan", answer.ids[0] if answer.ids else ""),
    )


def _project(answer: PlanAnswer) -> Iterator[Line]:
    if answer.project is not None:
        yield Line(clean(answer.project.title), text("starting.project"))


def _to_start(answer: PlanAnswer, line: PlanLine) -> Iterator[Line]:
    """Yield what one writes to start a project from a line, where none has been."""
    if can_start(answer):
        plan = word("plan_typed", answer.sort)
        typed = text("starting.line_typed", number=line.number, plan=plan, year=_of(answer))
        yield Line(text("starting.typed", typed=typed))


def can_start(answer: PlanAnswer) -> bool:
    """Tell whether the asker can start a project from the line that is shown."""
    line = answer.line
    begun = answer.project is not None or line is None or line.record_kind == "project"
    return answer.keeps and not begun


def _of(answer: PlanAnswer) -> int:
    return answer.years[0].year


def _value(name: str, value: str) -> str:
    if name == "standing":
        return text("plans.standing") if value else text("plans.not_standing")
    return quoted_whole(value) if value else text("plans.nothing")


def quoted_whole(value: str) -> str:
    """Quote what somebody has written in a column, however long it is."""
    return f"”{clean(value)}”"
