"""Whether a mail is one that may be sent, octet by octet, by the words of the RFCs alone.

Nothing here is shared with the program, nor with the standard library's own reader of mails: what
either of them lets pass is found all the same.
"""

from tests.letters.checking import codes, faults
from tests.letters.faults import Fault

__all__ = ["Fault", "codes", "faults"]
