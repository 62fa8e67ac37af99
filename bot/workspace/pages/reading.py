"""How far each person has read, so that the menu can say where there is something new."""

from bot.workspace.records import Channel
from bot.workspace.state import State


class Reading:
    """Remember the last message that each person has had before their eyes."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._read: dict[tuple[str, str], str] = {}
        self._opened: set[tuple[str, str]] = set()

    def mark(self, user: str, channel: Channel) -> None:
        """Note that a person has read everything there."""
        if messages := self._state.messages(channel.id, user):
            self._read[user, channel.id] = messages[-1].ts

    def news(self, user: str, channel: Channel) -> int:
        """Count what others have written since the person was there."""
        read = self._read.get((user, channel.id), "")
        messages = self._state.messages(channel.id, user)
        return sum(message.ts > read and message.author != user for message in messages)

    def mark_letter(self, user: str, key: str) -> None:
        """Note that a person has opened a mail."""
        self._opened.add((user, key))

    def is_unread(self, user: str, key: str) -> bool:
        """Tell whether a person has yet to open a mail."""
        return (user, key) not in self._opened
