"""One round through a mailbox: keep what is new, have it acted on, then mark it."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.mail.imap.session import Mailbox
from handlers.incoming import MailState, Origin

logger = logging.getLogger(__name__)

# So many are fetched at once, as long as they are of a usual size.
AT_ONCE = 20
_ROOM = 8 * 1024 * 1024
# Of a mail that is larger the head alone is taken: nobody asks a question in so many words.
LARGEST = 25 * 1024 * 1024


class Inward(Protocol):
    """Where mails are taken to."""

    def keep_all(self, place: Origin, mails: Sequence[tuple[int, bytes]]) -> frozenset[int]:
        """Keep mails of a mailbox as they came; return the UIDs of those that are new."""

    def work(self) -> int:
        """Act on what waits, and return how many mails were settled."""

    def fate(self, raw: bytes) -> MailState | None:
        """Return what has become of a mail, or None where it is not kept."""

    def fates(self, origin: Origin, uids: Sequence[int]) -> Mapping[int, MailState]:
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
        uids = mailbox.unhandled()
        settled = [self._batch(mailbox, batch) for batch in _batches(uids, AT_ONCE)]
        return all(settled)

    def _batch(self, mailbox: Mailbox, uids: Sequence[int]) -> bool:
        place = Origin(self.name, mailbox.uidvalidity)
        known = dict(self.inward.fates(place, uids))
        again = self._kept(mailbox, [uid for uid in uids if uid not in known])
        self.inward.work()
        known = dict(self.inward.fates(place, uids))
        known |= {uid: fate for uid, raw in again.items() if (fate := self.inward.fate(raw))}
        return self._marked(mailbox, uids, known)

    def _kept(self, mailbox: Mailbox, uids: Sequence[int]) -> dict[int, bytes]:
        """Keep what is new, and return what had come before by another way."""
        again: dict[int, bytes] = {}
        place = Origin(self.name, mailbox.uidvalidity)
        for mails in self._fetched(mailbox, uids):
            new = self.inward.keep_all(place, mails)
            again |= {uid: raw for uid, raw in mails if uid not in new}
        return again

    def _fetched(
        self, mailbox: Mailbox, uids: Sequence[int]
    ) -> Iterator[Sequence[tuple[int, bytes]]]:
        if not uids:
            return
        sizes = mailbox.sizes(uids)
        usual = [uid for uid in uids if uid in sizes and sizes[uid] <= LARGEST]
        for some in _fitting(usual, sizes):
            yield list(mailbox.fetch(some))
        large = [uid for uid in uids if sizes.get(uid, 0) > LARGEST]
        if large:
            yield list(mailbox.fetch(large, whole=False))

    def _marked(
        self, mailbox: Mailbox, uids: Sequence[int], known: Mapping[int, MailState]
    ) -> bool:
        aside = [uid for uid in uids if known.get(uid) is MailState.QUARANTINED]
        done = [uid for uid in uids if known.get(uid, MailState.STORED) is not MailState.STORED]
        done = [uid for uid in done if uid not in aside]
        if done:
            mailbox.mark(done)
        if aside:
            mailbox.set_aside(aside)
        return len(done) + len(aside) == len(uids)


def _batches(uids: Sequence[int], most: int) -> Iterator[Sequence[int]]:
    for at in range(0, len(uids), most):
        yield uids[at : at + most]


def _fitting(uids: Sequence[int], sizes: Mapping[int, int]) -> Iterator[list[int]]:
    """Yield the UIDs in groups that fit into memory together."""
    group: list[int] = []
    for uid in uids:
        if group and sum(sizes[one] for one in group) + sizes[uid] > _ROOM:
            yield group
            group = []
        group.append(uid)
    if group:
        yield group
