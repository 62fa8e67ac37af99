"""Channels tied to a collaboration: where what concerns everybody is told."""

from dataclasses import dataclass

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from handlers.access import Information, require
from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.events import record
from handlers.notices import State
from handlers.planning import calendar_changed
from handlers.ports import Services
from handlers.scope import home
from storage.indexes import Family, families
from storage.inserting import insert_new
from storage.models import CadenceRule, ChannelTie, Collaboration, Notice

_CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Tied:
    """A channel's collaboration, and the titles of the duties that are told of there."""

    collaboration: str
    titles: tuple[str, ...] = ()


def channel_tie(services: Services, asker: Asker, team: str, channel: str) -> Tied | None:
    """Return what a channel is tied to, or None."""
    require(asker, Information.CALENDAR)
    with services.database.session() as session:
        tie = _tie(session, team, channel)
        return _told(session, tie.collaboration_id) if tie else None


def tie_channel(services: Services, asker: Asker, team: str, channel: str) -> Tied:
    """Tie a channel to the asker's collaboration; doing it twice changes nothing.

    Refuses a channel that another family of collaborations has.
    """
    require(asker, Information.CALENDAR)
    with services.database.write() as session:
        family = home(families(session), asker.collaboration)
        own = next(one.id for one in family.members if one.key == asker.collaboration)
        mine = {"tied_at": services.clock(), "tied_by_id": asker.person_id}
        new = insert_new(services.database, ChannelTie).values(
            team=team, channel=channel, collaboration_id=own, **mine
        )
        tie = session.scalars(new.returning(ChannelTie)).one_or_none()
        if tie is None:
            tie = _own_tie(session, family, team, channel)
            if tie is None or tie.collaboration_id == own:
                return _told(session, own)
            _withdraw(session, services, tie)
            for name, value in {"collaboration_id": own, **mine}.items():
                setattr(tie, name, value)
        _log(session, services, asker, tie, "channel_tied")
        return _told(session, own)


def untie_channel(services: Services, asker: Asker, team: str, channel: str) -> None:
    """Let go of a channel: what waits to be told there is taken back."""
    require(asker, Information.CALENDAR)
    with services.database.write() as session:
        family = home(families(session), asker.collaboration)
        tie = _own_tie(session, family, team, channel)
        if tie is None:
            return
        _withdraw(session, services, tie)
        # The notices that were sent stay as they are, without the channel that is gone.
        session.execute(update(Notice).where(Notice.channel_id == tie.id).values(channel_id=None))
        _log(session, services, asker, tie, "channel_untied")
        session.execute(delete(ChannelTie).where(ChannelTie.id == tie.id))


def _tie(session: Session, team: str, channel: str) -> ChannelTie | None:
    return session.scalars(
        select(ChannelTie).where(ChannelTie.team == team, ChannelTie.channel == channel)
    ).one_or_none()


def _own_tie(session: Session, family: Family, team: str, channel: str) -> ChannelTie | None:
    tie = _tie(session, team, channel)
    if tie is not None and tie.collaboration_id not in family.ids:
        owner = session.get_one(Collaboration, tie.collaboration_id)
        raise Refusal("channel_taken", collaboration=owner.name)
    return tie


def _withdraw(session: Session, services: Services, tie: ChannelTie) -> None:
    waiting = Notice.state.in_((State.QUEUED, State.RETRY))
    session.execute(
        update(Notice)
        .where(Notice.channel_id == tie.id, waiting)
        .values(state=State.CANCELLED, ended_at=services.clock())
    )
    calendar_changed(session, tie.collaboration_id)


def _told(session: Session, collaboration_id: int) -> Tied:
    owner = session.get_one(Collaboration, collaboration_id)
    rules = session.scalars(
        select(CadenceRule)
        .where(CadenceRule.collaboration_id == collaboration_id)
        .order_by(CadenceRule.sort_key, CadenceRule.id)
    )
    titles = (rule.title for rule in rules if rule.own.get("audience") == _CHANNEL)
    return Tied(owner.name, tuple(titles))


def _log(session: Session, services: Services, asker: Asker, tie: ChannelTie, verb: str) -> None:
    calendar_changed(session, tie.collaboration_id)
    record(
        session,
        services.clock(),
        asker,
        verb,
        about=(_CHANNEL, f"{tie.team}:{tie.channel}"),
        collaboration_id=tie.collaboration_id,
    )
