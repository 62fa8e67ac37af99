"""Plans in words: the same columns, rows and facts for the card, the page and the files."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.texts.dates import date_words, short_day
from bot.texts.plan_lines import (
    beside_words,
    cell,
    column_label,
    heading_words,
    progress_words,
    received_words,
    standing_words,
    title_words,
)
from bot.texts.safe import clean, sentence_case
from bot.texts.wording import text, word
from handlers.answers import BoardLine, PlanAnswer, PlanLine, PlanYearLine

BETWEEN = " · "
_COOPERATION = "cooperation_plan"
_MANY = 3
# The columns that each plan has; the others where some line says something there.
_ALWAYS = frozenset({"title", "goal", "time", "responsible"})


@dataclass(frozen=True, slots=True)
class PlanTable:
    """Some lines of a plan under a heading of theirs."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    # What the columns are of, by their names.
    names: tuple[str, ...] = ()


def position_words(year: PlanYearLine) -> str:
    """Return what a year of a plan is: adopted, preliminary, the bank, a draft."""
    if year.frozen:
        return text("plans.adopted_version", version=year.version)
    return clean(year.position) or text("plans.position_missing")


def board_words(board: BoardLine) -> str:
    """Return when a board has adopted a plan, and where that is written."""
    if board.day is None:
        return text("plans.board_left", board=clean(board.title))
    said = text("plans.board_done", board=clean(board.title), date=short_day(board.day))
    return f"{said}, {clean(board.minutes)}" if board.minutes else said


def deadline_words(year: PlanYearLine) -> str:
    """Return until when a year is commented on and decided."""
    said = []
    if year.comments_by:
        said.append(text("plans.comments_by", date=short_day(year.comments_by)))
    if year.decide_by:
        said.append(text("plans.decide_by", date=short_day(year.decide_by)))
    return BETWEEN.join(said)


def decided_words(answer: PlanAnswer) -> str:
    """Return when a source says that a plan was decided, or that it does not say."""
    if answer.decided is None:
        return text("plan.undecided")
    date = date_words(answer.decided)
    if not answer.decided_by:
        return text("plan.decided", date=date)
    return text("plan.decided_by", date=date, who=clean(answer.decided_by))


def plan_facts(answer: PlanAnswer) -> list[tuple[str, str]]:
    """Return what stands above the lines of a plan: whose it is, who has adopted it, until when."""
    facts = [
        (text("label.owner"), clean(answer.owner)),
        (text("label.period"), clean(answer.period)),
        (text("label.vision"), clean(answer.vision)),
    ]
    if not any(year.boards for year in answer.years):
        facts.append((text("label.decision"), decided_words(answer)))
    for year in answer.years:
        facts += [(text("label.board"), board_words(board)) for board in year.boards]
        facts.append((text("label.deadline"), deadline_words(year)))
    return [(label, value) for label, value in facts if value]


def year_tables(answer: PlanAnswer, year: PlanYearLine) -> list[PlanTable]:
    """Return the lines of a year, a table for each heading, in the plan's order."""
    names = _columns(answer)
    columns = (text("table.number"), *(column_label(name, answer.noun) for name in names))
    return [
        PlanTable(heading, columns, tuple(_row(names, line) for line in lines), ("", *names))
        for heading, lines in _by_heading(year.own)
    ]


def bank_table(lines: Iterable[PlanLine]) -> PlanTable:
    """Return the proposals of a bank, with the year they came in and what became of them."""
    return PlanTable(
        text("label.bank"),
        (text("plans.proposal"), word("plan_column", "heading"), text("label.received"),
         text("table.state"), text("table.besides")),
        tuple(
            (
                title_words(line),
                clean(line.heading),
                received_words(line),
                sentence_case(word("state", line.status)),
                BETWEEN.join(map(clean, (*line.notes, *standing_words(line)))),
            )
            for line in lines
        ),
    )  # fmt: skip


def national_table(answer: PlanAnswer) -> PlanTable:
    """Return what national authorities do in the years of a plan."""
    return PlanTable(
        text("plans.national_heading"),
        (text("table.what"), text("plans.authority")),
        tuple((clean(one.label), clean(one.value)) for one in answer.national),
    )


def line_notes(answer: PlanAnswer) -> list[str]:
    """Return the sources' own notes of a plan and its lines, each with what it is of."""
    notes = [clean(note) for note in answer.notes]
    of: dict[str, dict[str, None]] = {}
    for year in answer.years:
        for line in year.own:
            for note in line.notes:
                of.setdefault(clean(note), {})[title_words(line)] = None
    for note, titles in of.items():
        # What is said of many is said once.
        if len(titles) > _MANY:
            notes.append(note)
        else:
            notes += [text("common.part_of", label=title, value=note) for title in titles]
    return list(dict.fromkeys(notes))


def file_name(answer: PlanAnswer) -> str:
    """Return what a plan's file is called, without its ending."""
    years = [year.year for year in answer.years]
    shown = answer.period if len(years) != 1 else str(years[0])
    name = word("plan_file_name", answer.sort)
    return clean(f"{name} {shown}".replace("–", "-")).casefold().replace(" ", "-")


def _row(names: Sequence[str], line: PlanLine) -> tuple[str, ...]:
    cells = [_cell_of(line, name) for name in names]
    return (str(line.number), *cells)


def _cell_of(line: PlanLine, name: str) -> str:
    if name == "title":
        # Below its name, on lines of their own: they are no part of what it is called.
        return "\n".join((title_words(line), *map(sentence_case, beside_words(line))))
    if name == "progress":
        return progress_words(line)
    return cell(line, name)


def _columns(answer: PlanAnswer) -> tuple[str, ...]:
    columns = ("title", "goal", "doing", "time", "responsible", "parties", "effects", "follow_up")
    missing, lines = text("common.missing"), [line for year in answer.years for line in year.own]
    said = tuple(
        name
        for name in columns
        if name in _ALWAYS or any(cell(line, name) != missing for line in lines)
    )
    return (*said, "progress") if answer.sort == _COOPERATION else said


def _by_heading(lines: Sequence[PlanLine]) -> list[tuple[str, list[PlanLine]]]:
    """Return the lines under their headings, each heading where it first stands."""
    found: dict[str, list[PlanLine]] = {}
    for line in lines:
        found.setdefault(heading_words(line), []).append(line)
    return list(found.items())
