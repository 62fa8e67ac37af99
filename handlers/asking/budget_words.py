"""A year's money in words: "utfall 2027 löner: 412 000", "budget 2027 som excel"."""

import re
from collections.abc import Iterator, Sequence

from handlers import budgets
from handlers.answers import Answer, UnknownFactAnswer
from handlers.asking.orders import bare_command, order_text
from handlers.asking.phrase import LONGEST
from handlers.asking.question import Question
from handlers.budgets import LineName
from handlers.budgets.amounts import DIGITS, UNIT
from handlers.errors import Refusal
from handlers.roles import coordinator
from storage.words import fold, words

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_ENTER = re.compile(
    rf"(?:skriv in |sätt |ange |ändra |för in )?(?P<field>reviderad budget|revidera budget(?:en)?"
    rf"|budget(?:en)?|utfall(?:et)?)(?: för| år)? {_YEAR}(?P<head>[^:]*):(?P<tail>.*)",
    re.IGNORECASE,
)
_NOTHING = "inget|ingenting|saknas|ta bort|töm"
_NONE = re.compile(_NOTHING, re.IGNORECASE)
# "löner: 412 000" after the year, where ":-" is a unit and parts nothing.
_PARTED = re.compile(r"(?P<item>.*\S)\s*[:=](?!-)\s*(?P<amount>.*)")
_RUN_ON = re.compile(
    rf"(?P<item>.*?)[\s:=]*(?P<amount>{_NOTHING}|[-\u2212–]? ?(?:{DIGITS})(?:,\d+)?\s*{UNIT}?)",
    re.IGNORECASE,
)
# No name of a line: a number that could be read in part only, a sign, or "about".
_NO_ITEM = re.compile(
    r".*[\d.,+~<>≈]|(?:.*\s)?(?:ca|cirka|circa|ungefär|runt|omkring)", re.IGNORECASE
)
_BESIDES = re.compile(r"\s*[;,.]\s*(anmärkning|anm|not|notering|källa)\s*:\s*", re.IGNORECASE)
_SIDE = re.compile(r"(?P<side>intäkt|kostnad)(?:er|erna|en)?\b[\s:]*", re.IGNORECASE)
_FILE = re.compile(
    rf"(?:visa |ge mig |skicka |hämta )?budget(?:en)?(?: för| år)? {_YEAR}"
    r"(?: som| i)? (?:excel|excelfil|excelark|fil|kalkylblad)",
    re.IGNORECASE,
)
_UNDO = re.compile(
    rf"ångra (?:ändringen (?:av|i) |senaste ändringen (?:av|i) )?(?:budget(?:en)?|utfall(?:et)?)"
    rf"(?: för| år)? {_YEAR}(?: (?:för )?(?P<owner>\S.*))?",
    re.IGNORECASE,
)
_SIDES = {"intäkt": "income", "kostnad": "cost"}
_FIELDS = {"budget": "budget", "utfall": "outcome", "revide": "revised"}
_FIELD_LETTERS = 6
_IN_EVERY_NAME = {"miljosamverkan", "lan"}


def file_request(bare: str) -> re.Match[str] | None:
    """Return what of a command asks for a year's budget as a file, if it does."""
    return _FILE.fullmatch(bare)


def enter(question: Question) -> Answer | None:
    """Let a line of a year's budget say an amount."""
    said = _ENTER.fullmatch(order_text(question))
    if said is None:
        return None
    if len(question.phrase.text) >= LONGEST:
        raise Refusal("budget_words_cut", most=LONGEST)
    parts = _BESIDES.split(said["tail"])
    organisation, head = _organisation(question, said["head"])
    side, item, written = _meant(head, parts[0].strip())
    line = LineName(
        year=int(said["year"]), item=item, side=side, organisation=organisation, loose=True
    )
    value = None if _NONE.fullmatch(written) else budgets.amount_of(written)
    values: dict[str, int | str | None] = {
        _FIELDS[said["field"].casefold()[:_FIELD_LETTERS]]: value,
        **dict(_besides(parts)),
    }
    return budgets.set_line(*question.scope.let_go(), line, values)


def undo(question: Question) -> Answer | None:
    """Take the latest change of a year's budget back: the asker's own, or whose they name."""
    said = _UNDO.fullmatch(order_text(question))
    if said is None:
        return None
    year, owner = int(said["year"]), said["owner"] or ""
    return budgets.undo_latest(*question.scope.let_go(), year, owner)


def as_file(question: Question) -> Answer | None:
    """Answer with a year's budget as a workbook too."""
    said = file_request(bare_command(question.phrase.text))
    if said is None:
        return None
    year = int(said["year"])
    found = budgets.show_budgets(question.scope, year)
    if found is None:
        return UnknownFactAnswer(fact="budget", year=year, contact=coordinator(question.scope))
    return found.as_file()


def _besides(parts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the notes by the fields that they belong to."""
    for name, said in zip(parts[1::2], parts[2::2], strict=True):
        yield "source" if name.casefold() == "källa" else "note", said.strip()


def _organisation(question: Question, head: str) -> tuple[str, str]:
    """Return whose budget is meant, where it is said first, and the rest."""
    first, _, rest = head.strip(" ,").partition(" ")
    names = {fold(one) for name in question.scope.family.names for one in words(name)}
    meant = fold(first).removesuffix("s") in names - _IN_EVERY_NAME
    return (first, rest) if meant else ("", head.strip(" ,"))


def _meant(head: str, tail: str) -> tuple[str, str, str]:
    """Return the side and the name of the line that is meant, and what is written as its amount.

    Where the line is named before the colon, all after it is the amount: a part of one is none.
    """
    side, item = _side(head)
    if item:
        return side, item, tail
    found = _PARTED.fullmatch(tail) or _RUN_ON.fullmatch(tail)
    named = found["item"].strip() if found else ""
    if found is None or _NO_ITEM.fullmatch(named):
        raise Refusal("amount_unread", written=tail)
    return *_side(" ".join(filter(None, (head, named)))), found["amount"].strip()


def _side(item: str) -> tuple[str, str]:
    said = _SIDE.match(item)
    return (_SIDES[said["side"].casefold()], item[said.end() :]) if said else ("", item)
