"""Having the newsletter and leaving it, in words: done at once for who is known."""

import re
from collections.abc import Collection

from handlers.answers import Answer, Asker, NewsletterLeftAnswer, NewsletterWantedAnswer
from handlers.asking.phrase import Phrase
from handlers.asking.question import Question
from handlers.newsletter_choices import Choice
from handlers.own_newsletters import choose
from handlers.ports import Services

# Only what is about oneself is done at once: all else that is said of letters is for a person.
_LETTER = (
    r"(?:(?:fler|flera|mer|mera|"
    r"nagra|nagot|alla|dessa|detta|det?|det? har|sa manga|ert|era|min|mina"
    r"|ett|the|your) ){0,2}(?:nyhetsbrev(?:et|en)?|newsletters?|nyhetsbrevsutskick(?:et|en)?"
    r"|utskick(?:en)?)"
)
_LIST = r"(?:(?:sand|mejl|mail|adress)?listan (?:for|till|med) )?"
_FROM = (
    r"(?: (?:fran|hos) (?:er|dig|(?P<whose>\w+(?: \w+){0,3}?))"
    r"| (?:for|i|av) miljosamverkan \w+(?: \w+){0,2}?"
    r"| via (?:mejl|mail|e-post)| per (?:mejl|mail|e-post))?"
)
_PLEASE = (
    r"(?:(?:kan|skulle) (?:du|ni)(?: kunna)? |(?:jag )?(?:vill|onskar)(?: att)? "
    r"|jag skulle vilja |(?:snalla|vanligen|garna) )?"
)
_THANKS = (
    r"(?:[,.!]? (?:langre|mer|mera|nu|igen|framover|tack|tack pa forhand|tack sa mycket|snalla"
    r"|garna|till mig|sluta skicka (?:det|dem)))*"
)
_HAVE = "(?:ha|fa|lasa|med|prenumerera pa|bevaka|folja)"
_LEAVING = (
    r"unsubscribe|avprenumerera|(?:avsluta|sag upp|saga upp) (?:min )?prenumeration(?:en)?",
    (
        rf"(?:avsluta|avprenumerera(?: pa| fran)?|unsubscribe(?: from)?|sag upp|saga upp)"
        rf" (?:(?:min )?prenumeration(?:en)? (?:pa|av) )?{_LETTER}"
    ),
    (
        rf"(?:/?(?:bevaka|folj|prenumerera) inte|sluta (?:bevaka|folja|skicka|prenumerera))"
        rf"(?: mig)?(?: pa)? {_LETTER}"
    ),
    (
        rf"(?:ta|plocka|stryk|avanmal|avregistrera)(?: bort)? (?:mig|mej|min (?:mejl|mail)?adress)"
        rf"(?: bort)? (?:fran|ur|ifran) {_LIST}{_LETTER}"
    ),
    rf"(?:jag )?(?:vill|onskar|orkar|behover) inte(?: langre)?(?: {_HAVE})? {_LETTER}",
    rf"inte(?: langre)? {_HAVE} {_LETTER}",
    rf"slippa {_LETTER}",
    rf"skicka inte (?:mig {_LETTER}|(?:fler|flera|mer) {_LETTER}|{_LETTER} till mig)",
)
_SUMMARY = r"(?:en |en kort )?sammanfattning(?:en)?(?: av)? "
_WANTING = (
    (
        rf"(?:borja(?: att)?|vill|kan jag(?: fa)?|far jag|jag vill(?: garna)?|jag vill ha)?"
        rf" ?(?:borja )?(?:att )?(?:fa|ha) (?:{_SUMMARY})?{_LETTER}"
    ),
    rf"(?:kan jag )?(?:prenumerera|subscribe) (?:(?:pa|to) )?{_LETTER}",
    rf"/?(?:bevaka|folj) {_LETTER}",
    (
        rf"(?:satt|skriv|for|lagg till|anmal|registrera)(?: garna)?(?: upp)? mig"
        rf" (?:pa|till|for) {_LIST}{_LETTER}"
    ),
    rf"skicka (?:mig {_LETTER}|{_LETTER} till mig)",
)
_WAY = r"(?: (?:(?:pa|i|som|via|genom) (?:min )?(?:mejlen|mejl|mail|e-post|chatt(?:en)?|slack)))?"
_IN_CHAT = re.compile(r"\b(?:i|via|genom) (?:chatt(?:en)?|slack)\b|\bsammanfattning\w*\b")


def _form(ways: tuple[str, ...], way: str = "") -> re.Pattern[str]:
    return re.compile(rf"{_PLEASE}(?:{'|'.join(ways)}){_FROM}{way}{_THANKS}")


# Whoever leaves by a link in a mail has its sign in the subject.
_LEAVES, _WANTS = _form(_LEAVING, r"(?: [\w-]+\.[\w-]{10,60})?"), _form(_WANTING, _WAY)


def choice_said(phrase: Phrase, ours: Collection[str] = ()) -> Choice | None:
    """Return what is wished for of newsletters for oneself; None where something else is said.

    ``ours`` are the words of our own names, folded: others send newsletters too.
    """
    leaves = _LEAVES.fullmatch(phrase.bare)
    said = leaves or _WANTS.fullmatch(phrase.bare)
    if said is None or not set((said["whose"] or "").split()) <= {*ours}:
        return None
    if leaves:
        return Choice.NONE
    return Choice.CHAT if _IN_CHAT.search(phrase.bare) else Choice.MAIL


def leave(question: Question) -> Answer | None:
    """End the newsletter for the asker, or tell a stranger how it is done."""
    if choice_said(question.phrase, question.own_names) is not Choice.NONE:
        return None
    if not question.scope.asker.known:
        return NewsletterLeftAnswer(letter=question.scope.family.name, done=False)
    return _kept(*question.scope.let_go(), Choice.NONE)


def have(question: Question) -> Answer | None:
    """Let the asker have the newsletter, or tell a stranger where one asks for it."""
    scope, choice = question.scope, choice_said(question.phrase, question.own_names)
    if choice not in {Choice.MAIL, Choice.CHAT}:
        return None
    if not scope.asker.known:
        page = scope.services.addresses.joining(scope.family.key)
        return NewsletterWantedAnswer(letter=scope.family.name, page=page)
    return _kept(*scope.let_go(), choice or Choice.MAIL)


def is_of_newsletters(text: str) -> bool:
    """Tell whether a text wishes for newsletters, or for no more of them."""
    return choice_said(Phrase.of(text)) is not None


def said_by_guest(services: Services, guest: Asker, text: str) -> Answer:
    """Do what a guest says of newsletters; all else they ask as strangers."""
    return _kept(services, guest, choice_said(Phrase.of(text)) or Choice.NONE)


def _kept(services: Services, asker: Asker, choice: Choice) -> Answer:
    now = choose(services, asker, choice)
    if now.choice is Choice.NONE:
        return NewsletterLeftAnswer(letter=now.collaboration)
    return NewsletterWantedAnswer(letter=now.collaboration, way=now.choice.value)
