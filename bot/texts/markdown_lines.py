"""People's Markdown as plain text, in lines that any mail program shows as they are."""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from bot.texts.markdown import Figure, Figures, arranged, markdown_parser
from bot.texts.wording import text

WIDTH = 72
_NARROWEST = 24
_LINK = ("://", "@")
_RULE = "* * *"


def as_text(body: str, figures: Figures | None = None, width: int = WIDTH) -> str:
    """Return Markdown as lines of at most ``width`` characters; an address is never broken."""
    return "\n".join(as_lines(body, figures, width))


def as_lines(body: str, figures: Figures | None = None, width: int = WIDTH) -> list[str]:
    """Return the same, line by line."""
    unseen = {code: _in_words(one) for code, one in (figures or {}).items()}
    page = _Page(width)
    for token in arranged(body, unseen):
        page.take(token)
    return page.lines


def _in_words(figure: Figure) -> Figure:
    return Figure(figure.alt, None, figure.width, figure.height)


@dataclass(slots=True)
class _Margin:
    """What stands before the lines of a list's item or of a quotation."""

    first: str
    further: str
    begun: bool = False


class _Page:
    """Set token after token in lines."""

    def __init__(self, width: int) -> None:
        self.lines: list[str] = []
        self._width = width
        self._margins: list[_Margin] = []
        self._next: list[int | None] = []
        self._gap = False

    def take(self, token: Token) -> None:
        match token.type:
            case "inline":
                self._paragraph(_said(token.children or []))
            case "hr":
                self._gap = True
                self._paragraph(_RULE)
            case "paragraph_open" | "heading_open":
                # In a list without gaps its items' paragraphs are hidden.
                self._gap = self._gap or not token.hidden
            case "blockquote_open":
                self._margins.append(_Margin("> ", "> "))
            case "blockquote_close":
                self._margins.pop()
            case _:
                self._list(token)

    def _list(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                self._gap = self._gap or not self._margins
                numbered = token.type == "ordered_list_open"
                self._next.append(int(token.attrGet("start") or 1) if numbered else None)
            case "bullet_list_close" | "ordered_list_close":
                self._next.pop()
            case "list_item_open":
                mark = self._mark()
                self._margins.append(_Margin(mark, " " * len(mark)))
            case "list_item_close":
                self._margins.pop()

    def _mark(self) -> str:
        number = self._next[-1]
        if number is None:
            return "- "
        self._next[-1] = number + 1
        return f"{number}. "

    def _paragraph(self, said: str) -> None:
        if not said.strip():
            return
        if self._gap and self.lines:
            self.lines.append("".join(one.further for one in self._margins if one.begun).rstrip())
        self._gap = False
        for line in said.split("\n"):
            first = "".join(one.further if one.begun else one.first for one in self._margins)
            further = "".join(one.further for one in self._margins)
            self.lines += wrapped(line, self._width, first, further)
            for margin in self._margins:
                margin.begun = True


def wrapped(line: str, width: int, first: str = "", further: str = "") -> list[str]:
    """Set a line in lines of ``width`` characters; a word that is no address may be broken."""
    room = max(width - len(further), _NARROWEST)
    words = " ".join(piece for word in line.split() for piece in _pieces(word, room))
    return textwrap.wrap(
        words,
        max(width, len(further) + _NARROWEST),
        initial_indent=first,
        subsequent_indent=further,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _pieces(word: str, room: int) -> Iterator[str]:
    # An address that is broken in two leads nowhere.
    if len(word) <= room or any(mark in word for mark in _LINK):
        yield word
    else:
        yield from (word[at : at + room] for at in range(0, len(word), room))


def _said(children: Sequence[Token]) -> str:
    """Return the words of a paragraph, each link with its address written out."""
    said: list[str] = []
    opened: list[tuple[int, str]] = []
    for token in children:
        match token.type:
            case "link_open":
                opened.append((len(said), str(token.attrGet("href"))))
            case "link_close":
                begun, address = opened.pop()
                label = "".join(said[begun:])
                said[begun:] = [_written_out(label, address)]
            case "softbreak" | "hardbreak":
                said.append("\n")
            case _:
                said.append(token.content)
    return "".join(said)


def _written_out(label: str, address: str) -> str:
    shown = address.removeprefix("mailto:")
    if label.strip() in {"", shown} or markdown_parser().normalizeLink(label.strip()) == address:
        return label.strip() or shown
    return text("markdown.link", label=label, address=shown)
