"""Putting off, moving and leaving out what falls due: "skjut upp nyckeltal till 3 mars"."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from handlers.answers import Answer, DutyAnswer
from handlers.asking.day_words import find_day, read_day
from handlers.asking.meant import Meant, exactly, meant, which_duty
from handlers.asking.orders import order_text
from handlers.asking.question import Question
from handlers.contents import Act
from handlers.errors import Refusal

if TYPE_CHECKING:
    from handlers.contents import Duty
    from handlers.planning import Known

_LATER = re.compile(
    r"(?:skjuta? upp|vänta med):? (?P<what>\S.*?)(?: (?:till|tills) (?P<when>\S.*))?", re.IGNORECASE
)
_REMIND_ME = re.compile(r"påminna? mig (?:igen |senare )?om (?P<rest>\S.*)", re.IGNORECASE)
_MOVE = re.compile(
    r"(?:flytta|skjuta? fram):? (?P<what>\S.*?)(?: till (?P<when>\S.*))?", re.IGNORECASE
)
_SKIP = re.compile(r"hoppa över:? (?P<rest>\S.*)", re.IGNORECASE)
_WHY = re.compile(r": ?|,? (?:eftersom|därför att|på grund av|för att) ", re.IGNORECASE)
_THIS_TIME = re.compile(r" (?:i år|den här gången|denna gång)$", re.IGNORECASE)
_TAKE_BACK = re.compile(
    r"ångra (?P<act>flytten|flytt|uppskjutningen)(?: av| för| med)? (?P<what>\S.*)", re.IGNORECASE
)
# A title with so many colons in it is none.
_MOST_REASONS = 4


def put_off(question: Question) -> Answer | None:
    """Remind of a duty on a later day, and not before."""
    text = order_text(question)
    said = _LATER.fullmatch(text)
    if said:
        return _put_off(question, said["what"], said["when"] or "")
    asked = _REMIND_ME.fullmatch(text)
    found = find_day(asked["rest"], question.scope.today) if asked else None
    # "Påminn mig om nyckeltal" without a day may be a wish for something else.
    if found is None or found.after:
        return None
    return _put_off(question, found.before, found.first.isoformat())


def move(question: Question) -> Answer | None:
    """Move the day on which a duty is due."""
    said = _MOVE.fullmatch(order_text(question))
    named = meant(question, said["what"]) if said else None
    if said is None or named is None:
        return None
    day = _day(question, said["when"], f"flytta {named.said} till 3 mars")

    def act(number: int) -> "Duty":
        from handlers import occurrences  # noqa: PLC0415 - the days off are slow to load

        return occurrences.move_due(*question.scope.let_go(), number, day)

    change = _Change("moved", act, undo=f"ångra flytten av {named.said}")
    return change.of(named, lambda name: f"flytta {name} till {day}")


def skip(question: Question) -> Answer | None:
    """Leave a duty out this time, with the reason why."""
    said = _SKIP.fullmatch(order_text(question))
    what, reason = _reason(question, said["rest"]) if said else ("", "")
    named = meant(question, _THIS_TIME.sub("", what)) if what else None
    if named is None:
        return None
    if not reason:
        raise Refusal("say_why", example=f"hoppa över {named.said}: ställs in i år")

    def act(number: int) -> "Duty":
        from handlers import occurrences  # noqa: PLC0415 - the days off are slow to load

        return occurrences.skip(*question.scope.let_go(), number, reason)

    change = _Change("skipped", act, undo=f"ångra {named.said}")
    return change.of(named, lambda name: f"hoppa över {name}: {reason}")


def take_back(question: Question) -> Answer | None:
    """Take back that a duty was moved or put off."""
    said = _TAKE_BACK.fullmatch(order_text(question))
    named = meant(question, said["what"]) if said else None
    if said is None or named is None:
        return None
    word = said["act"].casefold()
    return _taken_back(named, Act.LATER if word.startswith("upp") else Act.MOVE)


def take_last_back(named: Meant) -> Answer:
    """Take back what was last done about the day of a duty, where neither act is named."""
    # Moving a duty ends that it is put off: where both are set, that it is put off came last.
    act = Act.LATER if named.occurrences(_is_set(Act.LATER)) else Act.MOVE
    return _taken_back(named, act)


def _put_off(question: Question, what: str, when: str) -> Answer | None:
    from handlers.later import working_day  # noqa: PLC0415 - the days off are slow to load

    named = meant(question, what)
    if named is None:
        return None
    asked = _day(question, when, f"skjut upp {named.said} till 3 mars")
    day = working_day(asked)

    def act(number: int) -> "Duty":
        from handlers import occurrences  # noqa: PLC0415 - the days off are slow to load

        return occurrences.put_off(*question.scope.let_go(), number, day)

    undo = f"ångra uppskjutningen av {named.said}"
    change = _Change("put_off", act, undo=undo, asked=asked, day=day)
    return change.of(named, lambda name: f"skjut upp {name} till {asked}")


def _taken_back(named: Meant, undone: Act) -> Answer:
    def act(number: int) -> "Duty":
        from handlers import occurrences  # noqa: PLC0415 - the days off are slow to load

        return occurrences.undo(*named.question.scope.let_go(), number, undone)

    word = "uppskjutningen" if undone is Act.LATER else "flytten"
    change = _Change(
        "taken_back",
        act,
        found=lambda those: those.occurrences(_is_set(undone)),
        nothing="nothing_to_undo",
    )
    return change.of(named, lambda name: f"ångra {word} av {name}")


def _is_set(act: Act) -> Callable[["Known"], bool]:
    def fits(known: "Known") -> bool:
        row = known.row
        if row is None or known.settled:
            return False
        return (row.later_until if act is Act.LATER else row.moved_to) is not None

    return fits


def _open(named: Meant) -> list["Known"]:
    return [one for one in named.at_hand() if not one.settled]


@dataclass(frozen=True, slots=True)
class _Change:
    """What is done about the one duty that is meant, and what is told of it."""

    change: str
    act: Callable[[int], "Duty"]
    undo: str = ""
    found: Callable[[Meant], list["Known"]] = _open
    nothing: str = "nothing_open"
    asked: date | None = None
    day: date | None = None

    def of(self, named: Meant, typed: Callable[[str], str]) -> Answer:
        """Do it, or ask which duty is meant where several are."""
        found = self.found(named)
        if not found:
            raise Refusal(self.nothing, title=named.title)
        if len(found) > 1:
            return which_duty(named, found, typed)
        row = found[0].row
        duty = self.act(row.id if row else 0)
        return DutyAnswer(
            ids=(duty.rule,),
            duty=duty,
            today=named.question.scope.today,
            change=self.change,
            undo=self.undo,
            day_off=self.asked if self.asked != self.day else None,
            day=self.day,
        )


def _reason(question: Question, said: str) -> tuple[str, str]:
    """Return what is left out and why; a title may have a colon itself."""
    if exactly(question, said):
        return said, ""
    parts = [(said[: one.start()], said[one.end() :]) for one in _WHY.finditer(said)]
    whole = (one for one in reversed(parts[:_MOST_REASONS]) if exactly(question, one[0]))
    return next(whole, parts[0] if parts else (said, ""))


def _day(question: Question, said: str | None, example: str) -> date:
    if not said:
        raise Refusal("say_day", example=example)
    return read_day(said, question.scope.today)
