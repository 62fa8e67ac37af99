"""Pages fetched and forms sent as a browser without JavaScript does."""

from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

from tests.bot.workspace.tiny_bot import House

Answer = tuple[int, dict[str, str], str]


def fetch(house: House, path: str, form: dict[str, str] | None = None, **headers: str) -> Answer:
    address = urlsplit(house.url)
    connection = HTTPConnection(address.hostname or "", address.port)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        if form is None:
            connection.request("GET", path, headers=sent)
        else:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
            connection.request("POST", path, urlencode(form), sent)
        response = connection.getresponse()
        named = {name.lower(): value for name, value in response.getheaders()}
        return response.status, named, response.read().decode()
    finally:
        connection.close()
