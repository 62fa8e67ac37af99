"""Whether somebody asks for a Word file, as far as their words tell."""

from handlers.asking.activity_plan_words import asks_for_plan_file
from handlers.asking.budget_words import file_request
from handlers.asking.inquiry_words import excel_request
from handlers.asking.minutes_words import minutes_request
from handlers.asking.orders import bare_command
from handlers.asking.result_words import results_request
from handlers.asking.visit_words import visit_request
from handlers.asking.weighing_words import papers_request


def asks_for_a_file(typed: str) -> bool:
    """Tell whether what is typed may ask for minutes, a visit's sheet, a plan or the like."""
    bare = bare_command(typed)
    if excel_request(bare) or results_request(typed):
        return True
    requests = (minutes_request, visit_request, papers_request, file_request)
    if any(request(bare) is not None for request in requests):
        return True
    return asks_for_plan_file(typed)
