"""What became of an issue, and putting it up elsewhere, in words."""

import re

from handlers import newsletters
from handlers.access import Information, require
from handlers.answers import Answer, Asker
from handlers.asking.newsletters_named import SENDING, label_of, numbers_of
from handlers.asking.orders import bare_command, command_text
from handlers.asking.question import Question
from handlers.ports import Services

_REPORT = re.compile(
    rf"(?:(?:visa|hämta|ge mig) )?(?:(?:slut)?rapport(?:en)?|vilka fick|utfall(?:et)?)"
    rf"(?: (?:för|om|från|av))? {SENDING}",
    re.IGNORECASE,
)
_TEXT = re.compile(
    rf"(?:(?:visa|hämta|ge mig) )?(?:en |ett )?text(?:en)?(?: (?:för|om|av|till))? {SENDING}",
    re.IGNORECASE,
)
_POSTED = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?:utlagt|lagt ut|har lagt ut|vi har lagt ut|jag har lagt ut) {SENDING}",
        rf"{SENDING} (?:är )?utlagt",
    )
)


def reports(question: Question) -> Answer | None:
    """Take what is asked about an issue that has gone out, from who writes newsletters."""
    said = command_text(question).strip(" .!?")
    for form, act in _WAYS:
        if found := form.fullmatch(said):
            require(question.scope.asker, Information.NEWSLETTERS)
            services, asker = question.scope.let_go()
            return act(services, asker, _gone_out(services, asker, found))
    return None


def is_report(typed: str) -> bool:
    """Tell whether a text asks what became of an issue, or says that it is put up elsewhere."""
    said = bare_command(typed)
    return any(form.fullmatch(said) for form, _ in _WAYS)


def _posted(services: Services, asker: Asker, which: newsletters.Which) -> Answer:
    newsletters.mark_posted(services, asker, which)
    return newsletters.text_to_post(services, asker, which)


def _gone_out(services: Services, asker: Asker, found: re.Match[str]) -> newsletters.Which:
    """Return the issue that is named, or else the latest that has gone out: not the draft."""
    named = newsletters.Which(0, *numbers_of(label_of(found)))
    return newsletters.sending_of(services, asker, named)


_WAYS = (
    (_REPORT, newsletters.report),
    (_TEXT, newsletters.text_to_post),
    *((form, _posted) for form in _POSTED),
)
