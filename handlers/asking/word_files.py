"""Whether somebody asks for a Word file, as far as their words tell."""

from handlers.asking.minutes_words import minutes_request
from handlers.asking.orders import bare_command
from handlers.asking.visit_words import visit_request
from handlers.asking.weighing_words import papers_request


def asks_for_a_file(typed: str) -> bool:
    """Tell whether what is typed may ask for minutes, notes, or a sheet for a visit."""
    bare = bare_command(typed)
    requests = (minutes_request, visit_request, papers_request)
    return any(request(bare) is not None for request in requests)
