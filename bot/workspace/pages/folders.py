"""The pages of one mailbox: what has come, and what was sent with what has become of it."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.workspace.letters import Letter
from bot.workspace.outbox import Outbox
from bot.workspace.pages.boxes import Box, Boxes
from bot.workspace.pages.mail import MOST_LETTERS, Line, Opened, line, open_letter
from bot.workspace.post import Fate, State

LABELS: Mapping[State, str] = {
    State.WAITING: "väntar på svar",
    State.ANSWERED: "besvarat",
    State.UNANSWERED: "obesvarat",
    State.QUARANTINED: "i karantän",
}
SENTENCES: Mapping[State, str] = {
    State.WAITING: "Boten har fått mejlet men inte svarat än. Svaret visas här när det kommer.",
    State.ANSWERED: "Boten har svarat.",
    State.UNANSWERED: "Boten svarade inte på mejlet.",
    State.QUARANTINED: "Boten har lagt mejlet i karantän och inte gjort något.",
}
ON_ITS_WAY = "Boten har svarat. Svaret är på väg och visas här när det kommer."


@dataclass(frozen=True, slots=True)
class SentLine:
    """Show one mail that was sent in a list."""

    line: Line
    state: str
    label: str
    told: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """Show what has become of a mail, and the answer when it has come."""

    state: str
    sentence: str
    told: str
    answer: Opened | None = None


class FolderPages:
    """Answer those who look into a mailbox."""

    def __init__(self, boxes: Boxes) -> None:
        self._boxes = boxes
        self._shell = boxes.shell

    def routes(self) -> list[BaseRoute]:
        """List every address."""
        return [
            Route(f"{root}{path}", page)
            for root in ("/som/{user}", "/adress/{address:path}")
            for path, page in (
                ("/epost", self.inbox),
                ("/epost/{key}", self.letter),
                ("/skickat", self.sent),
                ("/skickat/{key}", self.sent_letter),
            )
        ]

    async def inbox(self, request: Request) -> Response:
        """List what has come."""
        box = self._boxes.at(request)
        if box is None:
            return self._shell.lost(request)
        # Before the mails: a page that says what has come must show it.
        clock = self._shell.clock(request)
        letters = await self._boxes.received(box)
        lines = [self._line(letter, box) for letter in letters[:MOST_LETTERS]]
        return await self._boxes.page(
            request, box, "mailbox.html", lines=lines, count=len(letters), clock=clock
        )

    async def letter(self, request: Request) -> Response:
        """Show one mail that has come."""
        box = self._boxes.at(request)
        opened = None
        if box is not None:
            opened = await _opened(await self._boxes.received(box), request.path_params["key"])
        if box is None or opened is None:
            return self._shell.lost(request)
        self._shell.reading.mark_letter(box.user, opened.letter.key)
        return await self._boxes.page(request, box, "letter.html", opened=opened)

    async def sent(self, request: Request) -> Response:
        """List what was sent, and what has become of each."""
        box, outbox = self._boxes.at(request), self._boxes.outbox
        if box is None or outbox is None:
            return self._shell.lost(request)
        clock = self._shell.clock(request)  # first, as above
        letters = await self._boxes.sent(box)
        shown = letters[:MOST_LETTERS]
        fates = await asyncio.to_thread(_fates, outbox, shown)
        lines = [self._sent_line(letter, fates[letter.key]) for letter in shown]
        return await self._boxes.page(
            request, box, "sent.html", lines=lines, count=len(letters), clock=clock
        )

    async def sent_letter(self, request: Request) -> Response:
        """Show one mail that was sent, with its answer under it."""
        box, outbox = self._boxes.at(request), self._boxes.outbox
        opened = None
        if box is not None and outbox is not None:
            opened = await _opened(await self._boxes.sent(box), request.path_params["key"])
        if box is None or outbox is None or opened is None:
            return self._shell.lost(request)
        clock = self._shell.clock(request)
        fate = await asyncio.to_thread(outbox.fate, opened.letter)
        outcome = await self._outcome(box, fate)
        return await self._boxes.page(
            request, box, "sent_letter.html", opened=opened, outcome=outcome, clock=clock
        )

    async def _outcome(self, box: Box, fate: Fate) -> Outcome:
        if not fate.answer_id:
            return Outcome(fate.state, SENTENCES[fate.state], fate.told)
        letters = await self._boxes.received(box)
        answers = (letter for letter in letters if letter.message_id == fate.answer_id)
        answer = next(answers, None)
        opened = None if answer is None else await asyncio.to_thread(open_letter, answer)
        if opened is None:
            return Outcome(fate.state, ON_ITS_WAY, fate.told)
        self._shell.reading.mark_letter(box.user, opened.letter.key)
        return Outcome(fate.state, SENTENCES[fate.state], fate.told, opened)

    def _line(self, letter: Letter, box: Box) -> Line:
        unread = bool(box.user) and self._shell.reading.is_unread(box.user, letter.key)
        return line(letter, self._shell.state.clock(), is_unread=unread)

    def _sent_line(self, letter: Letter, fate: Fate) -> SentLine:
        shown = line(letter, self._shell.state.clock())
        return SentLine(shown, fate.state, LABELS[fate.state], fate.told)


async def _opened(letters: Iterable[Letter], key: str) -> Opened | None:
    found = next((letter for letter in letters if letter.key == key), None)
    return None if found is None else await asyncio.to_thread(open_letter, found)


def _fates(outbox: Outbox, letters: Iterable[Letter]) -> dict[str, Fate]:
    return {letter.key: outbox.fate(letter) for letter in letters}
