"""What can be wrong with a mail: codes that follow it and never stop the reading."""

from enum import StrEnum


class Fault(StrEnum):
    """What was broken in a mail, or left out of it."""

    # Not exactly one From field with one address: nobody can be held to have written it.
    NO_SENDER = "no_sender"
    TWO_SENDERS = "two_senders"
    # Only its head was read: too many octets, or more lines and containers than are worth it.
    TOO_LARGE = "too_large"
    # More fields, parts or levels than are read: those behind are left out.
    TOO_MANY_FIELDS = "too_many_fields"
    TOO_MANY_PARTS = "too_many_parts"
    TOO_DEEP = "too_deep"
    # A container without its boundary, or an encoding that does not hold: what was had is there.
    BROKEN_PART = "broken_part"
    # Left out: winmail.dat, that only Outlook opens.
    TNEF = "tnef"
    # Its words are sealed with a key that we do not have.
    ENCRYPTED = "encrypted"
    # The library gave up. What could be had is there, if anything.
    UNREADABLE = "unreadable"
