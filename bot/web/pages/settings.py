"""The page on which people say how and when they are reminded."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from starlette.responses import Response

from bot.texts import text
from bot.texts.safe import clean
from bot.web.links import SettingsLink
from bot.web.pages.acting import TOLD
from bot.web.pages.desk import asker_of_link
from bot.web.pages.forms import FaultsError, Form, first
from bot.web.pages.shell import BAD_REQUEST, OK, Shell, Visit, said
from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.newsletter_choices import Choice
from handlers.own_newsletters import OwnChoice, choice_of
from handlers.people import name_of
from handlers.ports import Services
from handlers.preferences import (
    FIRST_HOURS,
    LAST_HOURS,
    Door,
    Preferences,
    preferences_of,
    set_preferences,
)

SAVED = "saved"
# What a choice is called in the form. "usual" is chat for those who are known there.
_DOORS: Mapping[str, Door] = {"usual": "", "slack": "slack", "mail": "mail"}
_HOUR = re.compile(r"[0-9]{1,2}")
# The field beside which a refusal is shown.
_BESIDE = {"bad_hours": "last_hour", "no_weekdays": "weekday", "newsletter_no_chat": "newsletter"}


@dataclass(frozen=True, slots=True)
class _Filled:
    """What stands in the form."""

    door: str
    first_hour: str
    last_hour: str
    weekdays: Collection[str]
    newsletter: str


class SettingsPages:
    """Answer those who come by a link to their settings."""

    def __init__(self, services: Services, shell: Shell) -> None:
        self._services = services
        self._shell = shell

    def answer(self, visit: Visit) -> Response:
        """Show how the person is reminded, or set it."""
        link = self._shell.links.read_settings(visit.token)
        asker = asker_of_link(self._services, link.person_id)
        if visit.form is None:
            saved = visit.query.get(TOLD) == SAVED
            return self._page(asker, link, saved=saved)
        try:
            self._save(asker, visit.form)
        except FaultsError as error:
            return self._page(asker, link, visit.form, error.faults)
        return self._shell.to(self._shell.links.path(link), **{TOLD: SAVED})

    def _page(
        self,
        asker: Asker,
        link: SettingsLink,
        form: Form | None = None,
        faults: Mapping[str, str] | None = None,
        *,
        saved: bool = False,
    ) -> Response:
        kept, letter = preferences_of(self._services, asker), choice_of(self._services, asker)
        return self._shell.page(
            "settings.html",
            BAD_REQUEST if faults else OK,
            path=self._shell.links.path(link),
            who=text("pages.settings_of", name=clean(name_of(self._services, asker))),
            uses=kept.uses,
            filled=_typed(form) if form is not None else _kept(kept, letter),
            can_chat=letter.can_chat or letter.choice is Choice.CHAT,
            letter=clean(letter.collaboration),
            first_hours=FIRST_HOURS,
            last_hours=LAST_HOURS,
            faults=faults or {},
            saved=saved,
        )

    def _save(self, asker: Asker, form: Form) -> None:
        typed = _typed(form)
        hours = typed.first_hour, typed.last_hour
        if typed.door not in _DOORS or not all(_HOUR.fullmatch(one) for one in hours):
            raise Refusal("form_unreadable")
        # A page that was opened before there was such a choice sends none.
        if typed.newsletter not in {"", *Choice}:
            raise Refusal("form_unreadable")
        try:
            set_preferences(
                self._services,
                asker,
                door=_DOORS[typed.door],
                first_hour=int(typed.first_hour),
                last_hour=int(typed.last_hour),
                weekdays="".join(typed.weekdays),
                newsletter=Choice(typed.newsletter) if typed.newsletter else None,
            )
        except Refusal as refusal:
            if refusal.code not in _BESIDE:
                raise
            raise FaultsError({_BESIDE[refusal.code]: said(refusal)}) from refusal


def _typed(form: Form) -> _Filled:
    hours = first(form, "first_hour"), first(form, "last_hour")
    weekdays, newsletter = form.get("weekday", ()), first(form, "newsletter")
    return _Filled(first(form, "door"), *hours, weekdays, newsletter)


def _kept(kept: Preferences, letter: OwnChoice) -> _Filled:
    door = next(name for name, one in _DOORS.items() if one == kept.door)
    hours = str(kept.first_hour), str(kept.last_hour)
    return _Filled(door, *hours, kept.weekdays, letter.choice.value)
