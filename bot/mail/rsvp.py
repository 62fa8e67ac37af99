"""What calendars answer by mail: whose word it is, and what becomes of it.

Nobody is answered: a calendar does not read, and its owner has pressed a button and gone on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.mail.incoming.message import IncomingMail
from bot.mail.incoming.trust import is_refuted, is_verified
from bot.texts import text, word
from bot.texts.dates import hour_words, short_day
from bot.texts.safe import clean, shortened
from handlers.incoming import MailState, Taken, Trust, Verdict
from handlers.invitations import (
    CalendarReply,
    ReplyFate,
    join_by_reply,
    record_reply,
    share_office,
    tell_once_more,
    titles_of,
)
from handlers.ports import SWEDEN, Services

if TYPE_CHECKING:
    from bot.invites import Proposal, Said

_KINDS = {"text/calendar", "application/ics"}
_LONGEST_SHOWN = 300
# What puts who was not invited on the list; whoever does not come need not be on it.
_COMING = {"accepted", "tentative"}


class Case(StrEnum):
    """Why a coordinator has to look at what a calendar has said."""

    SENDER = "calendar_sender"  # it is said for somebody else than who sent it
    NOT_INVITED = "calendar_not_invited"
    PROPOSAL = "calendar_proposal"  # another time is asked for
    DELEGATED = "calendar_delegated"  # somebody else comes instead


class Settled(StrEnum):
    """Why nobody has to look."""

    TAKEN_DOWN = "calendar"
    # Another's meeting, an answer that has been outdone, or one to what is over.
    LEFT = "calendar_left"


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


def left(mail: IncomingMail) -> Verdict:
    """Return what becomes of a mail whose calendar says nothing of a meeting that is ours."""
    return Verdict(state=MailState.SILENT, reason=Settled.LEFT, sender=mail.sender)


@dataclass(frozen=True, slots=True)
class ReplyTaker:
    """Take down what calendars say. ``authserv_id`` is whose findings about senders count."""

    services: Services
    authserv_id: str = ""

    def ours(self, said: Sequence["Said"]) -> tuple["Said", ...]:
        """Return what is said of meetings that are ours."""
        titles = self._titles(said)
        return tuple(one for one in said if one.uid in titles)

    def settled(
        self, taken: Taken, mail: IncomingMail, said: Sequence["Said"], collaboration: str
    ) -> Verdict:
        """Do what a mail's calendar says of our meetings, and return what becomes of the mail.

        ``collaboration`` is the key of the one whose coordinators look at what nobody can decide.
        """
        own = [one for one in said if one.attendee == mail.sender]
        # Other attendees stand in some replies as well: only the sender's own answer is one.
        meant = own or said
        outcomes = self._outcomes(taken, mail, meant)
        case = next((one for one in outcomes if isinstance(one, Case)), None)
        # Once a coordinator has seen it and let it through, there is nothing more to ask.
        if case is None or taken.trust is Trust.RELEASED:
            done = Settled.TAKEN_DOWN in outcomes
            reason = Settled.TAKEN_DOWN if done else Settled.LEFT
            return Verdict(state=MailState.SILENT, reason=reason, sender=mail.sender)
        return Verdict(
            state=MailState.QUARANTINED,
            reason=case,
            sender=mail.sender,
            collaboration=collaboration,
            shown={
                "sender": mail.sender,
                "subject": shown(meant, self._titles(meant)),
                "meeting": meant[0].uid,
                "sequence": str(meant[0].sequence),
                **({"slot": meant[0].slot.isoformat()} if meant[0].slot else {}),
            },
        )

    def _titles(self, said: Sequence["Said"]) -> Mapping[str, str]:
        return titles_of(self.services, {one.uid for one in said})

    def _outcomes(
        self, taken: Taken, mail: IncomingMail, meant: Sequence["Said"]
    ) -> list[Case | Settled]:
        attendees = {one.attendee for one in meant}
        if attendees != {mail.sender} and len(meant) > 1:
            # One look at a mail must not answer for many.
            return [Case.SENDER]
        if taken.trust is not Trust.RELEASED and not self._is_believed(mail, attendees):
            return [Case.SENDER]
        return [self._act(one, mail) for one in meant]

    def _is_believed(self, mail: IncomingMail, attendees: set[str]) -> bool:
        """Tell whether who has sent a mail may answer for the attendee.

        The id of a meeting is known to those who are invited, and to nobody else; so an answer
        from the attendee's own address counts, unless our mail server has found something amiss.
        For a colleague at the same office the server must have verified the sender.
        """
        if attendees == {mail.sender}:
            return not is_refuted(mail, self.authserv_id)
        return is_verified(mail, self.authserv_id) and all(
            share_office(self.services, mail.sender, one) for one in attendees
        )

    def _act(self, said: "Said", mail: IncomingMail) -> Case | Settled:
        if said.method == "refresh":
            told = tell_once_more(self.services, said.uid, said.attendee)
            return Settled.TAKEN_DOWN if told is ReplyFate.TAKEN else Settled.LEFT
        fate = self._recorded(said)
        if fate in {ReplyFate.OVER, ReplyFate.REMOVED, ReplyFate.UNKNOWN, ReplyFate.OLD}:
            return Settled.LEFT
        if fate is ReplyFate.NOT_INVITED:
            return Settled.TAKEN_DOWN if self._joins(said, mail) else Case.NOT_INVITED
        if said.proposal is not None:
            return Case.PROPOSAL
        return Case.DELEGATED if said.status == "delegated" else Settled.TAKEN_DOWN

    def _recorded(self, said: "Said") -> ReplyFate:
        """Take an answer down; of what is none, and needs a person, only see what it is about."""
        answers = said.method == "reply" and said.status not in {None, "delegated"}
        return record_reply(self.services, _reply(said), only_look=not answers)

    def _joins(self, said: "Said", mail: IncomingMail) -> bool:
        """Tell whether a colleague comes on the list who has been passed an invitation.

        Here nothing but the mail server's word proves who they are: the id went to others as well.
        """
        comes = said.method == "reply" and said.status in _COMING and said.proposal is None
        own = said.attendee == mail.sender and is_verified(mail, self.authserv_id)
        return comes and own and join_by_reply(self.services, _reply(said))


def _reply(said: "Said") -> CalendarReply:
    return CalendarReply(
        uid=said.uid,
        attendee=said.attendee,
        status=said.status or "",
        sequence=said.sequence,
        stamp=said.stamp,
        comment=said.comment,
        slot=said.slot,
    )


def shown(said: Sequence["Said"], titles: Mapping[str, str]) -> str:
    """Say what calendars say, for whoever has to look at it. ``titles``: the meetings', by id."""
    told = "; ".join(" · ".join((_line(one, titles[one.uid]), *_more(one))) for one in said)
    return shortened(told, _LONGEST_SHOWN)


def _line(said: "Said", title: str) -> str:
    answer = word("attendance", said.status or "silent")
    return text("invite.shown", attendee=said.attendee, answer=answer, meeting=clean(title))


def _more(said: "Said") -> list[str]:
    asked = text("invite.instead", when=_when(said.proposal)) if said.proposal else ""
    who = ", ".join(said.delegates)
    told = (asked, text("invite.delegates", who=who) if who else "", clean(said.comment))
    return [one for one in told if one]


def _when(proposal: "Proposal") -> str:
    starts = proposal.starts
    if starts is None:
        return text("invite.some_time")
    if not isinstance(starts, datetime):
        return short_day(starts)
    local = starts.astimezone(SWEDEN)
    return text("agenda.at", day=short_day(local.date()), time=hour_words(local.time()))
