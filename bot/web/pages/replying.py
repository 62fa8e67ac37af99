"""The page on which one says whether one comes to a meeting, and changes one's mind."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from starlette.responses import Response as Page

from bot.texts import text, word
from bot.texts.planned import series_words
from bot.texts.safe import clean
from bot.web.links import RegistrationLink, ReplyLink
from bot.web.pages.acting import TOLD
from bot.web.pages.forms import FaultsError, Fields, Form, first
from bot.web.pages.meetings import meeting_shown
from bot.web.pages.shell import BAD_REQUEST, OK, Shell, Visit, said
from bot.web.signing import BadLink
from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.invitations import (
    LONGEST_COMMENT,
    LONGEST_WISHES,
    Response,
    Standing,
    respond,
    standing,
)
from handlers.people import has_address
from handlers.ports import Services

DOOR, ANSWERED = "page", "svarat"
# What is chosen on the page: the status, and how one takes part where one can choose that.
_CHOICES: Mapping[str, tuple[str, str]] = {
    "accepted": ("accepted", "room"),
    "remote": ("accepted", "remote"),
    "tentative": ("tentative", ""),
    "declined": ("declined", ""),
}


class ReplyPages:
    """Answer those who come by the link in an invitation."""

    def __init__(self, services: Services, shell: Shell) -> None:
        self._services = services
        self._shell = shell

    def answer(self, visit: Visit) -> Page:
        """Show the meeting as it is now and what has been answered, or take an answer down."""
        link = self._shell.links.read_reply(visit.token)
        if not has_address(self._services, link.person_id):
            raise BadLink("link_old")
        now = standing(self._services, link.number, link.person_id)
        if visit.form is None:
            return self._page(link, now, told=visit.query.get(TOLD) == ANSWERED)
        try:
            now = self._take(link, now, visit.form)
        except FaultsError as error:
            return self._page(link, now, visit.form, error.faults)
        # What they have just seen is the meeting as it is.
        seen = replace(link, revision=now.revision)
        return self._shell.to(self._shell.links.path(seen), **{TOLD: ANSWERED})

    def _take(self, link: ReplyLink, now: Standing, form: Form) -> Standing:
        response = _response(now, form)
        asker = Asker("", link.person_id, door=DOOR)
        try:
            return respond(self._services, asker, link.number, link.person_id, response)
        except Refusal as refusal:
            if refusal.code != "meeting_changed":
                raise
            raise FaultsError({"answer": said(refusal)}) from refusal

    def _page(
        self,
        link: ReplyLink,
        now: Standing,
        form: Form | None = None,
        faults: Mapping[str, str] | None = None,
        *,
        told: bool = False,
    ) -> Page:
        return self._shell.page(
            "reply.html" if now.open else "reply_over.html",
            BAD_REQUEST if faults else OK,
            path=self._shell.links.path(link),
            who=text("pages.acting_as", name=clean(now.name)),
            meeting=meeting_shown(now.meeting, now.about, now.answer_by, self._services.today()),
            over=word("page_over", now.meeting.state),
            revision=now.revision,
            changed=now.revision != link.revision,
            answered=_answered(now),
            queue=text("pages.queue", turn=now.queue) if now.queue else "",
            recurs=series_words(now),
            choices=_choices(now),
            chosen=first(form, "answer") if form else _code(now.status, now),
            comment=first(form, "comment") if form else now.comment,
            longest=LONGEST_COMMENT,
            registration=self._registration(now),
            faults=faults or {},
            told=told and bool(now.status),
            **_wishes(now, form),
        )

    def _registration(self, now: Standing) -> str:
        if now.registration is None:
            return ""
        return self._shell.links.path(RegistrationLink(now.meeting.number, now.registration))


def _wishes(now: Standing, form: Form | None) -> dict[str, Any]:
    # An invitation is passed on, and its link with it: what stands there already is not shown.
    return {
        "asks_wishes": now.asks_wishes,
        "has_wishes": bool(now.wishes),
        "wishes": first(form, "wishes") if form else "",
    }


def _response(now: Standing, form: Form) -> Response:
    fields = Fields(form)
    chosen = first(form, "answer")
    if chosen not in _choices(now):
        fields.faults["answer"] = text("pages.answer_missing")
    comment = fields.text("comment", LONGEST_COMMENT)
    wishes = fields.text("wishes", LONGEST_WISHES) if now.asks_wishes else ""
    fields.check()
    status, attends = _CHOICES[chosen]
    removes = now.asks_wishes and first(form, "no_wishes") == "1"
    return Response(
        status=status,
        attends=attends if now.asks_how else "",
        comment=comment,
        wishes=wishes if wishes or removes else None,
        revision=_revision(form),
    )


def _revision(form: Form) -> int:
    try:
        return int(first(form, "revision"))
    except ValueError as error:
        raise Refusal("form_unreadable") from error


def _choices(now: Standing) -> dict[str, str]:
    offered = [code for code in _CHOICES if now.asks_how or code != "remote"]
    return {code: word("page_choice", code) for code in offered}


def _answered(now: Standing) -> str:
    if now.status:
        return text("pages.answered", answer=word("page_answer", _code(now.status, now)))
    if now.earlier:
        answer = word("page_answer", _code(now.earlier, now))
        return text("pages.answered_earlier", answer=answer)
    return ""


def _code(status: str, now: Standing) -> str:
    """Return what was chosen; nothing where nothing was."""
    at_a_distance = now.asks_how and now.attends == "remote" and status == "accepted"
    return "remote" if at_a_distance else status
