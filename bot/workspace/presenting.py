"""Records written as Slack writes them in payloads and answers."""

from bot.workspace.content import values_of
from bot.workspace.records import Channel, File, Message, View
from bot.workspace.settings import Member, WorkspaceSettings
from bot.workspace.wire import Json

CHANNEL_NAMES = {"im": "directmessage", "private": "privategroup"}


def message_json(settings: WorkspaceSettings, message: Message) -> Json:
    """Write a message."""
    bot = settings.bot
    written: Json = {
        "type": "message",
        "user": message.author,
        "text": message.text,
        "ts": message.ts,
        "team": settings.team_id,
    }
    if message.author == bot.user_id:
        written |= {"bot_id": bot.bot_id, "app_id": bot.app_id}
    if message.blocks:
        written["blocks"] = list(message.blocks)
    if message.files:
        written["files"] = [file_json(file) for file in message.files]
    if message.thread_ts:
        written["thread_ts"] = message.thread_ts
    if message.edited:
        written["edited"] = {"user": message.author, "ts": message.edited}
    return written


def file_json(file: File) -> Json:
    """Write a file."""
    return {
        "id": file.id,
        "name": file.name,
        "title": file.title,
        "mimetype": file.kind,
        "size": len(file.content),
        "alt_txt": file.alt,
    }


def view_json(settings: WorkspaceSettings, view: View) -> Json:
    """Write a view, with the fields that Slack fills in."""
    definition: Json = {
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        "title": None,
        "submit": None,
        "close": None,
        "clear_on_close": False,
        "notify_on_close": False,
    } | view.definition
    return definition | {
        "id": view.id,
        "team_id": settings.team_id,
        "app_id": settings.bot.app_id,
        "bot_id": settings.bot.bot_id,
        "app_installed_team_id": settings.team_id,
        "hash": view.hash,
        "root_view_id": view.root_id,
        "previous_view_id": view.previous_id,
        "state": {"values": values_of(view)},
    }


def user_json(settings: WorkspaceSettings, member: Member, *, with_email: bool) -> Json:
    """Write a person; the address needs a scope of its own."""
    profile = {"real_name": member.name, "display_name": member.name, "title": member.role}
    if with_email and member.email:
        profile["email"] = member.email
    return {
        "id": member.id,
        "team_id": settings.team_id,
        "name": member.id.lower(),
        "real_name": member.name,
        "deleted": member.deleted,
        "is_bot": member.is_bot,
        "is_app_user": False,
        "locale": "sv-SE",
        "tz": "Europe/Stockholm",
        "is_email_confirmed": member.email is not None,
        "profile": profile,
    }


def channel_json(channel: Channel) -> Json:
    """Write a channel."""
    written: Json = {
        "id": channel.id,
        "is_channel": channel.kind == "public",
        "is_group": channel.kind == "private",
        "is_im": channel.kind == "im",
        "is_private": channel.kind != "public",
    }
    if channel.kind == "im":
        return written | {"user": next(iter(channel.members or ()))}
    return written | {
        "name": channel.name,
        "is_member": channel.bot_is_member,
        "purpose": {"value": channel.purpose},
    }


def channel_reference(channel: Channel) -> Json:
    """Write the short form that interactive payloads carry."""
    return {"id": channel.id, "name": CHANNEL_NAMES.get(channel.kind, channel.name)}


def user_reference(settings: WorkspaceSettings, user: str) -> Json:
    """Write the short form of a person that interactive payloads carry."""
    name = user.lower()
    return {"id": user, "username": name, "name": name, "team_id": settings.team_id}
