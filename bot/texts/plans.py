"""Plans in words: the same columns, rows and facts for the card, the page and the files."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.texts.dates import date_words, short_day
from bot.texts.safe import clean, sentence_case
from bot.texts.wording import has_word, text, word
from handlers.answers import BoardLine, PartialDate, PlanAnswer, PlanLine, PlanYearLine

BETWEEN = " · "
# What is said of a record in the column of its goal, and in that of what is done.
_GOALS = ("visits", "inspectors", "participation")
_DOINGS = ("days", "form", "host")
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


def column_label(name: str, noun: str = "") -> str:
    """Return what a column is called; the first one as the plan calls its lines."""
    if name == "title" and noun:
        return sentence_case(clean(noun))
    return word("plan_column", name)


def title_words(line: PlanLine) -> str:
    """Return what a line is called."""
    if "title" in line.withheld:
        return text("plans.withheld")
    return clean(line.title)


def cell(line: PlanLine, name: str) -> str:
    """Return what a line says in a column; that it is missing or left out where it says nothing."""
    if name in line.withheld:
        return text("plans.withheld")
    said = {"goal": _goal, "doing": _doing, "national": _national}.get(name)
    words = said(line) if said else clean(getattr(line, name))
    return words or text("common.missing")


def said_columns(line: PlanLine, noun: str = "") -> Iterator[tuple[str, str]]:
    """Yield the label and the words of each column that says something."""
    missing = text("common.missing")
    for name in _whole():
        words = cell(line, name)
        if words != missing:
            yield column_label(name, noun), words
    if line.standing:
        yield word("plan_column", "standing"), text("plans.standing")
    for code in ("strategy", "programme"):
        if said := _fact(line, code):
            yield word("plan_column", code), said
    if line.record_kind == "proposal":
        yield text("label.received"), received_words(line)
    if line.progress:
        yield word("plan_column", "progress"), progress_words(line)


def received_words(line: PlanLine) -> str:
    """Return when a proposal came in, honestly where nobody has said."""
    return str(line.received) if line.received else text("plans.year_missing")


def progress_words(line: PlanLine) -> str:
    """Return how far a line of a cooperation plan has come."""
    state = word("plan_progress", line.progress or "not_begun")
    note = text("plans.withheld") if "progress_note" in line.withheld else clean(line.progress_note)
    return f"{state}: {note}" if note else state


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
                BETWEEN.join(map(clean, (*line.notes, *_standing(line)))),
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
        return "\n".join((title_words(line), *map(sentence_case, _besides(line))))
    if name == "progress":
        return progress_words(line)
    return cell(line, name)


def _besides(line: PlanLine) -> Iterator[str]:
    """Yield what stands beside a line's name: that it stands, and what it is tied to."""
    if line.received or line.record_kind == "proposal":
        yield text("plans.received", year=received_words(line))
    if line.standing:
        yield text("plans.standing")
    if line.focus_area:
        yield text("plans.focus_area", area=cell(line, "focus_area"))
    for code in ("strategy", "programme"):
        if said := _fact(line, code):
            yield said
    if _national(line):
        yield text("plans.national", who=cell(line, "national"))


def _columns(answer: PlanAnswer) -> tuple[str, ...]:
    columns = ("title", "goal", "doing", "time", "responsible", "parties", "effects", "follow_up")
    missing, lines = text("common.missing"), [line for year in answer.years for line in year.own]
    said = tuple(
        name
        for name in columns
        if name in _ALWAYS or any(cell(line, name) != missing for line in lines)
    )
    return (*said, "progress") if answer.sort == _COOPERATION else said


def _whole() -> tuple[str, ...]:
    return (
        "heading", "goal", "doing", "time", "responsible", "parties", "effects", "follow_up",
        "focus_area", "national",
    )  # fmt: skip


def _by_heading(lines: Sequence[PlanLine]) -> list[tuple[str, list[PlanLine]]]:
    """Return the lines under their headings, each heading where it first stands."""
    found: dict[str, list[PlanLine]] = {}
    for line in lines:
        found.setdefault(heading_words(line), []).append(line)
    return list(found.items())


def heading_words(line: PlanLine) -> str:
    """Return the heading that a line stands under."""
    if "heading" in line.withheld:
        return text("plans.withheld")
    said = clean(line.heading)
    return sentence_case(word("kinds", said, said)) if said else text("plans.no_heading")


def _goal(line: PlanLine) -> str:
    return _sentences(line.goal, *(_fact(line, code) for code in _GOALS))


def _doing(line: PlanLine) -> str:
    campaign = _period(line, "campaign")
    told = text("plans.campaign", when=campaign) if campaign else ""
    return _sentences(line.doing, *(_fact(line, code) for code in _DOINGS), told)


def _national(line: PlanLine) -> str:
    return ", ".join(filter(None, (clean(line.national), _period(line, "national"))))


def _period(line: PlanLine, name: str) -> str:
    values = {one.label: one.value for one in line.told}
    start, end = values.get(f"{name}_start", ""), values.get(f"{name}_end", "")
    if start and end:
        return text("plans.between", start=_moment(start), end=_moment(end))
    if start:
        return text("plans.since", start=_moment(start))
    return text("plans.until", end=_moment(end)) if end else ""


def _moment(written: str) -> str:
    try:
        return date_words(PartialDate.parse(written))
    except ValueError:
        # Whatever the source has written there is told as it stands.
        return clean(written)


def _fact(line: PlanLine, code: str) -> str:
    found = next((clean(one.value) for one in line.told if one.label == code), "")
    if not found:
        return ""
    if has_word("plan_said", code):
        return word("plan_said", code)
    return _FACTS[code](found)


_FACTS: Mapping[str, Callable[[str], str]] = {
    "visits": lambda said: text("plans.visits", count=said),
    "inspectors": lambda said: text("plans.inspectors", count=said),
    "participation": lambda said: text("plans.participation", who=said),
    "programme": lambda said: text("plans.programme", name=said),
    "days": lambda said: text("plans.days", count=said),
    "form": lambda said: said,
    "host": lambda said: text("plans.host", who=said),
}


def _standing(line: PlanLine) -> tuple[str, ...]:
    return (text("plans.standing"),) if line.standing else ()


def _sentences(*parts: str) -> str:
    said = [clean(part) for part in parts if part.strip()]
    if len(said) <= 1:
        return "".join(said)
    return "".join(f"{sentence_case(one.rstrip('.'))}. " for one in said).rstrip()
