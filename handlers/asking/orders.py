"""What is typed as a command, and whether it is one: "avboka inte mötet" is none."""

import re

from handlers.asking.courtesies import ungreeted
from handlers.asking.question import Question

_POLITELY = re.compile(r"(?:kan|kunde|vill) du |skulle du (?:kunna|vilja) ", re.IGNORECASE)
_PLEASE = re.compile(r"snälla ", re.IGNORECASE)
_THANKS = re.compile(r"[.,!]? tack(?: snälla| på förhand| så mycket)?$", re.IGNORECASE)
_NOT = re.compile(r"\b(?:inte|ej|aldrig|icke|ingen|inget|inga)\b", re.IGNORECASE)
# Where a reason begins, which may be in any words.
_REASON = re.compile(r":|\b(?:eftersom|därför|för att|då)\b", re.IGNORECASE)


def command_text(question: Question) -> str:
    """Return what was typed on one line, without "hej", "kan du", "tack" and closing signs."""
    return _bare(_on_one_line(question))


def bare_command(typed: str) -> str:
    """Return the same of what somebody has typed, before anybody has opened a question of it."""
    return _bare(" ".join(ungreeted(typed).split()))


def order_text(question: Question) -> str:
    """Return the same of what is to change something; nothing where that is not said.

    "Mötet hölls inte" tells of what was not done, and "mötet är inställt?" asks. "Kan du ställa in
    mötet?" asks for it to be done.
    """
    typed = _on_one_line(question)
    asks = typed.endswith("?") and not _POLITELY.match(typed)
    text = "" if asks else _bare(typed)
    return "" if says_no(text) else text


def says_no(text: str) -> bool:
    """Tell whether something is said not to be so, or not to be done; a reason may say anything."""
    return _NOT.search(_REASON.split(text, maxsplit=1)[0]) is not None


def _on_one_line(question: Question) -> str:
    return " ".join(ungreeted(question.phrase.text).split())


def _bare(typed: str) -> str:
    text = _THANKS.sub("", typed.strip(" ./!?")).rstrip(" ./!?")
    for opening in (_POLITELY, _PLEASE):
        found = opening.match(text)
        text = text[found.end() :] if found else text
    return text
