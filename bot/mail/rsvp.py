"""What calendars answer by mail: whose word it is, and what becomes of it.

Nobody is answered: a calendar does not read, and its owner has pressed a button and gone on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.mail.incoming.message import IncomingMail
from bot.mail.incoming.trust import is_refuted, is_verified
from handlers.incoming import MailState, Taken, Trust, Verdict
from handlers.invitations import Fate, Reply, record_reply, tell_once_more
from handlers.ports import Services

if TYPE_CHECKING:
    from bot.invites import Said

_KINDS = {"text/calendar", "application/ics"}


class Case(StrEnum):
    """Why a coordinator has to look at what a calendar has said."""

    SENDER = "calendar_sender"  # it is said for somebody else than who sent it
    NOT_INVITED = "calendar_not_invited"
    PROPOSAL = "calendar_proposal"  # another time is asked for
    DELEGATED = "calendar_delegated"  # somebody else comes instead


# Settled, and nobody has to look.
TAKEN_DOWN = "calendar"


def said_in(mail: IncomingMail) -> tuple["Said", ...]:
    """Return what calendars say in a mail to who has invited, each statement once."""
    parts = [part for part in mail.parts if part.kind in _KINDS]
    if not parts:
        return ()
    from bot.invites import UnreadableError, read  # noqa: PLC0415 - slow to load

    found: dict[Said, None] = {}
    for part in parts:
        try:
            found |= dict.fromkeys(read(part.content, part.charset or "utf-8"))
        except UnreadableError:
            # An attached calendar that is none: the rest of the mail is read as usual.
            continue
    return tuple(found)


@dataclass(frozen=True, slots=True)
class ReplyTaker:
    """Take down what calendars say. ``authserv_id`` is whose findings about senders count."""

    services: Services
    authserv_id: str = ""

    def settled(
        self, taken: Taken, mail: IncomingMail, said: Sequence["Said"], collaboration: str
    ) -> Verdict:
        """Do what a mail's calendar says, and return what becomes of the mail.

        ``collaboration`` is the key of the one whose coordinators look at what nobody can decide.
        """
        cases = self._cases(taken, mail, said)
        # Once a coordinator has seen it and let it through, there is nothing more to ask.
        waits = taken.trust is not Trust.RELEASED and bool(cases)
        return Verdict(
            state=MailState.QUARANTINED if waits else MailState.SILENT,
            reason=cases[0] if waits else TAKEN_DOWN,
            sender=mail.sender,
            collaboration=collaboration,
            shown={"sender": mail.sender, "subject": mail.subject} if waits else {},
        )

    def _cases(self, taken: Taken, mail: IncomingMail, said: Sequence["Said"]) -> list[Case]:
        own = [one for one in said if one.attendee == mail.sender]
        # Other attendees stand in some replies as well: only the sender's own answer is one.
        meant = own or said
        if taken.trust is not Trust.RELEASED and not self._is_believed(mail, meant):
            return [Case.SENDER]
        return [case for one in meant if (case := self._act(one)) is not None]

    def _is_believed(self, mail: IncomingMail, said: Sequence["Said"]) -> bool:
        """Tell whether who has sent a mail may answer for the attendee.

        The id of a meeting is known to those who are invited, and to nobody else; so an answer
        from the attendee's own address counts, unless our mail server has found it forged. For a
        colleague, from a mailbox that is shared, the server must have verified the domain.
        """
        attendees = {one.attendee for one in said}
        if attendees == {mail.sender}:
            return not is_refuted(mail, self.authserv_id)
        domains = {one.rpartition("@")[2] for one in (*attendees, mail.sender)}
        return len(attendees) == len(domains) == 1 and is_verified(mail, self.authserv_id)

    def _act(self, said: "Said") -> Case | None:
        if said.method == "refresh":
            tell_once_more(self.services, said.uid, said.attendee)
            return None
        fate = self._recorded(said) if said.method == "reply" and said.status else None
        if fate is Fate.NOT_INVITED:
            return Case.NOT_INVITED
        if fate in {Fate.UNKNOWN, Fate.OLD, Fate.OVER, Fate.REMOVED}:
            return None
        if said.proposal is not None:
            return Case.PROPOSAL
        return Case.DELEGATED if said.status == "delegated" else None

    def _recorded(self, said: "Said") -> Fate | None:
        if said.status == "delegated":
            return None
        return record_reply(
            self.services,
            Reply(
                uid=said.uid,
                attendee=said.attendee,
                status=said.status or "",
                sequence=said.sequence,
                stamp=said.stamp,
                comment=said.comment,
            ),
        )
