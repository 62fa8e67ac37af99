"""People's Markdown as harmless HTML.

Markup of their own is text. A link leads to the web or to an address of mail, and a picture is one
of the issue's, ``![](bild:CODE)``. Their headings are put in order below the one that they stand
under.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from bot.texts.safe import clean, clean_lines
from bot.texts.wording import text

PICTURE = "bild:"
# As wide as the column of a mail, in CSS pixels.
SHOWN_WIDTH = 568
_LEADS = re.compile(r"https?://[^/?#\s]|mailto:[^@\s]+@[^@\s]|bild:[\w-]+$", re.IGNORECASE)
# An address as people write it: what ends a sentence does not belong to it.
_BARE = re.compile(r"https?://[^\s<>”\"]*[^\s<>”\".,:;!?)\]*_]", re.IGNORECASE)
_DEEPEST = 6
# The parser leaves out what lies deeper than it counts, so that nothing may: at most so many marks
# of lists and quotations in a row, and so many columns before them.
_MOST_LEVELS = 40
_MARK = r"(?:[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t]))"
# Possessive, or a long line of blanks is tried at each of its places.
_TOO_DEEP = re.compile(rf"^([ \t]*+)({_MARK}{{6}}){_MARK}+", re.MULTILINE)
_TOO_FAR_IN = re.compile(r"^([ \t]{20})[ \t]+", re.MULTILINE)
_TAGS = {
    *("p", "br", "hr", "strong", "em", "code", "a", "img", "ul", "ol", "li", "blockquote"),
    *("h2", "h3", "h4", "h5", "h6"),
}
_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
}
# No picture is wider than what it stands in, where style sheets are dropped too; a largest width
# in percent alone would hold a table open.
_PICTURE_STYLE = "display:block;width:100%;max-width:{width}px;height:auto"


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture where it is shown: its address, None where it has none; sizes in pixels."""

    alt: str
    address: str | None
    width: int
    height: int


Figures = Mapping[str, Figure]


def as_html(
    body: str, figures: Figures | None = None, *, under: int = 3, link_style: str = ""
) -> Markup:
    """Return Markdown as HTML that can stand in any page or mail of ours.

    ``under`` is the level of the heading above it. ``link_style`` is CSS for each link, for mail
    programs that drop style sheets: with it pictures have styles too.
    """
    parser = markdown_parser()
    rendered = parser.renderer.render(arranged(body, figures or {}, under), parser.options, {})
    styles = {"a": {"style": link_style}} if link_style else {}
    # A page of ours has no styles of its own in it: its style sheet alone is let in.
    pictures = _ATTRIBUTES["img"] | ({"style"} if link_style else set())
    cleaned = nh3.clean(
        rendered,
        tags=_TAGS,
        attributes={**_ATTRIBUTES, "img": pictures},
        url_schemes={"http", "https", "mailto"},
        set_tag_attribute_values=styles,
    )
    return Markup(cleaned.strip())  # noqa: S704 - it has just been cleaned


def arranged(body: str, figures: Figures, under: int = 3) -> list[Token]:
    """Return the tokens of Markdown, with its headings, links and pictures as we want them."""
    tokens = _parsed(body)
    above: list[int] = []
    for token in tokens:
        if token.type == "heading_open":
            _stand_under(above, int(token.tag[1]))
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(under + len(above), _DEEPEST)}"
        elif token.type == "inline":
            token.children = list(_inline(token.children or [], figures))
    return tokens


def pictures_in(body: str) -> tuple[str, ...]:
    """Return the codes of the pictures that stand in Markdown, in their order."""
    return tuple(
        address.removeprefix(PICTURE)
        for kind, address in _addresses(body)
        if kind == "image" and address.startswith(PICTURE)
    )


def links_in(body: str) -> tuple[str, ...]:
    """Return the addresses of pages that Markdown links to, each once, in their order."""
    found = (address for _, address in _addresses(body))
    return tuple(dict.fromkeys(one for one in found if one.casefold().startswith("http")))


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 - what the library calls it
        return _leads_somewhere(url)


@cache
def markdown_parser() -> MarkdownIt:
    """Return the parser; what people do without knowing it (indenting, underlining) is nothing."""
    parser = _Parser("commonmark", {"html": False, "breaks": True, "maxNesting": _MOST_LEVELS})
    parser.disable(["code", "fence", "lheading", "reference", "html_block", "html_inline"])
    return parser


def _parsed(body: str) -> list[Token]:
    shallow = _TOO_FAR_IN.sub(r"\1", _TOO_DEEP.sub(r"\1\2", clean_lines(body)))
    return markdown_parser().parse(shallow)


def _leads_somewhere(address: str) -> bool:
    return _LEADS.match(address.strip()) is not None


def _addresses(body: str) -> Iterator[tuple[str, str]]:
    for token in _parsed(body):
        for child in _linked(token.children or []):
            address = child.attrGet("href") or child.attrGet("src")
            if address:
                yield child.type, str(address)


def _stand_under(above: list[int], level: int) -> None:
    """Put a heading below those that are larger, with none left out between."""
    while above and above[-1] >= level:
        above.pop()
    above.append(level)


def _inline(children: Sequence[Token], figures: Figures) -> Iterator[Token]:
    dropped: list[bool] = []
    for token in _linked(children):
        if token.type == "link_open":
            # Only a picture has such an address.
            dropped.append(str(token.attrGet("href")).casefold().startswith(PICTURE))
            if not dropped[-1]:
                yield token
        elif token.type == "link_close":
            if not dropped.pop():
                yield token
        elif token.type == "image":
            yield from _picture(token, figures)
        else:
            yield token


def _linked(children: Sequence[Token]) -> Iterator[Token]:
    """Make links of the addresses that stand as they are, where they stand in no link."""
    inside = 0
    for token in children:
        inside += token.nesting if token.type.startswith("link_") else 0
        if token.type == "text" and not inside and "://" in token.content:
            yield from _with_links(token.content)
        else:
            yield token


def _with_links(content: str) -> Iterator[Token]:
    at = 0
    for found in _BARE.finditer(content):
        yield _text(content[at : found.start()])
        at = found.end()
        address = markdown_parser().normalizeLink(found[0])
        if _leads_somewhere(address):
            yield from _link(address, found[0])
        else:
            yield _text(found[0])
    yield _text(content[at:])


def _picture(token: Token, figures: Figures) -> Iterator[Token]:
    address = str(token.attrGet("src"))
    if not address.casefold().startswith(PICTURE):
        # Nothing is fetched from elsewhere, but the way to it is kept.
        if address.casefold().startswith("http"):
            yield from _link(address, clean(token.content) or address)
        return
    figure = figures.get(address[len(PICTURE) :])
    if figure is None:
        return
    if figure.address is None:
        yield _text(text("markdown.picture", alt=clean(figure.alt)))
    else:
        yield _shown(figure, figure.address)


def _shown(figure: Figure, address: str) -> Token:
    width = min(figure.width, SHOWN_WIDTH)
    height = max(1, round(figure.height * width / max(1, figure.width)))
    style = _PICTURE_STYLE.format(width=width)
    sizes: dict[str, str | int | float] = {"width": width, "height": height, "style": style}
    words = [_text(clean(figure.alt))]
    return Token("image", "img", 0, {"src": address, "alt": "", **sizes}, children=words)


def _link(address: str, label: str) -> Iterator[Token]:
    yield Token("link_open", "a", 1, {"href": address})
    yield _text(label)
    yield Token("link_close", "a", -1)


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)
