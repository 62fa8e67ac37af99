"""Campaign results in words: "resultatformulär för släckvatten: 1. Finns plan? (ja/nej)"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from handlers import results
from handlers.access import Information, may
from handlers.answers import Answer, InquiryPictureAnswer, Item, ResultsAnswer
from handlers.asking.courtesies import ungreeted
from handlers.asking.day_words import read_day
from handlers.asking.orders import bare_command, command_text
from handlers.asking.projects_named import projects_named, which_of, which_project
from handlers.asking.question import Question
from handlers.asking.signs import USUAL, sign
from handlers.errors import Refusal
from handlers.inquiry_views import InquiryQuestion, InquiryState, Unit
from handlers.results import ResultsForm

_HEAD = re.compile(
    r"(?:nytt |gör (?:ett )?|skapa (?:ett )?|ändra )?resultatformulär(?:et)? (?:för|till|i) "
    r"(?P<what>[^:\n]*[^:\s])\s*(?:[:\n]\s*(?P<body>\S.*))?",
    re.IGNORECASE | re.DOTALL,
)
_TERMS: Mapping[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in (
        ("day", r"[\s,;]*\b(?:svara?r? )?senast (?:den )?(?P<day>\S[^,;]{1,39})$"),
        ("everybody", r"[\s,;]+(?:till|från) (?:alla|samtliga)(?: kontor)?$"),
        (
            "taking",
            (
                r"[\s,;]+(?:till|från) (?:de |alla )?(?:deltagande kontor(?:en)?|"
                r"(?:kontor(?:en)?|dem|de) som (?:deltar|är med))$"
            ),
        ),
        ("visit", r"[\s,;]+(?:ett |med )?(?:svar )?(?:per|för varje|om varje) besök$"),
        ("office", r"[\s,;]+(?:ett |med )?(?:svar )?(?:per|för varje|från varje) kontor$"),
    )
}
_SHOW = re.compile(
    r"(?:visa )?(?:kampanj)?resultat(?:et|en)? (?:för|från|i|av) (?P<what>\S.*?)"
    r"(?P<excel> (?:som|i) excel(?:fil)?)?",
    re.IGNORECASE,
)
_REPORT = re.compile(
    r"(?:(?:skapa|gör|skriv|visa|skicka|utkast till) )?(?:en |ett )?(?:utkast till )?"
    r"(?:projekt|kampanj|slut)?rapport(?:en|utkast)? (?:för|om|till|i) (?P<what>\S.*?)"
    r"(?: (?:som|i) word(?:fil)?)?",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"skicka (?:ut )?resultatformulär(?:et)? (?:också |även )?till (?:de )?nya kontor(?:en)? "
    r"(?:i|för) (?P<what>\S.*)",
    re.IGNORECASE,
)
# What a phrase has room for; what is longer would lose its end.
_LONGEST = 7500


@dataclass(frozen=True, slots=True)
class _Terms:
    """What is said of a form before its questions."""

    what: str
    unit: Unit | None = None
    everybody: bool | None = None
    day: date | None = None


def form(question: Question) -> Answer | None:
    """Draft the result form of the project that is named, or change its draft."""
    if not sign("results_form", question.phrase.folded):
        return None
    said = _HEAD.fullmatch(ungreeted(question.phrase.whole))
    if said is None:
        return None
    if len(question.phrase.whole) > _LONGEST:
        raise Refusal("results_too_long", most=_LONGEST)
    terms = _terms(said["what"], question.scope.today)
    items = projects_named(question, terms.what)
    if not items:
        raise Refusal("results_which", what=terms.what)
    if len(items) > 1:
        rest = said[0][said.end("what") :]
        return which_project(terms.what, items, lambda name: f"resultatformulär för {name}{rest}")
    return _formed(question, items[0], terms, said["body"] or "")


def ask_more(question: Question) -> Answer | None:
    """Ask the offices that have joined the campaign since its form was sent."""
    said = _MORE.fullmatch(command_text(question))
    items = projects_named(question, said["what"]) if said else ()
    if said is None or not items:
        return None
    if len(items) > 1:
        return which_project(
            said["what"],
            items,
            lambda name: f"skicka resultatformuläret till nya kontor i {name}",
        )
    services, asker = question.scope.let_go()
    which = which_of(items[0])
    asked = results.ask_newcomers(services, asker, which)
    return replace(results.show_results(services, asker, which), asked=asked)


def show(question: Question) -> Answer | None:
    """Answer what the campaign that is surely meant has found, where that is gathered."""
    said = _SHOW.fullmatch(command_text(question))
    items = projects_named(question, said["what"]) if said else ()
    if said is None or not items or not may(question.scope.asker, Information.RESULTS):
        return None
    excel = bool(said["excel"])
    found = (_results(question, item, excel=excel) for item in items)
    return next(filter(None, found), None)


def report(question: Question) -> Answer | None:
    """Draft the report on the project that is surely meant, for whoever leads it."""
    said = _REPORT.fullmatch(command_text(question))
    items = projects_named(question, said["what"]) if said else ()
    if said is None or not items or not question.scope.asker.known:
        return None
    if len(items) > 1:
        return which_project(said["what"], items, lambda name: f"projektrapport för {name}")
    services, asker = question.scope.services, question.scope.asker
    try:
        return results.draft_report(services, asker, which_of(items[0]))
    except Refusal as no:
        # Whoever does not lead it asks for a report that there is.
        if no.code in {"results_only_leaders", "not_allowed"}:
            return None
        raise


def results_request(typed: str) -> bool:
    """Tell whether results as a file, or the report on a project, may be asked for."""
    bare = bare_command(typed)
    shown = _SHOW.fullmatch(bare)
    return bool(shown and shown["excel"]) or _REPORT.fullmatch(bare) is not None


def usual_questions(unit: Unit) -> tuple[InquiryQuestion, ...]:
    """Return what a result form usually asks."""
    return results.read_questions(USUAL["visit" if unit is Unit.VISIT else "office"])


def form_title(project: str) -> str:
    """Return what the result form of a project is called where nobody says otherwise."""
    return USUAL["title"].format(title=project)


def usual(form_said: ResultsForm, project: str) -> ResultsForm:
    """Return a form with what is usual where nothing is said: for a project without one."""
    unit = form_said.unit or Unit.OFFICE
    return replace(
        form_said,
        unit=unit,
        questions=form_said.questions or usual_questions(unit),
        title=form_said.title or form_title(project),
    )


def _formed(question: Question, item: Item, terms: _Terms, body: str) -> Answer:
    from handlers import inquiries  # noqa: PLC0415 - the days off are slow to load

    body, day = _last_day(body, question.scope.today)
    services, asker = question.scope.let_go()
    which = which_of(item)
    sheet = results.results_sheet(services, asker, which)
    wanted = ResultsForm(
        questions=results.read_questions(body) if body else None,
        unit=terms.unit,
        everybody=terms.everybody,
        answer_by=day or terms.day,
    )
    number, change = sheet.number, "drafted"
    if sheet.state is not InquiryState.DRAFT and wanted == ResultsForm():
        change = "shown"
    else:
        wanted = wanted if number else usual(wanted, sheet.project)
        number = results.make_form(services, asker, which, wanted)
    picture = inquiries.show_inquiry(services, asker, number)
    return InquiryPictureAnswer(
        ids=(str(number),), subject="inquiry", picture=picture, change=change
    )


def _results(question: Question, item: Item, *, excel: bool) -> ResultsAnswer | None:
    services, asker = question.scope.services, question.scope.asker
    try:
        return results.show_results(services, asker, which_of(item), excel=excel)
    except Refusal as no:
        # Nothing is gathered: what its source says of its result is another answer's.
        if no.code in {"results_none", "not_allowed"}:
            return None
        raise


def _terms(what: str, today: date) -> _Terms:
    """Return the project that is named, and what is said of its form behind that."""
    found = _Terms(what.strip(" ,;."))
    while True:
        name, said = next(
            ((name, at) for name, form in _TERMS.items() if (at := form.search(found.what))),
            ("", None),
        )
        if said is None:
            return found
        rest = replace(found, what=found.what[: said.start()].strip(" ,;."))
        match name:
            case "day":
                found = replace(rest, day=read_day(said["day"].strip(), today))
            case "visit" | "office":
                found = replace(rest, unit=Unit(name))
            case _:
                found = replace(rest, everybody=name == "everybody")


def _last_day(body: str, today: date) -> tuple[str, date | None]:
    """Return the questions without the last day that stands on a line of its own below them."""
    above, _, last = body.strip().rpartition("\n")
    said = _TERMS["day"].fullmatch(last.strip(" ."))
    if said is None or not above:
        return body, None
    return above, read_day(said["day"].strip(), today)
