"""Activity plans."""

from collections.abc import Iterable, Sequence
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
from bot.texts.dates import date_words
from bot.texts.wording import text, word
from handlers.answers import (
    Item,
    Labelled,
    PlanAnswer,
    PlanYearLine,
)


def plan_card(answer: PlanAnswer) -> Card:
    """Present a plan: when it was decided, what each year holds."""
    counted = len(answer.years) == 1
    facts = [_year(year, counted=counted) for year in answer.years]
    if answer.bank:
        facts.append(Line(text("plan.bank", count=answer.bank), text("label.bank")))
    lines, rest = with_notes(facts, noted(answer.notes), footer=True)
    return make(
        "plan",
        pieces(_decided(answer), text("plan.period", period=answer.period)),
        heading=answer.title,
        lines=lines,
        more=(*rest, *_contents(answer.years)),
        footer=from_source(answer.source),
        record=("plan", answer.ids[0] if answer.ids else ""),
    )


def _decided(answer: PlanAnswer) -> str:
    if answer.decided is None:
        return text("plan.undecided")
    date = date_words(answer.decided)
    if not answer.decided_by:
        return text("plan.decided", date=date)
    return text("plan.decided_by", date=date, who=answer.decided_by)


def _year(year: PlanYearLine, *, counted: bool) -> Line:
    held = _held(year)
    if counted and year.counts:
        counts = ", ".join(map(_count, year.counts))
        held = text("common.part_of", label=held, value=counts)
    return Line(pieces(year.position, held), str(year.year))


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


def _contents(years: Sequence[PlanYearLine]) -> Iterable[Line]:
    for year in years:
        if len(years) > 1 and year.items:
            yield Line(str(year.year), text("label.position"))
        yield from (item_line(_with_kind(item)) for item in year.items)


def _with_kind(item: Item) -> Item:
    return item if item.note else replace(item, note=word("planned", item.record_kind, ""))
