"""What is told of meetings and of those who are invited: plain data that every door renders."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from handlers.contents import Invitation, MeetingLine
from handlers.series_views import Rhythm

SILENT, COMES, REMOTE, QUEUED = "", "accepted", "remote", "queued"


@dataclass(frozen=True, slots=True, kw_only=True)
class Whom:
    """Who is to be invited: all who have a role or sit in a group today, and single persons.

    ``roles`` are codes, ``groups`` keys, ``people`` the persons' numbers.
    """

    roles: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    people: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Circle:
    """People who can be invited together: all with a role, or in a group.

    ``sort`` is role or group, ``key`` the role's code or the group's key. ``title`` is the group's
    name, empty for a role. ``count`` is how many of them an invitation reaches.
    """

    sort: str
    key: str
    title: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What somebody answers. ``status`` is one of accepted, tentative and declined.

    ``attends`` is room or remote where one can take part either way. ``comment`` and ``wishes``
    keep what was said before where they are None. ``revision`` is that of the meeting as it was
    shown to who answers, where they have seen one: they must not say yes to another time.
    ``said_at``, aware, is when they wrote, where that was before it is taken down.
    """

    status: str
    attends: str = ""
    comment: str | None = None
    wishes: str | None = None
    revision: int | None = None
    said_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A meeting as one sees it who is invited, and what they have answered of it.

    ``status`` is empty for who has not answered it as it is now; ``earlier`` is what they answered
    of an earlier version. ``queue`` is their turn, from 1, where they wait for a place.
    ``answer_by`` is a local day, ``sequence`` the version that they are asked about.
    ``registration`` is the number that a link for registering must carry, None where none works.
    ``left`` is how many times are to come of a series that it is one of, 0 where it stands alone.
    """

    meeting: MeetingLine
    person_id: int
    name: str
    about: str
    status: str
    earlier: str
    attends: str
    comment: str
    wishes: str
    queue: int
    asks_how: bool
    asks_wishes: bool
    open: bool
    answer_by: date | None = None
    revision: int = 0
    sequence: int = 0
    registration: int | None = None
    left: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Attending:
    """One who is invited. ``status`` is accepted, tentative or declined, empty for silence.

    With ``earlier`` it was said of an earlier version of the meeting. ``office`` is the name of
    theirs, empty where they have none. ``queued`` where they wait for a place, and ``turn`` when
    it is theirs, from 1. ``origin`` is link for who has registered, and reply for who has answered
    an invitation that was passed on. ``wishes`` are not for chat.
    """

    person_id: int
    name: str
    office: str
    status: str
    attends: str = ""
    earlier: bool = False
    answered_at: datetime | None = None
    comment: str = ""
    queued: bool = False
    origin: str = ""
    wishes: str = ""
    turn: int = 0

    @property
    def now(self) -> str:
        """Return what they have answered of the meeting as it is now; who waits is queued."""
        if self.earlier:
            return SILENT
        return QUEUED if self.queued else self.status


@dataclass(frozen=True, slots=True)
class Attendance:
    """A meeting with everybody who is invited, in the order of their names.

    ``address`` is the page of it, for the asker alone; empty where no page can be reached, and
    where nobody is invited.
    """

    meeting: MeetingLine
    people: tuple[Attending, ...]
    address: str = ""

    def count(self, status: str) -> int:
        """Return how many have answered so of the meeting as it is now; who waits is queued."""
        return Counter(one.now for one in self.people)[status]

    def find(self, person_id: int) -> "Attending | None":
        """Return one of them by number, or None."""
        return next((one for one in self.people if one.person_id == person_id), None)

    @property
    def remote(self) -> int:
        """Return how many of those who come take part at a distance."""
        return sum(one.now == COMES and one.attends == "remote" for one in self.people)

    @property
    def queued(self) -> int:
        """Return how many would come, and wait for a place."""
        return sum(one.queued for one in self.people)

    @property
    def offices(self) -> tuple[int, int]:
        """Return how many offices somebody comes from, and how many are invited."""
        invited = {one.office for one in self.people if one.office}
        coming = {one.office for one in self.people if one.office and one.now == COMES}
        return len(coming), len(invited)

    @property
    def silent(self) -> tuple[Attending, ...]:
        """Return those who have not answered, or only of an earlier version."""
        return tuple(one for one in self.people if one.now == SILENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How many there is room for, and must come; what is asked; who receives and takes minutes.

    Persons are numbers; None for no limit and for nobody.
    """

    places: int | None = None
    least: int | None = None
    asks_wishes: bool = False
    receiver_id: int | None = None
    minutes_by_id: int | None = None


@dataclass(frozen=True, slots=True)
class LastWriter:
    """Who took the minutes the last time: ``written`` names them alone; ``meeting`` is that one."""

    name: str
    written: str
    meeting: MeetingLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A meeting with all that has been planned for it. ``invited`` once somebody has been told.

    ``registers`` where whoever has the link may register. ``rhythm`` where it is one time of a
    series; ``times`` are then the numbers and the first days of all that are not off.
    """

    meeting: MeetingLine
    kind: str
    about: str
    answer_by: date | None
    whom: Whom
    terms: Terms
    invited: bool
    registers: bool = False
    rhythm: Rhythm | None = None
    times: tuple[tuple[int, date], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What an invitation says, and whom it goes to if it is sent now.

    ``by_mail`` and ``in_chat`` count those who are not invited yet, by the way that reaches them;
    ``lost`` are the names of those whom nothing reaches. ``before`` are invited already.
    """

    invitation: Invitation
    by_mail: int
    in_chat: int
    lost: tuple[str, ...]
    before: int
    names: tuple[str, ...]

    @property
    def new(self) -> int:
        """Return how many are invited if it is sent."""
        return self.by_mail + self.in_chat
