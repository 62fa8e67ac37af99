"""The questions of a result form, a line each: "3. Finns en plan? (ja/nej/ej aktuellt)". Pure."""

import re
from collections.abc import Iterator

from handlers.errors import Refusal
from handlers.inquiries.planning import (
    LONGEST_OPTION,
    LONGEST_QUESTION,
    LONGEST_UNIT,
    MOST_IN_RESULTS,
    MOST_OPTIONS,
)
from handlers.inquiry_views import NO, YES, InquiryQuestion, QuestionKind
from storage.words import fold

_FEWEST_OPTIONS = 2
# With as much as may be written in each, a dialog in chat takes no more.
MOST_TEXTS = 20
_NUMBERED = re.compile(r"\s*(?P<number>\d{1,2})\s?[.)]\s+(?=\S)")
_POINT = re.compile(r"\s*[-–•*]\s+")
# Where several stand on one line.
_INSIDE = re.compile(r"(?:^|(?<=\s))(?P<number>\d{1,2})[.)]\s+(?=\S)")
_ASKED = re.compile(r"(?P<text>.*\S)\s*\((?P<how>[^()]*)\)\s*[.?]?\s*", re.DOTALL)
_BEHIND = re.compile(r"(?P<text>.*\?)\s*(?P<how>[^?]*\S)\s*", re.DOTALL)
_NUMBER = re.compile(r"(?:antal|tal|siffra|nummer)\b[\s:]*(?:i |av )?(?P<unit>.*)", re.IGNORECASE)
_SEVERAL = re.compile(r"(?:välj |kryssa )?(?:ett eller )?flera(?: val| av)?\s*:?\s*", re.IGNORECASE)
_ONE = re.compile(r"(?:välj )?(?:ett|en)(?: val| av)?\s*:\s*|välj\s*:?\s*", re.IGNORECASE)
_NEEDED = re.compile(r",?\s*(?:(?P<no>frivilligt?|kan hoppas över)|måste besvaras)$", re.IGNORECASE)
_WORDS = frozenset({"text", "fritext", "egna ord", "med egna ord", "ord"})
_BETWEEN = re.compile(r"\s*[/;]\s*")
_WRITTEN = {
    QuestionKind.WORDS: "text",
    QuestionKind.NUMBER: "antal",
    QuestionKind.YES_NO: f"{YES}/{NO}",
}


def read_questions(typed: str) -> tuple[InquiryQuestion, ...]:
    """Return the questions that lines say; refuse a line that cannot be one, by its number."""
    lines = list(_lines(typed))
    if not lines:
        raise Refusal("results_without_questions")
    if len(lines) > MOST_IN_RESULTS:
        raise Refusal("results_many_questions", most=MOST_IN_RESULTS, count=len(lines))
    read = tuple(_question(at, line) for at, line in enumerate(lines, start=1))
    texts = sum(one.kind is QuestionKind.WORDS for one in read)
    if texts > MOST_TEXTS:
        raise Refusal("results_many_texts", most=MOST_TEXTS, count=texts)
    return read


def question_line(question: InquiryQuestion) -> str:
    """Write a question so that it is read as the same again."""
    how = _WRITTEN.get(question.kind) or "/".join(question.options)
    if question.kind is QuestionKind.SEVERAL:
        how = f"flera: {how}"
    if question.kind is QuestionKind.NUMBER and question.unit:
        how = f"{how} {question.unit}"
    needed = "" if question.required else ", frivillig"
    return f"{question.text} ({how}{needed})"


def _lines(typed: str) -> Iterator[str]:
    several = [line.strip() for line in typed.splitlines() if line.strip()]
    if len(several) == 1:
        several = list(_on_one_line(several[0]))
    numbered = any(map(_NUMBERED.match, several))
    joined: list[str] = []
    for line in several:
        # A mail breaks long lines: what has no number goes on where the others have one.
        if numbered and joined and not _NUMBERED.match(line):
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
    for line in joined:
        yield _POINT.sub("", _NUMBERED.sub("", line, count=1), count=1)


def _on_one_line(line: str) -> Iterator[str]:
    """Yield what stands after each number from 1 on; the whole line where none begins it."""
    marks: list[re.Match[str]] = []
    for found in _INSIDE.finditer(line):
        if int(found["number"]) == len(marks) + 1:
            marks.append(found)
    if not marks or line[: marks[0].start()].strip():
        yield line
        return
    ends = [one.start() for one in marks[1:]] + [len(line)]
    for mark, end in zip(marks, ends, strict=True):
        yield line[mark.start() : end].strip()


def _question(at: int, line: str) -> InquiryQuestion:
    text, how, required = _parted(line)
    asked = " ".join(text.split())
    if len(asked) > LONGEST_QUESTION:
        raise Refusal("results_line_long", line=at, most=LONGEST_QUESTION, count=len(asked))
    kind, said = _kind(how)
    if kind is QuestionKind.NUMBER:
        return InquiryQuestion(text=asked, kind=kind, unit=said[:LONGEST_UNIT], required=required)
    options = _options(at, said) if kind in {QuestionKind.ONE, QuestionKind.SEVERAL} else ()
    if kind is QuestionKind.ONE and tuple(map(fold, options)) == (YES, NO):
        return InquiryQuestion(text=asked, kind=QuestionKind.YES_NO, required=required)
    return InquiryQuestion(text=asked, kind=kind, options=options, required=required)


def _parted(line: str) -> tuple[str, str, bool]:
    """Return a question, how it is answered, and whether it has to be."""
    for form in (_ASKED, _BEHIND):
        said = form.fullmatch(line)
        if said is None:
            continue
        how = said["how"].strip(" .")
        needed = _NEEDED.search(how)
        bare = how[: needed.start()].strip() if needed else how
        if (needed and not bare) or _is_how(bare):
            return said["text"], bare, not (needed and needed["no"])
    return line.strip(), "", True


def _is_how(said: str) -> bool:
    """Tell whether words say how to answer; what else stands in brackets belongs to a question."""
    known = fold(said) in {fold(one) for one in _WORDS}
    return known or "/" in said or ";" in said or _NUMBER.fullmatch(said) is not None


def _kind(how: str) -> tuple[QuestionKind, str]:
    """Return how a question is answered, and the rest of what says so."""
    if counted := _NUMBER.fullmatch(how):
        return QuestionKind.NUMBER, " ".join(counted["unit"].split())
    if several := _SEVERAL.match(how):
        return QuestionKind.SEVERAL, how[several.end() :]
    if not _BETWEEN.search(how):
        return QuestionKind.WORDS, ""
    return QuestionKind.ONE, _ONE.sub("", how, count=1)


def _options(at: int, said: str) -> tuple[str, ...]:
    parts = (" ".join(one.split()) for one in _BETWEEN.split(said))
    options = tuple(dict.fromkeys(filter(None, parts)))
    if not _FEWEST_OPTIONS <= len(options) <= MOST_OPTIONS:
        raise Refusal("results_line_options", line=at, least=_FEWEST_OPTIONS, most=MOST_OPTIONS)
    long = next((one for one in options if len(one) > LONGEST_OPTION), None)
    if long is not None:
        raise Refusal("results_line_option", line=at, option=long, most=LONGEST_OPTION)
    return options
