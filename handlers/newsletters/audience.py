"""Whom an issue goes to: chosen by group, role, county and subject, each person once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.memberships import holding
from handlers.newsletter_choices import digest_of
from handlers.newsletter_views import OPEN, AudienceLine, AudienceView
from handlers.newsletters.finding import Which, label, root, working
from handlers.people import GUEST
from handlers.people.roles import ROLES
from handlers.ports import Services
from storage.indexes import Family, families
from storage.models import (
    Group,
    Membership,
    NewsletterChoice,
    NewsletterIssue,
    Person,
    SlackIdentity,
)

MAIL, CHAT, NONE = "mail", "chat", "none"
KINDS = ("groups", "roles", "counties", "subjects")
MOST_PARTS = 50


@dataclass(frozen=True, slots=True)
class Audience:
    """What is chosen: groups and counties (collaborations) by number, roles, subject areas.

    Somebody to whom any of it applies gets the issue. Where nothing is chosen everybody does.
    """

    groups: tuple[int, ...] = ()
    roles: tuple[str, ...] = ()
    counties: tuple[int, ...] = ()
    subjects: tuple[str, ...] = ()

    @property
    def everybody(self) -> bool:
        """Tell whether nothing is chosen."""
        return not any((self.groups, self.roles, self.counties, self.subjects))


@dataclass(frozen=True, slots=True)
class Reached:
    """Who is meant, by number: by mail, by a summary in chat, who has left, who has no address."""

    mail: tuple[int, ...]
    chat: tuple[int, ...]
    left: tuple[int, ...]
    lost: tuple[int, ...]


def set_audience(
    services: Services, asker: Asker, which: Which, audience: Audience
) -> AudienceView:
    """Choose whom an issue goes to, and return how many that is; an approval is taken back."""
    with working(services, asker, which) as work:
        if work.state not in OPEN:
            raise Refusal("newsletter_gone_out", label=label(work.issue))
        kept = _kept(work.session, work.family, audience)
        if work.issue.audience != kept:
            work.issue.audience = kept
            work.touch()
            work.note("newsletter_audience", **kept)
        return audience_view(work.session, services, work.issue)


def audience_view(session: Session, services: Services, issue: NewsletterIssue) -> AudienceView:
    """Return whom an issue goes to as of now."""
    family = _family(session, issue)
    reached = reached_by(session, services, issue)
    return AudienceView(
        parts=tuple(_parts(session, family, chosen(issue))),
        people=len(reached.mail),
        chat=len(reached.chat),
        left=len(reached.left),
        lost=len(reached.lost),
    )


def chosen(issue: NewsletterIssue) -> Audience:
    """Return what is chosen for an issue."""
    kept = issue.audience
    return Audience(**{name: tuple(kept.get(name, ())) for name in KINDS})


def recipients(session: Session, services: Services, issue: NewsletterIssue) -> list[int]:
    """Return who gets an issue by mail as of now, by their numbers, each once."""
    return list(reached_by(session, services, issue).mail)


def reached_by(session: Session, services: Services, issue: NewsletterIssue) -> Reached:
    """Return who is meant by an issue's audience, and by which way they are reached."""
    family = _family(session, issue)
    choices = _choices(session, family)
    found: dict[str, list[int]] = {name: [] for name in (MAIL, CHAT, NONE, "lost")}
    audience = chosen(issue)
    outside = _outside(session, family, choices) if audience.everybody else ()
    for number, kind, email, paused, chats in (
        *_meant(session, services, family, audience),
        *outside,
    ):
        choice = choices.get(digest_of(email), "") if email else ""
        if choice == NONE or (kind == GUEST and choice != MAIL):
            if choice == NONE:
                found[NONE].append(number)
        elif choice == CHAT and chats:
            found[CHAT].append(number)
        elif email and paused is None:
            found[MAIL].append(number)
        else:
            found["lost"].append(number)
    return Reached(*(tuple(found[name]) for name in (MAIL, CHAT, NONE, "lost")))


def _family(session: Session, issue: NewsletterIssue) -> Family:
    return next(one for one in families(session) if issue.collaboration_id in one.ids)


def _choices(session: Session, family: Family) -> Mapping[str, str]:
    mine = NewsletterChoice.collaboration_id == root(family)
    rows = session.execute(select(NewsletterChoice.digest, NewsletterChoice.choice).where(mine))
    return {row[0]: row[1] for row in rows}


def _meant(
    session: Session, services: Services, family: Family, audience: Audience
) -> Iterator[tuple[int, str, str | None, object, bool]]:
    """Yield number, kind, address, pause and whether they chat, of all who are meant."""
    today = services.today()
    chats = select(SlackIdentity.id).where(SlackIdentity.person_id == Person.id).exists()
    ours = Person.collaboration_id.in_(family.ids)
    rows = session.execute(
        select(
            Person.id, Person.kind, Person.email, Person.mail_paused_at, chats,
            Person.subject_areas,
        )
        # Who has been erased has no address, and nothing to chat with.
        .where(ours, or_(Person.email.is_not(None), chats), _belongs(today))
        .order_by(Person.id)
    )  # fmt: skip
    within = None if audience.everybody else _within(session, services, family, audience)
    subjects = {one.casefold() for one in audience.subjects}
    for number, kind, email, paused, chatting, areas in rows:
        works_with = subjects.intersection(one.casefold() for one in areas)
        if within is None or number in within or (works_with and kind != GUEST):
            yield number, kind, email, paused, chatting


def _outside(
    session: Session, family: Family, choices: Mapping[str, str]
) -> Iterator[tuple[int, str, str | None, object, bool]]:
    """Yield those of other collaborations who have asked for this newsletter, in the same way."""
    wanted = {digest for digest, choice in choices.items() if choice != NONE}
    if not wanted:
        return
    chats = select(SlackIdentity.id).where(SlackIdentity.person_id == Person.id).exists()
    rows = session.execute(
        select(Person.id, Person.kind, Person.email, Person.mail_paused_at, chats)
        .where(Person.collaboration_id.not_in(family.ids), Person.email.is_not(None))
        .order_by(Person.id)
    )
    for number, kind, email, paused, chatting in rows:
        if email and digest_of(email) in wanted:
            yield number, kind, email, paused, chatting


def _belongs(today: date) -> ColumnElement[bool]:
    """Return the condition that somebody is to be turned to: as ``memberships.belongs`` has it."""
    mine = Membership.person_id == Person.id
    has_roles = select(Membership.id).where(mine, Membership.group_id.is_(None)).exists()
    holds = select(Membership.id).where(mine, holding(today)).exists()
    return or_(~has_roles, holds)


def _within(session: Session, services: Services, family: Family, audience: Audience) -> set[int]:
    """Return who is in a group, has a role, or belongs to a county that is chosen."""
    anyone = or_(
        Membership.group_id.in_(audience.groups),
        Membership.role.in_(audience.roles) & Membership.group_id.is_(None),
        Membership.collaboration_id.in_(audience.counties),
    )
    members = select(Membership.person_id).where(
        Membership.collaboration_id.in_(family.ids), holding(services.today()), anyone
    )
    counties = select(Person.id).where(
        Person.collaboration_id.in_(audience.counties), Person.kind != GUEST
    )
    return {*session.scalars(members), *session.scalars(counties)}


def _kept(session: Session, family: Family, audience: Audience) -> dict[str, list[object]]:
    """Return what is chosen as it is kept; refuse what is not the family's."""
    if sum(len(getattr(audience, name)) for name in KINDS) > MOST_PARTS:
        raise Refusal("newsletter_audience_large", most=MOST_PARTS)
    groups = set(
        session.scalars(
            select(Group.id).where(
                Group.collaboration_id.in_(family.ids), Group.id.in_(audience.groups)
            )
        )
    )
    known: dict[str, set[Any]] = {
        "groups": groups,
        "roles": set(ROLES),
        "counties": set(family.ids),
        "subjects": set(audience.subjects),
    }
    for name in KINDS:
        if not known[name].issuperset(getattr(audience, name)):
            raise Refusal("newsletter_audience_unknown")
    return {name: sorted(set(getattr(audience, name))) for name in KINDS if getattr(audience, name)}


def _parts(session: Session, family: Family, audience: Audience) -> Iterator[AudienceLine]:
    rows = session.execute(select(Group.id, Group.title).where(Group.id.in_(audience.groups)))
    titles = {row[0]: row[1] for row in rows}
    for number in audience.groups:
        yield AudienceLine("groups", str(number), titles.get(number, ""))
    for role in audience.roles:
        yield AudienceLine("roles", role, role)
    names = {one.id: one.name for one in family.members}
    for number in audience.counties:
        yield AudienceLine("counties", str(number), names.get(number, ""))
    for subject in audience.subjects:
        yield AudienceLine("subjects", subject, subject)
