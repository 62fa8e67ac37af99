"""One round through a mailbox: keep what is new, have it acted on, then mark it."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.mail.imap.session import Mailbox, MailboxError
from handlers.incoming import MailState, Origin

logger = logging.getLogger(__name__)

# So many are looked at together, and so many fetched at once, if they are of a usual size.
AT_A_LOOK, AT_ONCE = 500, 50
_ROOM = 8 * 1024 * 1024
# Of a mail that is larger the head alone is taken: nobody asks a question in so many words.
LARGEST = 25 * 1024 * 1024


class Inward(Protocol):
    """Where mails are taken to."""

    def keep_all(self, place: Origin, mails: Sequence[tuple[int, bytes]]) -> None:
        """Keep mails of a mailbox, by UID, as they came."""

    def work(self) -> int:
        """Act on what waits, and return how many mails were settled."""

    def fate(self, raw: bytes) -> MailState | None:
        """Return what has become of a mail, or None where it is not kept."""

    def fates(self, place: Origin, uids: Sequence[int]) -> Mapping[int, MailState]:
        """Return what has become of those mails that were kept from this mailbox, by UID."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Read a mailbox, called ``name`` among all that may ever be read."""

    name: str
    inward: Inward

    def round(self, mailbox: Mailbox) -> bool:
        """Take care of everything that is there; False where something has to wait.

        Cut off between any two steps, nothing is lost: what is not marked is looked at again, and
        what is kept already is neither kept nor acted on twice.
        """
        place = Origin(self.name, mailbox.uidvalidity)
        settled = [
            self._looked_at(mailbox, place, uids)
            for uids in _groups(mailbox.unhandled(), AT_A_LOOK)
        ]
        return all(settled)

    def _looked_at(self, mailbox: Mailbox, place: Origin, uids: Sequence[int]) -> bool:
        known = self.inward.fates(place, uids)
        sizes = mailbox.sizes([uid for uid in uids if uid not in known])
        old = [uid for uid in uids if uid not in sizes]
        settled = [
            self._taken_in(mailbox, place, group, whole=sizes[group[0]] <= LARGEST)
            for group in _fitting(sizes)
        ]
        return self._acted_on(mailbox, place, old, {}) and all(settled)

    def _taken_in(
        self, mailbox: Mailbox, place: Origin, group: Sequence[int], *, whole: bool
    ) -> bool:
        """Keep mails that are new here, and have them acted on."""
        mails = dict(self._fetched(mailbox, group, whole=whole))
        self.inward.keep_all(place, list(mails.items()))
        return self._acted_on(mailbox, place, group, mails)

    def _fetched(
        self, mailbox: Mailbox, group: Sequence[int], *, whole: bool
    ) -> Iterator[tuple[int, bytes]]:
        """Yield mails. One that the server cannot give is moved to where people look."""
        try:
            yield from mailbox.fetch(group, whole=whole)
        except MailboxError as error:
            if error.reason != "refused":
                raise
            if len(group) == 1:
                logger.warning("Mail %s cannot be fetched", group[0])
                mailbox.quarantine(group)
                return
            for uid in group:
                yield from self._fetched(mailbox, [uid], whole=whole)

    def _acted_on(
        self, mailbox: Mailbox, place: Origin, uids: Sequence[int], mails: Mapping[int, bytes]
    ) -> bool:
        """Have mails acted on, and mark what has been."""
        if not uids:
            return True
        self.inward.work()
        known = dict(self.inward.fates(place, uids))
        # What is not kept from here had come before by another way.
        again = {uid: self.inward.fate(raw) for uid, raw in mails.items() if uid not in known}
        known |= {uid: fate for uid, fate in again.items() if fate is not None}
        return self._marked(mailbox, uids, known)

    def _marked(
        self, mailbox: Mailbox, uids: Sequence[int], known: Mapping[int, MailState]
    ) -> bool:
        quarantined = [uid for uid in uids if known.get(uid) is MailState.QUARANTINED]
        done = [uid for uid in uids if known.get(uid, MailState.STORED) is not MailState.STORED]
        done = [uid for uid in done if uid not in quarantined]
        if done:
            mailbox.mark(done)
        if quarantined:
            mailbox.quarantine(quarantined)
        return len(done) + len(quarantined) == len(uids)


def _groups(uids: Sequence[int], most: int) -> Iterator[Sequence[int]]:
    for at in range(0, len(uids), most):
        yield uids[at : at + most]


def _fitting(sizes: Mapping[int, int]) -> Iterator[list[int]]:
    """Yield UIDs in groups that fit into memory together; what is too large is alone."""
    group: list[int] = []
    room = _ROOM
    for uid, size in sorted(sizes.items()):
        if group and (size > room or len(group) >= AT_ONCE):
            yield group
            group, room = [], _ROOM
        group.append(uid)
        room -= size
    if group:
        yield group
