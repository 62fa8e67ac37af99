"""Markdown is written by people, and pasted from anywhere: it becomes harmless."""

import re
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.texts.markdown import Figure, as_html, links_in, pictures_in
from bot.texts.markdown_lines import as_text

ADDRESS = "https://bot.example/nyhetsbrev/bild/abc"
FIGURES = {"abc": Figure("Två ”rör” & <en> å", ADDRESS, 1200, 800)}
UNSEEN = {"abc": Figure("En å", None, 1200, 800)}
TAGS = {
    *("p", "br", "hr", "strong", "em", "code", "a", "img", "ul", "ol", "li", "blockquote"),
    *("h4", "h5", "h6"),
}
HOSTILE = {
    "script": "<script>alert(1)</script>",
    "handler": '<img src=x onerror="alert(1)">',
    "javascript": "[x](javascript:alert(1)) [y](JaVaScRiPt:alert(1)) [z](  javascript:alert(1))",
    "entity": "[x](&#106;avascript:alert(1)) [y](java&Tab;script:alert(1))",
    "data": "[x](data:text/html;base64,PHNjcmlwdD4=) ![](data:image/png;base64,AAAA)",
    "vbscript": "[x](vbscript:msgbox) [y](file:///etc/passwd) [z](//evil.example/x) [w](/rot)",
    "quote": '[x](https://a.example/"onmouseover="alert(1)) ![" onload="alert(1)](bild:abc)',
    "style": '<p style="position:fixed">x</p> <style>*{display:none}</style>',
    "frame": "<iframe src=https://evil.example></iframe><form action=https://evil.example>",
    "remote picture": "![spion](https://evil.example/pixel.png?to=1)",
    "autolink": "<javascript:alert(1)> <data:text/html,x>",
    "nul": "a\x00b\x1bc<scr\x00ipt>",
    "turned": "a\u202eexe.txt\u2066b",
    "mention": "<!channel> <@U1> <!here|x> @everyone",
    "mjml": "</mj-text><mj-raw><script>x</script></mj-raw> {{ 7*7 }} {% raw %} ]]>",
}


class Read(HTMLParser):
    """Take HTML apart as a browser would: its tags with what they carry, and its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def assert_harmless(html: str) -> None:
    for tag, given_ in Read(html).tags:
        assert tag in TAGS
        assert set(given_) <= {"href", "src", "alt", "width", "height", "start", "style", "rel"}
        assert re.match("https?:|mailto:", given_.get("href") or "https:", re.IGNORECASE)
        assert given_.get("src") in {None, ADDRESS}
        assert "style" not in given_


def test_what_people_write_is_set_as_html() -> None:
    html = as_html("Det är **viktigt** och *nytt*:\n- a\n- b\n\n1. x\n\n> ord\n\n`kod`")

    assert html == (
        "<p>Det är <strong>viktigt</strong> och <em>nytt</em>:</p>\n"
        "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"
        "<ol>\n<li>x</li>\n</ol>\n"
        "<blockquote>\n<p>ord</p>\n</blockquote>\n"
        "<p><code>kod</code></p>"
    )


def test_the_same_is_set_as_lines() -> None:
    said = as_text("Det är **viktigt** och *nytt*:\n- a\n  - c\n- b\n\n3. x\n4. y\n\n> ord\n> till")

    assert said == ("Det är viktigt och nytt:\n\n- a\n  - c\n- b\n\n3. x\n4. y\n\n> ord\n> till")


def test_a_new_line_is_one_and_indenting_is_nothing() -> None:
    assert as_html("en\ntvå") == "<p>en<br>\ntvå</p>"
    assert as_html("    indraget") == "<p>indraget</p>"
    assert as_html("rubrik\n===") == "<p>rubrik<br>\n===</p>"


def test_headings_stand_in_order_below_the_one_above_them() -> None:
    html = as_html("# A\n\n### B\n\n## C\n\n# D\n\n###### E", under=3)

    assert re.findall(r"<h(\d)>(\w)", html) == [
        ("4", "A"),
        ("5", "B"),
        ("5", "C"),
        ("4", "D"),
        ("5", "E"),
    ]
    assert re.findall(r"<h(\d)>", as_html("### A\n\n#### B", under=2)) == ["3", "4"]


def test_links_say_where_they_lead_in_lines_too() -> None:
    body = (
        "Läs [checklistan](https://a.example/lista), skriv till [oss](mailto:info@a.example) "
        "eller <info@b.example>. Mer på https://c.example/å?x=1."
    )

    assert as_text(body, width=200) == (
        "Läs checklistan <https://a.example/lista>, skriv till oss <info@a.example> "
        "eller info@b.example. Mer på https://c.example/å?x=1."
    )
    assert [one["href"] for tag, one in Read(as_html(body)).tags if tag == "a"] == [
        "https://a.example/lista",
        "mailto:info@a.example",
        "mailto:info@b.example",
        "https://c.example/%C3%A5?x=1",
    ]
    assert links_in(body) == ("https://a.example/lista", "https://c.example/%C3%A5?x=1")


def test_links_carry_their_style_where_style_sheets_are_dropped() -> None:
    html = as_html("[x](https://a.example)", link_style="color:#0b5d4b")

    assert 'style="color:#0b5d4b"' in html


def test_a_picture_is_the_issues_own_and_as_wide_as_the_column() -> None:
    html = as_html("![](bild:abc)", FIGURES, link_style="color:#0b5d4b")

    (_, shown) = Read(html).tags[-1]
    assert shown == {
        "src": ADDRESS,
        "alt": "Två ”rör” & <en> å",
        "width": "568",
        "height": "379",
        "style": "display:block;width:100%;max-width:568px;height:auto",
    }
    assert as_text("![](bild:abc)", FIGURES) == "[Bild: Två ”rör” & <en> å]"
    assert pictures_in("![](bild:abc) [x](bild:def) ![](https://a.example/b.png)") == ("abc",)


def test_a_page_has_no_styles_in_it() -> None:
    html = as_html("![](bild:abc) [x](https://a.example)", FIGURES)

    assert "style" not in html


def test_a_picture_that_cannot_be_shown_is_told_in_words() -> None:
    assert as_html("![](bild:abc)", UNSEEN) == "<p>[Bild: En å]</p>"


def test_a_picture_that_is_no_longer_there_leaves_nothing() -> None:
    assert as_html("a ![](bild:gone) b", FIGURES) == "<p>a  b</p>"
    assert as_text("a ![](bild:gone) b", FIGURES) == "a b"


def test_a_picture_from_elsewhere_is_a_link() -> None:
    html = as_html("![karta](https://evil.example/p.png)")

    assert Read(html).tags[1] == (
        "a",
        {"href": "https://evil.example/p.png", "rel": "noopener noreferrer"},
    )
    assert Read(html).words == "karta"


def test_the_address_of_a_picture_is_no_link() -> None:
    assert as_html("[titta](bild:abc)", FIGURES) == "<p>titta</p>"


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_hostile_becomes_words(name: str) -> None:
    html = as_html(HOSTILE[name], FIGURES)

    assert_harmless(html)
    assert not re.search("[\x00-\x08\x0e-\x1f\u202e\u2066]", html)
    assert not re.search("[\x00-\x08\x0e-\x1f\u202e\u2066]", as_text(HOSTILE[name], FIGURES))


def test_markup_of_their_own_is_shown_as_it_was_written() -> None:
    assert Read(as_html("<b>fet</b> <!channel> <@U1>")).words == "<b>fet</b> <!channel> <@U1>"


@given(
    st.text(alphabet=st.sampled_from("ab<>[]()!*_`#-+>1. \n\t\\&;:/\"'bild:htpsåäö"), max_size=200)
)
def test_nothing_written_is_harmful(body: str) -> None:
    assert_harmless(as_html(body, FIGURES))

    for line in as_text(body, FIGURES).split("\n"):
        assert len(line) <= 72 or "://" in line or "@" in line


@pytest.mark.parametrize(
    "body",
    [
        "\n".join("  " * depth + "- djupt" for depth in range(100)),
        "> " * 300 + "djupt",
        "- " * 300 + "djupt",
        "1. " * 300 + "djupt",
    ],
)
def test_nothing_is_lost_however_deep_it_lies(body: str) -> None:
    assert as_text(body).count("djupt") == body.count("djupt")
    assert Read(as_html(body)).words.count("djupt") == body.count("djupt")
    assert max(map(len, as_text(body).split("\n"))) <= 100


def test_three_thousand_letters_without_a_space_are_broken_in_lines() -> None:
    lines = as_text("å" * 3000).split("\n")

    assert "".join(lines) == "å" * 3000
    assert max(map(len, lines)) == 72


def test_an_address_is_not_broken() -> None:
    address = f"https://a.example/{'x' * 200}"

    assert as_text(f"Se [sidan]({address}).").split("\n") == ["Se sidan", f"<{address}>."]


@pytest.mark.parametrize("letters", ["[", "![", "*a_ ", "`a", "<a@", "[a](b", "http://", "&#", " "])
def test_what_is_made_to_be_slow_is_not(letters: str) -> None:
    begun = time.process_time()
    as_html(letters * (6000 // len(letters)))
    as_text(letters * (6000 // len(letters)))

    assert time.process_time() - begun < 2
