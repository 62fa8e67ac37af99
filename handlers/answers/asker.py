"""Who asks."""

from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, as far as verified: never more than the door could prove."""

    collaboration: str
    person_id: int | None = None
    roles: frozenset[str] = field(default_factory=frozenset)
    door: str = "terminal"
    account: str = ""
    # In a register, but not in the one that is asked; or there, with no role that still counts.
    guest: bool = False
    # The mail that this is asked by, by its number here.
    mail: int | None = None

    @property
    def known(self) -> bool:
        """Tell whether the asker is in the register."""
        return self.person_id is not None

    def turned_to(self, collaboration: str) -> "Asker":
        """Return the asker in a family of collaborations that is not their own."""
        return replace(self, collaboration=collaboration, roles=frozenset(), guest=True)
