"""The line to a mail server: one connection, kept while there is something to send."""

import logging
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property
from threading import Lock, Timer

from bot.mail.lines import Envelope, Meanwhile, nothing
from bot.mail.logins import Login
from bot.mail.relay import Relay
from bot.mail.session import Patience, Session, connected
from bot.mail.throttle import Monotonic, Throttle
from bot.mail.verdicts import Stage, misconfigured, unreachable, verdict
from handlers.errors import DeliveryError
from handlers.ports import Trace

logger = logging.getLogger(__name__)

# For a whole mail, from the wait for our turn to the last answer: a fifth of a lease is longer.
PATIENCE = 15.0
# Servers hang up after five minutes; we do so earlier, and politely.
IDLE = 60.0
_PATIENCE_AT_PARTING = 2.0
# "Wrong password", or wrong token.
_WRONG = 535

# Does something when so many seconds have passed.
Later = Callable[[float, Callable[[], None]], None]


def after(seconds: float, act: Callable[[], None]) -> None:
    """Do something in a thread of its own when so many seconds have passed."""
    timer = Timer(seconds, act)
    timer.daemon = True
    timer.start()


class SmtpLine:
    """Carry letters to a mail server, one at a time."""

    def __init__(
        self,
        relay: Relay,
        login: Login | None,
        throttle: Throttle,
        monotonic: Monotonic,
        *,
        later: Later = after,
        patience: float = PATIENCE,
    ) -> None:
        self._relay = relay
        self._login = login
        self._throttle = throttle
        self._monotonic = monotonic
        self._later = later
        self._seconds = patience
        self._lock = Lock()
        self._session: Session | None = None
        self._used_at = 0.0
        self._is_watched = False

    def carry(self, envelope: Envelope, meanwhile: Meanwhile = nothing) -> None:
        """Hand a letter over to the mail server, over the connection that is open or a new one."""
        patience = Patience(self._seconds, self._monotonic)
        with self._lock:
            self._throttle.wait()
            kept, self._session = self._session, None
            if kept is None or not self._carried(kept, envelope, patience, meanwhile):
                self._transact(self._opened(patience), envelope, meanwhile)

    def try_out(self, sender: str) -> bool:
        """Go as far as a letter from the sender to itself goes, and take it back: nothing is sent.

        Return whether the connection is encrypted; raise ``DeliveryError``.
        """
        patience = Patience(self._seconds, self._monotonic)
        with self._lock:
            session = self._opened(patience)
            try:
                with _explained():
                    session.announce(sender, sender)
                return session.is_encrypted
            finally:
                if session.reset():
                    session.part()
                else:
                    session.close()

    def trace(self, message_id: str) -> Trace:  # noqa: ARG002 - the signature is the port's
        """Tell nothing: a mail server cannot be asked what it has taken."""
        return Trace.UNKNOWN

    def close(self) -> None:
        """Hang up; the next letter connects again."""
        with self._lock:
            self._hang_up()

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        # Reading the certificates of the world takes a while, and not every server needs them.
        return self._relay.tls()

    def _carried(
        self, kept: Session, envelope: Envelope, patience: Patience, meanwhile: Meanwhile
    ) -> bool:
        """Send over a connection that was kept; tell if it turns out to have been lost."""
        kept.patience = patience
        try:
            self._transact(kept, envelope, meanwhile)
        except DeliveryError as error:
            # Servers hang up when nothing is said for long: nobody has got anything, so a new
            # connection is worth a try at once.
            if kept.is_open or error.in_doubt:
                raise
            return False
        return True

    def _transact(self, session: Session, envelope: Envelope, meanwhile: Meanwhile) -> None:
        ready = False
        try:
            with _explained():
                session.transact(envelope, meanwhile)
            ready = True
        except DeliveryError:
            ready = session.reset()
            raise
        finally:
            if ready:
                self._keep(session)
            else:
                session.close()

    def _opened(self, patience: Patience) -> Session:
        with _explained():
            try:
                return self._entered(patience)
            except smtplib.SMTPAuthenticationError as error:
                if not self._may_do_better(error.smtp_code):
                    raise
            return self._entered(patience)

    def _may_do_better(self, code: int) -> bool:
        return code == _WRONG and self._login is not None and self._login.renew()

    def _entered(self, patience: Patience) -> Session:
        relay = self._relay
        with ExitStack() as unfinished:
            tls = self._tls if relay.implicit_tls else None
            session = connected(relay.host, relay.port, patience, tls)
            unfinished.callback(session.close)
            session.greet()
            if not relay.implicit_tls:
                self._secure(session)
            if self._login is not None:
                self._login.enter(session)
            unfinished.pop_all()
        return session

    def _secure(self, session: Session) -> None:
        """Encrypt where the server can; a password is never sent otherwise."""
        if session.has_extn("starttls"):
            session.secure(self._tls, self._relay.host)
        elif self._login is not None and not self._relay.is_loopback:
            logger.error("The mail server cannot encrypt, so we do not sign in")
            raise misconfigured("unencrypted")

    def _keep(self, session: Session) -> None:
        self._session, self._used_at = session, self._monotonic()
        if not self._is_watched:
            self._watch(IDLE)

    def _watch(self, seconds: float) -> None:
        self._is_watched = True
        self._later(seconds, self._rest)

    def _rest(self) -> None:
        """Hang up if nothing has been sent for long, or look again when that may be so."""
        with self._lock:
            self._is_watched = False
            left = self._used_at + IDLE - self._monotonic()
            if self._session is not None and left > 0:
                self._watch(left)
            else:
                self._hang_up()

    def _hang_up(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            session.patience = Patience(_PATIENCE_AT_PARTING, self._monotonic)
            session.part()


@contextmanager
def _explained() -> Iterator[None]:
    """Say of what goes wrong on the way what follows from it."""
    try:
        yield
    except smtplib.SMTPAuthenticationError as error:
        raise verdict(Stage.LOGIN, error.smtp_code, _bytes(error.smtp_error)) from error
    except ssl.SSLCertVerificationError as error:
        logger.error("The certificate of the mail server is not to be trusted: %s", error)  # noqa: TRY400 - a setting, no fault of the program
        raise misconfigured("certificate") from error
    except (OSError, UnicodeError) as error:
        # The second one is said of a host's name that cannot be looked up.
        logger.warning("The mail server cannot be reached: %s", error)
        raise unreachable(_obstacle(error)) from error


def _obstacle(error: OSError | UnicodeError) -> str:
    if isinstance(error, socket.gaierror | UnicodeError):
        return "unknown_host"
    return "no_tls" if isinstance(error, ssl.SSLError) else ""


def _bytes(said: bytes | str) -> bytes:
    return said if isinstance(said, bytes) else said.encode()
