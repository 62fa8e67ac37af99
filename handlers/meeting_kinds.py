"""What sorts of meetings there are (``docs/glossary.md``), and which of them are summoned to."""

from enum import StrEnum


class MeetingKind(StrEnum):
    """A sort of meeting."""

    MANAGERS = "managers"
    INSPECTORS = "inspectors"
    STEERING_GROUP = "steering_group"
    PREPARATORY_GROUP = "preparatory_group"
    CONTACT_PERSONS = "contact_persons"
    PRESIDIUM = "presidium"
    EXCHANGE = "exchange"
    KICKOFF = "kickoff"
    FORUM = "forum"  # Mötesplats
    INTRODUCTION = "introduction"
    COURSE = "course"
    CHECK_IN = "check_in"
    VISIT = "visit"
    OTHER = "other"


# They get a kallelse, everybody else an inbjudan.
SUMMONED = frozenset(
    {
        MeetingKind.STEERING_GROUP,
        MeetingKind.PREPARATORY_GROUP,
        MeetingKind.CONTACT_PERSONS,
        MeetingKind.PRESIDIUM,
        MeetingKind.INTRODUCTION,
    }
)
# They decide, and keep a protokoll; others keep anteckningar.
BOARDS = frozenset(
    {MeetingKind.STEERING_GROUP, MeetingKind.PREPARATORY_GROUP, MeetingKind.PRESIDIUM}
)
# What stands in the titles of what recurs, in lower case; the first that fits decides.
_SIGNS: tuple[tuple[str, MeetingKind], ...] = (
    ("chefsmöte", MeetingKind.MANAGERS),
    ("handläggarträff", MeetingKind.INSPECTORS),
    ("beredningsgrupp", MeetingKind.PREPARATORY_GROUP),
    ("styrgrupp", MeetingKind.STEERING_GROUP),
    ("kontaktperson", MeetingKind.CONTACT_PERSONS),
    ("presidie", MeetingKind.PRESIDIUM),
    ("erfarenhetsutbyte", MeetingKind.EXCHANGE),
    ("kickoff", MeetingKind.KICKOFF),
    ("mötesplats", MeetingKind.FORUM),
    ("introduktion", MeetingKind.INTRODUCTION),
    ("utbildning", MeetingKind.COURSE),
    ("avstämning", MeetingKind.CHECK_IN),
    ("besök", MeetingKind.VISIT),
)
# What one may write for each sort, to be shown to whoever has written another.
KIND_WORDS = (
    "chefsmöte", "handläggarträff", "beredningsgrupp", "styrgrupp", "kontaktpersonsträff",
    "presidieträff", "erfarenhetsutbyte", "kickoff", "mötesplats", "introduktion", "utbildning",
    "avstämning", "besök", "annat",
)  # fmt: skip


def kind_of(title: str) -> MeetingKind | None:
    """Return the sort of meeting that a title names; None where it names none."""
    said = title.casefold()
    return next((kind for sign, kind in _SIGNS if sign in said), None)


def words_for(kind: str) -> str:
    """Return what people call a sort of meeting, to be searched among; "" for no sort."""
    return " ".join(sign for sign, one in _SIGNS if one == kind)


def kind_named(said: str) -> MeetingKind | None:
    """Return the sort that somebody has written, None for what is none."""
    if said.strip().casefold() in {"annat", "annat möte"}:
        return MeetingKind.OTHER
    return kind_of(said)
