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
    OWN_MEMBER = "own_member"
    NESTED_MEMBERS = "nested_members"
    BAD_RULE = "bad_rule"
    BAD_MEETING = "bad_meeting"


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
    TIME_ZONE = "time_zone"
    GROUP_ROLE = "group_role"
    MEETING_DAY = "meeting_day"
    HOUR = "hour"
    HOURS = "hours"
    WEEKDAY = "weekday"


class RuleFault(StrEnum):
    """Why a recurring duty cannot be kept, by the codes of the cadence."""

    BACKWARDS = "backwards"
    BAD_DATE = "bad_date"
    BAD_MONTH = "bad_month"
    BAD_RRULE = "bad_rrule"
    BAD_TIME = "bad_time"
    CIRCLE = "circle"
    EMPTY_SEASON = "empty_season"
    IMPOSSIBLE_COUNT = "impossible_count"
    LEAP_DAY = "leap_day"
    NEVER_HELD = "never_held"
    NIGHT_HOUR = "night_hour"
    NO_ANCHOR = "no_anchor"
    NOT_A_NUMBER = "not_a_number"
    ODD_FIELD = "odd_field"
    TOO_OFTEN = "too_often"
    UNKNOWN_ANCHOR = "unknown_anchor"
    UNKNOWN_OFFSET = "unknown_offset"
    UNKNOWN_ROLL = "unknown_roll"
    UNKNOWN_SEASON = "unknown_season"
    UNKNOWN_SELECTOR = "unknown_selector"
    UNKNOWN_SHAPE = "unknown_shape"


class MeetingFault(StrEnum):
    """Why a meeting cannot be, by the codes with which planning it is refused."""

    ANSWER_AFTER = "answer_after_meeting"
    BACKWARDS = "period_backwards"
    BAD_PLACES = "bad_places"
    DAY_OFF = "day_off"
    DAY_PAST = "day_past"
    END_WITHOUT_START = "end_without_start"
    ENDS_BEFORE_START = "ends_before_start"
    LINK_NOT_WEB = "link_not_web"
    NIGHT_HOUR = "night_hour"
    OTHER_WEEKDAY = "other_weekday"
    TOO_FAR = "day_too_far"
    TOO_LONG = "meeting_too_long"
    TWICE = "twice"
    WITHOUT_END = "meeting_without_end"


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: where it is, and what was expected there.

    ``row`` is a line of a text file or a row of a sheet, counted from 1. ``why`` says of a
    BAD_RULE or a BAD_MEETING what is bad about it: one of ``RuleFault`` or ``MeetingFault``, or a
    code that has no words yet.
    """

    code: Code
    file: str
    row: int | None = None
    column: str = ""
    expected: Expected | None = None
    found: str = ""
    known: tuple[str, ...] = ()
    sheet: str = ""
    why: str = ""
