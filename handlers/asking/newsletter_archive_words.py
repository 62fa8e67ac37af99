"""Reading newsletters that have gone out: "nyhetsbrev", "nyhetsbrev om PFAS"."""

import re

from handlers.answers import Answer, FoundIssue, NewsletterArchiveAnswer
from handlers.asking.courtesies import ungreeted
from handlers.asking.question import Question
from handlers.newsletters import search_issues

_LIST = re.compile(
    r"/?(?:(?:visa|lista|alla|gamla|tidigare|mig|vara|var finns|las) )*"
    r"nyhetsbrev(?:en|et)?(?:s?arkiv(?:et)?)?"
)
_ABOUT = re.compile(
    r"(?:(?:vilka|vilket|sok|hitta|visa|finns det)\s+)?(?:i\s+)?(?:tidigare\s+|gamla\s+)?"
    r"nyhetsbrev(?:en|et)?(?:\s+som)?\s+(?:om|handlar\s+om|tar\s+upp|namner|med)\s+(?P<query>.+)"
)


def newsletters(question: Question) -> Answer | None:
    """List the issues that have gone out, or those that hold what is named."""
    said = question.phrase.bare
    query = _query(question)
    if not query and not _LIST.fullmatch(said):
        return None
    scope = question.scope
    addresses = scope.services.addresses
    found = tuple(
        FoundIssue(
            year=one.year,
            number=one.number,
            subject=one.subject,
            published=one.published,
            item=one.item,
            address=addresses.issue(one.key, one.year, one.number),
        )
        for one in search_issues(scope, query)
    )
    return NewsletterArchiveAnswer(
        ids=tuple(f"{one.year}-{one.number}" for one in found),
        letter=scope.family.name,
        query=query,
        issues=found,
        archive=addresses.archive(scope.family.key),
    )


def _query(question: Question) -> str:
    """Return what is looked for, as it was typed."""
    folded = question.phrase.bare
    found = _ABOUT.fullmatch(folded)
    if found is None:
        return ""
    typed = " ".join(ungreeted(question.phrase.text).split()).strip(" ?!.,;:")
    # Folding may change how long a text is: then its folded words do.
    same = len(typed) == len(folded)
    return typed[found.start("query") :] if same else found["query"]
