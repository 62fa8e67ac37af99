"""A rendered mail as somebody reads it."""

from collections.abc import Iterator
from html.parser import HTMLParser

from handlers.contents import Duty
from tests.bot.mail.parcels import PlainLinks


class Reader(HTMLParser):
    """What somebody sees who reads the HTML part, and what it holds."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.starts: list[tuple[str, dict[str, str | None]]] = []
        self.pieces: list[str] = []
        self._unseen = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.starts.append((tag, dict(attrs)))
        self._unseen += tag in {"style", "title"}
        if tag in {"p", "h1", "h2", "h3", "li", "td", "th", "caption"}:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in {"style", "title"}

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.pieces.append(data)

    def lines(self) -> list[str]:
        """Return what is read, a line each."""
        return [line for raw in "".join(self.pieces).split("\n") if (line := raw.strip())]

    def addresses(self) -> list[str]:
        """Return where the links lead."""
        return [str(told["href"]) for tag, told in self.starts if tag == "a"]

    def told(self, tag: str) -> Iterator[dict[str, str | None]]:
        """Return the attributes of every such element."""
        return (told for name, told in self.starts if name == tag)


def unwrapped(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())


def addresses(duty: Duty) -> list[str]:
    """Return where each act about a duty is done."""
    return [str(PlainLinks().act(42, duty.number or 0, act, duty.office)) for act in duty.acts]
