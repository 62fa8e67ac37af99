import pytest

from handlers.imports.problems import Code
from handlers.imports.yaml_text import MAX_DEPTH, YamlError, clean, parse


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 2024", 2024),
        ("a: -3", -3),
        ("a: 1.75", 1.75),
        ("a: 2024-04", "2024-04"),
        ("a: 2024-04-05", "2024-04-05"),
        ("a: 0380", "0380"),
        ("a: 12:30", "12:30"),
        ("a: no", "no"),
        ("a: 2/3", "2/3"),
        ("a: true", True),
        ("a: null", None),
        ("a:", None),
        ("a: 'null'", "null"),
        ("a: '2024'", "2024"),
        ("a: 1e400", "1e400"),
        ("a: 99999999999999999999", "99999999999999999999"),
        ("a: |\n  två\n  rader\n", "två\nrader\n"),
        ("a: Sla\u0308ckvatten", "Släckvatten"),
        ("a: \"x\\u0007y\"", "xy"),
        ("a: [1, b]", [1, "b"]),
    ],
)  # fmt: skip
def test_parse_reads_values_without_yaml_traps(text: str, value: object) -> None:
    assert parse(text).value == {"a": value}


def test_parse_knows_the_line_of_each_part() -> None:
    parsed = parse("# rad ett\na:\n  - id: x\n    b: 1\n  - id: y\n")

    assert parsed.lines[("a",)] == 2
    assert parsed.lines[("a", 0)] == 3
    assert parsed.lines[("a", 0, "b")] == 4
    assert parsed.lines[("a", 1)] == 5


def test_parse_takes_windows_line_endings() -> None:
    assert parse("a: 1\r\nb: x\r\n").value == {"a": 1, "b": "x"}


def test_parse_of_nothing_is_none() -> None:
    assert parse("").value is None
    assert parse("# bara en kommentar\n").value is None


BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: 1\na: 2\n", Code.REPEATED_FIELD, 2),
        ("b:\n  - a: 1\n    a: 2\n", Code.REPEATED_FIELD, 3),
        (BOMB, Code.ALIAS, 1),
        ("a: 1\nb: *a\n", Code.ALIAS, 2),
        ("a: !!python/object/apply:os.system [ls]\n", Code.TAG, 1),
        ("a: !!binary aGVq\n", Code.TAG, 1),
        ("a: [1\nb: 2\n", Code.BAD_YAML, 2),
        ("a: b: c\n", Code.BAD_YAML, 1),
        ("a: 1\n---\nb: 2\n", Code.BAD_YAML, 3),
        ("? [a]\n: 1\n", Code.BAD_YAML, 1),
        ("a: " + "[" * (MAX_DEPTH + 1), Code.TOO_DEEP, 1),
    ],
)
def test_parse_refuses(text: str, code: Code, line: int) -> None:
    with pytest.raises(YamlError) as caught:
        parse(text)

    assert (caught.value.code, caught.value.line) == (code, line)


def test_parse_refuses_a_control_character() -> None:
    with pytest.raises(YamlError) as caught:
        parse("a: x\x00y")

    assert caught.value.code == Code.BAD_YAML


def test_clean_keeps_lines_and_tabs() -> None:
    assert clean("a\r\nb\tc\x07\u009fd\ud800") == "a\nb\tcd"
