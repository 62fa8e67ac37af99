"""What a workspace is made of: its people, rooms, commands and keys."""

from dataclasses import dataclass, field

from bot.workspace.agenda import Program

LEAST_SCOPES = (
    "commands",
    "chat:write",
    "im:write",
    "im:history",
    "users:read",
    "users:read.email",
    "app_mentions:read",
    "files:write",
)


@dataclass(frozen=True, slots=True)
class Member:
    """Describe a person (or another bot) who is in the workspace."""

    id: str
    name: str
    email: str | None = None
    role: str = ""
    is_bot: bool = False
    deleted: bool = False
    # Which program their calendar is in: each answers in a shape of its own.
    program: Program = Program.THUNDERBIRD


@dataclass(frozen=True, slots=True)
class Room:
    """Describe a channel; without `members` everyone is in it."""

    id: str
    name: str
    purpose: str = ""
    private: bool = False
    members: tuple[str, ...] | None = None
    bot_is_member: bool = True


@dataclass(frozen=True, slots=True)
class Command:
    """Describe a slash command as the app's manifest does."""

    name: str
    description: str
    usage_hint: str = ""


@dataclass(frozen=True, slots=True)
class Shortcut:
    """Describe what the app's manifest puts in the menu of every message."""

    callback_id: str
    name: str
    description: str


@dataclass(frozen=True, slots=True)
class BotProfile:
    """Describe the app under test."""

    user_id: str = "UBOT0000001"
    bot_id: str = "BBOT0000001"
    app_id: str = "APP00000001"
    name: str = "Samverkansboten"


@dataclass(frozen=True, slots=True)
class WorkspaceSettings:
    """Gather everything a workspace needs to know before it opens."""

    members: tuple[Member, ...]
    rooms: tuple[Room, ...]
    commands: tuple[Command, ...]
    signing_secret: str
    bot_token: str
    app_token: str = ""
    events_url: str | None = None
    socket_mode: bool = False
    scopes: tuple[str, ...] = LEAST_SCOPES
    bot: BotProfile = field(default_factory=BotProfile)
    team_id: str = "TLOCAL00001"
    team_name: str = "Samverkan"
    acknowledge_within: float = 3.0
    retry_pauses: tuple[float, ...] = (0.0, 0.0, 0.0)
    one_post_a_second: bool = False
    shortcuts: tuple[Shortcut, ...] = ()
    tips: tuple[str, ...] = ()
    # Stands at the field where somebody writes a mail to the bot.
    mail_tip: str = ""
