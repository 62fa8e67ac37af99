"""The page on which whoever has its link registers for a meeting.

What it says afterwards is the same for everybody: whether an address is known stands in no page.
"""

from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from bot.texts import text
from bot.texts.safe import clean
from bot.web.links import RegistrationLink
from bot.web.pages.acting import TOLD
from bot.web.pages.forms import FaultsError, Fields, Form, first
from bot.web.pages.meetings import meeting_shown
from bot.web.pages.shell import BAD_REQUEST, CONFLICT, OK, Shell, Visit, said
from handlers.errors import Refusal
from handlers.invitations import (
    LONGEST_EMAIL,
    LONGEST_NAME,
    Registration,
    RegistrationForm,
    register,
    registration_faults,
    registration_form,
)
from handlers.ports import Services

REGISTERED = "anmald"
_FULL = "registration_full"
_FIELDS = ("name", "office", "email")
# The field beside which a refusal is shown.
_BESIDE = {
    "registration_name": "name",
    "registration_email": "email",
    "registration_often": "email",
    "registration_busy": "email",
}


class RegistrationPages:
    """Answer those who come by a meeting's own link."""

    def __init__(self, services: Services, shell: Shell) -> None:
        self._services = services
        self._shell = shell

    def answer(self, visit: Visit) -> Response:
        """Show what one registers for, or register."""
        link = self._shell.links.read_registration(visit.token)
        if visit.form is None:
            return self._page(link, told=visit.query.get(TOLD) == REGISTERED)
        try:
            self._register(link, visit.form)
        except FaultsError as error:
            return self._page(link, visit.form, error.faults)
        except Refusal as refusal:
            if refusal.code != _FULL:
                raise
            return self._full(link, CONFLICT)
        return self._shell.to(self._shell.links.path(link), **{TOLD: REGISTERED})

    def _register(self, link: RegistrationLink, form: Form) -> None:
        wanted = _read(form)
        try:
            register(self._services, link.number, link.registration, wanted)
        except Refusal as refusal:
            if refusal.code not in _BESIDE:
                raise
            raise FaultsError({_BESIDE[refusal.code]: said(refusal)}) from refusal

    def _page(
        self,
        link: RegistrationLink,
        form: Form | None = None,
        faults: Mapping[str, str] | None = None,
        *,
        told: bool = False,
    ) -> Response:
        shown = registration_form(self._services, link.number, link.registration)
        if shown.closed and not told:
            return self._full(link)
        filled = form or {}
        return self._shell.page(
            "registered.html" if told else "register.html",
            BAD_REQUEST if faults else OK,
            path=self._shell.links.path(link),
            meeting=self._meeting(shown),
            offices=[(str(number), clean(name)) for number, name in shown.offices],
            full=shown.full,
            name=first(filled, "name"),
            email=first(filled, "email"),
            office=first(filled, "office"),
            longest_name=LONGEST_NAME,
            longest_email=LONGEST_EMAIL,
            faults=faults or {},
        )

    def _full(self, link: RegistrationLink, status: int = OK) -> Response:
        """Show that a course is full; with ``CONFLICT``, that somebody else took the last place."""
        shown = registration_form(self._services, link.number, link.registration)
        contact = shown.contact
        return self._shell.page(
            "register_full.html",
            status,
            path=self._shell.links.path(link),
            meeting=self._meeting(shown),
            missed=status == CONFLICT,
            contact=clean(contact.title) if contact else "",
            email=contact.email if contact else "",
        )

    def _meeting(self, shown: RegistrationForm) -> Mapping[str, Any]:
        by, today = text("invite.register_by"), self._services.today()
        return meeting_shown(shown.meeting, shown.about, shown.answer_by, today, answer_by_label=by)


def _read(form: Form) -> Registration:
    """Return who wants to come; raise ``FaultsError`` with all that is wrong with it at once."""
    fields = Fields(form)
    office = min(fields.numbers("office"), default=None)
    name, email = fields.text("name", LONGEST_NAME), fields.text("email", LONGEST_EMAIL)
    wanted = Registration(name=name, email=email, office_id=office or None)
    if office is None:
        fields.faults["office"] = text("pages.office_missing")
    for code in registration_faults(wanted):
        fields.faults.setdefault(_BESIDE[code], said(Refusal(code)))
    # In the order of the fields.
    faults = {field: fields.faults[field] for field in _FIELDS if field in fields.faults}
    if faults:
        raise FaultsError(faults)
    return wanted
