"""The kinds of record that can be imported, the tables they live in and what they need."""

from dataclasses import dataclass
from functools import cache

from storage.models import (
    ActivityPlan,
    Authority,
    Base,
    Budget,
    CadenceRule,
    Collaboration,
    Concept,
    EducationOffer,
    EnvironmentalOffice,
    Group,
    NationalActivity,
    Person,
    Place,
    Project,
    Proposal,
    Statistic,
)

# In the order in which they must be written.
MODELS: dict[str, type[Base]] = {
    "collaboration": Collaboration,
    "authority": Authority,
    "office": EnvironmentalOffice,
    "group": Group,
    "place": Place,
    "person": Person,
    "rule": CadenceRule,
    "project": Project,
    "proposal": Proposal,
    "plan": ActivityPlan,
    "budget": Budget,
    "statistic": Statistic,
    "education": EducationOffer,
    "national_activity": NationalActivity,
    "concept": Concept,
}
# These have a key of their own in the whole archive.
UNOWNED = frozenset({"collaboration", "concept"})
# Follow from other fields; nobody wants to read that they changed too.
DERIVED = frozenset({"sort_key", "starts_on", "ends_on"})
# What a new record cannot be without, where a table may leave it out.
REQUIRED: dict[str, tuple[str, ...]] = {"person": ("name",)}
# What a new record gets where nothing is said.
DEFAULTS: dict[str, dict[str, object]] = {
    "project": {"kind": "övrigt", "status": "okänd"},
}


@dataclass(frozen=True, slots=True)
class Limit:
    """How long a text may be in a column."""

    column: str
    length: int


@cache
def limits(model: type[Base]) -> tuple[Limit, ...]:
    """Return the length limits of a table's columns."""
    columns = model.__table__.columns
    return tuple(
        Limit(column.name, length)
        for column in columns
        if isinstance(length := getattr(column.type, "length", None), int)
    )
