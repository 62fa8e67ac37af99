import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workspace.pages.mrkdwn import mrkdwn

LINK = '<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>'


def shown(text: str) -> str:
    return str(mrkdwn(text, lambda who: {"U1": "Ina Ek", "C1": "tillsyn"}.get(who, who)))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*fet* _kursiv_ ~struken~", "<strong>fet</strong> <em>kursiv</em> <s>struken</s>"),
        ("2 * 3 * 4 och a_b_c", "2 * 3 * 4 och a_b_c"),
        ("`*kod*`", "<code>*kod*</code>"),
        ("```\na *b*\n```", "<pre>a *b*</pre>"),
        ("rad ett\nrad två", "rad ett<br>rad två"),
        ("&gt; citat\nsvar", "<blockquote>citat</blockquote>svar"),
        ("a &amp; b &lt;c&gt;", "a &amp; b &lt;c&gt;"),
        ("&amp;lt;", "&amp;lt;"),
        (
            "<https://habo.example|Habo &amp; co>",
            LINK.format("https://habo.example", "Habo &amp; co"),
        ),
        (
            "se https://habo.example.",
            f"se {LINK.format('https://habo.example', 'https://habo.example')}.",
        ),
        (
            "&lt;https://habo.example&gt;",
            f"&lt;{LINK.format('https://habo.example', 'https://habo.example')}&gt;",
        ),
        (
            "<mailto:ina@habo.example|ina@habo.example>",
            LINK.format("mailto:ina@habo.example", "ina@habo.example"),
        ),
        ("<@U1>", '<span class="mention">@Ina Ek</span>'),
        ("<#C1|annat>", '<span class="mention">#annat</span>'),
        ("<!channel>", '<strong class="broadcast">@channel</strong>'),
        ("<!date^1^{date}|15 april>", "15 april"),
        ("<javascript:alert(1)|klicka>", "&lt;javascript:alert(1)|klicka&gt;"),
        ("<b>fet</b>", "&lt;b&gt;fet&lt;/b&gt;"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        (
            '<https://x.example/"onclick="a|x>',
            LINK.format("https://x.example/&#34;onclick=&#34;a", "x"),
        ),
        ("\ue0000\ue001", "0"),
    ],
)
def test_markup_is_shown_as_slack_shows_it(text: str, html: str) -> None:
    assert shown(text) == html


@given(st.text(alphabet="<>&\"'`*_~|!@#:/\n abU1\ue000\ue001", max_size=60))
def test_no_markup_of_ones_own_reaches_the_page(text: str) -> None:
    html = shown(text)

    known = ("strong", "em", "s", "code", "pre", "br", "blockquote", "span", "a")
    tags = [part.split(">")[0].strip("/").split(" ")[0] for part in html.split("<")[1:]]
    assert [tag for tag in tags if tag not in known] == []
