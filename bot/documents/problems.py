"""A fault in a file, in words: where it is, what was expected and what stands there."""

from collections.abc import Iterable, Iterator

from bot.texts import text, word
from handlers.imports import Code, Problem

MAX_FOUND = 60
MAX_KNOWN = 12


def describe(problem: Problem) -> str:
    """Say in one line of Swedish what is wrong, and where."""
    return f"{', '.join(_where(problem))}: {_what(problem)}."


def _where(problem: Problem) -> Iterator[str]:
    yield problem.file
    if problem.sheet:
        yield text("import.sheet", sheet=problem.sheet)
    if problem.row is not None:
        yield text("import.row", row=problem.row)
    if problem.column:
        yield _column(problem)


def _column(problem: Problem) -> str:
    # A table has columns, a YAML file a path of fields.
    if _is_yaml(problem.file):
        return text("import.in_field", name=problem.column)
    return text("import.in_column", name=problem.column)


def _what(problem: Problem) -> str:
    said = _fault(problem)
    if problem.found:
        said = text("import.found", said=said, found=_short(problem.found))
    if problem.known:
        which = word("problem_known", problem.code, word("problem_known", "other"))
        said = text("import.known", said=said, which=which, names=_listed(problem.known))
    return said


def _fault(problem: Problem) -> str:
    if problem.code is Code.WRONG and problem.expected is not None:
        return text("import.expected", what=word("expected", problem.expected))
    if problem.code is Code.TAG:
        # YAML's own sign; among the sentences it would be an exclamation mark.
        return text("import.tag", sign="!")
    if problem.code is Code.BAD_MEETING:
        return word("meeting_fault", problem.why, word("problem", problem.code))
    return word("rule_fault", problem.why, word("problem", problem.code))


def _short(found: str) -> str:
    line = " ".join(found.split())
    return line if len(line) <= MAX_FOUND else f"{line[:MAX_FOUND]}…"


def _listed(known: Iterable[str]) -> str:
    names = list(known)
    listed = ", ".join(names[:MAX_KNOWN])
    more = len(names) - MAX_KNOWN
    return text("import.known_more", names=listed, count=more) if more > 0 else listed


def _is_yaml(file: str) -> bool:
    return file.casefold().endswith((".yaml", ".yml"))
