"""chat.*: what the bot writes, changes and takes away."""

from collections.abc import Mapping
from dataclasses import replace

from bot.workspace.content import with_ids
from bot.workspace.presenting import message_json
from bot.workspace.records import Channel, Message
from bot.workspace.rules import check_message, check_metadata
from bot.workspace.state import State
from bot.workspace.web_methods.calls import Call, Method, check_thread, place_to_write
from bot.workspace.wire import Json, Refused


def compose(
    state: State, channel: Channel, arguments: Json, only_for: str | None = None
) -> Message:
    """Check a message from the bot and store it."""
    check_message(arguments)
    check_metadata(arguments.get("metadata"))
    check_thread(state, channel, arguments.get("thread_ts"))
    return state.put_message(
        Message(
            channel=channel.id,
            ts=state.next_ts(),
            author=state.settings.bot.user_id,
            text=str(arguments["text"]),
            blocks=with_ids(arguments.get("blocks") or ()),
            only_for=only_for,
            thread_ts=arguments.get("thread_ts"),
            metadata=arguments.get("metadata"),
        )
    )


def rewrite(state: State, message: Message, arguments: Json) -> Message:
    """Check a new wording and put it where the message stood."""
    checked = {"text": message.text, "blocks": list(message.blocks)} | {
        name: value for name, value in arguments.items() if value is not None
    }
    check_message(checked)
    check_metadata(checked.get("metadata"))
    return state.put_message(
        replace(
            message,
            text=str(checked["text"]),
            blocks=with_ids(checked["blocks"]),
            metadata=checked.get("metadata", message.metadata),
            edited=state.next_ts(),
            state={},
        )
    )


def _post_message(call: Call) -> Json:
    channel = place_to_write(call)
    call.state.pace(channel.id)
    message = compose(call.state, channel, _content(call))
    return _answer(call.state, message)


def _post_ephemeral(call: Call) -> Json:
    channel, user = place_to_write(call), call.text("user")
    call.state.member(user)
    if not channel.has(user):
        raise Refused("user_not_in_channel")
    message = compose(call.state, channel, _content(call), only_for=user)
    return {"message_ts": message.ts}


def _update(call: Call) -> Json:
    message = _own_message(call, "cant_update_message")
    return _answer(call.state, rewrite(call.state, message, _content(call)))


def _delete(call: Call) -> Json:
    message = _own_message(call, "cant_delete_message")
    call.state.drop_message(message)
    return {"channel": message.channel, "ts": message.ts}


def _own_message(call: Call, fault: str) -> Message:
    channel = call.state.channel(call.text("channel"))
    message = call.state.message(channel.id, call.text("ts"))
    if message.is_ephemeral:
        raise Refused("message_not_found")
    if message.author != call.state.settings.bot.user_id:
        raise Refused(fault)
    return message


def _content(call: Call) -> Json:
    return call.arguments | {
        "blocks": call.parsed("blocks", "invalid_blocks_format"),
        "metadata": call.parsed("metadata", "invalid_metadata_format"),
    }


def _answer(state: State, message: Message) -> Json:
    written = message_json(state.settings, message)
    return {"channel": message.channel, "ts": message.ts, "message": written}


METHODS: Mapping[str, Method] = {
    "chat.postMessage": Method(_post_message, "chat:write"),
    "chat.postEphemeral": Method(_post_ephemeral, "chat:write"),
    "chat.update": Method(_update, "chat:write"),
    "chat.delete": Method(_delete, "chat:write"),
}
