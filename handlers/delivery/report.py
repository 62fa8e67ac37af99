"""How a delivery went: how many notices ended in which state."""

from collections import Counter
from collections.abc import Mapping

from handlers.notices import State


class Report:
    """Count notices by what became of them; ``late`` are acknowledgements that came too late.

    Somebody else had claimed those meanwhile: the receiver may have got them twice.
    """

    def __init__(self) -> None:
        self._states: Counter[State] = Counter()
        self.late = 0

    @property
    def states(self) -> Mapping[State, int]:
        """Return how many ended in each state."""
        return self._states

    @property
    def total(self) -> int:
        """Return how many were counted."""
        return self._states.total()

    def count(self, state: State, written: int, of: int | None = None) -> None:
        """Count notices that ended in a state; ``of`` are those that were attempted."""
        self._states[state] += written
        if state is State.SENT and of is not None:
            self.late += of - written

    def add(self, other: "Report") -> None:
        """Count what another report has counted as well."""
        self._states.update(other.states)
        self.late += other.late

    def __bool__(self) -> bool:
        """Tell whether anything was done."""
        return bool(self.total) or bool(self.late)

    def __str__(self) -> str:
        """Write it as one line of a log."""
        parts = [f"{count} {state}" for state, count in sorted(self._states.items()) if count]
        return ", ".join([*parts, *([f"{self.late} late"] if self.late else [])]) or "nothing"
