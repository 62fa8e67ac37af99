"""What became of an issue, and putting it up elsewhere, in words."""

import re

from handlers.access import Information, require
from handlers.answers import Answer, Asker
from handlers.asking.orders import bare_command, command_text
from handlers.asking.question import Question
from handlers.newsletters import Which, mark_posted, report, sending_of, text_to_post
from handlers.ports import Services

_ISSUE = r"(?:nyhetsbrev(?:et)?|utskick(?:et)?)(?: (?P<year>20\d\d)[-/ ](?P<number>\d{1,3}))?"
_REPORT = re.compile(
    rf"(?:(?:visa|hämta|ge mig) )?(?:(?:slut)?rapport(?:en)?|vilka fick|utfall(?:et)?)"
    rf"(?: (?:för|om|från|av))? {_ISSUE}",
    re.IGNORECASE,
)
_TEXT = re.compile(
    rf"(?:(?:visa|hämta|ge mig) )?(?:en |ett )?text(?:en)?(?: (?:för|om|av|till))? {_ISSUE}",
    re.IGNORECASE,
)
_POSTED = re.compile(
    rf"(?:utlagt|lagt ut|har lagt ut|vi har lagt ut|jag har lagt ut) {_ISSUE}"
    rf"|{_ISSUE.replace('year', 'year2').replace('number', 'number2')} (?:är )?utlagt",
    re.IGNORECASE,
)


def reports(question: Question) -> Answer | None:
    """Take what is asked about an issue that has gone out, from who writes newsletters."""
    said = command_text(question).strip(" .!?")
    for form, answer in ((_REPORT, report), (_TEXT, text_to_post)):
        if found := form.fullmatch(said):
            require(question.scope.asker, Information.NEWSLETTERS)
            services, asker = question.scope.let_go()
            return answer(services, asker, _gone_out(services, asker, found))
    return _posted(question, said)


def is_report(typed: str) -> bool:
    """Tell whether a text asks what became of an issue, or says that it is put up elsewhere."""
    said = bare_command(typed)
    return any(form.fullmatch(said) for form in (_REPORT, _TEXT, _POSTED))


def _posted(question: Question, said: str) -> Answer | None:
    found = _POSTED.fullmatch(said)
    if found is None:
        return None
    require(question.scope.asker, Information.NEWSLETTERS)
    services, asker = question.scope.let_go()
    which = _gone_out(services, asker, found)
    mark_posted(services, asker, which)
    return text_to_post(services, asker, which)


def _gone_out(services: Services, asker: Asker, found: re.Match[str]) -> Which:
    """Return the issue that is named, or else the latest that has gone out: not the draft."""
    named = {name.rstrip("2"): value for name, value in found.groupdict().items() if value}
    which = Which(year=int(named.get("year", 0)), number=int(named.get("number", 0)))
    return sending_of(services, asker, which)
