"""What comes in by mail: kept first, then acted on, then settled; each step may be cut off."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from hashlib import sha256

from bot.app.addresses import signed_links
from bot.app.services import database_trouble
from bot.config import Settings
from bot.mail.addresses import sender_of
from bot.mail.answering import Receiver
from bot.mail.incoming.judging import Ours
from bot.mail.incoming.reading import read_message_id
from bot.mail.leaving import ReadToken
from handlers.errors import new_reference
from handlers.incoming import (
    MailState,
    Origin,
    Taken,
    fate_of,
    keep,
    keep_all,
    put_back,
    states_at,
    take,
)
from handlers.ports import Services

logger = logging.getLogger(__name__)

# A flood of mails must not keep the reminders waiting.
MOST_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Incoming:
    """The way in for mails, by whatever door they come."""

    services: Services
    receiver: Receiver

    def keep(self, origin: Origin, raw: bytes) -> bool:
        """Keep a mail as it came; False where it is there already."""
        return keep(self.services, origin, raw, digest_of(raw))

    def keep_all(self, place: Origin, mails: Sequence[tuple[int, bytes]]) -> None:
        """Keep mails of a mailbox, by UID, as they came."""
        keep_all(self.services, place, [(uid, raw, digest_of(raw)) for uid, raw in mails])

    def fate(self, raw: bytes) -> MailState | None:
        """Return what has become of a mail, or None where it is not kept."""
        fate = fate_of(self.services, digest_of(raw))
        return fate.state if fate else None

    def fates(self, place: Origin, uids: Sequence[int]) -> Mapping[int, MailState]:
        """Return what has become of those mails that were kept from this mailbox, by UID."""
        return states_at(self.services, place, uids)

    def work(self) -> int:
        """Settle every mail that waits, and return how many that were.

        One that cannot be acted on waits until its lease has ended, and stops none of the others.
        """
        settled = 0
        for _ in range(MOST_AT_ONCE):
            taken = take(self.services)
            if taken is None:
                break
            settled += self._settle(taken)
        return settled

    def _settle(self, taken: Taken) -> bool:
        try:
            return self.receiver.settle(taken)
        except Exception as error:
            if database_trouble(error):
                # Nothing is wrong with the mail: it is no attempt that counts.
                put_back(self.services, taken)
                raise
            # Whatever one mail brings about must not stop those behind it.
            logger.exception("%s: incoming mail %s", new_reference(), taken.number)
            return False


def build_incoming(settings: Settings, services: Services) -> Incoming:
    """Build the way in; raise ``SettingsError`` where it is not known who we are."""
    sender = sender_of(settings.needed("MAIL_FROM"))
    ours = Ours(frozenset({sender.address.lower()}), sender.domain)
    receiver = Receiver(
        services,
        ours,
        settings.mail_authserv_id or "",
        settings.mail_collaboration or "",
        can_confirm=settings.public_url is not None and settings.secret_key is not None,
        leaves=_leaves(settings, services),
    )
    return Incoming(services, receiver)


def _leaves(settings: Settings, services: Services) -> ReadToken | None:
    links = signed_links(settings, services.clock)
    return None if links is None else lambda token: astuple(links.leaves.read(token))


def digest_of(raw: bytes) -> str:
    """Return what is the same for the same mail, by whichever way and how often it comes.

    That is its Message-ID and its body: what servers write above them differs from way to way.
    """
    name = read_message_id(raw).encode()
    unix = raw.replace(b"\r\n", b"\n")
    body = unix.partition(b"\n\n")[2] if name else unix
    return sha256(name + b"\n" + body.rstrip(b"\n")).hexdigest()
