"""Lists in statements that are executed again and again.

A statement with a list of any length is compiled anew each time, which takes as long as executing
it. One with a number of places is compiled once; those that are left over hold what nothing is.
"""

from collections.abc import Iterable

from sqlalchemy import BindParameter, Integer, String, bindparam


class Places:
    """So many places in a statement, by a name."""

    def __init__(self, name: str, count: int) -> None:
        self._names = [f"{name}{place}" for place in range(count)]

    def numbers(self) -> list[BindParameter[int]]:
        """Return the places for ids, of which none is 0."""
        return [bindparam(name, 0, Integer()) for name in self._names]

    def words(self) -> list[BindParameter[str]]:
        """Return the places for words that are not empty."""
        return [bindparam(name, "", String()) for name in self._names]

    def filled(self, values: Iterable[int | str | None]) -> dict[str, int | str]:
        """Return what stands in them; raise ``ValueError`` for more than there is room for."""
        known = [one for one in values if one is not None]
        if len(known) > len(self._names):
            raise ValueError(f"{len(known)} have no room in {len(self._names)} places")
        return dict(zip(self._names, known, strict=False))
