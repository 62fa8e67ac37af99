"""The pages where people write to the bot: a new mail, or an answer to one of its own."""

import asyncio
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.workspace.letters import Letter
from bot.workspace.outbox import Outbox, Wish
from bot.workspace.pages.boxes import Box, Boxes
from bot.workspace.pages.drafting import Filled, blank, faults, quoted, read, reply_subject
from bot.workspace.pages.posting import read_form
from bot.workspace.pages.safety import is_from_here
from bot.workspace.post import Untaken
from bot.workspace.writing import plain_address

SEE_OTHER, NOT_ALLOWED, UNPROCESSABLE, UNAVAILABLE = 303, 403, 422, 503
GET_AND_POST = ["GET", "POST"]
SAMPLE_STRANGER = "granne@hemma.example"
AWAY = (
    "Boten kan inte ta emot mejl just nu. Vänta en stund och skicka igen. Det du har skrivit "
    "står kvar."
)
NEW, REPLY = "Skriv mejl", "Svara"


@dataclass(frozen=True, slots=True)
class Answering:
    """Show which mail is answered, and what is quoted of it."""

    letter: Letter
    quoted: str


@dataclass(frozen=True, slots=True)
class Desk:
    """Gather what a form is for: whose it is (nobody's yet where None), and what it answers."""

    outbox: Outbox
    box: Box | None
    answering: Answering | None = None

    def faults(self, filled: Filled) -> dict[str, str]:
        """Say what is to be mended."""
        return faults(filled, is_reply=self.answering is not None, asks_address=self.box is None)


class WritingPages:
    """Answer those who want to write a mail."""

    def __init__(self, boxes: Boxes) -> None:
        self._boxes = boxes
        self._shell = boxes.shell

    def routes(self) -> list[BaseRoute]:
        """List every address."""
        return [
            Route("/mejla", self.from_anyone, methods=GET_AND_POST),
            *(
                Route(f"{root}{path}", page, methods=GET_AND_POST)
                for root in ("/som/{user}", "/adress/{address:path}")
                for path, page in (("/mejla", self.new), ("/epost/{key}/svara", self.reply))
            ),
        ]

    async def from_anyone(self, request: Request) -> Response:
        """Write from whatever address, in the register or not."""
        outbox = self._boxes.outbox
        if outbox is None:
            return self._shell.lost(request)
        return await self._answer(request, Desk(outbox, None), blank(address=SAMPLE_STRANGER))

    async def new(self, request: Request) -> Response:
        """Write a new mail."""
        outbox, box = self._boxes.outbox, self._boxes.at(request)
        if outbox is None or box is None or not self._boxes.can_write(box):
            return self._shell.lost(request)
        return await self._answer(request, Desk(outbox, box), blank())

    async def reply(self, request: Request) -> Response:
        """Answer a mail that has come."""
        outbox, box = self._boxes.outbox, self._boxes.at(request)
        if outbox is None or box is None or not self._boxes.can_write(box):
            return self._shell.lost(request)
        key = request.path_params["key"]
        found = (letter for letter in await self._boxes.received(box) if letter.key == key)
        letter = next(found, None)
        if letter is None or letter.is_broken:
            return self._shell.lost(request)
        answering = Answering(letter, await asyncio.to_thread(_quoted, letter))
        filled = blank(reply_subject(letter.subject))
        return await self._answer(request, Desk(outbox, box, answering), filled)

    async def _answer(self, request: Request, desk: Desk, untouched: Filled) -> Response:
        """Show the form, or send what stands in it."""
        if request.method != "POST":
            return await self._form(request, desk, untouched)
        if not is_from_here(request):
            return Response(status_code=NOT_ALLOWED)
        return await self._send(request, desk, read(read_form(await request.body())))

    async def _send(self, request: Request, desk: Desk, filled: Filled) -> Response:
        found = desk.faults(filled)
        if found:
            return await self._form(request, desk, filled, UNPROCESSABLE, faults=found)
        box = desk.box or self._boxes.of(plain_address(filled.address))
        try:
            # By hand: the bot's database may let one wait.
            key = await self._shell.by_hand(desk.outbox.send, _wish(desk, box, filled))
        except Untaken:
            return await self._form(request, desk, filled, UNAVAILABLE, notice=AWAY)
        return RedirectResponse(f"{box.root}/skickat/{key}", SEE_OTHER)

    async def _form(
        self, request: Request, desk: Desk, filled: Filled, status: int = 200, **more: Any
    ) -> Response:
        shown = {
            "title": REPLY if desk.answering else NEW,
            "to": desk.outbox.to,
            "filled": filled,
            "answering": desk.answering,
            "faults": {},
            **more,
        }
        if desk.box is not None:
            return await self._boxes.page(request, desk.box, "write.html", status, **shown)
        page = self._shell.page(request, "write.html", layout="outside.html", box=None, **shown)
        page.status_code = status
        return page


def _quoted(letter: Letter) -> str:
    return quoted(letter, letter.text)


def _wish(desk: Desk, box: Box, filled: Filled) -> Wish:
    below = f"\n\n{desk.answering.quoted}" if desk.answering else ""
    return Wish(
        ticket=filled.ticket,
        sender=box.owner,
        subject=" ".join(filled.subject.split()),
        text=filled.text.rstrip() + below,
        forged=filled.forged,
        answered=desk.answering.letter if desk.answering else None,
    )
