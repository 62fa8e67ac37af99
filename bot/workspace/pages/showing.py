"""What the templates show: the people's words for everything in the workspace."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from markupsafe import Markup

from bot.workspace.content import VALUE_KEY, values_of
from bot.workspace.letters import Letter
from bot.workspace.pages.moments import STOCKHOLM, told
from bot.workspace.pages.mrkdwn import mrkdwn
from bot.workspace.records import Channel, File, Message, Surroundings, View
from bot.workspace.state import SYSTEM, State, moment_of
from bot.workspace.wire import Json, Refused

if TYPE_CHECKING:
    from bot.workspace.pages.reading import Reading

MOST_MESSAGES = 200
Held = dict[str, dict[str, Json]]


@dataclass(frozen=True, slots=True)
class Place:
    """Show one entry of the menu."""

    path: str
    name: str
    mark: str
    here: bool
    news: int = 0
    # What is said of the number where it cannot be seen what it stands at.
    counted: str = "nya"


@dataclass(frozen=True, slots=True)
class Surface:
    """Show blocks together with what people have chosen in them."""

    address: str
    blocks: tuple[Json, ...]
    values: Held
    errors: dict[str, str]

    def held(self, block: Json, element: Json) -> object:
        """Give what a field holds now: a text, an option, or several."""
        held = self.values.get(block["block_id"], {}).get(element["action_id"], {})
        return held.get(VALUE_KEY.get(element["type"], ""))

    def field(self, block: Json, element: Json, value: str | None = None) -> str:
        """Write the address of a field as the page sends it back."""
        parts = {"block": block["block_id"], "action": element["action_id"]}
        return urlencode(parts if value is None else parts | {"value": value})

    def anchor(self, block: Json, element: Json) -> str:
        """Give an id that may stand in HTML."""
        parts = (self.address, block["block_id"], element["action_id"])
        return "-".join(re.sub(r"[^\w-]", "_", part) for part in parts)


@dataclass(frozen=True, slots=True)
class Entry:
    """Show one message."""

    key: str
    author: str
    initials: str
    is_bot: bool
    is_system: bool
    only_you: bool
    edited: bool
    moment: str
    iso: str
    text: Markup
    aloud: str
    surface: Surface
    files: tuple[File, ...]


class Showing:
    """Turn what the workspace remembers into what a page shows to one person."""

    def __init__(self, state: State, reading: "Reading") -> None:
        self._state = state
        self._reading = reading

    def places(
        self, user: str, here: str, letters: tuple[Letter, ...] | None = None, waiting: int = 0
    ) -> list[Place]:
        """List the menu: rooms, the direct message, the home tab, and mail and calendar if any.

        ``waiting`` is how many meetings the person has yet to answer to.
        """
        bot = self._state.settings.bot.name
        direct = self._state.direct(user)
        rooms = [
            self._place(user, room, room.name, "lock" if room.kind == "private" else "hash", here)
            for room in self._state.channels(user)
        ]
        home = f"/som/{user}/hem"
        return [
            *rooms,
            self._place(user, direct, bot, "chat", here),
            Place(home, "Hem", "home", here == home),
            *([] if letters is None else [self._mail(user, here, letters)]),
            *([] if letters is None else [_calendar(user, here, waiting)]),
        ]

    def entries(self, user: str, channel: Channel) -> list[Entry]:
        """List the latest messages of a channel, as one person sees them."""
        latest = self._state.messages(channel.id, user)[-MOST_MESSAGES:]
        return [self._entry(message) for message in latest]

    def dialogs(self, user: str) -> list[tuple[View, Surface]]:
        """Give the dialog on top, if there is one."""
        return [(view, self.surface(view)) for view in self._state.stack(user)[-1:]]

    def surface(self, where: Surroundings) -> Surface:
        """Show what stands in a message, a dialog or a home tab."""
        errors = dict(where.errors) if isinstance(where, View) else {}
        return Surface(address_of(where), where.blocks, values_of(where), errors)

    def marked(self, text: str) -> Markup:
        """Show Slack's markup."""
        return mrkdwn(text, self.name)

    def name(self, who: str) -> str:
        """Say what a person or a channel is called."""
        if who == self._state.settings.bot.user_id:
            return self._state.settings.bot.name
        if who == SYSTEM:
            return "Arbetsytan"
        try:
            return self._state.member(who).name
        except Refused:
            return self._channel_name(who)

    def _place(self, user: str, channel: Channel, name: str, mark: str, here: str) -> Place:
        path = f"/som/{user}/kanal/{channel.id}"
        return Place(path, name, mark, here == path, self._reading.news(user, channel))

    def _mail(self, user: str, here: str, letters: tuple[Letter, ...]) -> Place:
        path = f"/som/{user}/epost"
        unread = sum(self._reading.is_unread(user, letter.key) for letter in letters)
        mine = tuple(f"/som/{user}/{part}/" for part in ("epost", "skickat", "mejla"))
        return Place(path, "E-post", "mail", f"{here}/".startswith(mine), unread)

    def _entry(self, message: Message) -> Entry:
        moment = moment_of(message.ts).astimezone(STOCKHOLM)
        name = self.name(message.author)
        return Entry(
            key=f"m{message.ts}",
            author=name,
            initials=initials(name),
            is_bot=message.author == self._state.settings.bot.user_id,
            is_system=message.author == SYSTEM,
            only_you=message.is_ephemeral,
            edited=message.edited is not None,
            moment=told(moment, self._state.clock()),
            iso=moment.isoformat(timespec="minutes"),
            text=self.marked(message.text),
            aloud=self.marked(message.text).striptags(),
            surface=self.surface(message),
            files=message.files,
        )

    def _channel_name(self, channel: str) -> str:
        try:
            return self._state.channel(channel).name
        except Refused:
            return channel


def _calendar(user: str, here: str, waiting: int) -> Place:
    path = f"/som/{user}/kalender"
    at = f"{here}/".startswith(f"{path}/")
    counted = "obesvarat möte" if waiting == 1 else "obesvarade möten"
    return Place(path, "Kalender", "calendar", at, waiting, counted)


def address_of(where: Surroundings) -> str:
    """Write where something stands, as the page sends it back."""
    return f"v:{where.id}" if isinstance(where, View) else f"m:{where.channel}:{where.ts}"


def at_address(state: State, address: str) -> Surroundings:
    """Find what stands at an address."""
    kind, _, rest = address.partition(":")
    if kind == "v":
        return state.view(rest)
    channel, _, ts = rest.partition(":")
    return state.message(channel, ts)


def initials(name: str) -> str:
    """Shorten a name to one or two letters."""
    words = [word for word in name.split() if word[0].isalnum()]
    return "".join(word[0] for word in _ends(words)).upper()


def _ends(words: list[str]) -> Iterable[str]:
    return (words[0], words[-1]) if len(words) > 1 else words
