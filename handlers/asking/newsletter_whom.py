"""Whom a newsletter is for, in words: "målgrupp nyhetsbrev: chefer, styrgrupp Halland"."""

import re
from collections.abc import Callable, Iterable

from handlers import newsletters
from handlers.answers import Answer
from handlers.asking.newsletters_named import ISSUE, label_of, numbers_of, shown
from handlers.asking.question import Question
from handlers.errors import Refusal
from handlers.role_words import ROLE_WORDS, role_named
from storage.words import fold, words

_BETWEEN = re.compile(r"\s*[,;\n]\s*|\s+och\s+", re.IGNORECASE)
_SUBJECT = re.compile(
    r"(?:ämnet?|ämnesområdet?|de som (?:arbetar|jobbar) med) (?P<what>\S.*)", re.IGNORECASE
)
_COUNTY = re.compile(r"(?:länet|län|samverkan) (?P<name>\S.*)|(?P<of>\S.*?)s? län", re.IGNORECASE)
_EVERYBODY = frozenset({"alla", "alla i registret", "samtliga", "hela registret"})
_SEVERAL = {
    "samordnare": "coordinator",
    "samordnarna": "coordinator",
    "projektledare": "project_leader",
    "projektledarna": "project_leader",
}
_MYSELF = frozenset({"mig", "mig sjalv", "mej"})


def audience(question: Question, said: re.Match[str]) -> Answer:
    """Choose whom an issue goes to, and say how many that is."""
    services, asker = question.home.let_go()
    options = newsletters.audience_options(services, asker)
    whom = _chosen(said["whom"], options)
    which = newsletters.Which(0, *numbers_of(label_of(said)))
    newsletters.set_audience(services, asker, which, whom)
    return shown(question, label_of(said), "audience")


def copies(question: Question, said: re.Match[str]) -> Answer:
    """Send copies to look at, to those who are named."""
    from handlers import invitations  # noqa: PLC0415 - slow to load

    services, asker = question.home.let_go()
    which = newsletters.Which(0, *numbers_of(label_of(said)))
    if fold(said["who"]).strip(" .") in _MYSELF:
        names = newsletters.copy_to_myself(services, asker, which)
    else:
        people = invitations.people_named(services, asker, said["who"])
        names = newsletters.send_copies(services, asker, which, people)
    return shown(question, label_of(said), "copies", names=names, count=len(names))


def _chosen(said: str, options: newsletters.AudienceOptions) -> newsletters.Audience:
    parts = [part for part in (one.strip(" .") for one in _BETWEEN.split(said)) if part]
    if any(fold(part) in _EVERYBODY for part in parts):
        return newsletters.Audience()
    meant = [_part(part, options) for part in parts]

    def of(kind: str) -> tuple[str, ...]:
        return tuple(value for found, value in meant if found == kind)

    return newsletters.Audience(
        groups=tuple(map(int, of("groups"))),
        roles=of("roles"),
        counties=tuple(map(int, of("counties"))),
        subjects=of("subjects"),
    )


def _part(said: str, options: newsletters.AudienceOptions) -> tuple[str, str]:
    """Return what kind of part somebody means, and which; refuse what is none."""
    if subject := _SUBJECT.fullmatch(said):
        return "subjects", subject["what"]
    if role := role_named(said) or _SEVERAL.get(fold(said).removeprefix("alla "), ""):
        return "roles", role
    if group := _named(said, options.groups):
        return "groups", str(group)
    county = _COUNTY.fullmatch(said)
    name = (county["name"] or county["of"]) if county else said
    if found := _named(name, options.counties):
        return "counties", str(found)
    known = ", ".join((*ROLE_WORDS, *(title for _number, title in options.groups[:5])))
    raise Refusal("newsletter_whom_unknown", said=said, known=known)


def _named(said: str, named: Iterable[tuple[int, str]]) -> int:
    """Return the number of the one that is called so, or else of the only one it fits; 0 if none.

    "Styrgruppen Halland" is called "Styrgrupp Halland".
    """
    wanted = _bare(said)
    every = [(number, _bare(title)) for number, title in named]
    exact = [number for number, title in every if title == wanted]
    fits = [number for number, title in every if wanted and wanted <= title]
    found = exact or fits
    return found[0] if len(found) == 1 else 0


def _bare(said: str) -> frozenset[str]:
    """Return the words of a name without the ending of the definite."""
    return frozenset(
        re.sub(r"(?:en|et|n|s)$", "", fold(word)) if len(word) > 4 else fold(word)  # noqa: PLR2004
        for word in words(said)
    )


_Act = Callable[[Question, re.Match[str]], Answer]
_AUDIENCE = rf"(?:ändra )?målgrupp(?:en)?(?: (?:för|till|i))? {ISSUE}(?: till)?: ?(?P<whom>\S.*)"
_COPIES = (
    r"(?:skicka )?(?:ett )?(?:prov(?:exemplar|utskick|mejl)|testexemplar|testmejl)(?:et)?"
    rf"(?: (?:av|på) {ISSUE})? (?:till|åt) (?P<who>\S.*)"
)
WAYS: tuple[tuple[str, _Act], ...] = ((_AUDIENCE, audience), (_COPIES, copies))
