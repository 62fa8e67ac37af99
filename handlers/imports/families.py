"""Which collaborations belong together: an umbrella and its members."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Families:
    """The known collaborations, each with its parent's key or None."""

    parents: Mapping[str, str | None]

    def root(self, key: str) -> str:
        """Return the topmost collaboration above ``key``."""
        seen: set[str] = set()
        while (parent := self.parents.get(key)) and parent not in seen:
            seen.add(key)
            key = parent
        return key

    def of(self, key: str) -> frozenset[str]:
        """Return every collaboration of the family, ``key`` among them."""
        root = self.root(key)
        return frozenset({key, *(each for each in self.parents if self.root(each) == root)})
