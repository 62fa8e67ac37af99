"""What is typed after "/nyhetsbrev", as one would say it: "pausa" is "pausa nyhetsbrevet"."""

import re
from collections.abc import Iterator

from handlers.asking.courtesies import ungreeted
from handlers.asking.newsletter_choice_words import choice_said
from handlers.asking.newsletter_report_words import is_report
from handlers.asking.newsletter_words import is_order
from handlers.asking.phrase import Phrase
from handlers.asking.signs import sign
from storage.words import fold

_COMMAND = "/nyhetsbrev"
_TYPED = re.compile(rf"{_COMMAND}(?:\s+|\Z)", re.IGNORECASE)
_SHORT = {"": "nyhetsbrev", **dict.fromkeys(("ny", "nytt", "skriv"), "nytt nyhetsbrev")}
# "2027-01-07" is a day.
_LABEL = re.compile(r"(?<![-\d])20\d\d-\d{1,3}(?![-\d])")
_HEAD = re.compile(r"[^:\n]*")
# What a command leaves out: the letter that it is about, with the word that leads to it.
_LETTER = ("nyhetsbrevet", "nyhetsbrev", *(f"{way} nyhetsbrevet" for way in ("i", "för", "till")))
_FROM = "från nyhetsbrevet"
# Where it is left out: after the first words, before what is to be written, or at the end.
_PLACES = tuple(
    map(re.compile, (r"[\s.!?]*\Z", r"(?=[:\n])", r"(?<=\w)(?=\s)", r"(?<= till)(?=\s)"))
)
# What somebody wishes for themselves is said in a few words.
_LONGEST_WISH = 200


def said_of_newsletters(text: str) -> str:
    """Return what is asked: an order of newsletters in full, or else what they are to be about.

    What does not begin with the command stays as it is.
    """
    command = None
    if _COMMAND in text.casefold():
        command = _TYPED.match(ungreeted(Phrase.of(text).whole))
    if command is None:
        return text
    typed = command.string[command.end() :].strip()
    bare = fold(typed).strip(" .!?")
    if bare in _SHORT:
        return _SHORT[bare]
    meant = next((one for one in _in_full(typed) if _is_said(one)), None)
    if meant is not None:
        return meant
    if sign("newsletter", bare):
        return typed
    return f"nyhetsbrev {typed}" if bare.startswith("om ") else f"nyhetsbrev om {typed}"


def _in_full(typed: str) -> Iterator[str]:
    yield typed
    # What is to be written may name whatever it likes.
    head = _HEAD.match(typed)
    ordered = head[0] if head else ""
    if sign("newsletter", fold(ordered)):
        return
    if label := _LABEL.search(ordered):
        yield f"{typed[: label.start()]}nyhetsbrev {typed[label.start() :]}"
        return
    for place in _PLACES:
        if found := place.search(typed):
            before, after = typed[: found.start()], typed[found.end() :]
            yield from (f"{before} {letter}{after}" for letter in (*_LETTER, _FROM))


def _is_said(text: str) -> bool:
    if is_order(text) or is_report(text):
        return True
    return len(text) < _LONGEST_WISH and choice_said(Phrase.of(text)) is not None
