"""Whom a parcel goes to, when they may be told, and by which doors they can be reached."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from handlers.delivery.claims import Claim
from handlers.delivery.hours import Hours
from handlers.ports import Courier, Recipient
from storage.models import (
    ChannelTie,
    Collaboration,
    IncomingMail,
    Person,
    Preference,
    SlackIdentity,
)

# Where mails do not arrive, no more are sent until somebody has looked at the address.
_REACHED = case((Person.mail_paused_at.is_(None), Person.email))
# Chat for those who are known there, otherwise mail; unless they said otherwise.
_USUAL = ("slack", "mail")


@dataclass(frozen=True, slots=True)
class Addressee:
    """The recipient of a claim, with their hours and the door that they prefer."""

    to: Recipient
    zone: ZoneInfo
    hours: Hours = field(default_factory=Hours)
    prefers: str = ""

    def doors(
        self, couriers: Mapping[str, Courier], closed: Collection[str], first: str = ""
    ) -> tuple[str, ...]:
        """Return the doors by which they can be reached, the best one first."""
        order = dict.fromkeys((first, self.prefers, *_USUAL, *couriers))
        return tuple(
            door
            for door in order
            if door in couriers and door not in closed and couriers[door].reaches(self.to)
        )


def addressees(session: Session, claims: Iterable[Claim]) -> dict[str, Addressee]:
    """Return the addressee of each claim by its parcel; those who are gone are left out."""
    claims = list(claims)
    zones = _zones(session, {one.collaboration_id for one in claims})
    people = _people(session, {one.person_id for one in claims if one.person_id is not None})
    channels = _channels(session, {one.channel_id for one in claims if one.channel_id is not None})
    senders = _senders(session, {one.incoming_id for one in claims if one.incoming_id is not None})
    found = {}
    for one in claims:
        zone = zones[one.collaboration_id]
        if one.channel_id in channels:
            found[one.parcel] = Addressee(Recipient(slack_channel=channels[one.channel_id]), zone)
        elif one.incoming_id in senders:
            found[one.parcel] = Addressee(senders[one.incoming_id], zone)
        elif one.person_id in people:
            to, hours, prefers = people[one.person_id]
            found[one.parcel] = Addressee(to, zone, hours, prefers)
    return found


def _zones(session: Session, ids: set[int]) -> dict[int, ZoneInfo]:
    rows = session.execute(
        select(Collaboration.id, Collaboration.time_zone).where(Collaboration.id.in_(ids))
    )
    return {number: ZoneInfo(zone) for number, zone in rows}


def _channels(session: Session, ids: set[int]) -> dict[int | None, str]:
    rows = session.execute(select(ChannelTie.id, ChannelTie.channel).where(ChannelTie.id.in_(ids)))
    return dict(iter(rows))


def _senders(session: Session, ids: set[int]) -> dict[int | None, Recipient]:
    """Return where the answers to mails go: to where each was decided to go, by mail alone."""
    rows = session.execute(
        select(IncomingMail.id, IncomingMail.answer).where(IncomingMail.id.in_(ids))
    )
    # Of a mail that has been erased nothing is left to answer.
    return {number: Recipient(email=answer["to"]) for number, answer in rows if answer}


def _people(session: Session, ids: set[int]) -> dict[int | None, tuple[Recipient, Hours, str]]:
    rows = session.execute(
        select(Person.id, Person.name, Person.email, _REACHED, Preference, SlackIdentity.slack_user)
        .outerjoin(Preference, Preference.person_id == Person.id)
        .outerjoin(SlackIdentity, SlackIdentity.person_id == Person.id)
        .where(Person.id.in_(ids))
        # The account that was verified last is the one that they use.
        .order_by(SlackIdentity.verified_at)
    )
    return {
        number: (Recipient(number, name, reached or "", account or ""), *_wishes(preference))
        for number, name, email, reached, preference, account in rows
        # Who has been erased keeps a row, and nothing in it leads to anybody.
        if email or account
    }


def _wishes(preference: Preference | None) -> tuple[Hours, str]:
    if preference is None:
        return Hours(), ""
    hours = Hours(preference.first_hour, preference.last_hour, preference.weekdays)
    # Who could never be told would stay untold, and the search for a day would not end.
    return hours if hours.ever_come else Hours(), preference.door
