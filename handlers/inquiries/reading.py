"""What an answer in plain words says: "Ja, vi har två", "1. ja 2. 14"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from handlers.inquiries.checking import as_number
from handlers.inquiry_views import NO, YES, Given, InquiryQuestion, QuestionKind
from storage.words import fold

_YES = frozenset({"ja", "japp", "jo", "absolut", "jajamensan", "visst", "javisst", "yes"})
_NO = frozenset({"nej", "nix", "na", "inte", "no"})
_SKIPS = frozenset({"", "-", "–", "hoppa over", "inget svar", "vet ej"})
_NOTHING = frozenset({"inga synpunkter", "inget att tillagga", "vi har inga synpunkter"})
_COUNTS = {
    word: str(number)
    for number, word in enumerate(
        (
            "noll", "en", "tva", "tre", "fyra", "fem", "sex", "sju", "atta", "nio", "tio", "elva",
            "tolv",
        )
    )
}  # fmt: skip
_MARK = re.compile(r"(?:^|(?<=\s))(?:fråga\s+)?(\d{1,2})\s?[.):]\s*", re.IGNORECASE)
_RECORD_NUMBER = r"(?:förslag(?:et)? )?(?P<number>(?:19|20)\d\d-\d{3,5})(?!\d)[ \t:.,–-]*"
# What somebody writes in words may name another one: only where a line begins is it answered.
_RECORD = re.compile(rf"^[ \t]*{_RECORD_NUMBER}", re.IGNORECASE | re.MULTILINE)
_RECORD_ANYWHERE = re.compile(
    rf"(?:^|[,;]|\boch\b)[ \t]*{_RECORD_NUMBER}", re.IGNORECASE | re.MULTILINE
)
_FIRST_WORD = re.compile(r"\w+")
_AROUND = " \t\n,.;:–-"
_BETWEEN = re.compile(r"\s*(?:[,;\n]|\boch\b|&)\s*")
_OPTION = re.compile(r"(?:nr|nummer|alternativ)?\s*(\d{1,2})\s*[.)]?", re.IGNORECASE)
_NUMBERS = re.compile(r"-?\d(?:[\d\s\u00a0]*\d)?(?:[.,]\d+)?")
_VISIT = re.compile(r"\s*besök\w*\s*[:–-]\s*(?P<visit>[^\n;]+)(?:[\n;]|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ReadAnswers:
    """What was understood, one for each question; ``unread`` are the places of the others."""

    given: tuple[Given, ...]
    unread: tuple[int, ...] = ()
    visit: str = ""


def read_answers(typed: str, questions: Sequence[InquiryQuestion]) -> ReadAnswers:
    """Read an answer to all questions; ``typed`` is without greeting, quotation and signature."""
    visit, rest = _visit(typed)
    if fold(rest).strip(_AROUND) in _NOTHING and not any(one.required for one in questions):
        return ReadAnswers(tuple(Given() for _ in questions), (), visit)
    parts = _named(rest, questions) or _parts(rest, len(questions))
    if parts is None:
        nothing = tuple(Given() for _ in questions)
        return ReadAnswers(nothing, tuple(range(len(questions))), visit)
    read = [_read(one, part) for one, part in zip(questions, parts, strict=True)]
    unread = tuple(at for at, one in enumerate(read) if one is None)
    return ReadAnswers(tuple(one or Given() for one in read), unread, visit)


def _visit(typed: str) -> tuple[str, str]:
    found = _VISIT.match(typed)
    if found is None:
        return "", typed
    return " ".join(found["visit"].split()), typed[found.end() :]


def _parts(typed: str, count: int) -> list[str] | None:
    """Return what is said to each question, None where it cannot be told apart."""
    marked = _marked(typed, count)
    if count == 1:
        return [marked[0] if marked else typed]
    if marked:
        return marked
    lines = [line for line in typed.splitlines() if line.strip()]
    return lines if len(lines) == count else None


def _named(typed: str, questions: Sequence[InquiryQuestion]) -> list[str]:
    """Return what stands after each record's own number: "2028-001: ja"; nothing without any."""
    places = {one.text.split()[0]: at for at, one in enumerate(questions) if one.key}
    chosen = all(one.kind is not QuestionKind.WORDS for one in questions)
    pattern = _RECORD_ANYWHERE if chosen else _RECORD
    marks = [found for found in pattern.finditer(typed) if found["number"] in places]
    if not marks or typed[: marks[0].start()].strip(_AROUND):
        return []
    ends = [one.start() for one in marks[1:]] + [len(typed)]
    said = [""] * len(questions)
    for mark, end in zip(marks, ends, strict=True):
        said[places[mark["number"]]] = typed[mark.end() : end].strip(_AROUND)
    return said


def _marked(typed: str, count: int) -> list[str]:
    """Return what stands after each number from 1 on; nothing where no number begins it."""
    marks: list[re.Match[str]] = []
    for found in _MARK.finditer(typed):
        number, last = int(found[1]), int(marks[-1][1]) if marks else 0
        if last < number <= count:
            marks.append(found)
    if not marks or typed[: marks[0].start()].strip(_AROUND):
        return []
    ends = [one.start() for one in marks[1:]] + [len(typed)]
    said = {int(one[1]): typed[one.end() : end] for one, end in zip(marks, ends, strict=True)}
    return [said.get(number, "") for number in range(1, count + 1)]


def _read(question: InquiryQuestion, part: str) -> Given | None:
    said = part.strip()
    if fold(said) in _SKIPS:
        return None if question.required else Given()
    match question.kind:
        case QuestionKind.WORDS:
            return Given((said,))
        case QuestionKind.YES_NO:
            return _yes_or_no(said)
        case QuestionKind.NUMBER:
            return _number(said, question.unit)
        case QuestionKind.ONE:
            return _one(said, question.options)
        case QuestionKind.SEVERAL:
            return _several(said, question.options)


def _yes_or_no(said: str) -> Given | None:
    first = _FIRST_WORD.search(said)
    word = fold(first[0]) if first else ""
    if first is None or word not in _YES | _NO:
        return None
    rest = said[first.end() :].strip(_AROUND)
    return Given((YES if word in _YES else NO,), rest)


def _number(said: str, unit: str) -> Given | None:
    found = [one for one in (as_number(each) for each in _NUMBERS.findall(said)) if one]
    words = [_COUNTS[word] for word in map(fold, _FIRST_WORD.findall(said)) if word in _COUNTS]
    # "En" is more often an article than a count.
    counts = found or [one for one in words if one != _COUNTS["en"] or len(said.split()) == 1]
    if len(counts) != 1:
        return None
    bare = _NUMBERS.sub("", said).strip(_AROUND)
    comment = "" if fold(bare) in {"", fold(unit), "st", "stycken"} or not found else bare
    return Given((counts[0],), comment)


def _one(said: str, options: Sequence[str]) -> Given | None:
    if option := _option(said, options):
        return Given((option,))
    folded = f" {fold(said)} "
    named = [one for one in options if re.search(rf"\W{re.escape(fold(one))}\W", folded)]
    # What is part of a longer option that is named too is not meant by itself.
    meant = [one for one in named if not any(one != other and one in other for other in named)]
    return Given((meant[0],), said) if len(meant) == 1 else None


def _several(said: str, options: Sequence[str]) -> Given | None:
    if option := _option(said, options):
        return Given((option,))
    found = [_option(part, options) for part in _BETWEEN.split(said) if part.strip(_AROUND)]
    if not found or not all(found):
        return None
    return Given(tuple(one for one in options if one in found))


def _option(said: str, options: Sequence[str]) -> str:
    """Return the option that is written, or whose number is; nothing where none is."""
    bare = fold(said.strip(_AROUND))
    exact = next((one for one in options if fold(one.strip(_AROUND)) == bare), "")
    numbered = _OPTION.fullmatch(bare)
    if exact or numbered is None:
        return exact
    at = int(numbered[1])
    return options[at - 1] if 0 < at <= len(options) else ""
