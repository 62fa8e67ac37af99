"""Plans in words: made, adopted, taken back, compared, asked for as a file.

"Ny plan 2028", "plan 2028 antagen av styrgrupp Halland 10 juni, § 7", "ändringar i plan 2028".
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from handlers import plans
from handlers.answers import Answer, PlanAnswer
from handlers.asking.activity_plans_named import PLAN, REASON, plan_words, shown, which
from handlers.asking.day_words import find_day, read_day
from handlers.asking.orders import bare_command, command_text, order_text
from handlers.asking.question import Question
from handlers.errors import Refusal
from handlers.plans import COOPERATION, Minutes, NewPlan, Terms

_TO = r"(?: ?[-–] ?(?P<last>20\d\d))?"
_MAKE = re.compile(
    rf"(?:göra? (?:en )?ny|skapa (?:en )?(?:ny )?|börja på|ny) ?{PLAN}{_TO}"
    r"(?:[,;]? med (?:ordet )?(?P<noun>[^,;]{2,60}))?(?P<bare>[,;]? utan stående(?: rader)?)?",
    re.IGNORECASE,
)
_ADOPTED = re.compile(
    rf"{PLAN} (?:är |blev )?(?:antagen|fastställd)(?: av)? (?P<rest>\S.*)",
    re.IGNORECASE,
)
_ADOPT = re.compile(rf"(?:anta|fastställa?):? {PLAN}(?:[:,]| i| av)? (?P<rest>\S.*)", re.IGNORECASE)
_TAKE_BACK = re.compile(
    rf"ta tillbaka antagandet av {PLAN}(?: (?:i|av|från) (?P<board>[^,;:]+?))?{REASON}",
    re.IGNORECASE,
)
_VERSIONS = re.compile(
    rf"(?:visa )?(?:ändringar(?:na)?|skillnad(?:en|er|erna)?|versioner(?:na)?) "
    rf"(?:i|av|för|på|mellan) {PLAN}"
    r"(?:,? (?:mellan )?version (?P<older>\d{1,3}) (?:och|till|mot)(?: version)? "
    r"(?P<newer>\d{1,3}))?(?P<file> som word)?",
    re.IGNORECASE,
)
_FILE = re.compile(
    rf"(?:visa |ge mig |skicka |hämta )?{PLAN}{_TO} (?:som|i) (?P<file>word|excel)"
    r"(?:-?fil|-?dokument)?",
    re.IGNORECASE,
)
_SHOWN = re.compile(rf"(?:visa |öppna |ändra |redigera )?{PLAN}{_TO}", re.IGNORECASE)
_WORKED_ON = re.compile(r"(?:öppna|ändra|redigera) (?:verksamhets)?planen", re.IGNORECASE)
_COMMENTS = re.compile(rf"synpunkter på {PLAN}:? senast (?P<day>\S.*)", re.IGNORECASE)
_DECIDE = re.compile(
    rf"{PLAN} (?:ska |skall )?(?:beslutas|antas|fastställas) senast (?P<day>\S.*)", re.IGNORECASE
)
_BOARDS = re.compile(rf"{PLAN} (?:antas|fastställs) av (?P<boards>\S.*)", re.IGNORECASE)
_POSITION = re.compile(
    rf"{PLAN} är (?:en |ett )?(?P<position>utkast|preliminär|förslagsbank)", re.IGNORECASE
)
_NOUN = re.compile(rf"kalla raderna i {PLAN}(?: för)? (?P<noun>\S.{{1,59}})", re.IGNORECASE)
_BETWEEN = re.compile(r",|\boch\b|\bsamt\b")
_MINUTES = re.compile(r"^[,;: ]*(?:(?:enligt )?protokoll(?:et)?:? ?)?", re.IGNORECASE)


def file_request(text: str) -> str:
    """Return as what file ``text`` asks for a plan: "word", "excel", or "" where it does not."""
    said = _FILE.fullmatch(text)
    if said:
        return said["file"].casefold()
    return "word" if (found := _VERSIONS.fullmatch(text)) and found["file"] else ""


def asks_for_plan_file(typed: str) -> bool:
    """Tell whether what is typed asks for a plan as a file."""
    return bool(file_request(bare_command(typed)))


def show(question: Question) -> Answer | None:
    """Show a plan by its years, perhaps as a file, or the versions of one."""
    text = command_text(question)
    if said := _VERSIONS.fullmatch(text):
        older, newer = (int(said[one]) if said[one] else None for one in ("older", "newer"))
        versions = plans.show_versions(question.scope, which(said), older, newer)
        return replace(versions, file="word" if said["file"] else "")
    if _WORKED_ON.fullmatch(text):
        now = plans.show_plan(question.scope, question.scope.today.year)
        # Where this year has none, the newest is the one that is worked on.
        return now if isinstance(now, PlanAnswer) else plans.show_plan(question.scope, None)
    said = _FILE.fullmatch(text) or _SHOWN.fullmatch(text)
    if said is None:
        return None
    last = int(said["last"]) if said["last"] else None
    named = which(said)
    # Whoever says but "plan" means the activity plan where there is one.
    sort = named.sort if named.sort == COOPERATION else ""
    answer = plans.show_plan(question.scope, named.year, last, sort)
    wanted = file_request(text)
    return replace(answer, file=wanted) if isinstance(answer, PlanAnswer) else answer


def make(question: Question) -> Answer | None:
    """Make a plan of the years that are named."""
    said = _MAKE.fullmatch(order_text(question))
    if said is None:
        return None
    named = which(said)
    last = int(said["last"] or named.year)
    standing = not said["bare"]
    noun = said["noun"] or ("insats" if named.sort == COOPERATION else "aktivitet")
    wanted = NewPlan(named.year, last, named.sort, noun.strip(), standing)
    made = plans.make_plan(*question.scope.let_go(), wanted)
    return shown(question, named, "made" if made.new else "")


def adopt(question: Question) -> Answer | None:
    """Write down that a board has adopted a plan on a day: "… 10 juni 2027, § 12"."""
    text = order_text(question)
    said = _ADOPT.fullmatch(text) or _ADOPTED.fullmatch(text)
    if not text or said is None or not said["rest"]:
        return None
    named = which(said)
    found = find_day(said["rest"], question.scope.today)
    if found is None:
        raise Refusal("plan_say_adopted", plan=plan_words(named))
    board = found.before.removesuffix(" den").strip(" ,;:")
    minutes = Minutes(
        _past(found.first, question, any_year=found.any_year), _reference(found.after)
    )
    done = plans.adopt(*question.scope.let_go(), named, board, minutes)
    undo = f"ta tillbaka antagandet av {plan_words(named)} i {done.board}"
    change = "frozen" if done.frozen else "adopted"
    return shown(question, named, change, about=done.board, undo=undo, told=done.told)


def take_back(question: Question) -> Answer | None:
    """Take back what was written down by mistake of a board's adoption."""
    said = _TAKE_BACK.fullmatch(order_text(question))
    if said is None:
        return None
    named, board = which(said), said["board"] or ""
    done = plans.take_back(*question.scope.let_go(), named, board, said["reason"] or "")
    return shown(question, named, "taken_back", about=done.board)


def terms(question: Question) -> Answer | None:
    """Say until when a plan is commented on and decided, by whom, and what its year is."""
    text = order_text(question)
    for pattern, read in _TERMS:
        if said := pattern.fullmatch(text):
            named = which(said)
            plans.set_terms(*question.scope.let_go(), named, read(question, said))
            return shown(question, named, "terms")
    return None


def _past(day: date, question: Question, *, any_year: bool) -> date:
    """Return the latest such day that is not to come, where no year was written."""
    if not any_year or day <= question.scope.today:
        return day
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day


def _reference(after: str) -> str:
    return _MINUTES.sub("", after, count=1).strip()


def _comments(question: Question, said: re.Match[str]) -> Terms:
    return Terms(comments_by=read_day(said["day"], question.scope.today))


def _decide(question: Question, said: re.Match[str]) -> Terms:
    return Terms(decide_by=read_day(said["day"], question.scope.today))


def _boards(_question: Question, said: re.Match[str]) -> Terms:
    names = [one.strip() for one in _BETWEEN.split(said["boards"]) if one.strip()]
    return Terms(boards=tuple(names))


def _position(_question: Question, said: re.Match[str]) -> Terms:
    return Terms(position=said["position"].casefold())


def _noun(_question: Question, said: re.Match[str]) -> Terms:
    return Terms(noun=said["noun"])


_Reads = Callable[[Question, re.Match[str]], Terms]
_TERMS: tuple[tuple[re.Pattern[str], _Reads], ...] = (
    (_COMMENTS, _comments),
    (_DECIDE, _decide),
    (_BOARDS, _boards),
    (_POSITION, _position),
    (_NOUN, _noun),
)
