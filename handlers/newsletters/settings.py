"""How a collaboration does its newsletters: where they are put up, which channel is told."""

from dataclasses import dataclass

from sqlalchemy import select

from handlers.access import Information, require
from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.events import record
from handlers.newsletters.finding import root
from handlers.ports import Services
from handlers.scope import home
from storage.indexes import families
from storage.models import ChannelTie, NewsletterSetting

LONGEST_PLACE = 100


@dataclass(frozen=True, slots=True)
class Custom:
    """A collaboration's way: the place that an issue is put up in, and the channel (a tie) told.

    ``place`` is empty for nowhere, ``channel`` None for no channel.
    """

    place: str = ""
    channel: int | None = None


def newsletter_custom(services: Services, asker: Asker) -> Custom:
    """Return how the asker's collaboration does its newsletters."""
    require(asker, Information.NEWSLETTERS)
    with services.database.session() as session:
        family = home(families(session), asker.collaboration)
        row = session.get(NewsletterSetting, root(family))
        return Custom(row.place, row.channel_id) if row else Custom()


def set_newsletter_custom(services: Services, asker: Asker, custom: Custom) -> Custom:
    """Say how it does them; refuse a channel that is not the family's."""
    require(asker, Information.NEWSLETTERS)
    place = " ".join(custom.place.split())
    if len(place) > LONGEST_PLACE:
        raise Refusal("newsletter_place_long", most=LONGEST_PLACE, length=len(place))
    with services.database.write() as session:
        family = home(families(session), asker.collaboration)
        owner = root(family)
        if custom.channel is not None:
            ours = select(ChannelTie.id).where(
                ChannelTie.id == custom.channel, ChannelTie.collaboration_id.in_(family.ids)
            )
            if session.scalar(ours) is None:
                raise Refusal("newsletter_channel_unknown")
        row = session.get(NewsletterSetting, owner, with_for_update=True)
        if row is None:
            row = NewsletterSetting(collaboration_id=owner)
            session.add(row)
        row.place, row.channel_id = place, custom.channel
        row.set_at, row.set_by_id = services.clock(), asker.person_id
        record(
            session, services.clock(), asker, "newsletter_custom",
            collaboration_id=owner, place=place, channel=custom.channel,
        )  # fmt: skip
    return Custom(place, custom.channel)


def tell_in_channel(services: Services, asker: Asker, team: str, channel: str | None) -> Custom:
    """Let a channel be told of what goes out, which is tied to the asker's family; None for none.

    Refuses a channel that is not.
    """
    before = newsletter_custom(services, asker)
    if channel is None:
        return set_newsletter_custom(services, asker, Custom(before.place))
    with services.database.session() as session:
        tie = session.scalar(
            select(ChannelTie.id).where(ChannelTie.team == team, ChannelTie.channel == channel)
        )
    if tie is None:
        raise Refusal("newsletter_channel_unknown")
    return set_newsletter_custom(services, asker, Custom(before.place, tie))
