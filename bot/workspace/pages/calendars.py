"""The pages of one calendar: its meetings, an answer to one, and a proposal of another time."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.workspace.agenda import Agenda, Entry, Reply, Status
from bot.workspace.outbox import Outbox, Wish
from bot.workspace.pages import proposing
from bot.workspace.pages.boxes import Box, Boxes
from bot.workspace.pages.meetings import Card, card, key_of, plan
from bot.workspace.pages.posting import first, read_form
from bot.workspace.pages.safety import is_from_here
from bot.workspace.pages.shell import is_live
from bot.workspace.post import Fate, Untaken

SEE_OTHER, NO_CONTENT, NOT_ALLOWED = 303, 204, 403
CONFLICT, UNPROCESSABLE, UNAVAILABLE = 409, 422, 503
CHANGED = "Mötet har ändrats sedan du öppnade sidan. Läs igen och svara sedan."
AWAY = "Boten kan inte ta emot svar just nu. Vänta en stund och försök igen."
ANSWERS: tuple[tuple[Status, str], ...] = (
    (Status.ACCEPTED, "Acceptera"),
    (Status.TENTATIVE, "Preliminärt"),
    (Status.DECLINED, "Avböj"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """A meeting in somebody's calendar, and the way that an answer takes."""

    box: Box
    outbox: Outbox
    entry: Entry


class CalendarPages:
    """Answer those who look into a calendar."""

    def __init__(self, boxes: Boxes) -> None:
        self._boxes = boxes
        self._shell = boxes.shell

    def routes(self) -> list[BaseRoute]:
        """List every address."""
        return [
            route
            for root in ("/som/{user}", "/adress/{address:path}")
            for route in (
                Route(f"{root}/kalender", self.meetings),
                Route(f"{root}/kalender/{{key}}", self.answer, methods=["POST"]),
                Route(f"{root}/kalender/{{key}}/ny-tid", self.proposal),
                Route(f"{root}/kalender/{{key}}/ny-tid", self.propose, methods=["POST"]),
            )
        ]

    async def meetings(self, request: Request) -> Response:
        """Show what stands in a calendar."""
        box = self._boxes.at(request)
        if box is None:
            return self._shell.lost(request)
        return await self._page(request, box)

    async def answer(self, request: Request) -> Response:
        """Send an answer to whoever has invited."""
        form = read_form(await request.body())
        if not is_from_here(request):
            return Response(status_code=NOT_ALLOWED)
        found, status = await self._found(request), first(form, "status")
        if found is None or status not in set(Status):
            return self._shell.lost(request)
        if first(form, "sequence") != str(found.entry.sequence):
            return await self._page(request, found.box, CONFLICT, notice=CHANGED)
        comment = proposing.comment_of(form)
        if fault := proposing.comment_fault(comment):
            return await self._page(request, found.box, UNPROCESSABLE, notice=fault)
        reply = self._reply(found, status=Status(status), comment=comment)
        if not await self._sent(found, reply, first(form, "ticket")):
            return await self._page(request, found.box, UNAVAILABLE, notice=AWAY)
        return _done(request, found)

    async def proposal(self, request: Request) -> Response:
        """Show the form for another time."""
        found = await self._found(request)
        if found is None:
            return self._shell.lost(request)
        return await self._form(request, found, proposing.blank(found.entry.when))

    async def propose(self, request: Request) -> Response:
        """Send a proposal of another time."""
        form = read_form(await request.body())
        if not is_from_here(request):
            return Response(status_code=NOT_ALLOWED)
        found = await self._found(request)
        if found is None:
            return self._shell.lost(request)
        asked, now = proposing.read(form), self._shell.state.clock()
        faults, wanted = proposing.look_through(asked, found.entry.when, now)
        if first(form, "sequence") != str(found.entry.sequence):
            return await self._form(request, found, asked, CONFLICT, notice=CHANGED)
        if wanted is None:
            return await self._form(request, found, asked, UNPROCESSABLE, faults=faults)
        reply = self._reply(found, proposed=wanted, comment=asked.comment)
        if not await self._sent(found, reply, first(form, "ticket")):
            return await self._form(request, found, asked, UNAVAILABLE, notice=AWAY)
        return _done(request, found)

    async def _found(self, request: Request) -> Found | None:
        """Find the meeting that is meant, where it can be answered."""
        box, outbox = self._boxes.at(request), self._boxes.outbox
        if box is None or outbox is None:
            return None
        entries = (await self._agenda(box)).entries
        key = request.path_params["key"]
        entry = next((one for one in entries if key_of(one) == key), None)
        if entry is None or not self._can_answer(box, entry):
            return None
        return Found(box, outbox, entry)

    async def _agenda(self, box: Box) -> Agenda:
        return await asyncio.to_thread(self._shell.workspace.agenda, box.address)

    def _can_answer(self, box: Box, entry: Entry) -> bool:
        """Tell whether an answer would come to whoever has invited: mails go to the bot alone."""
        outbox = self._boxes.outbox
        return (
            outbox is not None
            and self._boxes.can_write(box)
            and not entry.cancelled
            and not entry.is_over(self._shell.state.clock())
            and entry.event.organizer == outbox.to.address.casefold()
        )

    def _reply(self, found: Found, **said: Any) -> Reply:
        box = found.box
        return Reply(entry=found.entry, who=box.owner, program=box.program, **said)

    async def _sent(self, found: Found, reply: Reply, ticket: str) -> bool:
        """Send a reply to the mail that told of the meeting; False while the bot takes none."""
        letters = await self._boxes.received(found.box)
        asked = (one for one in letters if one.key == found.entry.letter)
        wish = Wish(
            ticket=ticket,
            sender=found.box.owner,
            subject=" ".join(reply.subject.split()),
            text=reply.text,
            answered=next(asked, None),
            calendar=reply,
        )
        try:
            # By hand: the bot's database may let one wait.
            await self._shell.by_hand(found.outbox.send, wish)
        except Untaken:
            return False
        return True

    async def _page(
        self, request: Request, box: Box, status: int = 200, notice: str = ""
    ) -> Response:
        # Before the mails: a page that says what has come must show it.
        clock = self._shell.clock(request)
        agenda = await self._agenda(box)
        shown = plan(agenda.entries, await self._fates(box, agenda), self._shell.state.clock())
        return await self._boxes.page(
            request,
            box,
            "calendar.html",
            status,
            plan=shown,
            agenda=agenda,
            answers=ANSWERS,
            can_answer=lambda one: self._can_answer(box, one.entry),
            notice=notice,
            clock=clock,
        )

    async def _form(
        self,
        request: Request,
        found: Found,
        asked: proposing.Asked,
        status: int = 200,
        **more: Any,
    ) -> Response:
        shown: Card = card(found.entry, {})
        return await self._boxes.page(
            request,
            found.box,
            "proposal.html",
            status,
            **{"card": shown, "asked": asked, "faults": {}, "notice": "", **more},
        )

    async def _fates(self, box: Box, agenda: Agenda) -> Mapping[str, Fate]:
        outbox = self._boxes.outbox
        if outbox is None:
            return {}
        said = [mail for one in agenda.entries for mail in (one.answer, one.proposal)]
        wanted = {mail.letter for mail in said if mail}
        letters = [one for one in await self._boxes.sent(box) if one.key in wanted]
        return await asyncio.to_thread(lambda: {one.key: outbox.fate(one) for one in letters})


def _done(request: Request, found: Found) -> Response:
    if is_live(request):
        return Response(status_code=NO_CONTENT)
    return RedirectResponse(f"{found.box.root}/kalender#m{key_of(found.entry)}", SEE_OTHER)
