"""The pages on which anybody asks for a newsletter, and confirms that it was they who did.

What the first says afterwards is the same for everybody: whether an address is known stands
nowhere.
"""

from starlette.responses import Response

from bot.texts import text
from bot.texts.safe import clean
from bot.web.newsletter_paths import archive_path, joining_path
from bot.web.pages.acting import TOLD
from bot.web.pages.forms import Fields, Form, first
from bot.web.pages.shell import BAD_REQUEST, OK, Shell, Visit, said
from handlers.errors import Refusal
from handlers.newsletters import (
    LONGEST_EMAIL,
    Choice,
    ask_to_join,
    confirm_joining,
    joining_letter,
    joining_of,
)
from handlers.ports import Services

_SENT, _DONE = "skickat", "klart"
# What is said beside the field; any other refusal has a page of its own.
_BESIDE = frozenset({"newsletter_email", "newsletter_join_often", "newsletter_join_busy"})


class JoiningPages:
    """Answer those who want a newsletter and need not be in the register."""

    def __init__(self, services: Services, shell: Shell) -> None:
        self._services = services
        self._shell = shell

    def ask(self, visit: Visit) -> Response:
        """Show the form, or send a mail to the address in it."""
        if visit.form is None:
            return self._form(visit.token, told=visit.query.get(TOLD) == _SENT)
        fields = Fields(visit.form)
        email = fields.text("email", LONGEST_EMAIL)
        if fields.faults:
            return self._form(visit.token, visit.form, fields.faults["email"])
        try:
            ask_to_join(self._services, visit.token, email)
        except Refusal as refusal:
            if refusal.code not in _BESIDE:
                raise
            return self._form(visit.token, visit.form, said(refusal))
        return self._shell.to(self._own(visit.token), **{TOLD: _SENT})

    def confirm(self, visit: Visit) -> Response:
        """Show what is confirmed, or do it."""
        link = self._shell.links.joins.read(visit.token)
        numbers = link.person_id, link.collaboration_id
        path = self._shell.links.joins.path(link)
        if visit.form is not None:
            confirm_joining(self._services, *numbers)
            return self._shell.to(path, **{TOLD: _DONE})
        now = joining_of(self._services, *numbers)
        told = visit.query.get(TOLD) == _DONE and now.choice is Choice.MAIL
        return self._shell.page(
            "joined.html",
            path=path,
            letter=clean(now.collaboration),
            told=told,
            archive=f"{self._shell.links.prefix}{archive_path(now.key)}",
        )

    def _form(
        self, key: str, form: Form | None = None, fault: str = "", *, told: bool = False
    ) -> Response:
        return self._shell.page(
            "join.html",
            BAD_REQUEST if fault else OK,
            path=self._own(key),
            letter=clean(joining_letter(self._services, key)),
            archive=f"{self._shell.links.prefix}{archive_path(key)}",
            email=first(form or {}, "email"),
            longest=LONGEST_EMAIL,
            hint=text("newsletter.join_hint"),
            faults={"email": fault} if fault else {},
            told=told,
        )

    def _own(self, key: str) -> str:
        return f"{self._shell.links.prefix}{joining_path(key)}"
