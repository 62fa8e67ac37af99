"""Each mailbox: a person's, or that of an address that has no account here."""

import asyncio
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from bot.workspace.agenda import Program
from bot.workspace.letters import Correspondent, Letter
from bot.workspace.outbox import Outbox
from bot.workspace.pages.shell import Shell
from bot.workspace.settings import Member
from bot.workspace.writing import is_address, plain_address


@dataclass(frozen=True, slots=True)
class Box:
    """Show whose mail it is. Its pages are below ``root``; ``user`` is empty without an account.

    ``program`` is what they have their calendar in.
    """

    root: str
    owner: Correspondent
    user: str = ""
    program: Program = Program.THUNDERBIRD

    @property
    def address(self) -> str:
        """Give the address that mails come to."""
        return self.owner.address


@dataclass(frozen=True, slots=True)
class Known:
    """Show one mailbox in the list of those without an account."""

    root: str
    address: str


class Boxes:
    """Find mailboxes, and show pages in them."""

    def __init__(self, shell: Shell) -> None:
        self.shell = shell

    @property
    def outbox(self) -> Outbox | None:
        """Give the way for mails to the bot, if there is one."""
        return self.shell.workspace.outbox

    def at(self, request: Request) -> Box | None:
        """Find the mailbox that a page belongs to; None where there is no such."""
        user = request.path_params.get("user")
        if self.shell.workspace.mailbox is None:
            return None
        if user is not None:
            return _of_member(self.shell.state.member(user)) if self.shell.knows(user) else None
        try:
            return _of_address(plain_address(request.path_params["address"]))
        except ValueError:
            return None

    def of(self, address: str) -> Box:
        """Give the mailbox of an address: its owner's, where that is somebody with an account."""
        known = (member for member in self.shell.state.members() if _has(member, address))
        return next((_of_member(member) for member in known), None) or _of_address(address)

    async def received(self, box: Box) -> tuple[Letter, ...]:
        """List what has come to a mailbox, the newest first."""
        mailbox = self.shell.workspace.mailbox
        if box.user:
            return await self.shell.letters(box.user) or ()
        if mailbox is None:
            return ()
        return await asyncio.to_thread(mailbox.letters, box.address)

    async def sent(self, box: Box) -> tuple[Letter, ...]:
        """List what was sent from a mailbox, the newest first."""
        if self.outbox is None or not box.address:
            return ()
        return await asyncio.to_thread(self.outbox.letters, box.address)

    async def without_account(self) -> list[Known]:
        """List the addresses that have mail and no account here, in alphabetical order."""
        came = await self.shell.letters() or ()
        went = await asyncio.to_thread(self.outbox.letters) if self.outbox else ()
        named = [one for letter in came for one in letter.to]
        senders = [letter.sender for letter in went if letter.sender]
        found = {one.address.lower() for one in (*named, *senders)}
        boxes = (self.of(address) for address in sorted(found))
        return [Known(box.root, box.address) for box in boxes if not box.user]

    def can_write(self, box: Box) -> bool:
        """Tell whether mails can be sent from a mailbox."""
        return self.outbox is not None and is_address(box.address)

    async def page(
        self, request: Request, box: Box, template: str, status: int = 200, **shown: Any
    ) -> Response:
        """Show a page in a mailbox: with the menu, where its owner has an account."""
        shown |= {"box": box, "can_write": self.can_write(box)}
        if box.user:
            page = await self.shell.room(request, box.user, template, layout="room.html", **shown)
        else:
            page = self.shell.page(request, template, layout="outside.html", **shown)
        page.status_code = status
        return page


def _of_member(member: Member) -> Box:
    address = member.email or ""
    owner = Correspondent(member.name, plain_address(address) if is_address(address) else address)
    return Box(f"/som/{member.id}", owner, member.id, member.program)


def _of_address(address: str) -> Box:
    return Box(f"/adress/{quote(address, safe='')}", Correspondent("", address))


def _has(member: Member, address: str) -> bool:
    return (member.email or "").casefold() == address.casefold()
