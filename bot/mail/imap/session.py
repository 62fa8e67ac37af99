"""A folder of a mailbox over one connection (RFC 3501, RFC 2177)."""

import logging
import socket
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, LoginError

from bot.mail.imap.account import Account
from handlers.errors import DeliveryError

logger = logging.getLogger(__name__)

# What is taken care of has this keyword; of a server that keeps none it is moved to a folder.
KEYWORD = "Samverkansbot"
HANDLED, QUARANTINE = "Hanterat", "Karantän"
# For one answer of the server.
PATIENCE = 30.0
_ANY_KEYWORD = b"\\*"
_SIZE, _WHOLE, _HEAD = b"RFC822.SIZE", b"BODY[]", b"BODY[HEADER]"


class MailboxError(Exception):
    """The mailbox cannot be read now.

    ``reason`` is a code: away, tls, login, folder, broken; or refused, where the server said no to
    one command and the connection is as good as before.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Mailbox:
    """An open folder. Everything here raises ``MailboxError`` when the connection is lost."""

    def __init__(self, client: IMAPClient, folder: str) -> None:
        self._client = client
        opened = client.select_folder(folder)
        self.uidvalidity = int(opened[b"UIDVALIDITY"])
        self._keeps_keywords = _ANY_KEYWORD in opened.get(b"PERMANENTFLAGS", ())
        # It has told how many there are; only what comes after that is news.
        self._told_of_more()
        self._can = {name: client.has_capability(name) for name in ("IDLE", "MOVE", "UIDPLUS")}

    def unhandled(self) -> list[int]:
        """Return the UIDs of what nobody has taken care of, the oldest first."""
        wanted = ["UNKEYWORD", KEYWORD] if self._keeps_keywords else ["ALL"]
        self._told_of_more()
        with _explained():
            return sorted(self._client.search([*wanted, "UNDELETED"]))

    def sizes(self, uids: Sequence[int]) -> dict[int, int]:
        """Return how many octets each mail has; one that is gone is left out."""
        with _explained():
            found = self._client.fetch(uids, [_SIZE])
        return {uid: int(data[_SIZE]) for uid, data in found.items() if _SIZE in data}

    def fetch(self, uids: Sequence[int], *, whole: bool = True) -> Iterator[tuple[int, bytes]]:
        """Yield mails as they came, or their heads alone; they stay unread for people."""
        wanted, named = (b"BODY.PEEK[]", _WHOLE) if whole else (b"BODY.PEEK[HEADER]", _HEAD)
        with _explained("refused"):
            found = self._client.fetch(uids, [wanted])
        for uid in sorted(found):
            if found[uid].get(named) is not None:
                yield uid, found[uid][named]

    def newest_heads(self, most: int) -> list[bytes]:
        """Return the heads of the newest mails, whoever has taken care of them."""
        with _explained():
            newest = sorted(self._client.search(["ALL"]))[-most:]
        return [head for _, head in self.fetch(newest, whole=False)] if newest else []

    def mark(self, uids: Sequence[int]) -> None:
        """Remember that these are taken care of."""
        with _explained():
            if self._keeps_keywords:
                self._client.add_flags(uids, [KEYWORD], silent=True)
            else:
                self._move(uids, HANDLED)

    def quarantine(self, uids: Sequence[int]) -> None:
        """Move these to where people look for what the bot could not answer by itself."""
        with _explained():
            if self._keeps_keywords:
                self._client.add_flags(uids, [KEYWORD], silent=True)
            self._move(uids, QUARANTINE)

    def wait(self, seconds: float) -> bool:
        """Wait until something happens in the folder, at most for so long.

        What has happened since ``unhandled`` is not waited for. False where the server cannot tell
        of it (no IDLE): then nobody has waited.
        """
        with _explained():
            if self._told_of_more():
                return True
            if not self._can["IDLE"]:
                self._client.noop()
                return False
            self._client.idle()
            if not self._heard_at_once():
                self._client.idle_check(timeout=seconds)
            # A connection that was lost meanwhile shows itself here.
            self._client.idle_done()
            return True

    def cut(self) -> None:
        """Break the connection off, from another thread: whoever waits here waits no longer."""
        with suppress(OSError):
            self._client.socket().shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Say goodbye, if there is still somebody to say it to."""
        try:
            self._client.logout()
        except (IMAPClientError, OSError):
            with suppress(OSError):
                self._client.shutdown()

    def _told_of_more(self) -> bool:
        """Tell whether the server has said, since this was asked, that more mail is there.

        It says so once, with its answer to whatever it is asked next, and not again while we wait:
        then a mail that came while another was being answered would lie for minutes.
        """
        _, told = self._client._imap.response("EXISTS")  # noqa: SLF001 - the library keeps it there
        return bool(told != [None])

    def _heard_at_once(self) -> bool:
        """Tell whether the server said more together with its leave to wait.

        The library has read that then, and waits for what comes after it.
        """
        line = self._client.socket()
        patience = line.gettimeout()
        line.setblocking(False)
        try:
            return bool(self._client._imap.file.peek(1))  # noqa: SLF001 - what has been read
        except ssl.SSLWantReadError:
            return False
        finally:
            line.settimeout(patience)

    def _move(self, uids: Sequence[int], folder: str) -> None:
        if not self._client.folder_exists(folder):
            self._client.create_folder(folder)
        if self._can["MOVE"]:
            self._client.move(uids, folder)
            return
        self._client.copy(uids, folder)
        self._client.delete_messages(uids, silent=True)
        if self._can["UIDPLUS"]:
            # Without it, expunging would take what somebody else has marked to be deleted.
            self._client.uid_expunge(uids)


def open_mailbox(account: Account, patience: float = PATIENCE) -> Mailbox:
    """Connect, sign in and open the folder; raise ``MailboxError``.

    ``patience``: the seconds that one answer of the server may take.
    """
    client = _connected(account, patience)
    try:
        _sign_in(client, account)
        with _explained("folder"):
            return Mailbox(client, account.folder)
    except BaseException:
        with suppress(IMAPClientError, OSError):
            client.shutdown()
        raise


def _connected(account: Account, patience: float) -> IMAPClient:
    server = account.server
    with _explained("away"):
        client = IMAPClient(
            server.host,
            server.port,
            ssl=server.implicit_tls,
            ssl_context=server.tls() if server.implicit_tls else None,
            timeout=patience,
        )
    if server.implicit_tls:
        return client
    with _explained("tls"):
        if client.has_capability("STARTTLS"):
            client.starttls(server.tls())
        elif not server.is_loopback:
            # The password would go where anybody can listen.
            client.shutdown()
            raise MailboxError("tls")
    return client


def _sign_in(client: IMAPClient, account: Account) -> None:
    user = account.server.user
    with _explained("login"):
        if account.tokens is None:
            _with_password(client, user, account.server.password)
            return
        try:
            client.oauth2_login(user, account.tokens.token(PATIENCE))
        except LoginError:
            # It may have been withdrawn before its time.
            if not account.tokens.renew():
                raise
            client.oauth2_login(user, account.tokens.token(PATIENCE))


def _with_password(client: IMAPClient, user: str, password: str) -> None:
    # The older way takes no letter outside ASCII.
    if client.has_capability("AUTH=PLAIN"):
        client.plain_login(user, password)
    else:
        client.login(user, password)


@contextmanager
def _explained(reason: str = "broken") -> Iterator[None]:
    """Turn what the library raises into ``MailboxError``; what servers say goes to the log."""
    try:
        yield
    except MailboxError:
        raise
    except ssl.SSLError as error:
        logger.warning("The mailbox cannot be encrypted: %s", type(error).__name__)
        raise MailboxError("tls") from error
    except DeliveryError as error:
        raise MailboxError("login") from error
    except (IMAPClientAbortError, OSError) as error:
        lost = "broken" if reason == "refused" else reason
        logger.warning("The mailbox: %s (%s)", lost, type(error).__name__)
        raise MailboxError(lost) from error
    except IMAPClientError as error:
        logger.warning("The mailbox: %s (%s)", reason, type(error).__name__)
        raise MailboxError(reason) from error
