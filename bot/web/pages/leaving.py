"""The page on which somebody leaves a newsletter, or has it again, by the link in an issue.

Mail scanners open every link: looking changes nothing. What mail services send for somebody who
has pressed their button is done at once (RFC 8058).
"""

from typing import Any

from starlette.responses import PlainTextResponse, Response

from bot.texts import text
from bot.texts.safe import clean
from bot.web.leave_links import LeaveLink
from bot.web.pages.acting import TOLD
from bot.web.pages.forms import Form, first
from bot.web.pages.safety import HEADERS
from bot.web.pages.shell import Shell, Visit
from handlers.errors import Refusal
from handlers.newsletters import Choice, OwnChoice, choice_by_link, choose_by_link
from handlers.ports import Services

PAGE, ONE_CLICK = "page", "one_click"
_FIELD, _PRESSED = "List-Unsubscribe", "One-Click"
_CHOICE, _DONE = "choice", "sparat"


def is_one_click(form: Form) -> bool:
    """Tell whether a mail service has sent a form for who pressed its button."""
    return list(form.get(_FIELD, ())) == [_PRESSED]


class LeavingPages:
    """Answer those who come by the link in an issue, and the mail services that come for them."""

    def __init__(self, services: Services, shell: Shell) -> None:
        self._services = services
        self._shell = shell

    def answer(self, visit: Visit) -> Response:
        """Show what can be chosen, or keep what was."""
        link = self._shell.links.leaves.read(visit.token)
        if visit.form is None:
            return self._page(link, told=visit.query.get(TOLD) == _DONE)
        if is_one_click(visit.form):
            self._choose(link, Choice.NONE, ONE_CLICK)
            return PlainTextResponse(text("newsletter.one_click"), headers=dict(HEADERS))
        self._choose(link, _read(visit.form), PAGE)
        return self._shell.to(self._shell.links.leaves.path(link), **{TOLD: _DONE})

    def _choose(self, link: LeaveLink, choice: Choice, door: str) -> None:
        choose_by_link(self._services, link.person_id, link.issue_id, choice, door)

    def _page(self, link: LeaveLink, *, told: bool) -> Response:
        now = choice_by_link(self._services, link.person_id, link.issue_id)
        return self._shell.page(
            "leave.html", path=self._shell.links.leaves.path(link), told=told, **_shown(now)
        )


def _read(form: Form) -> Choice:
    said = first(form, _CHOICE)
    if said not in set(Choice):
        raise Refusal("form_unreadable")
    return Choice(said)


def _shown(now: OwnChoice) -> dict[str, Any]:
    return {
        "letter": clean(now.collaboration),
        "who": text("newsletter.of", name=clean(now.name)) if now.name else "",
        "choice": now.choice.value,
        "can_chat": now.can_chat,
        "gone": now.gone,
    }
