"""What the workspace remembers: channels, messages and views, each frozen and replaced whole."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from mimetypes import guess_type
from typing import Any, Literal

from bot.workspace.wire import Json

Kind = Literal["public", "private", "im"]
Surface = Literal["modal", "home"]
# What a browser shows without running anything.
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
UNKNOWN = "application/octet-stream"
BROADCAST = re.compile(r"<!(channel|here|everyone)(?:\|[^>]*)?>")


@dataclass(frozen=True, slots=True)
class Channel:
    """Hold a place where messages stand; `members` is None when everyone is in it."""

    id: str
    name: str
    kind: Kind
    purpose: str = ""
    members: frozenset[str] | None = None
    bot_is_member: bool = True

    def has(self, user: str) -> bool:
        """Tell whether a person may read and write here."""
        return self.members is None or user in self.members


@dataclass(frozen=True, slots=True)
class File:
    """Hold a file that was uploaded; `alt` says in words what a picture shows."""

    id: str
    name: str
    title: str
    alt: str = ""
    content: bytes = b""

    @property
    def kind(self) -> str:
        """Tell what kind of file it is, by its name."""
        return guess_type(self.name)[0] or UNKNOWN

    @property
    def is_picture(self) -> bool:
        """Tell whether a page can show it."""
        return self.kind in PICTURES


@dataclass(frozen=True, slots=True)
class Message:
    """Hold one message as Slack keeps it."""

    channel: str
    ts: str
    author: str
    text: str
    blocks: tuple[Json, ...] = ()
    only_for: str | None = None
    thread_ts: str | None = None
    metadata: Json | None = None
    edited: str | None = None
    files: tuple[File, ...] = ()
    state: Mapping[str, Mapping[str, Json]] = field(default_factory=dict)

    @property
    def is_ephemeral(self) -> bool:
        """Tell whether only one person sees it."""
        return self.only_for is not None

    @property
    def plain(self) -> str:
        """Give what a person reads: every text of the blocks, or the text without blocks."""
        return "\n".join(texts(list(self.blocks))) if self.blocks else self.text

    @property
    def broadcasts(self) -> tuple[str, ...]:
        """List the @channel, @here and @everyone that this message really sends out."""
        return tuple(BROADCAST.findall("\n".join([self.text, *texts(list(self.blocks), "mrkdwn")])))


@dataclass(frozen=True, slots=True)
class View:
    """Hold a dialog or a home tab as one person has it open."""

    id: str
    user: str
    surface: Surface
    definition: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    state: Mapping[str, Mapping[str, Json]] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    notice: str = ""

    @property
    def blocks(self) -> tuple[Json, ...]:
        """Give the blocks of the view."""
        return tuple(self.definition["blocks"])

    @property
    def title(self) -> str:
        """Give the heading of the dialog; a home tab has none."""
        return str(self.definition.get("title", {}).get("text", ""))

    @property
    def plain(self) -> str:
        """Give what a person reads in the view."""
        return "\n".join(texts(list(self.blocks)))


Surroundings = Message | View


def texts(node: Any, kind: str | None = None) -> list[str]:
    """List the readable texts below a node, in reading order; `kind` limits to one text type."""
    return list(_walk(node, kind))


def _walk(node: Any, kind: str | None) -> Iterator[str]:
    if isinstance(node, list | tuple):
        for part in node:
            yield from _walk(part, kind)
    elif isinstance(node, dict):
        text = node.get("text")
        if isinstance(text, str) and (kind is None or node.get("type") == kind):
            yield text
        for part in node.values():
            if isinstance(part, dict | list):
                yield from _walk(part, kind)
