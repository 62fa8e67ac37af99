"""Whether somebody asks for a Word file, as far as their words tell."""

from handlers.asking.activity_plan_words import asks_for_plan_file
from handlers.asking.minutes_words import minutes_request
from handlers.asking.orders import bare_command
from handlers.asking.visit_words import visit_request


def asks_for_a_file(typed: str) -> bool:
    """Tell whether what is typed may ask for minutes, notes, a sheet for a visit, or a plan."""
    bare = bare_command(typed)
    if minutes_request(bare) is not None or visit_request(bare) is not None:
        return True
    return asks_for_plan_file(typed)
