import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.blocks.parts import (
    button,
    buttons,
    cut,
    escaped,
    heading,
    message,
    paragraph,
    plain,
    quotation,
    row,
    said,
    small,
    words,
)
from bot.workspace.rules import check_message


@pytest.mark.parametrize(
    ("text", "longest", "expected"),
    [
        ("kort", 10, "kort"),
        ("tillsyn av släckvatten", 22, "tillsyn av släckvatten"),
        ("tillsyn av släckvatten", 20, "tillsyn av…"),
        ("tillsynsvägledningsmaterial", 10, "tillsynsv…"),
        ("a " + "b" * 50, 20, "a bbbbbbbbbbbbbbbbb…"),
    ],
)
def test_cut_ends_at_a_word_where_there_is_one(text: str, longest: int, expected: str) -> None:
    assert cut(text, longest) == expected


@given(st.text(max_size=400), st.integers(2, 100))
def test_cut_is_never_too_long(text: str, longest: int) -> None:
    assert len(cut(text, longest)) <= longest


def test_escaped_leaves_nothing_that_slack_reads_as_markup() -> None:
    assert escaped("<!channel> & <@U1>") == "&lt;!channel&gt; &amp; &lt;@U1&gt;"


def test_words_make_links_of_addresses_alone() -> None:
    elements = words("Läs https://vast.example/a?b=1, eller mejla lst-vg@vast.example.")

    assert [(one["type"], one.get("url", one.get("text"))) for one in elements] == [
        ("text", "Läs "),
        ("link", "https://vast.example/a?b=1"),
        ("text", ", eller mejla "),
        ("link", "mailto:lst-vg@vast.example"),
        ("text", "."),
    ]


def test_words_do_not_make_links_of_other_schemes() -> None:
    elements = words("javascript:alert(1) file:///etc/passwd")

    assert [one["type"] for one in elements] == ["text"]


def test_message_has_text_that_is_harmless_and_short() -> None:
    made = message("<!here> " + "ord " * 400, [said("hej")])

    assert made["text"].startswith("&lt;!here&gt; ord")
    assert len(made["text"]) < 600


@given(st.text(max_size=6000))
def test_blocks_are_such_as_slack_takes(text: str) -> None:
    shown = message(
        "sammanfattning",
        [
            *([paragraph(words(text[:2900], bold=True))] if text else []),
            heading(text),
            small(text),
            row(text, button(text, "visa", "v", about=text)),
            *buttons([button(text, "a"), button(text, "b", text[:2000])]),
            *([quotation(text)] if text else []),
        ],
    )

    # The whole may be too long for one message; each part is not.
    for block in shown["blocks"]:
        if block["type"] != "rich_text" or len(text) < 1000:
            check_message({"text": "x", "blocks": [block]})


def test_plain_text_is_never_empty() -> None:
    assert plain("")["text"] == " "
