from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, expect
from slack_sdk import WebClient

from bot.workspace import Workspace, create_workspace
from tests.bot.workspace.browser import open_page
from tests.bot.workspace.material import BOT_TOKEN, INA, MIA, SETTINGS, MovableClock, fault
from tests.bot.workspace.tiny_bot import House
from tests.servers import at_home

# One black pixel.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415408d763606060000000040001278ef1a30000000049454e44ae426082"
)
ALT = "Årshjul 2027. Bestämd dag: Verksamhetsberättelse (26 feb)."
Call = Callable[[WebClient], Any]


def upload(client: WebClient, channel: str, **more: Any) -> Any:
    return client.files_upload_v2(
        channel=channel,
        content=PIXEL,
        filename="arshjul-2027.png",
        title="Årshjul 2027",
        alt_txt=ALT,
        **more,
    )


def promised(client: WebClient, length: int = len(PIXEL)) -> dict[str, Any]:
    answer = client.files_getUploadURLExternal(filename="a.png", length=length)
    return {"id": answer["file_id"], "url": answer["upload_url"]}


def send(url: str, content: bytes) -> tuple[int, str]:
    request = Request(url, data=content, method="POST")  # noqa: S310 - our own loopback
    try:
        with urlopen(request) as response:  # noqa: S310 - our own loopback
            return response.status, response.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.read().decode()


def fetch(url: str) -> tuple[int, dict[str, str], bytes]:
    try:
        with urlopen(url) as response:  # noqa: S310 - our own loopback
            return response.status, dict(response.headers.items()), response.read()
    except HTTPError as error:
        with error:
            return error.code, dict(error.headers.items()), error.read()


def test_picture_is_shared_in_a_channel_with_its_alternative(
    workspace: Workspace, client: WebClient
) -> None:
    answer = upload(client, "C0OPEN", initial_comment="Här är årshjulet.")

    (message,) = workspace.messages("C0OPEN")
    (file,) = message.files
    assert (message.text, message.author) == ("Här är årshjulet.", SETTINGS.bot.user_id)
    assert (file.name, file.title, file.alt) == ("arshjul-2027.png", "Årshjul 2027", ALT)
    assert file.content == PIXEL
    assert answer["file"]["id"] == file.id
    assert workspace.refusals == []


def test_picture_is_shared_in_a_direct_message_without_a_word(
    workspace: Workspace, client: WebClient
) -> None:
    channel = client.conversations_open(users=INA)["channel"]["id"]

    upload(client, channel)

    (message,) = workspace.messages(channel)
    assert (message.text, [file.alt for file in message.files]) == ("", [ALT])


def test_several_files_stand_in_one_message_in_a_thread(
    workspace: Workspace, client: WebClient
) -> None:
    ts = client.chat_postMessage(channel="C0OPEN", text="Hej")["ts"]
    uploads = [{"content": PIXEL, "filename": f"{name}.png"} for name in "ab"]

    client.files_upload_v2(file_uploads=uploads, channel="C0OPEN", thread_ts=ts)

    message = workspace.messages("C0OPEN")[-1]
    assert (message.thread_ts, [file.name for file in message.files]) == (ts, ["a.png", "b.png"])


def test_file_goes_to_several_places_by_the_ids_of_channels_and_people(
    workspace: Workspace, client: WebClient
) -> None:
    client.files_upload_v2(content=PIXEL, filename="a.png", channels=["C0OPEN", INA])

    shared = [workspace.messages(place)[0].files for place in ("C0OPEN", workspace.direct(INA))]
    assert shared[0] == shared[1]


def test_file_without_a_place_is_seen_by_nobody(workspace: Workspace, client: WebClient) -> None:
    client.files_upload_v2(content=PIXEL, filename="a.png")

    assert workspace.messages("C0OPEN") == ()
    assert fetch(f"{workspace.base_url}/som/{INA}/fil/F000000001")[0] == 404


def test_history_tells_of_files(client: WebClient) -> None:
    channel = client.conversations_open(users=INA)["channel"]["id"]
    upload(client, channel)

    (told,) = client.conversations_history(channel=channel)["messages"]

    (file,) = told["files"]
    assert (file["mimetype"], file["size"], file["alt_txt"]) == ("image/png", len(PIXEL), ALT)


REFUSED: dict[str, tuple[str, Call]] = {
    "no name": (
        "invalid_arguments",
        lambda c: c.files_getUploadURLExternal(filename="", length=1),
    ),
    "empty file": (
        "missing_argument",
        lambda c: c.files_getUploadURLExternal(filename="a.png", length=0),
    ),
    "length that is no number": (
        "invalid_arguments",
        lambda c: c.api_call("files.getUploadURLExternal", params={"filename": "a", "length": "x"}),
    ),
    "alternative without end": (
        "alt_txt_too_large",
        lambda c: c.files_getUploadURLExternal(filename="a.png", length=1, alt_txt="x" * 1001),
    ),
    "unknown file": (
        "file_not_found",
        lambda c: c.files_completeUploadExternal(files=[{"id": "F1"}], channel_id="C0OPEN"),
    ),
    "file whose bytes never came": (
        "file_not_found",
        lambda c: c.files_completeUploadExternal(
            files=[{"id": promised(c)["id"]}], channel_id="C0OPEN"
        ),
    ),
    "no files": (
        "invalid_arguments",
        lambda c: c.files_completeUploadExternal(files=[], channel_id="C0OPEN"),
    ),
    "files that are not JSON": (
        "invalid_arguments",
        lambda c: c.api_call("files.completeUploadExternal", params={"files": "F1"}),
    ),
    "file without an id": (
        "invalid_arguments",
        lambda c: c.files_completeUploadExternal(files=[{"title": "a"}]),
    ),
    "person in the place of a channel": ("invalid_arguments", lambda c: upload(c, INA)),
    "unknown channel": ("channel_not_found", lambda c: upload(c, "C0NONE")),
    "channel without the bot": ("not_in_channel", lambda c: upload(c, "C0ALONE")),
    "private channel without the bot": ("channel_not_found", lambda c: upload(c, "G0SECRET")),
    "thread that is not there": (
        "thread_not_found",
        lambda c: upload(c, "C0OPEN", thread_ts="1.0"),
    ),
    "comment without end": (
        "msg_too_long",
        lambda c: c.api_call(
            "files.completeUploadExternal",
            json={
                "files": arrived(c),
                "channel_id": "C0OPEN",
                "initial_comment": "x" * 40_001,
            },
        ),
    ),
}


def arrived(client: WebClient) -> list[dict[str, str | None]]:
    file = promised(client)
    send(file["url"], PIXEL)
    return [{"id": file["id"]}]


@pytest.mark.parametrize("name", REFUSED)
def test_upload_is_refused_as_slack_refuses_it(
    name: str, workspace: Workspace, client: WebClient
) -> None:
    code, call = REFUSED[name]

    assert fault(lambda: call(client)) == code
    assert [refusal.code for refusal in workspace.refusals] == [code]
    assert workspace.messages("C0OPEN") == ()


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.completeUploadExternal"])
def test_upload_needs_its_scope(method: str, clock: MovableClock) -> None:
    scopes = tuple(scope for scope in SETTINGS.scopes if scope != "files:write")
    opened = create_workspace(replace(SETTINGS, scopes=scopes), clock)

    with at_home(opened):
        client = WebClient(BOT_TOKEN, base_url=opened.api_url)
        code = fault(lambda: client.api_call(method, params={"filename": "a", "length": 1}))

    assert code == "missing_scope"


@pytest.mark.parametrize("content", [PIXEL[:-1], PIXEL + b"x", b""])
def test_bytes_that_are_not_as_many_as_promised_are_refused(
    workspace: Workspace, client: WebClient, content: bytes
) -> None:
    file = promised(client)

    status, _ = send(file["url"], content)

    assert status == 400
    assert [refusal.code for refusal in workspace.refusals] == ["wrong_length"]
    assert fault(lambda: client.files_completeUploadExternal(files=[{"id": file["id"]}])) == (
        "file_not_found"
    )


def test_bytes_for_what_was_not_promised_are_refused(workspace: Workspace) -> None:
    status, _ = send(f"{workspace.base_url}/upload/F1", PIXEL)

    assert status == 404


def test_upload_is_completed_once(workspace: Workspace, client: WebClient) -> None:
    files = arrived(client)
    client.files_completeUploadExternal(files=files, channel_id="C0OPEN")

    code = fault(lambda: client.files_completeUploadExternal(files=files, channel_id="C0OPEN"))

    assert code == "file_not_found"
    assert len(workspace.messages("C0OPEN")) == 1


def test_upload_that_was_refused_can_be_completed_elsewhere(
    workspace: Workspace, client: WebClient
) -> None:
    files = arrived(client)
    fault(lambda: client.files_completeUploadExternal(files=files, channel_id="C0ALONE"))

    client.files_completeUploadExternal(files=files, channel_id="C0OPEN")

    assert len(workspace.messages("C0OPEN")) == 1


def test_picture_has_an_address_for_those_who_are_in_the_room(
    workspace: Workspace, client: WebClient
) -> None:
    upload(client, "G0BOARD")
    (message,) = workspace.messages("G0BOARD")
    path = f"fil/{message.files[0].id}"

    mine, hers, nobodys = (
        fetch(f"{workspace.base_url}/som/{user}/{path}") for user in (MIA, INA, "U0NOBODY")
    )

    assert (mine[0], mine[1]["content-type"], mine[2]) == (200, "image/png", PIXEL)
    assert mine[1]["x-content-type-options"] == "nosniff"
    assert [hers[0], nobodys[0]] == [404, 404]


def test_file_that_could_run_something_is_never_shown_as_a_page(
    workspace: Workspace, client: WebClient
) -> None:
    client.files_upload_v2(channel="C0OPEN", content="<script>1</script>", filename="a.html")
    (message,) = workspace.messages("C0OPEN")

    _, headers, _ = fetch(f"{workspace.base_url}/som/{INA}/fil/{message.files[0].id}")

    assert headers["content-disposition"] == "attachment"
    assert "default-src 'none'" in headers["content-security-policy"]


def test_picture_is_seen_in_the_browser_with_its_alternative(
    browser: Browser, house: House
) -> None:
    client = WebClient(BOT_TOKEN, base_url=house.workspace.api_url)

    with open_page(browser, 360, 740) as page:
        page.goto(f"{house.url}/som/{INA}/kanal/C0OPEN")
        upload(client, "C0OPEN", initial_comment="Här är årshjulet.")

        image = page.get_by_role("img", name=ALT)
        expect(image).to_be_visible()
        expect(image).to_have_js_property("naturalWidth", 1)
        expect(page.get_by_text("Här är årshjulet.").first).to_be_visible()


def test_picture_without_a_word_is_read_aloud_by_its_title(browser: Browser, house: House) -> None:
    client = WebClient(BOT_TOKEN, base_url=house.workspace.api_url)

    with open_page(browser) as page:
        page.goto(f"{house.url}/som/{INA}/kanal/C0OPEN")
        upload(client, "C0OPEN")

        expect(page.get_by_role("status")).to_contain_text("Samverkansboten: Årshjul 2027")
