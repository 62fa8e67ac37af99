"""A page elsewhere that lets its own name point at this machine (DNS rebinding)."""

import socket
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from bot.workspace import Workspace
from tests.bot.workspace.material import APP_TOKEN, BOT_TOKEN, INA
from tests.bot.workspace.tiny_bot import House

ELSEWHERE = "elsewhere.example"


def post(address: str, path: str, host: str, token: str = "") -> int:
    """Post as a page at that host would; give the status."""
    server = urlsplit(address)
    connection = HTTPConnection(server.hostname or "", server.port, timeout=10)
    origin = f"{host}:{server.port}"
    headers = {"Host": origin, "Origin": f"http://{origin}", "Authorization": f"Bearer {token}"}
    try:
        connection.request("POST", path, urlencode({"text": "/projekt x", "channel": ""}), headers)
        return connection.getresponse().status
    finally:
        connection.close()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
def test_own_page_may_write(house: House, host: str) -> None:
    assert post(house.url, f"/som/{INA}/skriv", host) == 303
    assert len(house.workspace.ephemerals(INA)) == 1


@pytest.mark.parametrize("host", [ELSEWHERE, f"127.0.0.1.{ELSEWHERE}", f"www.{ELSEWHERE}", ""])
def test_page_elsewhere_may_not_write_under_its_own_name(house: House, host: str) -> None:
    assert post(house.url, f"/som/{INA}/skriv", host) == 400
    assert house.workspace.ephemerals(INA) == ()


def test_page_elsewhere_may_not_call_the_web_api(workspace: Workspace) -> None:
    address = workspace.base_url

    statuses = [
        post(address, "/api/auth.test", host, BOT_TOKEN) for host in ("localhost", ELSEWHERE)
    ]

    assert statuses == [200, 400]
    assert [call.method for call in workspace.calls] == ["auth.test"]


def test_page_elsewhere_may_not_open_a_socket(workspace: Workspace) -> None:
    ticket: str = workspace.web_api.call("apps.connections.open", APP_TOKEN, {}).body["url"]
    server = urlsplit(ticket)
    line = socket.create_connection((server.hostname or "", server.port or 0))

    with pytest.raises(InvalidStatus) as caught:
        connect(ticket.replace("127.0.0.1", ELSEWHERE), sock=line)

    assert caught.value.response.status_code == 400
    assert workspace.sockets.connections == 0
