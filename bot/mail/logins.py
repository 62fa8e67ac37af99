"""Signing in at the mail server: with a password, or with a token (XOAUTH2)."""

import logging
from base64 import b64encode
from smtplib import SMTPAuthenticationError
from typing import Protocol

from bot.mail.session import Answer, Session
from bot.mail.tokens import Tokens
from bot.mail.verdicts import misconfigured

logger = logging.getLogger(__name__)

_GO_ON = 334
_UNKNOWN = 504
# XOAUTH2 puts a character between its parts that stands in nobody's name.
_BETWEEN = chr(1)
# "Signed in", and "you are already".
_WELCOME = frozenset({235, 503})


class Login(Protocol):
    """A way to sign in."""

    def enter(self, session: Session) -> None:
        """Sign in; raise ``SMTPAuthenticationError`` with the answer if we are not let in."""

    def renew(self) -> bool:
        """Tell whether another try may do better, having been refused."""


class Password:
    """Sign in with a password. smtplib's own way takes no letter outside ASCII in it."""

    def __init__(self, user: str, password: str) -> None:
        self._user = user
        self._password = password

    def enter(self, session: Session) -> None:
        """Sign in by the first way that the server really knows."""
        ways = {"PLAIN": self._plain, "LOGIN": self._login}
        answer: Answer = (_UNKNOWN, b"")
        for name in _offered(session, tuple(ways)):
            answer = ways[name](session)
            if answer[0] != _UNKNOWN:
                break
        _let_in(answer)

    def renew(self) -> bool:
        """Tell that the same password again does no good."""
        return False

    def _plain(self, session: Session) -> Answer:
        words = chr(0).join(("", self._user, self._password))
        return session.docmd("AUTH", f"PLAIN {_coded(words)}")

    def _login(self, session: Session) -> Answer:
        answer = session.docmd("AUTH", "LOGIN")
        for word in (self._user, self._password):
            if answer[0] != _GO_ON:
                break
            answer = session.docmd(_coded(word))
        return answer


class Token:
    """Sign in with a token."""

    def __init__(self, user: str, tokens: Tokens) -> None:
        self._user = user
        self._tokens = tokens

    def enter(self, session: Session) -> None:
        """Sign in with the token that we have, or a new one."""
        _offered(session, ("XOAUTH2",))
        token = self._tokens.token(session.patience.left())
        words = _BETWEEN.join((f"user={self._user}", f"auth=Bearer {token}", "", ""))
        answer = session.docmd("AUTH", f"XOAUTH2 {_coded(words)}")
        if answer[0] == _GO_ON:
            # A token that is refused is explained at length first: an empty line asks for the end.
            answer = session.docmd("")
        _let_in(answer)

    def renew(self) -> bool:
        """Fetch another token next time, unless the refused one was new."""
        return self._tokens.renew()


def _offered(session: Session, ways: tuple[str, ...]) -> list[str]:
    offered = session.esmtp_features.get("auth", "").upper().split()
    found = [way for way in ways if way in offered]
    if not found:
        logger.error("The mail server offers no way to sign in of: %s", ", ".join(ways))
        raise misconfigured("no_login_way")
    return found


def _let_in(answer: Answer) -> None:
    if answer[0] not in _WELCOME:
        raise SMTPAuthenticationError(*answer)


def _coded(words: str) -> str:
    return b64encode(words.encode()).decode("ascii")
