"""The workspace's memory. Records are frozen; every change goes through here, under one lock."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.workspace.changes import Changes
from bot.workspace.files import Files
from bot.workspace.records import Channel, Message, View
from bot.workspace.settings import Member, WorkspaceSettings
from bot.workspace.tickets import Tickets
from bot.workspace.wire import Refused

Clock = Callable[[], datetime]
SYSTEM = "USLACKBOT"
MICROSECONDS = 1_000_000
POST_PAUSE = timedelta(seconds=1)


class State:
    """Keep people, channels, messages, dialogs and home tabs."""

    def __init__(self, settings: WorkspaceSettings, clock: Clock) -> None:
        self.settings = settings
        self.clock = clock
        self.changes = Changes()
        self.lock = self.changes.lock
        self.tickets = Tickets()
        self.files = Files()
        self.base_url = ""
        self.socket_tickets: set[str] = set()
        self._members = {member.id: member for member in settings.members}
        self._channels = {channel.id: channel for channel in _rooms(settings)}
        self._messages: dict[str, dict[str, Message]] = {}
        self._stacks: dict[str, tuple[View, ...]] = {}
        self._homes: dict[str, View] = {}
        self._posted: dict[str, datetime] = {}
        self._last_moment = 0
        self._last_number = 0

    # People and places

    def member(self, user: str) -> Member:
        """Find a person."""
        if user not in self._members:
            raise Refused("user_not_found")
        return self._members[user]

    def members(self) -> tuple[Member, ...]:
        """List everyone who is still here and is no bot."""
        return tuple(m for m in self._members.values() if not (m.deleted or m.is_bot))

    def put_member(self, member: Member) -> None:
        """Add a person, or change what is known of one."""
        with self.lock:
            self._members[member.id] = member
        self.changes.announce()

    def channel(self, channel: str) -> Channel:
        """Find a channel, or the direct message with a person by the person's id."""
        with self.lock:
            if channel in self._members:
                return self.direct(channel)
            if channel not in self._channels:
                raise Refused("channel_not_found")
            return self._channels[channel]

    def channels(self, user: str) -> tuple[Channel, ...]:
        """List the rooms that a person is in."""
        return tuple(c for c in self._channels.values() if c.kind != "im" and c.has(user))

    def direct(self, user: str) -> Channel:
        """Open the direct message between a person and the bot."""
        self.member(user)
        with self.lock:
            key = f"D{user[1:]}"
            if key not in self._channels:
                name = self.settings.bot.name
                self._channels[key] = Channel(key, name, "im", members=frozenset({user}))
            return self._channels[key]

    # Messages

    def next_ts(self) -> str:
        """Give a timestamp that is later than every one before it."""
        with self.lock:
            moment = int(self.clock().timestamp() * MICROSECONDS)
            self._last_moment = max(moment, self._last_moment + 1)
            return f"{self._last_moment // MICROSECONDS}.{self._last_moment % MICROSECONDS:06d}"

    def next_number(self) -> int:
        """Give a number that was never given before."""
        with self.lock:
            self._last_number += 1
            return self._last_number

    def pace(self, channel: str) -> None:
        """Refuse a second post within a second, where the settings say so."""
        with self.lock:
            now, before = self.clock(), self._posted.get(channel)
            hurried = before is not None and now - before < POST_PAUSE
            if self.settings.one_post_a_second and hurried:
                raise Refused("ratelimited")
            self._posted[channel] = now

    def put_message(self, message: Message) -> Message:
        """Store a message, new or changed."""
        with self.lock:
            self._messages.setdefault(message.channel, {})[message.ts] = message
        self.changes.announce()
        return message

    def drop_message(self, message: Message) -> None:
        """Forget a message."""
        with self.lock:
            self._messages.get(message.channel, {}).pop(message.ts, None)
        self.changes.announce()

    def message(self, channel: str, ts: str) -> Message:
        """Find a message."""
        with self.lock:
            found = self._messages.get(channel, {}).get(ts)
        if found is None:
            raise Refused("message_not_found")
        return found

    def messages(self, channel: str, seen_by: str | None = None) -> tuple[Message, ...]:
        """List what stands in a channel, oldest first, as one person sees it."""
        with self.lock:
            every = list(self._messages.get(channel, {}).values())
        return tuple(m for m in every if m.only_for in (None, seen_by))

    def ephemerals(self, user: str) -> tuple[Message, ...]:
        """List everything that only this person sees, oldest first."""
        with self.lock:
            every = [m for stored in self._messages.values() for m in stored.values()]
        return tuple(sorted((m for m in every if m.only_for == user), key=lambda m: m.ts))

    def posts(self, author: str) -> int:
        """Count what somebody has written, everywhere."""
        with self.lock:
            every = [m for stored in self._messages.values() for m in stored.values()]
        return sum(message.author == author for message in every)

    # Dialogs and home tabs

    def stack(self, user: str) -> tuple[View, ...]:
        """List the dialogs that a person has open, the topmost last."""
        return self._stacks.get(user, ())

    def set_stack(self, user: str, views: Iterable[View]) -> None:
        """Show these dialogs to a person instead of those before."""
        with self.lock:
            self._stacks[user] = tuple(views)
        self.changes.announce()

    def view(self, view_id: str) -> View:
        """Find an open dialog or a home tab."""
        with self.lock:
            every = [v for stack in self._stacks.values() for v in stack]
            found = [v for v in (*every, *self._homes.values()) if v.id == view_id]
        if not found:
            raise Refused("not_found")
        return found[0]

    def external_view(self, external_id: str) -> View | None:
        """Find an open dialog by the name that the bot gave it."""
        with self.lock:
            every = [v for stack in self._stacks.values() for v in stack]
        named = [v for v in every if v.definition.get("external_id") == external_id]
        return named[0] if named else None

    def home(self, user: str) -> View | None:
        """Give a person's home tab, if the bot has published one."""
        return self._homes.get(user)

    def put_view(self, view: View) -> View:
        """Store a changed dialog in its place, or a home tab."""
        with self.lock:
            if view.surface == "home":
                self._homes[view.user] = view
            else:
                stack = self._stacks.get(view.user, ())
                self._stacks[view.user] = tuple(view if v.id == view.id else v for v in stack)
        self.changes.announce()
        return view

    def revise(self, view: View, **changes: object) -> View:
        """Change some fields of a view as it is now; a view that was closed stays closed."""
        with self.lock:
            shown = next((v for v in self.stack(view.user) if v.id == view.id), view)
            shown = self._homes.get(view.user, shown) if view.surface == "home" else shown
            return self.put_view(replace(shown, **changes))  # type: ignore[arg-type]  # our names


def _rooms(settings: WorkspaceSettings) -> list[Channel]:
    return [
        Channel(
            id=room.id,
            name=room.name,
            kind="private" if room.private else "public",
            purpose=room.purpose,
            members=None if room.members is None else frozenset(room.members),
            bot_is_member=room.bot_is_member,
        )
        for room in settings.rooms
    ]


def moment_of(ts: str) -> datetime:
    """Read a timestamp as an aware moment."""
    return datetime.fromtimestamp(float(ts), tz=UTC)
