"""Whether a calendar message is one that may be sent, octet by octet, by the words of the RFCs.

Nothing here is shared with the program, nor with the library that it writes calendars with: what
either of them lets pass is found all the same.
"""

from tests.calendars.checking import codes, faults
from tests.calendars.lines import Line, read_lines

__all__ = ["Line", "codes", "faults", "read_lines"]
