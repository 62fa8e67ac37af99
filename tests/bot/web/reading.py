"""What stands in a page, as somebody without a browser's help would read it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TypeAlias

_SILENT = {"title", "style", "script"}
_Attributes: TypeAlias = list[tuple[str, str | None]]


@dataclass(slots=True)
class Box:
    """A field: what stands in it, whether it is ticked, and what it is tied to."""

    kind: str
    name: str
    value: str
    checked: bool = False
    described_by: tuple[str, ...] = ()
    invalid: bool = False


@dataclass(slots=True)
class Sheet:
    """A form: where it is sent, and its fields."""

    action: str
    method: str
    boxes: list[Box] = field(default_factory=list)

    def filled(self) -> dict[str, list[str]]:
        """Return what a browser would send as it stands."""
        sent: dict[str, list[str]] = {}
        for box in self.boxes:
            if box.kind not in {"radio", "checkbox"} or box.checked:
                sent.setdefault(box.name, []).append(box.value)
        return sent


class Page(HTMLParser):
    """The words, links and forms of a page."""

    def __init__(self, written: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.headings: list[tuple[str, str]] = []
        self.title = ""
        self.links: dict[str, str] = {}
        self.forms: list[Sheet] = []
        self.by_id: dict[str, str] = {}
        self._open: list[tuple[str, dict[str, str]]] = []
        self.feed(written)

    @property
    def text(self) -> str:
        """Return every word, with one space between."""
        return " ".join(" ".join(self.words).split())

    @property
    def h1(self) -> str:
        """Return the page's own heading."""
        (only,) = [said for tag, said in self.headings if tag == "h1"]
        return only

    @property
    def form(self) -> Sheet:
        """Return the first form."""
        return self.forms[0]

    def boxes(self, name: str) -> Iterator[Box]:
        """Return the fields of a name, in all forms."""
        return (box for form in self.forms for box in form.boxes if box.name == name)

    def box(self, name: str) -> Box:
        """Return the only field of a name."""
        (only,) = self.boxes(name)
        return only

    def handle_starttag(self, tag: str, attrs: _Attributes) -> None:
        own = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Sheet(own["action"], own["method"]))
        # A field to copy from stands in no form.
        if tag in {"input", "textarea", "select"} and self.forms:
            self.forms[-1].boxes.append(_box(tag, own))
        if tag == "option" and "selected" in own:
            self.forms[-1].boxes[-1].value = own["value"]
        if tag not in {"input", "meta", "link", "br"}:
            self._open.append((tag, own))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _ in self._open]
        if "title" in tags:
            self.title += data
        if not data.strip() or _SILENT.intersection(tags):
            return
        self.words.append(data.strip())
        if tags[-1] == "textarea":
            self.forms[-1].boxes[-1].value += data.removeprefix("\n")
        for tag, own in self._open:
            if tag in {"h1", "h2"}:
                self.headings.append((tag, data.strip()))
            if tag == "a":
                self.links[data.strip()] = own["href"]
            if "id" in own:
                known = self.by_id.get(own["id"], "")
                self.by_id[own["id"]] = f"{known} {data.strip()}".strip()


def _box(tag: str, own: dict[str, str]) -> Box:
    return Box(
        kind=own.get("type", tag),
        name=own["name"],
        value=own.get("value", ""),
        checked="checked" in own,
        described_by=tuple(own.get("aria-describedby", "").split()),
        invalid=own.get("aria-invalid") == "true",
    )
