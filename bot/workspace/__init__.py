"""A small Slack on one's own machine; see `bot.workspace.server`."""

from bot.workspace.agenda import Program
from bot.workspace.journal import ApiCall, Refusal
from bot.workspace.letters import Letter
from bot.workspace.mailboxes import Mailbox
from bot.workspace.records import Message, View
from bot.workspace.server import Workspace, create_workspace
from bot.workspace.serving import serving
from bot.workspace.settings import BotProfile, Command, Member, Room, Shortcut, WorkspaceSettings
from bot.workspace.travel import Time
from bot.workspace.wire import Option, Outcome

__all__ = [
    "ApiCall",
    "BotProfile",
    "Command",
    "Letter",
    "Mailbox",
    "Member",
    "Message",
    "Option",
    "Outcome",
    "Program",
    "Refusal",
    "Room",
    "Shortcut",
    "Time",
    "View",
    "Workspace",
    "WorkspaceSettings",
    "create_workspace",
    "serving",
]
