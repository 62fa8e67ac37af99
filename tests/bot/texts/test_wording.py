import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from bot.texts import wording
from bot.texts.wording import phrases, text, word
from handlers.answers import ProjectState

BOT = Path(wording.__file__).parents[1]
ENTRIES = wording._entries()  # noqa: SLF001 - the loaded file is what is tested
SENTENCES = {code: value for code, value in ENTRIES if isinstance(value, str)}
ROWS = {code for code, value in ENTRIES if isinstance(value, list)}
FAMILIES = {code.split(".")[1] for code in SENTENCES if code.startswith("words.")}
# What the doors say themselves; test_refusals.py holds the list.
OF_THE_DOORS = "refusal"


class Call:
    """A place in the program that uses the file."""

    def __init__(self, node: ast.Call, path: Path) -> None:
        self.function = node.func.id if isinstance(node.func, ast.Name) else ""
        first = node.args[0] if node.args else None
        self.code = str(first.value) if isinstance(first, ast.Constant) else "not fixed"
        self.names = {keyword.arg for keyword in node.keywords}
        self.where = f"{path.relative_to(BOT)}:{node.lineno}"


def calls(*functions: str) -> Iterator[Call]:
    for path in sorted(BOT.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        imported = _imported(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                call = Call(node, path)
                if call.function in imported & set(functions):
                    yield call


def _imported(tree: ast.AST) -> set[str]:
    return {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module in {"bot.texts", "bot.texts.wording"}
        for alias in node.names
    }


def _occurring() -> str:
    """Return the program and the sample data, where every code must stand somewhere."""
    own = Path(wording.__file__).parent
    files = [
        *(path for path in BOT.parent.joinpath("handlers").rglob("*") if path.suffix == ".py"),
        *(path for path in BOT.rglob("*.py") if own not in path.parents),
        *(BOT / "sample").rglob("*.yaml"),
    ]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def _placeholders(sentence: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def test_sentences_used_are_exactly_those_that_exist() -> None:
    used = {call.code for call in calls("text")}

    assert used == {code for code in SENTENCES if not code.startswith("words.")}


def test_rows_used_are_exactly_those_that_exist() -> None:
    used = {call.code for call in calls("phrases")}

    assert used == ROWS


def test_word_families_used_are_exactly_those_that_exist() -> None:
    used = {call.code for call in calls("word", "has_word")}

    assert used == FAMILIES


def test_words_are_all_for_codes_that_occur() -> None:
    known = _occurring()
    members = [code.split(".", 2)[1:] for code in SENTENCES if code.startswith("words.")]

    dead = [
        f"{family}.{code}"
        for family, code in members
        if family != OF_THE_DOORS and code not in {"other", *ProjectState} and code not in known
    ]

    assert dead == []


def test_placeholders_are_those_that_each_use_fills() -> None:
    wrong = [
        f"{call.where} {call.code}"
        for call in calls("text")
        if call.names != _placeholders(SENTENCES.get(call.code, ""))
    ]

    assert wrong == []


def test_placeholders_are_plain_names() -> None:
    names = {name for sentence in SENTENCES.values() for name in _placeholders(sentence)}

    assert [name for name in names if not str(name).isidentifier()] == []


def test_words_have_placeholders_only_in_refusals_and_notes() -> None:
    filled = [
        code
        for code, sentence in SENTENCES.items()
        if code.startswith("words.") and _placeholders(sentence)
    ]

    assert [code for code in filled if not code.startswith(("words.refusal.", "words.note_"))] == []


def test_sentences_neither_shout_nor_use_straight_quotation_marks() -> None:
    wrong = [code for code, sentence in SENTENCES.items() if re.search(r"[!\"'“]", sentence)]

    assert wrong == []


@pytest.mark.parametrize("state", ProjectState)
def test_every_state_has_its_words(state: ProjectState) -> None:
    words = (word("state", state, ""), word("filter_state", state, ""))

    assert all(words)


def test_text_takes_what_is_filled_in_as_data() -> None:
    said = text("choice.titled", title="{year} {0} {title.__class__} 100 %", year=2024)

    assert said == "{year} {0} {title.__class__} 100 % (2024)"


def test_text_of_an_unknown_code_is_an_error() -> None:
    with pytest.raises(KeyError):
        text("no.such")


def test_word_without_an_entry_is_the_code_or_the_default() -> None:
    words = (word("kinds", "bastu"), word("kinds", "bastu", "annat"))

    assert words == ("bastu", "annat")


def test_phrases_are_in_order() -> None:
    assert phrases("dates.weekdays_short")[0] == "mån"
