import pytest

from bot.mail.incoming.bodies import LONGEST_TEXT, read_text, tidied
from bot.mail.incoming.markup import LONGEST_MARKUP, text_of
from bot.mail.incoming.message import Part
from bot.texts.charsets import decoded


@pytest.mark.parametrize(
    ("content", "charset", "text"),
    [
        ("på".encode("latin-1"), "iso-8859-1", "på"),
        ("”på”".encode("cp1252"), "latin1", "”på”"),
        ("på".encode("latin-1"), "utf-8", "på"),
        ("gå".encode("latin-1"), "utf-8", "gå"),
        ("på Öland".encode()[:-5], "utf-8", "på "),
        ("på".encode(), "us-ascii", "på"),
        ("på".encode("utf-16"), "UTF-16", "på"),
        ("på".encode("utf-16-le"), "utf-16le", "på"),
        ("på".encode("cp865"), "cp865", "på"),
        ("på".encode(), "'utf-8'", "på"),
        ("på".encode(), "", "på"),
        ("på".encode(), "x-hemlig", "på"),
        ("på".encode(), "iso-8859-99", "på"),
        (b"a\\u0041", "unicode_escape", "a\\u0041"),
        (b"xn--vxj-qla6g", "idna", "xn--vxj-qla6g"),
        (b"ab", "utf-8\x00", "ab"),
        (b"\x81\xe5", "utf-8", "\N{REPLACEMENT CHARACTER}å"),
    ],
)
def test_octets_are_read_in_their_charset_or_else_another(
    content: bytes, charset: str, text: str
) -> None:
    assert decoded(content, charset) == text


@pytest.mark.parametrize("charset", ["zip", "rot13", "hex", "punycode", "undefined", "../x", "å"])
def test_name_that_is_no_charset_is_not_asked_for(charset: str) -> None:
    assert decoded("på".encode(), charset) == "på"


def test_plain_text_goes_before_html_and_what_is_attached_is_passed_over() -> None:
    attached = Part("text/plain", b"bifogad", attached=True)
    parts = [attached, Part("text/html", b"<p>html"), Part("text/plain", b"text")]

    assert read_text(parts) == "text"
    assert read_text(parts[:2]) == "html"
    assert read_text(parts[:1]) == ""


@pytest.mark.parametrize("kind", ["text/calendar", "application/pgp-signature", "message/rfc822"])
def test_other_kinds_are_no_text(kind: str) -> None:
    assert read_text([Part(kind, b"BEGIN:VCALENDAR")]) == ""


def test_blank_text_is_passed_over() -> None:
    parts = [Part("text/plain", b" \n\xc2\xa0\n"), Part("text/html", b"<p>ord")]

    assert read_text(parts) == "ord"


def test_no_more_than_two_blank_lines_stand_in_a_row() -> None:
    assert tidied("a" + "\n" * 10_000 + "b" + "\n \t\xa0\r\n" * 50 + "c") == "a\n\n\nb\n\n\nc"


def test_text_is_cut_at_64_kb_after_its_blank_lines() -> None:
    text = "\n" * 100_000 + "a\n" * LONGEST_TEXT

    assert len(tidied(text)) == LONGEST_TEXT - 1
    assert tidied(text).startswith("a\na")


def test_lines_end_alike_and_hold_no_control_characters() -> None:
    assert tidied("a\r\nb\rc\x00\x07d\u2028e\x85-- \n\ufefff  ") == "a\nb\ncd\ne\n-- \nf"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<div>a</div><div>b</div>", "a\nb"),
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("<ul><li>a<li>b</ul>", "- a\n- b"),
        ("<ul><li><p>a</p></li></ul>", "- a"),
        ("<table><tr><td>a<td>b<tr><td>c</table>", "a b\nc"),
        ("<pre>a\n  b</pre>c", "a\nb\nc"),
        ("a\n  b&nbsp;c &ouml;", "a b c ö"),
        ("<head><title>x</title><style>y</style></head><body>a", "a"),
        ("<head>x<body>a", "a"),
        ("a<script>x</script>b<style>y", "ab"),
        ("a<!-- x <b> -->b<!-- y", "ab"),
        ("a<![if !mso]>b<![endif]><?xml x?>c<!DOCTYPE html>", "abc"),
        ("a<![bogus[b", "a<![bogus[b"),
        ("3 < 4 > 2 <", "3 < 4 > 2 <"),
        ("a<b", "a<b"),
        ("</blockquote></script>a", "a"),
    ],
)
def test_html_becomes_the_lines_that_are_seen(markup: str, text: str) -> None:
    assert text_of(markup).strip() == text


def test_quoted_html_stands_behind_a_mark() -> None:
    markup = "ja<blockquote>fråga<br>mer<blockquote>äldst</blockquote></blockquote>nej"

    assert text_of(markup) == "ja\n\n> fråga\n> mer\n\n> > äldst\n\nnej"


def test_no_more_html_is_read_than_an_answer_needs() -> None:
    assert text_of("a" * (LONGEST_MARKUP + 1)) == "a" * LONGEST_MARKUP
