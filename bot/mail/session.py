"""A connection to the mail server, step by step, with an end to its patience.

smtplib's own ``sendmail`` does not tell whether a connection broke before or after all of the mail
had gone out, and its timeout begins anew with every line that a slow server says.
"""

import io
import re
import smtplib
import socket
import ssl
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

from bot.mail.lines import Envelope, Meanwhile, nothing
from bot.mail.throttle import Monotonic
from bot.mail.verdicts import Stage, verdict
from handlers.errors import DeliveryError

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

Answer: TypeAlias = tuple[int, bytes]

# For each address that the server's name stands for.
_LONGEST_CONNECT = 5.0
_SERVICE_CLOSES = 421
_WANTS_MORE = 3
# What is said at once, and the first digit of the answer that is hoped for.
_STEPS = {Stage.SENDER: 2, Stage.RECIPIENT: 2, Stage.CONTENT: _WANTS_MORE}
# An address that needs no quoting to stand in a command.
_PLAIN = re.compile(r"[!#-;=?-~]*")


class Patience:
    """Count the seconds down that a mail may take."""

    def __init__(self, seconds: float, monotonic: Monotonic) -> None:
        self._end = monotonic() + seconds
        self._monotonic = monotonic

    def left(self) -> float:
        """Return the seconds that are left; raise TimeoutError when there are none."""
        left = self._end - self._monotonic()
        if left <= 0:
            raise TimeoutError("out of patience")
        return left


class Session(smtplib.SMTP):
    """What is said to the mail server over one connection."""

    def __init__(self, connection: socket.socket, patience: Patience) -> None:
        # Given a host, smtplib would connect by itself; given no name, it would look ours up.
        super().__init__(local_hostname=_own_name(connection))
        self.sock = connection
        self.patience = patience

    @property
    def is_open(self) -> bool:
        """Tell whether the connection has not been lost or closed, as far as we know."""
        return self.sock is not None

    @property
    def is_encrypted(self) -> bool:
        """Tell whether nobody on the way can listen."""
        return isinstance(self.sock, ssl.SSLSocket)

    def greet(self) -> None:
        """Hear the greeting, and introduce ourselves."""
        self._agree(Stage.CONNECT, self.getreply())
        self._introduce()

    def secure(self, context: ssl.SSLContext, host: str) -> None:
        """Encrypt from here on. All that was said before counts for nothing (RFC 3207)."""
        self._agree(Stage.CONNECT, self.docmd("STARTTLS"))
        if self.sock is not None:
            self.sock = context.wrap_socket(self.sock, server_hostname=host)
        self.file = None
        self._introduce()

    def transact(self, envelope: Envelope, meanwhile: Meanwhile = nothing) -> None:
        """Hand a letter over; raise ``DeliveryError``, in doubt where it may have been taken."""
        size = [f"SIZE={len(envelope.content)}"] if self.has_extn("size") else []
        if self.has_extn("pipelining") and _is_plain(envelope):
            self._announce_at_once(envelope, size)
        else:
            self.announce(envelope.sender, envelope.recipient, size)
            self._agree(Stage.CONTENT, self.docmd("DATA"), wanted=3)
        # In one piece: when it fails, the final dot has not gone out.
        self.send(_ended(envelope))
        meanwhile()
        self._agree(Stage.CONTENT, self._heard_after_the_dot())

    def announce(self, sender: str, recipient: str, options: Sequence[str] = ()) -> None:
        """Say whom a letter comes from and goes to; raise ``DeliveryError``. It is not sent yet."""
        self._agree(Stage.SENDER, self.mail(sender, options))
        self._agree(Stage.RECIPIENT, self.rcpt(recipient))

    def _announce_at_once(self, envelope: Envelope, options: Sequence[str]) -> None:
        """Say all three in one go, and hear the answers afterwards (RFC 2920).

        A server that asks for the content although it wants no such letter is given none.
        """
        head = " ".join((f"MAIL FROM:<{envelope.sender}>", *options))
        self.send(f"{head}\r\nRCPT TO:<{envelope.recipient}>\r\nDATA\r\n".encode("ascii"))
        answers = [self.getreply()]
        while len(answers) < len(_STEPS) and answers[-1][0] != _SERVICE_CLOSES:
            answers.append(self.getreply())
        heard = zip(_STEPS, answers, strict=False)
        refused = [(stage, said) for stage, said in heard if said[0] // 100 != _STEPS[stage]]
        if not refused:
            return
        if answers[-1][0] // 100 == _WANTS_MORE:
            self.send(b".\r\n")
            self.getreply()
        stage, said = refused[0]
        self._agree(stage, said, wanted=_STEPS[stage])

    def reset(self) -> bool:
        """Make ready for another mail, and tell whether the server goes along."""
        try:
            return self.is_open and self.rset()[0] == 250  # noqa: PLR2004 - "okay"
        except OSError:
            return False

    def part(self) -> None:
        """Say goodbye and hang up."""
        try:
            self.docmd("QUIT")
        except OSError:
            # The server has hung up first, which comes to the same.
            return
        finally:
            self.close()

    def send(self, s: "ReadableBuffer | str") -> None:
        """Send, within what is left of our patience."""
        if self.sock is not None:
            self.sock.settimeout(self.patience.left())
        super().send(s)

    def getreply(self) -> Answer:
        """Hear an answer, within what is left of our patience."""
        if self.file is None:
            self.file = io.BufferedReader(_Heard(self))
        return super().getreply()

    def _introduce(self) -> None:
        answer = self.ehlo()
        if answer[0] // 100 == 5:  # noqa: PLR2004 - a server from before 1995
            answer = self.helo()
        self._agree(Stage.CONNECT, answer)

    def _agree(self, stage: Stage, answer: Answer, wanted: int = 2) -> None:
        code, said = answer
        if code // 100 == wanted:
            return
        if code == _SERVICE_CLOSES:
            self.close()
        raise verdict(stage, code, said)

    def _heard_after_the_dot(self) -> Answer:
        """Return the answer that decides; without one nobody knows who has the mail."""
        try:
            answer = self.getreply()
        except OSError as error:
            raise DeliveryError("mail_unanswered", in_doubt=True) from error
        if answer[0] // 100 not in {2, 4, 5}:
            self.close()
            raise DeliveryError("mail_unanswered", in_doubt=True)
        return answer


class _Heard(io.RawIOBase):
    """What comes in over a session's connection: a server that dawdles gets no more time."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        """Read what has come, or wait for it."""
        if self._session.sock is None:
            return 0
        self._session.sock.settimeout(self._session.patience.left())
        return self._session.sock.recv_into(buffer)


def connected(host: str, port: int, patience: Patience, tls: ssl.SSLContext | None) -> Session:
    """Connect, with TLS from the start where it is given."""
    seconds = min(patience.left(), _LONGEST_CONNECT)
    connection = socket.create_connection((host, port), seconds)
    if tls is not None:
        # Closes the connection if they do not understand each other.
        connection = tls.wrap_socket(connection, server_hostname=host)
    return Session(connection, patience)


def _own_name(connection: socket.socket) -> str:
    """Return our address in brackets: always true, which a name behind a firewall seldom is."""
    address = connection.getsockname()[0]
    return f"[IPv6:{address}]" if connection.family == socket.AF_INET6 else f"[{address}]"


def _is_plain(envelope: Envelope) -> bool:
    ends = envelope.sender, envelope.recipient
    return all(_PLAIN.fullmatch(address) for address in ends)


def _ended(envelope: Envelope) -> bytes:
    content = envelope.content
    if not envelope.dotless:
        # A line that begins with a dot gets another one (RFC 5321, 4.5.2).
        content = (b"\r\n" + content).replace(b"\r\n.", b"\r\n..")[2:]
    return content + (b".\r\n" if content.endswith(b"\r\n") else b"\r\n.\r\n")
