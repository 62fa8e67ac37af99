"""The page of a duty: looking at it, and sending its form."""

from collections.abc import Mapping

from starlette.responses import Response

from bot.texts import text
from bot.web.pages.acting import UNDO, done_already, perform, take_back
from bot.web.pages.desk import Desk, desk_of
from bot.web.pages.forms import FaultsError, Form
from bot.web.pages.shell import BAD_REQUEST, OK, Shell, Visit
from bot.web.pages.showing import around, asked
from bot.web.pages.telling import Told, standing, told
from handlers.contents import Duty
from handlers.ports import Services

CONFLICT = 409


class DutyPages:
    """Answer those who come by a link to do something about a duty."""

    def __init__(self, services: Services, shell: Shell) -> None:
        self._services = services
        self._shell = shell

    def answer(self, visit: Visit) -> Response:
        """Show the duty as it is now, or do what the form says."""
        desk = desk_of(self._services, self._shell.links.read(visit.token))
        duty = desk.duty()
        if visit.form is None:
            return self._look(desk, duty, visit)
        if UNDO in visit.form:
            return self._on(desk, take_back(desk, visit.form))
        return self._act(desk, duty, visit.form)

    def _look(self, desk: Desk, duty: Duty, visit: Visit) -> Response:
        news = told(desk, duty, visit.query)
        if news is not None:
            return self._tell(desk, duty, news, happened=True)
        if desk.link.act in desk.acts(duty):
            return self._ask(desk, duty)
        return self._tell(desk, duty, standing(desk, duty))

    def _act(self, desk: Desk, duty: Duty, form: Form) -> Response:
        if desk.link.act not in desk.acts(duty):
            outcome = done_already(desk, duty, form)
            if outcome is not None:
                return self._on(desk, outcome)
            late = standing(desk, duty, text("pages.overtaken"))
            return self._tell(desk, duty, late, CONFLICT)
        try:
            return self._on(desk, perform(desk, duty, form))
        except FaultsError as error:
            return self._ask(desk, duty, form, error.faults)

    def _on(self, desk: Desk, outcome: dict[str, str]) -> Response:
        return self._shell.to(self._shell.links.path(desk.link), **outcome)

    def _ask(
        self,
        desk: Desk,
        duty: Duty,
        form: Form | None = None,
        faults: Mapping[str, str] | None = None,
    ) -> Response:
        shown = asked(desk, duty, form, faults)
        shown |= around(desk, duty, self._shell.links, desk.link.act)
        return self._shell.page("ask.html", BAD_REQUEST if faults else OK, **shown)

    def _tell(
        self, desk: Desk, duty: Duty, news: Told, status: int = OK, *, happened: bool = False
    ) -> Response:
        shown = around(desk, duty, self._shell.links)
        return self._shell.page("told.html", status, told=news, happened=happened, **shown)
