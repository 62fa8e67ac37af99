"""What a search for people is narrowed to: places, kinds of person, topics."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from handlers.memberships import roles_on
from handlers.scope import Scope
from storage.likeness import Word, word_score
from storage.models import Authority, EnvironmentalOffice, Person
from storage.words import stem, words

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
_OFFICE_WORDS = frozenset(
    stem(word)
    for word in words(
        "kommun kommunen stad kontor kontoret miljökontor miljökontoret "
        "förvaltning förvaltningen miljöförvaltning miljöförvaltningen"
    )
)
_KNOWN_WORDS = _OFFICE_WORDS | set(ROLE_WORDS)
_CLOSE = 84.0


@dataclass(frozen=True, slots=True)
class Sought:
    """What a search for people is narrowed to."""

    authorities: frozenset[str]
    roles: frozenset[str]
    topics: tuple[str, ...] = ()
    # The topics, and the words that may as well name a place: what somebody can be called.
    names: tuple[str, ...] = ()


def spelled_out(scope: Scope, query: str) -> str:
    """Return the query with a member's abbreviation ("VG") followed by its whole name."""
    asked = set(words(query))
    known = [
        member.name
        for member in scope.family.members
        if asked & {alias.casefold() for alias in member.aliases}
    ]
    return " ".join((query, *known))


def seek(scope: Scope, query: str) -> Sought:
    """Read what ``query`` narrows the search to."""
    asked = words(query)
    places = {key: _place_words(name, asked) for key, name in _places(scope)}
    most = max(map(len, places.values()), default=0)
    # "Länsstyrelsen Halland" is one of two, by its second word.
    authorities = {key for key, said in places.items() if said and (len(said) == most or most == 1)}
    used = {word for key in authorities for word in places[key]}
    ours = {word for name in scope.family.names for word in words(name)}
    names = tuple(word for word in asked if word not in ours and stem(word) not in _KNOWN_WORDS)
    return Sought(
        authorities=frozenset(authorities),
        roles=frozenset(ROLE_WORDS[stem(word)] for word in asked if stem(word) in ROLE_WORDS),
        topics=tuple(word for word in names if word not in used),
        names=names,
    )


def fits(scope: Scope, person: Person, sought: Sought) -> bool:
    """Tell whether somebody is one of those sought."""
    if sought.authorities and not sought.authorities & set(_authorities(person.office)):
        return False
    if sought.roles and not sought.roles & roles_on(person, scope.today):
        return False
    return not sought.topics or any(_about(person, topic) for topic in sought.topics)


def ordered(scope: Scope, people: Sequence[Person], sought: Sought) -> list[Person]:
    """Return the people, those who fit most topics first, then those who speak for an office."""

    def rank(person: Person) -> tuple[int, int, str]:
        hits = sum(_about(person, topic) for topic in sought.topics)
        speaks = "contact_person" in roles_on(person, scope.today)
        return (-hits, 0 if speaks else 1, person.sort_key)

    return sorted(people, key=rank)


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


def _authorities(office: EnvironmentalOffice | None) -> Iterable[str]:
    return office.authority_keys if office else ()


def _about(person: Person, topic: str) -> bool:
    asked = Word.of(topic)
    known = (word for text in (*person.subject_areas, person.title) for word in words(text))
    return any(word_score(asked, Word.of(word)) >= _CLOSE for word in known)
