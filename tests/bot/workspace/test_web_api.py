from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.request import Request, urlopen

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.workspace import Member, Workspace, create_workspace
from tests.bot.workspace.material import (
    BOT_TOKEN,
    CARD,
    DIALOG,
    INA,
    MIA,
    SETTINGS,
    MovableClock,
    fault,
    section,
)
from tests.servers import at_home

Call = Callable[[WebClient], Any]


REFUSED: dict[str, tuple[str, Call]] = {
    "unknown person": ("user_not_found", lambda c: c.users_info(user="U0NOBODY")),
    "unknown address": (
        "users_not_found",
        lambda c: c.users_lookupByEmail(email="ingen@habo.example"),
    ),
    "former colleague by address": (
        "users_not_found",
        lambda c: c.users_lookupByEmail(email="gun@habo.example"),
    ),
    "message to a bot": ("cannot_dm_bot", lambda c: c.conversations_open(users="U0OTHER")),
    "message to a bot at once": (
        "cannot_dm_bot",
        lambda c: c.chat_postMessage(channel="U0OTHER", text="Hej"),
    ),
    "message to a former colleague": (
        "user_disabled",
        lambda c: c.conversations_open(users="U0GONE"),
    ),
    "unknown channel": (
        "channel_not_found",
        lambda c: c.chat_postMessage(channel="C0NONE", text="Hej"),
    ),
    "channel without the bot": (
        "not_in_channel",
        lambda c: c.chat_postMessage(channel="C0ALONE", text="Hej"),
    ),
    "private channel without the bot": (
        "channel_not_found",
        lambda c: c.chat_postMessage(channel="G0SECRET", text="Hej"),
    ),
    "ephemeral for someone who is not there": (
        "user_not_in_channel",
        lambda c: c.chat_postEphemeral(channel="G0BOARD", user=INA, text="Hej"),
    ),
    "history of a channel": (
        "missing_scope",
        lambda c: c.conversations_history(channel="C0OPEN"),
    ),
    "facts about a channel": ("missing_scope", lambda c: c.conversations_info(channel="C0OPEN")),
    "list of channels": ("missing_scope", lambda c: c.users_conversations()),
    "message that is not there": (
        "message_not_found",
        lambda c: c.chat_update(channel="C0OPEN", ts="1.0", text="Hej"),
    ),
    "thread that is not there": (
        "thread_not_found",
        lambda c: c.chat_postMessage(channel="C0OPEN", text="Hej", thread_ts="1.0"),
    ),
    "blocks beyond the limits": (
        "invalid_blocks",
        lambda c: c.chat_postMessage(channel="C0OPEN", text="Hej", blocks=[section("x" * 3001)]),
    ),
    "made-up trigger": (
        "invalid_trigger_id",
        lambda c: c.views_open(trigger_id="1.2.3", view=DIALOG),
    ),
    "unknown view": ("not_found", lambda c: c.views_update(view_id="V1", view=DIALOG)),
    "unknown method": ("unknown_method", lambda c: c.api_call("chat.scheduleMessage")),
    "app token's method with the bot's token": (
        "not_allowed_token_type",
        lambda c: c.api_call("apps.connections.open"),
    ),
    "wrong token": ("invalid_auth", lambda c: c.auth_test(token="xoxb-wrong")),
}


@pytest.mark.parametrize("name", REFUSED)
def test_call_is_refused_as_slack_refuses_it(
    name: str, workspace: Workspace, client: WebClient
) -> None:
    code, call = REFUSED[name]

    assert fault(lambda: call(client)) == code
    assert [refusal.code for refusal in workspace.refusals] == [code]
    assert workspace.messages("C0OPEN") == ()


def test_missing_scope_is_named(client: WebClient) -> None:
    with pytest.raises(SlackApiError) as caught:
        client.conversations_history(channel="C0OPEN")

    assert caught.value.response["needed"] == "channels:history"


def test_call_without_token_is_refused(workspace: Workspace) -> None:
    request = Request(f"{workspace.api_url}auth.test", data=b"")  # noqa: S310 - our own loopback

    with urlopen(request) as response:  # noqa: S310 - our own loopback
        assert response.read() == b'{"ok":false,"error":"not_authed"}'


def test_rate_limit_is_429_with_retry_after(workspace: Workspace, client: WebClient) -> None:
    workspace.fail_next("chat.postMessage", "ratelimited", retry_after=7)

    with pytest.raises(SlackApiError) as caught:
        client.chat_postMessage(channel="C0OPEN", text="Hej")
    client.chat_postMessage(channel="C0OPEN", text="Hej igen")

    assert caught.value.response.status_code == 429
    assert caught.value.response.headers["retry-after"] == "7"
    assert [message.text for message in workspace.messages("C0OPEN")] == ["Hej igen"]


def test_second_post_within_a_second_is_refused_when_the_settings_say_so(
    clock: MovableClock,
) -> None:
    opened = create_workspace(replace(SETTINGS, one_post_a_second=True), clock)

    with at_home(opened):
        client = WebClient(BOT_TOKEN, base_url=opened.api_url)
        client.chat_postMessage(channel="C0OPEN", text="Ett")
        code = fault(lambda: client.chat_postMessage(channel="C0OPEN", text="Två"))
        client.chat_postMessage(channel=INA, text="Tre")
        clock.move(timedelta(seconds=1))
        client.chat_postMessage(channel="C0OPEN", text="Fyra")

    assert code == "ratelimited"
    assert [message.text for message in opened.messages("C0OPEN")] == ["Ett", "Fyra"]


def test_lost_answer_leaves_the_message_standing(workspace: Workspace, client: WebClient) -> None:
    workspace.fail_next("chat.postMessage", "internal_error", lost=True)

    code = fault(lambda: client.chat_postMessage(channel="C0OPEN", text="Hej"))

    assert code == "internal_error"
    assert [message.text for message in workspace.messages("C0OPEN")] == ["Hej"]


def test_message_is_posted_changed_and_deleted(workspace: Workspace, client: WebClient) -> None:
    ts = client.chat_postMessage(channel="C0OPEN", text="Hej", blocks=CARD)["ts"]
    client.chat_update(channel="C0OPEN", ts=ts, text="Hej då", blocks=[])
    (changed,) = workspace.messages("C0OPEN")
    client.chat_delete(channel="C0OPEN", ts=ts)

    assert (changed.text, changed.blocks, changed.edited is None) == ("Hej då", (), False)
    assert workspace.messages("C0OPEN") == ()


def test_text_that_is_changed_alone_keeps_the_blocks(
    workspace: Workspace, client: WebClient
) -> None:
    ts = client.chat_postMessage(channel="C0OPEN", text="Hej", blocks=CARD)["ts"]

    client.chat_update(channel="C0OPEN", ts=ts, text="Hej då")

    assert len(workspace.messages("C0OPEN")[0].blocks) == len(CARD)


def test_ephemeral_message_cannot_be_changed(client: WebClient) -> None:
    ts = client.chat_postEphemeral(channel="C0OPEN", user=INA, text="Hej")["message_ts"]

    assert fault(lambda: client.chat_update(channel="C0OPEN", ts=ts, text="Då")) == (
        "message_not_found"
    )


def test_somebody_elses_message_cannot_be_changed(workspace: Workspace, client: WebClient) -> None:
    workspace.say(MIA, "C0OPEN", "Hej")
    ts = workspace.messages("C0OPEN")[0].ts

    assert fault(lambda: client.chat_update(channel="C0OPEN", ts=ts, text="Då")) == (
        "cant_update_message"
    )
    assert fault(lambda: client.chat_delete(channel="C0OPEN", ts=ts)) == "cant_delete_message"


def test_ephemeral_message_is_seen_by_one_alone(workspace: Workspace, client: WebClient) -> None:
    client.chat_postEphemeral(channel="C0OPEN", user=INA, text="Bara du")

    assert [m.text for m in workspace.messages("C0OPEN", seen_by=INA)] == ["Bara du"]
    assert workspace.messages("C0OPEN", seen_by=MIA) == ()


def test_direct_history_shows_what_was_sent_with_its_metadata(client: WebClient) -> None:
    channel = client.conversations_open(users=INA)["channel"]["id"]
    metadata = {"event_type": "notice", "event_payload": {"key": "n1"}}
    client.chat_postMessage(channel=channel, text="Ett", metadata=metadata)
    client.chat_postMessage(channel=INA, text="Två")

    history = client.conversations_history(channel=channel, include_all_metadata=True, limit=5)

    assert [m["text"] for m in history["messages"]] == ["Två", "Ett"]
    assert history["messages"][1]["metadata"] == metadata


def test_history_is_limited_in_time_and_number(client: WebClient) -> None:
    for text in ("Ett", "Två", "Tre"):
        client.chat_postMessage(channel=INA, text=text)
    channel = client.conversations_open(users=INA)["channel"]["id"]
    latest = client.conversations_history(channel=channel, limit=1)
    edge = latest["messages"][0]["ts"]

    before = client.conversations_history(channel=channel, latest=edge)
    until = client.conversations_history(channel=channel, oldest=edge, inclusive=True)

    assert latest["has_more"] is True
    assert [m["text"] for m in before["messages"]] == ["Två", "Ett"]
    assert [m["text"] for m in until["messages"]] == ["Tre"]


def test_history_is_read_page_by_page(client: WebClient) -> None:
    for text in ("Ett", "Två", "Tre"):
        client.chat_postMessage(channel=INA, text=text)
    channel = client.conversations_open(users=INA)["channel"]["id"]

    first = client.conversations_history(channel=channel, limit=2)
    cursor = first["response_metadata"]["next_cursor"]
    client.chat_postMessage(channel=INA, text="Fyra")
    second = client.conversations_history(channel=channel, limit=2, cursor=cursor)

    assert [m["text"] for m in first["messages"]] == ["Tre", "Två"]
    assert [m["text"] for m in second["messages"]] == ["Ett"]
    assert (first["has_more"], second["has_more"]) == (True, False)
    assert "response_metadata" not in second.data


@pytest.mark.parametrize("cursor", ["å", "bm90IGEgbW9tZW50", "===="])
def test_history_refuses_a_cursor_that_it_never_gave(client: WebClient, cursor: str) -> None:
    client.chat_postMessage(channel=INA, text="Hej")
    channel = client.conversations_open(users=INA)["channel"]["id"]

    assert fault(lambda: client.conversations_history(channel=channel, cursor=cursor)) == (
        "invalid_cursor"
    )


def test_metadata_is_told_only_to_who_asks(client: WebClient) -> None:
    metadata = {"event_type": "notice", "event_payload": {"key": "n1"}}
    channel = client.chat_postMessage(channel=INA, text="Ett", metadata=metadata)["channel"]

    silent = client.conversations_history(channel=channel, include_all_metadata=False)

    assert "metadata" not in silent["messages"][0]


def test_address_is_shown_only_with_its_scope(clock: MovableClock) -> None:
    scopes = tuple(scope for scope in SETTINGS.scopes if scope != "users:read.email")
    opened = create_workspace(replace(SETTINGS, scopes=scopes), clock)

    with at_home(opened):
        client = WebClient(BOT_TOKEN, base_url=opened.api_url)
        user = client.users_info(user=INA)["user"]
        code = fault(lambda: client.users_lookupByEmail(email="ina.ek@habo.example"))

    assert user["real_name"] == "Ina Ek"
    assert "email" not in user["profile"]
    assert code == "missing_scope"


def test_message_to_a_closed_account_is_taken_without_a_word(
    workspace: Workspace, client: WebClient
) -> None:
    client.chat_postMessage(channel="U0GONE", text="Hej")

    assert [m.text for m in workspace.messages(workspace.direct("U0GONE"))] == ["Hej"]


def test_person_is_found_by_address(workspace: Workspace, client: WebClient) -> None:
    workspace.put_member(Member("U0NEW", "Nils Ny", "nils@vast.example"))

    found = client.users_lookupByEmail(email="Nils@Vast.example")["user"]

    assert (found["id"], found["profile"]["email"]) == ("U0NEW", "nils@vast.example")


def test_rooms_are_listed_with_the_scope(clock: MovableClock) -> None:
    scopes = (*SETTINGS.scopes, "channels:read", "groups:read")
    opened = create_workspace(replace(SETTINGS, scopes=scopes), clock)

    with at_home(opened):
        client = WebClient(BOT_TOKEN, base_url=opened.api_url)
        listed = client.users_conversations(types="public_channel,private_channel")["channels"]
        info = client.conversations_info(channel="C0OPEN")["channel"]

    assert [channel["name"] for channel in listed] == ["tillsyn", "styrgrupp"]
    assert info["purpose"] == {"value": "Frågor om tillsyn"}
