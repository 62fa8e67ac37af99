"""Whether a calendar message is one that may be sent, octet by octet, by the words of the RFCs.

Nothing of it is shared with the program, nor with the library that it writes calendars with: what
either of them lets pass is found all the same. (`client`, beside it, is a calendar of the local
workspace, which knows nothing of how invitations are made either.)
"""

from tests.calendars.checking import codes, faults
from tests.calendars.lines import Line, read_lines

__all__ = ["Line", "codes", "faults", "read_lines"]
