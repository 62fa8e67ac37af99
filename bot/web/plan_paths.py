"""The addresses of the plans' public pages: to be typed, printed and linked to."""

import re
from dataclasses import dataclass

PLAN_PATH = "/plan"
# How each sort of plan ends in an address; "" is the activity plan.
_ENDINGS = {"activity_plan": "", "cooperation_plan": "-samverkansplan"}
_SORTS = {ending: sort for sort, ending in _ENDINGS.items()}
_FORM = re.compile(r"(?P<key>[a-z0-9-]{1,60}?)-(?P<year>20\d\d)(?P<ending>-samverkansplan)?")


@dataclass(frozen=True, slots=True)
class PlanPath:
    """Which plan an address is of: whose it is by key, its year and its sort."""

    collaboration: str
    year: int
    sort: str


def plan_path(collaboration: str, year: int, sort: str) -> str:
    """Return the path of a plan's page."""
    return f"{PLAN_PATH}/{collaboration}-{year}{_ENDINGS[sort]}"


def read_plan_path(written: str) -> PlanPath | None:
    """Return which plan a path is of; None for what no path of ours is."""
    found = _FORM.fullmatch(written)
    if found is None:
        return None
    return PlanPath(found["key"], int(found["year"]), _SORTS[found["ending"] or ""])
