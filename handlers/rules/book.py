"""The rules of a family of collaborations, as one who keeps the calendar has them before them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.access import Information, require
from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.ports import Services
from handlers.scope import home
from handlers.shapes import Titles
from storage.indexes import Family, Member, families
from storage.models import Authority, CadenceRule, ChannelTie, Collaboration

# As far ahead as somebody is told when a rule comes next.
AHEAD = timedelta(days=10 * 366)
_HOSTS = ("municipality", "county_board")


@dataclass(frozen=True, slots=True)
class Book:
    """The rules of a family, within a session."""

    session: Session
    services: Services
    asker: Asker
    family: Family
    today: date
    rules: tuple[CadenceRule, ...]

    def find(self, key: str, owner: str) -> CadenceRule:
        """Return a rule by its key and the key of its collaboration, the asker's own first."""
        named = [rule for rule in self.rules if rule.key == key]
        mine = [rule for rule in named if self.owner(rule).key == (owner or self.asker_member.key)]
        if not (mine or (named and not owner)):
            raise Refusal("rule_gone")
        return (mine or named)[0]

    @property
    def asker_member(self) -> Member:
        """Return the collaboration that the asker belongs to."""
        return self._member(key=self.asker.collaboration)

    def owner(self, rule: CadenceRule) -> Member:
        """Return the collaboration that a rule belongs to."""
        return self._member(number=rule.collaboration_id)

    def titles(self, rule: CadenceRule) -> Titles:
        """Return what finds the title of a rule that ``rule`` names by its key."""
        seen = {one.key: one.title for one in self.seen_by(rule)}
        return partial(_title, seen)

    def seen_by(self, rule: CadenceRule) -> list[CadenceRule]:
        """Return the rules that a rule can name: of those called alike, its collaboration's own."""
        known = {one.key: one for one in self.rules}
        own = (one for one in self.rules if one.collaboration_id == rule.collaboration_id)
        return list((known | {one.key: one for one in own}).values())

    def candidates(self, rule: CadenceRule) -> tuple[str, ...]:
        """Return who may be a host, by name: an umbrella's are those of all its members."""
        head = self.family.members[0].id
        mine = self.family.ids if rule.collaboration_id == head else (rule.collaboration_id,)
        names = self.session.scalars(
            select(Authority.name)
            .where(Authority.collaboration_id.in_(mine), Authority.kind.in_(_HOSTS))
            .order_by(Authority.sort_key)
        )
        return tuple(dict.fromkeys(names))

    def has_channel(self, rule: CadenceRule) -> bool:
        """Tell whether a channel is tied to the collaboration of a rule."""
        tie = select(ChannelTie.id).where(ChannelTie.collaboration_id == rule.collaboration_id)
        return self.session.scalars(tie).first() is not None

    def with_rule(self, trial: CadenceRule) -> "Book":
        """Return the book with a rule that is not stored, in place of the one with its key."""
        others = (one for one in self.rules if _slot(one) != _slot(trial))
        return replace(self, rules=(*others, trial))

    def _member(self, *, key: str = "", number: int = 0) -> Member:
        members = self.family.members
        return next((one for one in members if key == one.key or number == one.id), members[0])


@contextmanager
def reading(services: Services, asker: Asker) -> Iterator[Book]:
    """Open the book for one who keeps the calendar."""
    require(asker, Information.CALENDAR)
    with services.database.session() as session:
        yield _book(session, services, asker)


@contextmanager
def writing(services: Services, asker: Asker) -> Iterator[Book]:
    """Open the book to change it, in one transaction that others' changes wait for."""
    require(asker, Information.CALENDAR)
    with services.database.write() as session:
        yield _book(session, services, asker, lock=True)


def _book(session: Session, services: Services, asker: Asker, *, lock: bool = False) -> Book:
    family = home(families(session), asker.collaboration)
    if lock:
        _wait_for_others(session, family)
    rows = session.scalars(
        select(CadenceRule)
        .where(CadenceRule.collaboration_id.in_(family.ids))
        .order_by(CadenceRule.sort_key, CadenceRule.id)
    )
    return Book(session, services, asker, family, services.today(), tuple(rows))


def _wait_for_others(session: Session, family: Family) -> None:
    """Let changes to a family's rules wait for each other, and for imports, which lock the same.

    Two at once could make a circle that neither makes alone.
    """
    rows = select(Collaboration).where(Collaboration.id.in_(family.ids)).order_by(Collaboration.id)
    session.scalars(rows.with_for_update(key_share=True)).all()


def _slot(rule: CadenceRule) -> tuple[int, str]:
    return rule.collaboration_id, rule.key


def _title(seen: dict[str, str], key: str) -> str:
    return seen.get(key, key)
