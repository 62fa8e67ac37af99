"""What an audience can be made of, and how many it would be before anybody chooses it."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.access import Information, require
from handlers.answers import Asker
from handlers.newsletter_views import AudienceView
from handlers.newsletters.audience import Audience, audience_view, chosen
from handlers.newsletters.finding import Which, found, root
from handlers.people import GUEST
from handlers.people.roles import ROLES
from handlers.ports import Services
from handlers.scope import home
from storage.indexes import Family, families
from storage.models import Group, NewsletterIssue, Person


@dataclass(frozen=True, slots=True)
class AudienceOptions:
    """What can be chosen: groups and counties by number with their names, roles, subjects.

    ``subjects`` are those that somebody works with, as the register has them.
    """

    groups: tuple[tuple[int, str], ...]
    roles: tuple[str, ...]
    counties: tuple[tuple[int, str], ...]
    subjects: tuple[str, ...]


def audience_options(services: Services, asker: Asker) -> AudienceOptions:
    """Return what an audience of the asker's collaborations can be made of."""
    require(asker, Information.NEWSLETTERS)
    with services.database.session() as session:
        family = home(families(session), asker.collaboration)
        rows = session.execute(
            select(Group.id, Group.title)
            .where(Group.collaboration_id.in_(family.ids))
            .order_by(Group.title, Group.id)
        )
        return AudienceOptions(
            groups=tuple((number, title) for number, title in rows),
            roles=ROLES,
            counties=tuple((one.id, one.name) for one in family.members),
            subjects=_subjects(session, family),
        )


def issue_audience(services: Services, asker: Asker, which: Which) -> Audience:
    """Return what is chosen for an issue."""
    require(asker, Information.NEWSLETTERS)
    with services.database.session() as session:
        family = home(families(session), asker.collaboration)
        return chosen(found(session, family, which))


def count_audience(services: Services, asker: Asker, audience: Audience) -> AudienceView:
    """Return whom an audience would reach; nothing is chosen by asking."""
    require(asker, Information.NEWSLETTERS)
    with services.database.session() as session:
        family = home(families(session), asker.collaboration)
        kept = {
            "groups": list(audience.groups),
            "roles": list(audience.roles),
            "counties": list(audience.counties),
            "subjects": list(audience.subjects),
        }
        # Never added to the session: it is a question, and no issue.
        imagined = NewsletterIssue(collaboration_id=root(family), audience=kept)
        return audience_view(session, services, imagined)


def _subjects(session: Session, family: Family) -> tuple[str, ...]:
    rows = session.scalars(
        select(Person.subject_areas).where(
            Person.collaboration_id.in_(family.ids), Person.kind != GUEST
        )
    )
    known = {one.casefold(): one for areas in rows for one in areas}
    return tuple(known[name] for name in sorted(known))
