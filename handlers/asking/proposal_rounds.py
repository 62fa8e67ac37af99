"""When proposals are handed in, in words: "förslagsomgång 2028 öppen 1 feb till 31 mars"."""

import re
from datetime import date

from handlers import proposals
from handlers.answers import Answer
from handlers.asking import doing
from handlers.asking.day_words import find_day
from handlers.asking.orders import command_text, order_text, says_no
from handlers.asking.question import Question
from handlers.errors import Refusal

_ROUND = r"förslagsomgång(?:en)?(?: (?:för )?(?P<year>20\d\d))?"
_SET = re.compile(
    rf"(?:öppna |sätt |ändra )?{_ROUND}\s*[:,]?\s+(?:är )?(?:öppen|öppnar|från|den|\d)(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_SHOW = re.compile(rf"(?:visa |se )?(?:{_ROUND}|förslagsomgångar(?:na)?)", re.IGNORECASE)
_REMOVE = re.compile(rf"(?:ta bort|radera) {_ROUND}", re.IGNORECASE)
_NONE = re.compile(
    r"(?:vi har |har )?inga (?:fler )?förslag(?: i år| den här gången)?"
    r"(?: (?:åt|för|från) (?P<office>\S.*))?",
    re.IGNORECASE,
)
_LATE = re.compile(
    r"\bsena(?:re)?(?: förslag)? (?:tas|tar vi|godtas|accepteras|får)(?P<rest>.*)", re.IGNORECASE
)
_NO_LATE = re.compile(r"\binga sena\b", re.IGNORECASE)


def show(question: Question) -> Answer | None:
    """Show the rounds."""
    if not _SHOW.fullmatch(command_text(question)):
        return None
    from handlers.proposals import round_setting  # noqa: PLC0415 - the days off are slow to load

    return round_setting.list_rounds(*question.scope.let_go())


def change(question: Question) -> Answer | None:
    """Set when proposals for a year are handed in."""
    typed = command_text(question)
    said = _SET.fullmatch(typed)
    if said is None or question.phrase.text.rstrip().endswith("?"):
        return None
    opens, closes = _days(typed[said.end("year") if said["year"] else 0 :], question.scope.today)
    from handlers.proposals import round_setting  # noqa: PLC0415 - as above

    year = int(said["year"]) if said["year"] else closes.year + 1
    wanted = round_setting.Round(year, opens, closes, late=_takes_late(typed))
    return round_setting.set_round(*question.scope.let_go(), wanted)


def remove(question: Question) -> Answer | None:
    """Take a round away."""
    said = _REMOVE.fullmatch(order_text(question))
    if said is None:
        return None
    if not said["year"]:
        raise Refusal("proposal_round_which")
    from handlers.proposals import round_setting  # noqa: PLC0415 - as above

    return round_setting.remove_round(*question.scope.let_go(), int(said["year"]))


def nothing_to_propose(question: Question) -> Answer | None:
    """Tick off the asker's office, or those that are named: they have no proposals this time."""
    said = _NONE.fullmatch(command_text(question))
    if said is None or question.phrase.text.rstrip().endswith("?"):
        return None
    services, asker = question.scope.services, question.scope.asker
    now = proposals.round_today(services, asker)
    if now.title == "":
        raise Refusal("proposal_no_round")
    at = f" åt {said['office']}" if said["office"] else ""
    return doing.tick_off(Question.of(f"klart {now.title}{at}", question.scope))


def _days(text: str, today: date) -> tuple[date, date]:
    first = find_day(text, today)
    last = find_day(first.after, today) if first else None
    if first is None or last is None:
        raise Refusal("proposal_round_days")
    closes = last.last
    if last.any_year and closes < first.first:
        closes = closes.replace(year=closes.year + 1)
    return first.first, closes


def _takes_late(text: str) -> bool:
    said = _LATE.search(text)
    return not _NO_LATE.search(text) and (said is None or not says_no(said["rest"]))
