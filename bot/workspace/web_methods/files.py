"""files.*: what the bot uploads, in the three steps that Slack wants."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.workspace.presenting import file_json
from bot.workspace.records import Channel, File, Message
from bot.workspace.rules import check_message
from bot.workspace.web_methods.calls import Call, Method, check_thread, place_to_write
from bot.workspace.wire import Json, Refused

MOST_ALT = 1000
MOST_CHANNELS = 100
# A person's id is not taken here: a direct message has an id of its own.
PLACES = ("C", "G", "D", "Z")


def _get_upload_url(call: Call) -> Json:
    name, alt = call.text("filename"), call.optional("alt_txt") or ""
    length = _length(call)
    if len(alt) > MOST_ALT:
        raise Refused("alt_txt_too_large")
    file = call.state.files.promise(name, length, alt)
    return {"upload_url": f"{call.state.base_url}/upload/{file.id}", "file_id": file.id}


def _complete_upload(call: Call) -> Json:
    """Share files that have arrived, all of them or none; without a place they stay unseen."""
    files = tuple(_files(call))
    channels = list(_channels(call))
    comment, thread_ts = call.optional("initial_comment") or "", call.optional("thread_ts")
    if comment:
        check_message({"text": comment})
    for channel in channels:
        check_thread(call.state, channel, thread_ts)
        call.state.pace(channel.id)
    for file in files:
        call.state.files.release(file.id)
    for channel in channels:
        _share(call, channel, files, comment, thread_ts)
    return {"files": [file_json(file) for file in files]}


def _share(
    call: Call, channel: Channel, files: tuple[File, ...], comment: str, thread_ts: str | None
) -> None:
    state = call.state
    state.put_message(
        Message(
            channel=channel.id,
            ts=state.next_ts(),
            author=state.settings.bot.user_id,
            text=comment,
            thread_ts=thread_ts,
            files=files,
        )
    )


def _length(call: Call) -> int:
    given = call.text("length")
    if not given.isdecimal():
        raise Refused("invalid_arguments", "[ERROR] must provide an integer [json-pointer:/length]")
    if int(given) == 0:
        raise Refused("missing_argument")
    return int(given)


def _files(call: Call) -> Iterable[File]:
    wanted = call.parsed("files")
    if not isinstance(wanted, list) or not wanted:
        raise Refused("invalid_arguments", "[ERROR] missing required field: files")
    seen: set[str] = set()
    for one in wanted:
        key = one.get("id") if isinstance(one, dict) else None
        if not isinstance(key, str) or key in seen:
            raise Refused("invalid_arguments", "[ERROR] each file has an id [json-pointer:/files]")
        seen.add(key)
        file = call.state.files.arrived(key)
        yield replace(file, title=str(one.get("title") or file.name))


def _channels(call: Call) -> Iterable[Channel]:
    if (one := call.optional("channel_id")) is not None:
        if not one.startswith(PLACES):
            fault = "[ERROR] input must match regex pattern: ^[CGDZ] [json-pointer:/channel_id]"
            raise Refused("invalid_arguments", fault)
        yield place_to_write(call, one)
        return
    several = [each for each in (call.optional("channels") or "").split(",") if each]
    if len(several) > MOST_CHANNELS:
        raise Refused("channels_limit_exceeded")
    for each in several:
        yield place_to_write(call, each)


METHODS: Mapping[str, Method] = {
    "files.getUploadURLExternal": Method(_get_upload_url, "files:write"),
    "files.completeUploadExternal": Method(_complete_upload, "files:write"),
}
