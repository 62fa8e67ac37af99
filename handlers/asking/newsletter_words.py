"""Newsletters in words, for those who write them: "nytt nyhetsbrev", "godkänn nyhetsbrevet"."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from handlers import newsletters
from handlers.access import Information, may, require
from handlers.answers import (
    Answer,
    NewsletterPlaceAnswer,
    NewslettersAnswer,
    NewsletterThrownAnswer,
)
from handlers.asking import (
    newsletter_approvals,
    newsletter_items,
    newsletter_orders,
    newsletter_whom,
)
from handlers.asking.courtesies import ungreeted
from handlers.asking.newsletters_named import ISSUE, label_of, numbers_of, shown
from handlers.asking.orders import bare_command, command_text
from handlers.asking.question import Question
from handlers.asking.signs import sign


@dataclass(frozen=True, slots=True)
class Way:
    """A way of saying something, and what is done then.

    ``whole``: the lines that follow belong to it. ``theirs``: from somebody who writes no
    newsletters the same words mean something else, which others answer.
    """

    form: re.Pattern[str]
    act: Callable[[Question, re.Match[str]], Answer]
    whole: bool = False
    theirs: bool = False


def newsletter(question: Question) -> Answer | None:
    """Do something to a newsletter, or show it; None where none is meant."""
    if not sign("newsletter_order", question.phrase.folded):
        return None
    asker = question.home.asker
    line, lines = command_text(question), ungreeted(question.phrase.whole)
    for way in _WAYS:
        said = way.form.fullmatch(lines if way.whole else line)
        if said is None or (way.theirs and not may(asker, Information.NEWSLETTERS)):
            continue
        require(asker, Information.NEWSLETTERS)
        return way.act(question, said)
    return None


def is_order(typed: str) -> bool:
    """Tell whether a text does something to a newsletter, or shows it, as it stands."""
    line, lines = bare_command(typed), ungreeted(typed)
    return any(way.form.fullmatch(lines if way.whole else line) for way in _WAYS)


def _every(question: Question, _said: re.Match[str]) -> Answer:
    issues = newsletters.issue_lines(*question.home.let_go())
    return NewslettersAnswer(
        ids=tuple(one.label for one in issues), subject="newsletters", issues=issues
    )


def _show(question: Question, said: re.Match[str]) -> Answer:
    return shown(question, label_of(said))


def _new(question: Question, _said: re.Match[str]) -> Answer:
    number = newsletters.new_issue(*question.home.let_go())
    return shown(question, "", "drafted", number)


def _refill(question: Question, said: re.Match[str]) -> Answer:
    which = newsletters.Which(0, *numbers_of(label_of(said)))
    count = newsletters.refill(*question.home.let_go(), which)
    return shown(question, label_of(said), "refilled", count=count)


def _throw(question: Question, said: re.Match[str]) -> Answer:
    which = newsletters.Which(0, *numbers_of(label_of(said)))
    label = newsletters.throw_away(*question.home.let_go(), which)
    return NewsletterThrownAnswer(ids=(label,), subject="newsletter", label=label)


def _place(question: Question, said: re.Match[str]) -> Answer:
    services, asker = question.home.let_go()
    before = newsletters.newsletter_custom(services, asker)
    place = said["place"] or said["short"]
    if place is None:
        return NewsletterPlaceAnswer(subject="newsletter_place", place=before.place)
    nowhere = place.casefold().strip(" .") in {"ingen", "ingenstans", "inget"}
    custom = newsletters.Custom("" if nowhere else place, before.channel)
    kept = newsletters.set_newsletter_custom(services, asker, custom)
    return NewsletterPlaceAnswer(subject="newsletter_place", place=kept.place)


def _way(
    pattern: str,
    act: Callable[[Question, re.Match[str]], Answer],
    *,
    whole: bool = False,
    theirs: bool = False,
) -> Way:
    return Way(re.compile(pattern, re.IGNORECASE | re.DOTALL), act, whole, theirs)


_WAYS: tuple[Way, ...] = (
    _way(r"(?:visa |lista |mina |våra |alla )*nyhetsbrev(?:en)?", _every, theirs=True),
    _way(
        rf"(?:visa |läs |öppna |redigera |ändra |förhandsgranska )?(?:utkastet till )?{ISSUE}",
        _show,
        theirs=True,
    ),
    _way(
        r"(?:göra? |skapa |skriva? |påbörja |börja på |starta )?(?:ett )?(?:nytt |nästa )"
        r"(?:nummer av )?nyhetsbrev(?:et)?|(?:göra?|skapa|skriva?) (?:ett )?utkast till "
        r"(?:ett )?(?:nytt )?nyhetsbrev(?:et)?",
        _new,
    ),
    _way(rf"fyll på {ISSUE}", _refill),
    _way(rf"(?:släng|kasta|ta bort utkastet till) (?:utkastet till )?{ISSUE}", _throw),
    _way(
        r"(?:lägg ut[- ]?plats(?:en)?|plats(?:en)?)(?: för nyhetsbrev(?:et|en)?)"
        r"(?:: ?(?P<place>\S.*))?|lägg ut[- ]?plats(?:en)?(?:: ?(?P<short>\S.*))?",
        _place,
    ),
    *(_way(pattern, act, whole=whole) for pattern, act, whole in newsletter_items.WAYS),
    *(_way(pattern, act) for pattern, act in newsletter_whom.WAYS),
    *(_way(pattern, act) for pattern, act in newsletter_approvals.WAYS),
    # "Stoppa nyhetsbrevet" is a wish for none, from who writes none.
    *(_way(pattern, act, theirs=True) for pattern, act in newsletter_orders.WAYS),
)
