"""A bot's mail as the workspace knows it: what was handed over, and a fate for each mail."""

from email import message_from_bytes, policy
from email.message import EmailMessage

from bot.workspace.letters import Correspondent
from bot.workspace.post import Fate, State, Untaken

BOT = Correspondent("Samverkansboten", "boten@jonkoping.example")
SERVER = "mx.jonkoping.example"


class RecordingPost:
    """Keep what is handed over, and tell of it what it was made to tell."""

    def __init__(self) -> None:
        self.raws: list[bytes] = []
        self.fates: list[Fate] = []
        self.asked = 0
        self.away = False

    @property
    def to(self) -> Correspondent:
        """Return the bot's address."""
        return BOT

    @property
    def server(self) -> str:
        """Return the name that findings are written under."""
        return SERVER

    @property
    def mails(self) -> list[EmailMessage]:
        """Return what was handed over, as the standard library reads it."""
        return [message_from_bytes(raw, policy=policy.default) for raw in self.raws]

    def deliver(self, raw: bytes) -> None:
        """Take a mail, unless the bot is away."""
        if self.away:
            raise Untaken
        self.raws.append(raw)

    def fate(self, raw: bytes) -> Fate:
        """Tell the fate of the mail, which waits until the test has settled one for it."""
        self.asked += 1
        at = self.raws.index(raw)
        return self.fates[at] if at < len(self.fates) else Fate(State.WAITING)
