"""What a line of a plan says in words, column by column, and what stands beside its name."""

from collections.abc import Callable, Iterator, Mapping

from bot.texts.dates import date_words
from bot.texts.safe import clean, sentence_case
from bot.texts.wording import has_word, text, word
from handlers.answers import PartialDate, PlanLine

# What is said of a record in the column of its goal, and in that of what is done.
_GOALS = ("visits", "inspectors", "participation")
_DOINGS = ("days", "form", "host")


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


def beside_words(line: PlanLine) -> Iterator[str]:
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


def _whole() -> tuple[str, ...]:
    return (
        "heading", "goal", "doing", "time", "responsible", "parties", "effects", "follow_up",
        "focus_area", "national",
    )  # fmt: skip


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


def standing_words(line: PlanLine) -> tuple[str, ...]:
    """Return that a line stands from year to year, where it does."""
    return (text("plans.standing"),) if line.standing else ()


def _sentences(*parts: str) -> str:
    said = [clean(part) for part in parts if part.strip()]
    if len(said) <= 1:
        return "".join(said)
    return "".join(f"{sentence_case(one.rstrip('.'))}. " for one in said).rstrip()
