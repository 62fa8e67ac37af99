"""The search indexes of each collaboration, rebuilt when its names change."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from threading import Lock

from sqlalchemy import Row, inspect, select
from sqlalchemy.orm import Session

from storage.mailboxes import Mailbox, mailboxes
from storage.models import (
    CadenceRule,
    Collaboration,
    Concept,
    EducationOffer,
    Group,
    NationalActivity,
    Place,
    Project,
    Proposal,
)
from storage.models.base import Titled
from storage.search import Name, SearchIndex


@dataclass(frozen=True, slots=True)
class Ref:
    """What the index knows of a record: enough to choose it, not to answer from."""

    record_kind: str
    id: int
    key: str
    title: str
    year: int | None = None
    first_year: int | None = None
    last_year: int | None = None
    series: str | None = None

    def covers(self, year: int) -> bool:
        """Tell whether the record belongs to ``year``, by its plan or by its time."""
        if self.first_year is None or self.last_year is None:
            return False
        return self.first_year <= year <= self.last_year


@dataclass(frozen=True, slots=True)
class Member:
    """One collaboration of a family, by all its names."""

    id: int
    key: str
    name: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Family:
    """A collaboration with its parent and members: the scope of its people's questions."""

    key: str
    name: str
    members: tuple[Member, ...]
    time_zone: str
    revision: tuple[int, ...]
    proposals_revision: tuple[int, ...] = ()

    @property
    def ids(self) -> tuple[int, ...]:
        """Return the ids of the umbrella and its members."""
        return tuple(member.id for member in self.members)

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys of the umbrella and its members."""
        return tuple(member.key for member in self.members)

    @property
    def names(self) -> tuple[str, ...]:
        """Return every name and alias in the family."""
        return tuple(name for one in self.members for name in (one.name, *one.aliases))

    def has_same_names(self, other: "Family") -> bool:
        """Tell whether nothing else than proposals tells the family from an earlier look at it."""
        return replace(self, proposals_revision=other.proposals_revision) == other


@dataclass(frozen=True, slots=True)
class Indexes:
    """What every answer needs at hand, all of one family at one revision."""

    family: Family
    mailboxes: tuple[Mailbox, ...]
    projects: SearchIndex[Ref]
    proposals: SearchIndex[Ref]
    rules: SearchIndex[Ref]
    groups: SearchIndex[Ref]
    places: SearchIndex[Ref]
    offers: SearchIndex[Ref]
    nationals: SearchIndex[Ref]
    concepts: SearchIndex[Ref]


_SHORT_PAIR = 14
# The states of proposals that nobody is to be led to: they live on in others, or not at all.
_UNFOUND = ("merged", "withdrawn")
_Row = Row[int, str, str, list[str], int | None, int, str, int]


class SearchIndexes:
    """The indexes of every family, kept until a name changes. Safe between threads."""

    def __init__(self) -> None:
        self._kept: dict[str, Indexes] = {}
        self._known: tuple[Sequence[_Row], tuple[Family, ...]] = ((), ())
        self._lock = Lock()

    def families(self, session: Session) -> tuple[Family, ...]:
        """Return every family as of now; the same objects while nothing has changed."""
        # Columns alone: the connection answers sooner than the session that has it.
        rows = session.connection().execute(_FAMILIES).all()
        kept, known = self._known
        if rows != kept:
            known = _families(rows)
            self._known = rows, known
        return known

    def of(self, session: Session, family: Family) -> Indexes:
        """Return the family's indexes as of its current revision."""
        kept = self._kept.get(family.key)
        if kept is not None and (kept.family is family or kept.family == family):
            return kept
        with self._lock:
            kept = self._kept.get(family.key)
            if kept is None or kept.family != family:
                kept = self._kept[family.key] = _renewed(session, family, kept)
            return kept


# Built once: every question begins with it.
_FAMILIES = select(
    Collaboration.id,
    Collaboration.key,
    Collaboration.name,
    Collaboration.aliases,
    Collaboration.parent_id,
    Collaboration.revision,
    Collaboration.time_zone,
    Collaboration.proposals_revision,
).order_by(Collaboration.id)


def families(session: Session) -> tuple[Family, ...]:
    """Return every family, umbrellas with their members."""
    return _families(session.execute(_FAMILIES).all())


def _families(rows: Sequence[_Row]) -> tuple[Family, ...]:
    roots = [row for row in rows if row.parent_id is None]
    return tuple(
        _family([root, *(row for row in rows if row.parent_id == root.id)]) for root in roots
    )


def _family(members: Sequence[_Row]) -> Family:
    root = members[0]
    return Family(
        key=root.key,
        name=root.name,
        members=tuple(Member(row.id, row.key, row.name, tuple(row.aliases)) for row in members),
        time_zone=root.time_zone,
        revision=tuple(row.revision for row in members),
        proposals_revision=tuple(row.proposals_revision for row in members),
    )


def _renewed(session: Session, family: Family, kept: Indexes | None) -> Indexes:
    """Return the indexes as of now; where only proposals have changed, only they are read."""
    if kept is None or not kept.family.has_same_names(family):
        return _build(session, family)
    found = SearchIndex(_names(_proposal_refs(session, family)))
    return replace(kept, family=family, proposals=found)


def _build(session: Session, family: Family) -> Indexes:
    def index(model: type[Titled]) -> SearchIndex[Ref]:
        return SearchIndex(_names(_refs(session, family, model)))

    return Indexes(
        family=family,
        mailboxes=tuple(mailboxes(session, family.ids)),
        projects=SearchIndex(_names(_project_refs(session, family))),
        proposals=SearchIndex(_names(_proposal_refs(session, family))),
        rules=index(CadenceRule),
        groups=index(Group),
        places=index(Place),
        offers=index(EducationOffer),
        nationals=index(NationalActivity),
        concepts=SearchIndex(_names(_concept_refs(session, family))),
    )


Named = tuple[Ref, list[str]]


def _names(named: Iterable[Named]) -> Iterator[Name[Ref]]:
    for ref, aliases in named:
        # "Kompetensförsörjning: genomförande" is also called by its first part.
        first_part = ref.title.partition(":")[0]
        texts = dict.fromkeys((ref.title, first_part, *aliases))
        yield from (Name(ref, text) for text in texts)
        yield from (Name(ref, text.replace(" ", "")) for text in texts if _pair(text))


def _pair(text: str) -> bool:
    """Tell whether a name is two short words that people write together ("pingpong")."""
    return text.count(" ") == 1 and len(text) <= _SHORT_PAIR


def _refs(session: Session, family: Family, model: type[Titled]) -> Iterator[Named]:
    rows = session.execute(
        select(model.id, model.key, model.title, model.aliases)
        .where(model.collaboration_id.in_(family.ids))
        # Those that fit alike are offered in this order.
        .order_by(model.id)
    )
    for number, key, title, aliases in rows:
        yield Ref(inspect(model).local_table.description, number, key, title), aliases


def _project_refs(session: Session, family: Family) -> Iterator[Named]:
    rows = session.execute(
        select(
            Project.id,
            Project.key,
            Project.title,
            Project.aliases,
            Project.year,
            Project.starts_on,
            Project.ends_on,
            Project.series,
        )
        .where(Project.collaboration_id.in_(family.ids))
        .order_by(Project.id)
    )
    for number, key, title, aliases, year, starts_on, ends_on, series in rows:
        first = min(year, starts_on.year) if starts_on else year
        last = max([year, *(one.year for one in (starts_on, ends_on) if one)])
        yield Ref("project", number, key, title, year, first, last, series), aliases


def _proposal_refs(session: Session, family: Family) -> Iterator[Named]:
    rows = session.execute(
        select(Proposal.id, Proposal.key, Proposal.title, Proposal.aliases, Proposal.year_received)
        .where(Proposal.collaboration_id.in_(family.ids), Proposal.state.not_in(_UNFOUND))
        .order_by(Proposal.id)
    )
    for number, key, title, aliases, year in rows:
        yield Ref("proposal", number, key, title, year, year, year), aliases


def _concept_refs(session: Session, family: Family) -> Iterator[Named]:
    rows = session.execute(
        select(Concept.id, Concept.key, Concept.term, Concept.aliases)
        .where(Concept.collaboration_id.is_(None) | Concept.collaboration_id.in_(family.ids))
        .order_by(Concept.id)
    )
    for number, key, term, aliases in rows:
        yield Ref("concept", number, key, term), aliases
