"""What can be wrong with a file, as codes; the door turns them into words."""

from dataclasses import dataclass
from enum import StrEnum


class Code(StrEnum):
    """The kinds of fault that an import finds."""

    MISSING_FILE = "missing_file"
    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"
    NOTHING_TO_READ = "nothing_to_read"
    UNKNOWN_FORMAT = "unknown_format"
    ENCODING = "encoding"
    BAD_YAML = "bad_yaml"
    BAD_CSV = "bad_csv"
    ALIAS = "alias"
    TAG = "tag"
    TOO_DEEP = "too_deep"
    REPEATED_FIELD = "repeated_field"
    UNKNOWN_FILE = "unknown_file"
    UNKNOWN_FIELD = "unknown_field"
    UNKNOWN_HEADING = "unknown_heading"
    REPEATED_HEADING = "repeated_heading"
    MISSING_HEADING = "missing_heading"
    MISSING = "missing"
    WRONG = "wrong"
    TOO_LONG = "too_long"
    DUPLICATE = "duplicate"
    UNKNOWN_REFERENCE = "unknown_reference"
    AMBIGUOUS = "ambiguous"
    NO_COLLABORATION = "no_collaboration"
    EMAIL_TAKEN = "email_taken"


class Expected(StrEnum):
    """What should have stood there."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    YES_OR_NO = "yes_or_no"
    LIST = "list"
    FIELDS = "fields"
    YEAR = "year"
    DATE = "date"
    DAY = "day"
    EMAIL = "email"
    URL = "url"
    KEY = "key"
    ONE_OF = "one_of"


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: where it is, and what was expected there.

    ``row`` is a line of a text file or a row of a sheet, counted from 1.
    """

    code: Code
    file: str
    row: int | None = None
    column: str = ""
    expected: Expected | None = None
    found: str = ""
    known: tuple[str, ...] = ()
    sheet: str = ""
