"""Several records: lists, choices between those that fit, and when nothing does."""

from collections.abc import Sequence
from dataclasses import replace

from bot.texts.amounts import number_words
from bot.texts.cards.model import Action, Card, Line
from bot.texts.cards.project_asked import about
from bot.texts.cards.shaping import (
    MOST_CHOICES,
    asking,
    choice_of,
    item_columns,
    item_line,
    make,
    noted,
)
from bot.texts.safe import clean, quoted, sentence_case
from bot.texts.sources import listed
from bot.texts.wording import has_word, text, word
from handlers.answers import (
    AmbiguousAnswer,
    DidYouMeanAnswer,
    Item,
    ListAnswer,
    NotFoundAnswer,
    UnknownFactAnswer,
)

_DATED = frozenset({"projects", "proposals", "national_activities"})
_TITLED = "project"


def list_card(answer: ListAnswer) -> Card:
    """Present several records: the count, the first five, the rest in ``more``."""
    heading = _heading(answer)
    if not answer.items:
        return make(
            "list",
            text("list.none", what=heading),
            lines=(*noted(answer.notes), *asking(answer.contact)),
        )
    lines = [item_line(item) for item in answer.items]
    return make(
        "list",
        _count(answer),
        heading=heading,
        lines=(*lines[:MOST_CHOICES], *noted(answer.notes)) if _fits(lines) else lines,
        more=() if _fits(lines) else noted(answer.notes),
        choices=[choice_of(item) for item in answer.items[:MOST_CHOICES]],
        columns=item_columns(),
        whole=_ordered(answer),
    )


def ambiguous_card(answer: AmbiguousAnswer) -> Card:
    """Present those that fit about equally, as a choice."""
    query, shown = quoted(answer.query), answer.items[:MOST_CHOICES]
    lead = text("choice.ambiguous", query=query)
    if len(answer.items) > len(shown):
        count = number_words(len(answer.items))
        lead = text(
            "choice.ambiguous_more", count=count, query=query, shown=number_words(len(shown))
        )
    return make(
        "ambiguous",
        lead,
        more=[item_line(item) for item in answer.items[len(shown) :]],
        choices=[choice_of(item) for item in shown],
        summary=lead,
        columns=item_columns(),
        whole=text("choice.ambiguous", query=query),
    )


def did_you_mean_card(answer: DidYouMeanAnswer) -> Card:
    """Present what is near, when nothing fits."""
    query = quoted(answer.query)
    lead, summary = _not_sure(answer, query)
    return make(
        "did_you_mean",
        lead,
        lines=[line for item in answer.items if (line := _elsewhere(item))],
        choices=[choice_of(item) for item in answer.items],
        actions=(Action.ALL_RUNNING,),
        summary=summary,
        columns=item_columns(),
    )


def not_found_card(answer: NotFoundAnswer) -> Card:
    """Say that nothing is near, what is running, and whom to ask."""
    nothing = text("choice.not_found", query=quoted(answer.query))
    return make(
        "not_found",
        " ".join(part for part in (nothing, _running(answer.running)) if part),
        lines=asking(answer.contact, text("label.other_ask")),
        actions=(*((Action.ALL_RUNNING,) if answer.running else ()), Action.PROPOSE),
        summary=nothing,
    )


def unknown_fact_card(answer: UnknownFactAnswer) -> Card:
    """Say that the record exists but the fact does not, and whom to ask."""
    notes = about(answer.notes, answer.fact)
    lead = text("unknown.fact", fact=sentence_case(word("fact", answer.fact)))
    if not answer.ids:
        lead = text("unknown.record", what=_no_record(answer))
    return make(
        "unknown_fact",
        lead,
        heading=answer.title if answer.ids else "",
        lines=(*noted(notes), *asking(answer.contact)),
        more=noted(note for note in answer.notes if note not in notes),
        actions=(Action.CORRECT,),
        record=(answer.record_kind, answer.ids[0] if answer.ids else ""),
        owner=answer.owner,
        summary="" if answer.ids else lead,
    )


def _no_record(answer: UnknownFactAnswer) -> str:
    what = sentence_case(word("no_record", answer.fact))
    return what if answer.year is None else text("unknown.of_year", what=what, year=answer.year)


def _not_sure(answer: DidYouMeanAnswer, query: str) -> tuple[str, str]:
    """Say what was not found, in one sentence with the choice and in one without."""
    typed = clean(answer.query).casefold()
    if not all(item.record_kind == _TITLED for item in answer.items):
        return text("choice.nothing", query=query), text("choice.nothing_summary", query=query)
    if all(item.collaboration for item in answer.items):
        summary = text("choice.other_project_summary", query=query)
        return text("choice.other_project", query=query), summary
    if any(typed in clean(item.title).casefold() for item in answer.items):
        # It would be odd to say that no project has a name that stands in the next line.
        return text("choice.unsure", query=query), text("choice.unsure_summary", query=query)
    return text("choice.no_project", query=query), text("choice.no_project_summary", query=query)


def _running(running: Sequence[Item]) -> str:
    if not running:
        return ""
    title, rest = clean(running[0].title), len(running) - 1
    if not rest:
        return text("choice.running_one", title=title)
    return text("choice.running_more", title=title, count=number_words(rest))


def _elsewhere(item: Item) -> Line | None:
    """Say where a record belongs when it is another collaboration's."""
    # With the cells of its choice: a table says both at once.
    told = replace(item_line(item), text=item.collaboration, label=item.title)
    return told if item.collaboration else None


def _fits(lines: Sequence[Line]) -> bool:
    return len(lines) <= MOST_CHOICES


def _count(answer: ListAnswer) -> str:
    count = len(answer.items)
    if count > MOST_CHOICES:
        shown = number_words(MOST_CHOICES)
        return text("list.first_shown", counted=_counted(answer), shown=shown)
    return _ordered(answer)


def _ordered(answer: ListAnswer) -> str:
    count, counted = len(answer.items), _counted(answer)
    newest = count > 1 and answer.subject in _DATED
    return text("list.newest_first", counted=counted) if newest else counted


def _counted(answer: ListAnswer) -> str:
    count = len(answer.items)
    return text("list.count", count=count, noun=_counted_noun(answer, one=count == 1))


def _counted_noun(answer: ListAnswer, *, one: bool) -> str:
    kinds = [kind for kind in dict.fromkeys(answer.filters) if has_word("kinds", kind)]
    if len(kinds) == 1:
        return kinds[0] if one else word("kinds", kinds[0])
    subject = "activities" if kinds else answer.subject
    many = word("subject", subject, word("subject", "other"))
    return word("subject_one", subject, many) if one else many


def _noun(answer: ListAnswer) -> str:
    return word("subject", answer.subject, word("subject", "other"))


def _heading(answer: ListAnswer) -> str:
    filters = [*dict.fromkeys(answer.filters)]
    states = [one for one in filters if has_word("filter_state", one)]
    kinds = [one for one in filters if has_word("kinds", one)]
    places = [one for one in filters if has_word("filter_place", one)]
    years = [one for one in filters if one.isdigit()]
    named = [one for one in filters if one not in {*states, *kinds, *places, *years}]
    words = (
        listed([word("filter_state", one) for one in states]),
        listed([word("kinds", one) for one in kinds]) or _noun(answer),
        *(word("filter_place", one) for one in places),
        listed(years),
    )
    what = " ".join(part for part in words if part)
    return text("list.filter_rest", what=what, filters=", ".join(named)) if named else what
