"""What a plan says, as far as it may be told: no person's name to who may not see the register.

A column holds whatever somebody has written. Who is responsible is told by the rule for projects:
each of its words is a word for a role or an organisation, or the whole is left out. Prose cannot be
read so: it is left out where it holds an address, a telephone number, the name of somebody in the
register, or two names beside each other that are no organisation's.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.access import Information, may
from handlers.answers import PlanLine
from handlers.plans.columns import COLUMNS
from handlers.projects.wording import holds_only_roles, may_be_told
from handlers.scope import Scope
from storage.models import Authority, Collaboration, Group, Person, Place
from storage.words import words

_NUMBER = re.compile(r"(?<!\d)(?:\+46|0)[ -]?(?:\(0\))?[ -]?\d(?:[ -]?\d){6,9}(?!\d)")
_CAPITAL = r"[A-ZÅÄÖÉÜ][a-zåäöéèü]+(?:-[A-ZÅÄÖÉÜ][a-zåäöéèü]+)?"
_PAIR = re.compile(rf"\b{_CAPITAL}(?:[ ](?:af|av|de|van|von))?(?:[ ]{_CAPITAL})+\b")
_WORD = re.compile(rf"\b{_CAPITAL}\b")
_LETTERS = 3
_ALL_COLUMNS = (*COLUMNS, "progress_note")


@dataclass(frozen=True, slots=True)
class Veil:
    """What hides words that may name somebody, from who may not see the register.

    ``names`` are the words of people's names, ``known`` those of organisations and places.
    """

    scope: Scope
    names: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()
    lifted: bool = True

    def over(self, line: PlanLine) -> PlanLine:
        """Return a line without the columns that may name somebody."""
        if self.lifted:
            return line
        hidden = tuple(name for name in _ALL_COLUMNS if self._hides(name, getattr(line, name)))
        notes = tuple(note for note in line.notes if self.tells(note))
        told = tuple(one for one in line.told if self.tells(one.value))
        if not hidden and (notes, told) == (line.notes, line.told):
            return line
        blank = dict.fromkeys(hidden, "")
        return replace(line, **blank, withheld=hidden, notes=notes, told=told)  # type: ignore[arg-type]  # each hidden column holds words

    def column(self, name: str, words_: str) -> str:
        """Return what a column says, or nothing where that may name somebody."""
        return "" if not self.lifted and self._hides(name, words_) else words_

    def tells(self, said: str) -> bool:
        """Tell whether prose may be told: it names nobody."""
        return self.lifted or not self._names_somebody(said)

    def _hides(self, name: str, said: str) -> bool:
        if not said:
            return False
        if name == "responsible":
            return not may_be_told(self.scope, said)
        return self._names_somebody(said)

    def _names_somebody(self, said: str) -> bool:
        if "@" in said or _NUMBER.search(said):
            return True
        if self.names and not self.names.isdisjoint(_WORD.findall(said)):
            return True
        return any(self._is_a_name(one[0]) for one in _PAIR.finditer(said))

    def _is_a_name(self, pair: str) -> bool:
        parts = words(pair)
        return not any(part in self.known or holds_only_roles(part) for part in parts)


def veil(scope: Scope) -> Veil:
    """Return what hides names from the asker; nothing to who may see the register."""
    if may(scope.asker, Information.REGISTER):
        return Veil(scope)
    session, owners = scope.session, scope.family.ids
    return Veil(
        scope, _people(session, owners), _organisations(scope, session, owners), lifted=False
    )


def _people(session: Session, owners: Collection[int]) -> frozenset[str]:
    rows = session.scalars(
        select(Person.name).where(Person.collaboration_id.in_(owners), Person.kind == "person")
    )
    # A functionary's entry in the register, "Inspektör små avlopp", is no name.
    return frozenset(
        part
        for name in rows
        if _is_personal(name)
        for part in _WORD.findall(name)
        if len(part) >= _LETTERS and not holds_only_roles(part.casefold())
    )


def _is_personal(name: str) -> bool:
    parts = name.split()
    return len(parts) > 1 and all(part[:1].isupper() for part in (parts[0], parts[-1]))


def _organisations(scope: Scope, session: Session, owners: Collection[int]) -> frozenset[str]:
    names = [
        *scope.family.names,
        *session.scalars(select(Authority.name).where(Authority.collaboration_id.in_(owners))),
        *session.scalars(select(Group.title).where(Group.collaboration_id.in_(owners))),
        *session.scalars(select(Place.title).where(Place.collaboration_id.in_(owners))),
        *session.scalars(select(Collaboration.name)),
    ]
    return frozenset(word for name in names for word in words(name) if len(word) >= _LETTERS)
