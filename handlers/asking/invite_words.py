"""Inviting in words, and asking who comes: "skicka inbjudan till chefsmötet"."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from handlers.access import Information, may, require
from handlers.answers import Answer, AttendanceAnswer, PlannedAnswer
from handlers.asking.meant import meant_loosely
from handlers.asking.orders import command_text, order_text
from handlers.asking.question import Question
from handlers.asking.which_meeting import MeetingsFound, is_booked, kept, received
from handlers.errors import Refusal

_COMING = re.compile(
    r"(?:visa |lista )?(?:vem|vilka|hur många)(?: är det som)? (?:kommer|deltar|är anmälda)"
    r"(?: till| på| i)? (?P<what>\S.*)"
    r"|(?:visa )?(?:svar|svaren|deltagarlista|deltagarlistan|deltagare)"
    r" (?:till|på|för|från) (?P<which>\S.*)",
    re.IGNORECASE,
)
_SILENT = re.compile(
    r"(?:vem|vilka)(?: är det som)? (?:har )?inte (?:har )?svarat (?:på|om|till) (?P<what>\S.*)",
    re.IGNORECASE,
)
_SEND = re.compile(
    r"skicka (?:ut )?(?:inbjudan|inbjudningar|kallelse|kallelsen) (?:till|för) (?P<what>\S.*)",
    re.IGNORECASE,
)
_LOOK = re.compile(
    r"(?:visa|förhandsgranska) (?:inbjudan|kallelse|kallelsen)? ?(?:till|för) (?P<what>\S.*)"
    r"|visa mötet (?P<named>\S.*)|möte (?P<number>\d+)",
    re.IGNORECASE,
)
_REMIND = re.compile(
    r"påminn (?:dem|de|alla)?(?: som)? ?inte (?:har )?svarat (?:på|om|till) (?P<what>\S.*)",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"skicka inbjudan igen (?:till|åt) (?P<who>\S.*?) (?:för|om|till) (?P<what>\S.*)",
    re.IGNORECASE,
)
_COUNT = re.compile(r"räkna (?P<what>\S.*?) som (?P<duty>\S.*)", re.IGNORECASE)
_REMOVE = re.compile(
    r"ta bort (?P<who>\S.*?) från (?:inbjudan|listan|deltagarlistan)? ?(?:till|för)? ?"
    r"(?P<what>(?:möte\b|mötet\b|\S*(?:möte|träff|utbildning|dag)\S*).*)",
    re.IGNORECASE,
)


def coming(question: Question) -> Answer | None:
    """List who comes to a meeting, or who has not answered."""
    text = command_text(question)
    silent, said = _SILENT.fullmatch(text), _COMING.fullmatch(text)
    if not (silent or said):
        return None
    what = silent["what"] if silent else (said["what"] or said["which"] if said else "")
    opening = "vilka har inte svarat på" if silent else "vilka kommer på"
    found = _listed(question, what)
    if found is None:
        return None
    if found.one is None:
        return found.which(lambda one: f"{opening} {one}")
    from handlers import invitations  # noqa: PLC0415 - the days off are slow to load

    services, asker = question.scope.services, question.scope.asker
    attendance = invitations.attendance(services, asker, found.one.number)
    return AttendanceAnswer(
        ids=(str(found.one.number),),
        subject="attendance",
        attendance=attendance,
        silent=bool(silent),
    )


def look(question: Question) -> Answer | None:
    """Show a meeting, or what its invitation says and whom it goes to before it is sent."""
    said = _LOOK.fullmatch(command_text(question))
    if said is None or not _keeps(question):
        return None
    if said["what"]:
        found, change = kept(question, said["what"]), "preview"
    else:
        meant = said["named"] or f"möte {said['number']}"
        found, change = kept(question, meant, states=("booked", "held")), "shown"
    if found.one is None:
        opening = "visa inbjudan till" if said["what"] else "visa mötet"
        return found.which(lambda one: f"{opening} {one}")
    return shown(question, found.one.number, change)


def send(question: Question) -> Answer | None:
    """Send an invitation to those who have not got it."""

    def act(number: int) -> tuple[str, int]:
        from handlers import invitations  # noqa: PLC0415 - the days off are slow to load

        new = invitations.send_invitation(*question.scope.let_go(), number).new
        return "sent", new

    return _ordered(question, _SEND, "skicka inbjudan till", act)


def remind(question: Question) -> Answer | None:
    """Remind those who have not answered."""
    # What is not to be is that they have not answered: it is asked for all the same.
    said = _REMIND.fullmatch(command_text(question))
    if said is None or not _keeps(question):
        return None
    found = kept(question, said["what"])
    if found.one is None:
        return found.which(lambda one: f"påminn dem som inte svarat på {one}")
    from handlers import invitations  # noqa: PLC0415 - the days off are slow to load

    number = found.one.number
    nudged = invitations.remind_silent(*question.scope.let_go(), number)
    return shown(question, number, "reminded", count=nudged.reminded)


def count(question: Question) -> Answer | None:
    """Let a meeting that was planned by itself count as one of those that recur."""
    said = _COUNT.fullmatch(order_text(question))
    if said is None or not _keeps(question):
        return None
    found = kept(question, said["what"])
    if found.one is None:
        return found.which(lambda one: f"räkna {one} som {said['duty']}")
    named = meant_loosely(question, said["duty"])
    from handlers import meetings  # noqa: PLC0415 - the days off are slow to load

    services, asker = question.scope.let_go()
    number = found.one.number
    keys = {rule.key for rule in named.rules} if named else set()
    fitting = [one for one in meetings.may_count_as(services, asker, number) if one.rule in keys]
    if not fitting or fitting[0].number is None:
        raise Refusal("counts_as_nothing", said=said["duty"][:100])
    meetings.count_as(services, asker, number, fitting[0].number)
    return shown(question, number, "counted", name=fitting[0].title)


def send_again(question: Question) -> Answer | None:
    """Send the invitation once more to somebody."""
    from handlers import invitations  # noqa: PLC0415 - the days off are slow to load

    return _for_one(
        question,
        _AGAIN,
        _One("again", "skicka inbjudan igen till", "för", invitations.send_again),
    )


def remove(question: Question) -> Answer | None:
    """Take somebody off the list."""
    from handlers import invitations  # noqa: PLC0415 - the days off are slow to load

    return _for_one(question, _REMOVE, _One("removed", "ta bort", "från", invitations.uninvite))


def shown(
    question: Question, number: int, change: str, *, count: int = 0, name: str = ""
) -> PlannedAnswer:
    """Return a meeting with all that is planned for it, as it is now."""
    from handlers import invitations, meetings  # noqa: PLC0415 - the days off are slow to load

    services, asker = question.scope.let_go()
    return PlannedAnswer(
        ids=(str(number),),
        planned=meetings.show_planned(services, asker, number),
        attendance=invitations.attendance(services, asker, number),
        preview=invitations.preview(services, asker, number),
        circles=invitations.circles(services, asker),
        change=change,
        count=count,
        name=name,
        counts=meetings.may_count_as(services, asker, number),
    )


@dataclass(frozen=True, slots=True)
class _One:
    """What is done for one who is invited, and how it is typed."""

    change: str
    opening: str
    between: str
    act: Callable[..., None]


def _for_one(question: Question, form: re.Pattern[str], doing: _One) -> Answer | None:
    said = form.fullmatch(order_text(question))
    if said is None or not _keeps(question):
        return None
    found, who = kept(question, said["what"]), said["who"]
    if found.one is None:
        return found.which(lambda one: f"{doing.opening} {who} {doing.between} {one}")
    from handlers import invitations  # noqa: PLC0415 - the days off are slow to load

    number = found.one.number
    services, asker = question.scope.let_go()
    people = invitations.people_named(services, asker, who)
    if len(people) != 1:
        raise Refusal("only_one_person")
    if invitations.attendance(services, asker, number).find(people[0]) is None:
        raise Refusal("not_invited")
    doing.act(services, asker, number, people[0])
    (named,) = invitations.named(services, asker, people)
    return shown(question, number, doing.change, name=named.name)


def _ordered(
    question: Question, form: re.Pattern[str], opening: str, act: Callable[[int], tuple[str, int]]
) -> Answer | None:
    said = form.fullmatch(order_text(question))
    if said is None or not _keeps(question):
        return None
    found: MeetingsFound = kept(question, said["what"])
    if found.one is None:
        return found.which(lambda one: f"{opening} {one}")
    change, count = act(found.one.number)
    return shown(question, found.one.number, change, count=count)


def _listed(question: Question, what: str) -> MeetingsFound | None:
    """Return the meetings whose list the asker may see; None where there is none for them."""
    if _keeps(question):
        return kept(question, what, states=("booked", "held"))
    if question.scope.asker.person_id is None:
        return None
    theirs = received(question, what)
    if theirs is None and is_booked(question, what):
        # Who else comes is for those who arrange it.
        require(question.scope.asker, Information.CALENDAR)
    return theirs


def _keeps(question: Question) -> bool:
    return may(question.scope.asker, Information.CALENDAR)
