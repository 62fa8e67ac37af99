"""Slack's own markup as safe HTML. Nothing reaches the page that was not escaped here."""

import re
from collections.abc import Callable

from markupsafe import Markup, escape

Names = Callable[[str], str]

FENCE = re.compile(r"```\n?(.+?)\n?```", re.DOTALL)
CODE = re.compile(r"`([^`\n]+)`")
TOKEN = re.compile(r"<([^<>\n]+)>")
BARE_LINK = re.compile(r"https?://(?:(?!&[lg]t;)[^\s<>\ue000\ue001])+(?<![.,;:!?)\"'])")
STYLES = (
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]*[^*\s])\*(?![\w*])"), "strong"),
    (re.compile(r"(?<![\w_])_(?=\S)([^_\n]*[^_\s])_(?![\w_])"), "em"),
    (re.compile(r"(?<![\w~])~(?=\S)([^~\n]*[^~\s])~(?![\w~])"), "s"),
)
QUOTE = re.compile(r"(?m)(?:^&gt; ?.*(?:\n|$))+")
KEPT = re.compile("\ue000(\\d+)\ue001")
SAFE_SCHEMES = ("https://", "http://", "mailto:")


class Shelf:
    """Keep finished pieces out of reach of the rules that come later."""

    def __init__(self) -> None:
        self.pieces: list[Markup] = []

    def put(self, piece: Markup) -> str:
        """Put a piece away and give the mark that stands in its place."""
        self.pieces.append(piece)
        return f"\ue000{len(self.pieces) - 1}\ue001"

    def fill(self, text: str) -> str:
        """Put every piece back; a piece may hold marks of pieces before it."""
        while KEPT.search(text):
            text = KEPT.sub(lambda match: str(self.pieces[int(match[1])]), text)
        return text


def mrkdwn(text: str, names: Names) -> Markup:
    """Show mrkdwn; `names` tells what a person or a channel is called."""
    shelf = Shelf()
    text = re.sub("[\ue000\ue001]", "", text)
    text = FENCE.sub(lambda m: shelf.put(Markup("<pre>{}</pre>").format(plain(m[1]))), text)
    text = CODE.sub(lambda m: shelf.put(Markup("<code>{}</code>").format(plain(m[1]))), text)
    text = TOKEN.sub(lambda m: shelf.put(_token(m[1], names)), text)
    text = BARE_LINK.sub(lambda m: shelf.put(_link(plain(m[0]), plain(m[0]))), text)
    marked = _styled(str(escape(plain(text))))
    quoted = QUOTE.sub(lambda m: shelf.put(_quote(m[0])), marked)
    return Markup(shelf.fill(quoted.replace("\n", "<br>")))  # noqa: S704 - escaped above


def plain(text: str) -> str:
    """Undo the three escapes that Slack knows, and no others."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _styled(text: str) -> str:
    for pattern, tag in STYLES:
        text = pattern.sub(rf"<{tag}>\1</{tag}>", text)
    return text


def _quote(lines: str) -> Markup:
    bare = "<br>".join(re.sub(r"^&gt; ?", "", line) for line in lines.rstrip("\n").split("\n"))
    return Markup("<blockquote>" + bare + "</blockquote>")  # noqa: S704 - escaped by the caller


def _token(inside: str, names: Names) -> Markup:
    target, _, label = inside.partition("|")
    label = plain(label)
    if target.startswith(("@", "#")):
        name = label or names(target[1:])
        return Markup('<span class="mention">{}{}</span>').format(target[0], name)
    if target.startswith("!"):
        return _special(target, label)
    address = plain(target)
    if address.startswith(SAFE_SCHEMES):
        return _link(address, label or address.removeprefix("mailto:"))
    return escape(f"<{plain(inside)}>")


def _special(target: str, label: str) -> Markup:
    if target.startswith("!date"):
        return escape(label)
    return Markup('<strong class="broadcast">@{}</strong>').format(label or target[1:])


def _link(address: str, label: str) -> Markup:
    return Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>').format(
        address, label
    )
