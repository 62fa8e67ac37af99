"""HTML turned into lines of text in which a quotation can still be told from an answer."""

import re
from html.parser import HTMLParser

# The answer stands first: what is behind so much of HTML is what was answered.
LONGEST_MARKUP = 200_000

_UNSEEN = {"script", "style", "head", "title", "template", "noscript"}
_BLOCKS = {
    "address", "article", "aside", "body", "center", "dd", "div", "dl", "dt", "figure", "footer",
    "form", "header", "li", "main", "nav", "pre", "section", "table", "tr",
}  # fmt: skip
_APART = {"blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ol", "p", "ul"}
_ITEM = "- "
_CELLS = {"td", "th"}
_MARKS = re.compile(r"<[!?][^<>]*>")
_TAGS = re.compile(r"<[^<>]*>")


def text_of(markup: str) -> str:
    """Return what HTML says, a line per line seen, quotations (blockquote) behind ``> ``.

    Never raises: what the library cannot read is read without its tags.
    """
    tidy = _without_marks(markup[:LONGEST_MARKUP])
    reader = _Reader()
    try:
        reader.feed(tidy)
        reader.close()
    except (AssertionError, ValueError):
        # What the library says to declarations that it does not know, and to numbers too long.
        return _TAGS.sub(" ", tidy)
    return reader.text()


def _without_marks(markup: str) -> str:
    """Drop comments and declarations, and what stands open at the end.

    The library raises on some of them, and looks for the end of each anew where it is missing.
    """
    kept = _MARKS.sub("", "".join(_outside_comments(markup)))
    last = kept.rfind(">") + 1
    return re.sub(r"<(?=[!?])", "&lt;", kept[:last]) + kept[last:].replace("<", "&lt;")


def _outside_comments(markup: str) -> list[str]:
    pieces, at = [], 0
    while (start := markup.find("<!--", at)) >= 0:
        pieces.append(markup[at:start])
        end = markup.find("-->", start)
        if end < 0:
            return pieces
        at = end + 3
    return [*pieces, markup[at:]]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = []
        self._line: list[str] = []
        self._unseen = 0
        self._quoted = 0
        self._as_typed = 0

    def text(self) -> str:
        """Return the lines read so far."""
        self._end_block()
        return "\n".join(self._lines)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line where the element does; what is in it may be a quotation, or unseen."""
        if tag == "body":
            # Some programs forget to close what stands before it.
            self._unseen = 0
        self._unseen += tag in _UNSEEN
        if tag == "br":
            self._end_line()
        self._begin(tag)
        self._quoted += tag == "blockquote"
        self._as_typed += tag == "pre"
        if tag == "li":
            self._line = [_ITEM]
        if tag == "div" and _is_gmail_quote(attrs):
            self._leave_gap()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take ``<br/>`` as ``<br>``, and close the others at once."""
        self.handle_starttag(tag, attrs)
        if tag != "br":
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """End the line where the element does."""
        self._begin(tag)
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        if tag == "blockquote":
            self._quoted = max(0, self._quoted - 1)
        if tag == "pre":
            self._as_typed = max(0, self._as_typed - 1)

    def handle_data(self, data: str) -> None:
        """Keep the words; how they were broken into lines says nothing in HTML, but for ``pre``."""
        if self._unseen:
            return
        *ended, rest = data.split("\n") if self._as_typed else [data]
        for line in ended:
            self._line.append(line)
            self._end_line()
        self._line.append(rest)

    def _begin(self, tag: str) -> None:
        if tag in _CELLS:
            self._line.append(" ")
        elif tag in _BLOCKS:
            self._end_block()
        elif tag in _APART:
            self._leave_gap()

    def _end_line(self) -> None:
        words = " ".join("".join(self._line).split())
        self._lines.append(f"{'> ' * min(self._quoted, 3)}{words}" if words else "")
        self._line.clear()

    def _end_block(self) -> None:
        words = "".join(self._line).strip()
        # The mark of an item waits for its first paragraph.
        if words and self._line != [_ITEM]:
            self._end_line()
        if not words:
            self._line.clear()

    def _leave_gap(self) -> None:
        self._end_block()
        if self._lines and self._lines[-1]:
            self._lines.append("")


def _is_gmail_quote(attrs: list[tuple[str, str | None]]) -> bool:
    return any(name == "class" and "gmail_quote" in (value or "") for name, value in attrs)
