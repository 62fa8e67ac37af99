"""What a newsletter must be as bytes: a checker that names each rule that a mail breaks.

It reads the octets themselves where a library would mend them on the way.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import urlsplit

LONGEST_LINE, LONGEST_ENCODED = 998, 76
# What Gmail shows of a mail before it hides the rest.
LARGEST_HTML = 102_000
SAID_ONCE = ("From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type")
ALWAYS: Mapping[str, str] = {
    "Precedence": r"bulk",
    "Auto-Submitted": r"auto-generated",
    "X-Auto-Response-Suppress": r"All",
    "List-Id": r".*<[^<>\s]+\.[^<>\s]+>",
    "List-Unsubscribe": r"<https?://[^<>\s]+>, ?<mailto:[^<>\s]+>",
    "List-Unsubscribe-Post": r"List-Unsubscribe=One-Click",
}
# What fetches something from elsewhere as soon as a mail is shown.
_FETCHED = re.compile(r"url\(\s*['\"]?([^)'\"]+)|@import\s+['\"]([^'\"]+)", re.IGNORECASE)
_FETCHING = {("img", "src"), ("link", "href"), ("script", "src"), ("iframe", "src")} | {
    (tag, "background") for tag in ("body", "table", "td", "div")
}
_BETWEEN = re.compile(r"\s+")


class Markup(HTMLParser):
    """A mail's HTML, as far as the rules are about it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.lang = ""
        self.headings: list[tuple[int, str]] = []
        self.pictures: list[dict[str, str | None]] = []
        self.tables: list[dict[str, str | None]] = []
        self.fetched: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.body = ""
        self._inside: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "html":
            self.lang = told.get("lang") or ""
        elif tag == "img":
            self.pictures.append(told)
        elif tag == "table":
            self.tables.append(told)
        elif tag == "a":
            self.links.append((told.get("href") or "", ""))
        elif re.fullmatch(r"h[1-6]", tag):
            self.headings.append((int(tag[1]), ""))
        self.fetched += [
            value for name, value in attrs if (tag, name) in _FETCHING and value is not None
        ]
        self.fetched += _addresses(told.get("style") or "")
        if tag not in {"img", "br", "hr", "meta", "link", "input"}:
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while tag in self._inside and self._inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "style" in self._inside:
            self.fetched += _addresses(data)
        elif "title" not in self._inside:
            self.body += data
        if self.headings and any(re.fullmatch(r"h[1-6]", tag) for tag in self._inside):
            level, said = self.headings[-1]
            self.headings[-1] = level, said + data
        if self.links and "a" in self._inside:
            address, said = self.links[-1]
            self.links[-1] = address, said + data


def broken_rules(raw: bytes, public_url: str) -> list[str]:
    """Return the rules that a newsletter breaks, as the octets that a server is given."""
    return [*_lines(raw), *_fields(raw), *_parts(raw, public_url)]


def _lines(raw: bytes) -> Iterator[str]:
    if re.search(rb"(?<!\r)\n|\r(?!\n)", raw):
        yield "line-ends"
    if max(map(len, raw.split(b"\r\n"))) > LONGEST_LINE:
        yield "line-too-long"
    # A server must be told, and may refuse (RFC 6152).
    if not raw.isascii():
        yield "eight-bit"


def _fields(raw: bytes) -> Iterator[str]:
    head, _, _ = raw.partition(b"\r\n\r\n")
    told: dict[str, list[str]] = {}
    for line in re.split(r"\r\n(?![ \t])", head.decode("ascii", "replace")):
        name, _, value = line.partition(":")
        told.setdefault(name.lower(), []).append(re.sub(r"\r\n(?=[ \t])", "", value).strip())
    for name in SAID_ONCE:
        if len(told.get(name.lower(), [])) != 1:
            yield f"once:{name}"
    for name, form in ALWAYS.items():
        values = told.get(name.lower(), [])
        if len(values) != 1 or not re.fullmatch(form, values[0]):
            yield f"field:{name}"
    if "=?" in "".join(told.get("list-unsubscribe", [])):
        yield "field-encoded"
    yield from _signature(told)


def _signature(told: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Where a mail is signed, both fields of the one click are (RFC 8058, section 4)."""
    for value in told.get("dkim-signature", []):
        signed = re.search(r"(?:^|;)\s*h\s*=([^;]*)", value)
        names = {name.strip().lower() for name in signed[1].split(":")} if signed else set()
        if not {"list-unsubscribe", "list-unsubscribe-post"} <= names:
            yield "unsigned-unsubscribe"


def _parts(raw: bytes, public_url: str) -> Iterator[str]:
    _, _, body = raw.partition(b"\r\n\r\n")
    if max(map(len, body.split(b"\r\n"))) > LONGEST_ENCODED:
        yield "encoded-line-too-long"
    message = message_from_bytes(raw, EmailMessage, policy=policy.default)
    parts = list(message.walk())
    kinds = [part.get_content_type() for part in parts]
    if kinds != ["multipart/alternative", "text/plain", "text/html"]:
        yield "parts"
        return
    _, plain, html = parts
    for part in (plain, html):
        if part["Content-Transfer-Encoding"] != "quoted-printable":
            yield "encoding"
        if part.get_content_charset() != "utf-8":
            yield "charset"
    yield from _said(plain.get_content(), html.get_content(), public_url)


def _said(plain: str, html: str, public_url: str) -> Iterator[str]:
    read = Markup(html)
    if len(html.encode()) >= LARGEST_HTML:
        yield "html-size"
    if read.lang != "sv":
        yield "lang"
    if any(one.get("role") != "presentation" for one in read.tables):
        yield "table-role"
    if any(one.get("alt") is None for one in read.pictures):
        yield "alt"
    yield from _ours(read, public_url)
    yield from _headings(read, plain)
    if any(not said.strip() for _, said in read.links):
        yield "link-words"
    if any(not re.match(r"https?://\S|mailto:\S+@", address) for address, _ in read.links):
        yield "link-leads"


def _ours(read: Markup, public_url: str) -> Iterator[str]:
    """Nothing is fetched but the logo and the issue's pictures, each at everyone's address."""
    own = re.compile(
        rf"{re.escape(public_url)}/(?:static/logo\.png|nyhetsbrev/bild/[0-9A-Za-z_-]+)"
    )
    if not all(own.fullmatch(address) for address in read.fetched):
        yield "remote"
    named = [one for one in read.pictures if "/bild/" in (one.get("src") or "")]
    if any(not (one.get("alt") or "").strip() for one in named):
        yield "alt"
    if any(urlsplit(address).query for address in read.fetched):
        yield "personal"


def _headings(read: Markup, plain: str) -> Iterator[str]:
    levels = [level for level, _ in read.headings]
    if levels[:1] != [1] or levels.count(1) != 1:
        yield "first-heading"
    if any(after > before + 1 for before, after in pairwise(levels)):
        yield "heading-order"
    known = _plainly(plain)
    if any(_plainly(said.rstrip("…")) not in known for _, said in read.headings):
        yield "text-incomplete"


def _plainly(said: str) -> str:
    return _BETWEEN.sub("", said).casefold()


def _addresses(style: str) -> list[str]:
    return [first or second for first, second in _FETCHED.findall(style)]
