"""People and role mailboxes: whom to turn to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from handlers.answers import Answer, ContactAnswer, NotFoundAnswer
from handlers.memberships import belongs, card, roles_on
from handlers.roles import coordinator, names_coordinator
from handlers.scope import Scope
from storage.likeness import Word, word_score
from storage.models import Authority, EnvironmentalOffice, Person
from storage.words import is_generic, stem, words

# Words that name a role, folded stems to the role in the register.
ROLE_WORDS = {
    stem(word): role
    for role, named in {
        "contact_person": "kontaktperson kontaktpersoner kontaktpersonen",
        "manager": "miljöchef miljöchefen chef chefen förvaltningschef",
        "inspector": "inspektör inspektören inspektörer handläggare handläggaren",
    }.items()
    for word in named.split()
}
# Words for where somebody works: the place beside them tells which one.
OFFICE_WORDS = frozenset(
    stem(word)
    for word in words(
        "kommun kommunen stad kontor kontoret miljökontor miljökontoret "
        "förvaltning förvaltningen miljöförvaltning miljöförvaltningen"
    )
)
_CLOSE = 84.0
# "för", "och" and their like name nobody.
_SHORT_WORD = 3
# Enough to tip the scale towards a mailbox that several share.
_SHARED = 0.5
_AT_MOST = 8


@dataclass(frozen=True, slots=True)
class Sought:
    """What a search for people is narrowed to."""

    authorities: frozenset[str]
    roles: frozenset[str]
    topics: tuple[str, ...]


def find_contact(scope: Scope, query: str) -> Answer:
    """Answer for whom ``query`` asks: a role, an office's people, those who work with a topic."""
    query = _spelled_out(scope, query)
    named = _named_roles(scope, query)
    sought = _sought(scope, query)
    if named and not sought.authorities:
        best = _best_named(named, query)
        return _answer(scope, [best])
    people = [person for person in _register(scope) if _fits(scope, person, sought)]
    if people and (sought.authorities or sought.roles or sought.topics):
        return _answer(scope, _ordered(scope, people, sought)[:_AT_MOST])
    if named:
        return _answer(scope, [_best_named(named, query)])
    return NotFoundAnswer(query=query, contact=coordinator(scope))


def responsible(scope: Scope, heading: str, wording: str) -> Answer:
    """Answer with the collaboration's own role to turn to about ``heading``.

    ``wording`` is what the source says of who is responsible; it is shown as it stands.
    """
    role = coordinator(scope)
    mailboxes = [one for one in _role_mailboxes(scope) if role and one.key == role.key]
    return _answer(scope, mailboxes, heading, (wording,))


def names_own_role(scope: Scope, query: str) -> bool:
    """Tell whether ``query`` names one of the scope's own role mailboxes."""
    return bool(_named_roles(scope, query))


def names_role(scope: Scope, query: str) -> bool:
    """Tell whether ``query`` names a kind of person or one of the scope's own roles."""
    asked = {stem(word) for word in words(query)}
    return bool(asked & set(ROLE_WORDS)) or names_own_role(scope, query)


def knows_place(scope: Scope, query: str) -> bool:
    """Tell whether ``query`` names an authority or office of the scope."""
    return bool(_sought(scope, query).authorities)


def _answer(
    scope: Scope, people: Sequence[Person], heading: str = "", notes: tuple[str, ...] = ()
) -> ContactAnswer:
    cards = tuple(card(scope, person) for person in people)
    return ContactAnswer(
        ids=tuple(one.key for one in cards if one.key),
        heading=heading,
        cards=cards,
        notes=notes,
        contact=coordinator(scope),
    )


def _role_mailboxes(scope: Scope) -> list[Person]:
    statement = (
        select(Person)
        .where(
            Person.collaboration_id.in_(scope.family.ids),
            Person.kind == "role",
            Person.office_id.is_(None),
        )
        .options(selectinload(Person.memberships), joinedload(Person.office))
        .order_by(Person.id)
    )
    return _present(scope, statement)


def _register(scope: Scope) -> list[Person]:
    statement = (
        select(Person)
        .where(Person.collaboration_id.in_(scope.family.ids), Person.office_id.is_not(None))
        .options(selectinload(Person.memberships), joinedload(Person.office))
        .order_by(Person.sort_key)
    )
    return _present(scope, statement)


def _present(scope: Scope, statement: Select[Person]) -> list[Person]:
    """Return those who are still there, and there already."""
    return [one for one in scope.session.scalars(statement) if belongs(one, scope.today)]


def _named_roles(scope: Scope, query: str) -> list[Person]:
    """Return the roles that the query names by more than their place ("Halland")."""
    places = {word for name in scope.family.names for word in words(name)}
    telling = " ".join(word for word in words(query) if word not in places)
    mailboxes = _role_mailboxes(scope)
    named = [role for role in mailboxes if _names(role, telling)]
    if named or not names_coordinator(telling):
        return named
    # "Samordnaren" goes by another title here.
    own = coordinator(scope)
    return [role for role in mailboxes if own and role.key == own.key]


def _names(role: Person, query: str) -> bool:
    return _fit(role, query) > 0


def _fit(role: Person, query: str) -> float:
    """Return how many words of the role's title the query names, those of places not counted."""
    asked = [
        Word.of(word) for word in words(query) if len(word) > _SHORT_WORD and not is_generic(word)
    ]
    known = [Word.of(word) for word in _title_words(role)]
    return sum(any(word_score(one, other) >= _CLOSE for other in known) for one in asked)


def _title_words(role: Person) -> set[str]:
    return {
        word
        for text in (role.title, *role.aliases)
        for word in words(text)
        if len(word) > _SHORT_WORD and not word.isdigit() and not is_generic(word)
    }


def _best_named(named: Sequence[Person], query: str) -> Person:
    """Return the role that the query fits best; the shared mailbox where that is no better."""

    def fit(role: Person) -> float:
        return _fit(role, query) + (_SHARED if "gemensam" in role.title else 0.0)

    return max(named, key=fit)


def _spelled_out(scope: Scope, query: str) -> str:
    """Return the query with a member's abbreviation ("VG") followed by its whole name."""
    asked = set(words(query))
    known = [
        member.name
        for member in scope.family.members
        if asked & {alias.casefold() for alias in member.aliases}
    ]
    return " ".join((query, *known))


def _sought(scope: Scope, query: str) -> Sought:
    asked = words(query)
    fits = {key: _place_words(name, asked) for key, name in _places(scope)}
    most = max(map(len, fits.values()), default=0)
    # "Länsstyrelsen Halland" is one of two, by its second word.
    authorities = {key for key, said in fits.items() if said and (len(said) == most or most == 1)}
    used = {word for key in authorities for word in fits[key]}
    roles = {ROLE_WORDS[stem(word)] for word in asked if stem(word) in ROLE_WORDS}
    ours = {word for name in scope.family.names for word in words(name)}
    known = OFFICE_WORDS | set(ROLE_WORDS)
    topics = tuple(word for word in asked if word not in used | ours and stem(word) not in known)
    return Sought(frozenset(authorities), frozenset(roles), topics)


def _places(scope: Scope) -> list[tuple[str, str]]:
    rows = scope.session.execute(
        select(Authority.key, Authority.name).where(
            Authority.collaboration_id.in_(scope.family.ids)
        )
    )
    return [(key, name) for key, name in rows]


def _place_words(name: str, asked: Sequence[str]) -> frozenset[str]:
    """Return the words of the query that name the authority; none unless its first word does."""
    known = words(name)
    said = {word for word in asked for one in known if _same_place(word, one)}
    return frozenset(said if any(_same_place(word, known[0]) for word in said) else ())


def _same_place(word: str, known: str) -> bool:
    return word.removesuffix("s") == known.removesuffix("s") or stem(word) == stem(known)


def _fits(scope: Scope, person: Person, sought: Sought) -> bool:
    if sought.authorities and not sought.authorities & set(_authorities(person.office)):
        return False
    if sought.roles and not sought.roles & roles_on(person, scope.today):
        return False
    return not sought.topics or any(_about(person, topic) for topic in sought.topics)


def _authorities(office: EnvironmentalOffice | None) -> Iterable[str]:
    return office.authority_keys if office else ()


def _about(person: Person, topic: str) -> bool:
    asked = Word.of(topic)
    known = (word for text in (*person.subject_areas, person.title) for word in words(text))
    return any(word_score(asked, Word.of(word)) >= _CLOSE for word in known)


def _ordered(scope: Scope, people: Sequence[Person], sought: Sought) -> list[Person]:
    def rank(person: Person) -> tuple[int, int, str]:
        hits = sum(_about(person, topic) for topic in sought.topics)
        speaks = "contact_person" in roles_on(person, scope.today)
        return (-hits, 0 if speaks else 1, person.sort_key)

    return sorted(people, key=rank)
