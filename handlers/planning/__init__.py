"""What recurs in a collaboration, and what of it is booked."""

from handlers.contents import CalendarLine
from handlers.planning.almanac import Almanac, almanacs, effective
from handlers.planning.duties import Almanacs, Known, duty, keepers_acts
from handlers.planning.ledger import Office
from handlers.planning.lines import LONGEST_YEARS, calendar_lines, line_of, lines_of
from handlers.planning.resting import is_paused
from handlers.planning.revision import calendar_changed

__all__ = [
    "LONGEST_YEARS",
    "Almanac",
    "Almanacs",
    "CalendarLine",
    "Known",
    "Office",
    "almanacs",
    "calendar_changed",
    "calendar_lines",
    "duty",
    "effective",
    "is_paused",
    "keepers_acts",
    "line_of",
    "lines_of",
]
