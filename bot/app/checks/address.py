"""Whether the address that the bot is reached at leads to it, and the key that signs its links."""

import ssl
from collections.abc import Iterator
from ipaddress import ip_address
from urllib.error import URLError
from urllib.parse import urlsplit

from bot.app.checks.fetching import UNREACHED, Fetched, fetched
from bot.app.checks.findings import PATIENCE, Finding, Ground, State
from bot.app.services import signed_links
from bot.config import SettingsError
from bot.texts import text

_SUBJECT = "address"
_OK = 200
# As many different characters as a key of random ones has, by far: 32 hexadecimal digits have
# fewer than eight once in ten million.
_FEWEST_CHARACTERS = 8


def check_address(ground: Ground) -> Iterator[Finding]:
    """Ask ``PUBLIC_URL`` for its health, and see that it is the bot that answers."""
    url = ground.settings.public_url
    if url is None:
        yield Finding(_SUBJECT, State.SKIPPED, text("check.unset", name="PUBLIC_URL"))
        return
    if not url.startswith("https://") and not _is_loopback(url):
        said, todo = text("check.not_https"), text("check.not_https_todo")
        yield Finding(_SUBJECT, State.WARNING, said, todo)
    yield _reached(f"{url}/healthz")


def check_key(ground: Ground) -> Iterator[Finding]:
    """See that links can be signed, by a key that is not guessed."""
    settings = ground.settings
    if settings.public_url is None:
        return
    if settings.secret_key is None:
        said, todo = text("check.no_key"), text("check.key_todo")
        yield Finding(_SUBJECT, State.WARNING, said, todo)
        return
    try:
        signed_links(settings, ground.clock)
    except SettingsError as error:
        yield Finding(_SUBJECT, State.FAULT, str(error), text("check.key_todo"))
        return
    if len(set(settings.needed("SECRET_KEY"))) < _FEWEST_CHARACTERS:
        said, todo = text("check.weak_key"), text("check.key_todo")
        yield Finding(_SUBJECT, State.WARNING, said, todo)
    else:
        yield Finding(_SUBJECT, State.OK, text("check.key"))


def _reached(url: str) -> Finding:
    try:
        answer = fetched(url, PATIENCE)
    except UNREACHED as error:
        return _silent(url, error)
    return _judged(url, answer)


def _judged(url: str, answer: Fetched) -> Finding:
    if answer.status == _OK and answer.body == text("web.healthy"):
        return Finding(_SUBJECT, State.OK, text("check.address", url=url))
    if answer.body in {text("web.database_gone"), text("web.slack_gone")}:
        said = text("check.address_unwell", words=answer.body)
        return Finding(_SUBJECT, State.FAULT, said, text("check.address_unwell_todo"))
    said = text("check.address_other", url=url, status=answer.status)
    return Finding(_SUBJECT, State.FAULT, said, text("check.address_other_todo"))


def _silent(url: str, error: Exception) -> Finding:
    cause = error.reason if isinstance(error, URLError) else error
    if isinstance(cause, ssl.SSLCertVerificationError):
        said, todo = text("check.address_certificate", url=url), text("check.certificate_todo")
        return Finding(_SUBJECT, State.FAULT, said, todo)
    said = text("check.address_silent", url=url)
    return Finding(_SUBJECT, State.FAULT, said, text("check.address_silent_todo"))


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
