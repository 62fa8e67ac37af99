"""Who asks."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, as far as verified: never more than the door could prove."""

    collaboration: str
    person_id: int | None = None
    roles: frozenset[str] = field(default_factory=frozenset)
    door: str = "terminal"
    account: str = ""

    @property
    def known(self) -> bool:
        """Tell whether the asker is in the register."""
        return self.person_id is not None
