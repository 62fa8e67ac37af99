"""The lines by which mail programs mark what is not the writer's own: one judge per mark."""

import re
import warnings
from collections.abc import Sequence

# No stubs and no py.typed of its own.
from mailparser_reply import EmailMessage  # type: ignore[import-untyped]

# A line is judged by its beginning: some patterns take quadratic time for its length.
LONGEST_JUDGED = 200

with warnings.catch_warnings():
    # It passes a flag where Python 3.13 wants a name. Only its expression is used, on a few lines
    # at a time: over a whole text it takes quadratic time, and it cuts lists as signatures.
    warnings.simplefilter("ignore", DeprecationWarning)
    _LIBRARY = EmailMessage(text="", languages=["sv", "en"])

_ATTRIBUTION_LINES = 3
_OPENER = re.compile(
    r"(?:den|on|(?:mån|tis|ons|tors?|fre|lör|sön)[a-z]*\.?|\d{1,2}\s+[a-z]{3,9}\.?"
    r"|\d{4}-\d\d-\d\d)\b",
    re.IGNORECASE,
)
_WROTE = re.compile(r"\b(?:skrev|wrote)\b", re.IGNORECASE)
_SOMEBODY_WROTE = re.compile(r"(?:[A-ZÅÄÖ][\w.'-]*,?\s+){1,4}(?:skrev|wrote)\s*:")
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_TIME = re.compile(r"\b\d{1,2}[:.]\d\d\b")
_MAILBOX = re.compile(r"<[^<>\s]+@[^<>\s]+>")

_LABEL = re.compile(r"[*_ ]*(?P<label>[A-Za-zÅÄÖåäö]{2,9})[*_ ]{0,3}:(?!//)")
_FROM = {"från", "from"}
_WHEN_OR_WHOM = {"skickat", "sent", "datum", "date", "till", "to"}
_ABOUT = {"ämne", "subject"}
_HEAD_LINES = 12

_FORWARDED = re.compile(
    r"(?:-{3,}|_{3,})\s*(?:(?:ursprungligt|vidarebefordrat|vidarebefordrad|original(?:meddelande)?"
    r"|forwarded|ursprungsmeddelande)\b[\w\s]{0,60})(?:-{3,}|_{3,})"
    r"|(?:begin forwarded message|vidarebefordrat (?:brev|meddelande|mejl)"
    r"|startar vidarebefordrat meddelande)\s*:",
    re.IGNORECASE,
)

_DEVICE = (
    r"iphone|ipad|ipod|android\w*|galaxy|samsung\w*|mobil\w*|smartphone|telefon|surfplatta|huawei"
    r"|sony|xperia|pixel|oneplus|nokia|windows|mac|macbook|phone|device|blackberry"
)
_PROGRAM = (
    r"outlook|yahoo ?mail|e-post|mail|proton ?mail|gmail|hotmail|samsung email|mobilen"
    r"|webbmail|aol|blue ?mail|fairemail|k-9 mail|thunderbird"
)
_SENT_FROM = re.compile(
    rf"(?:skickat|skickades|sänt|sent)\s+(?:från|via|from)\s+(?:"
    rf"(?:min|mitt|my)\s+(?:[\w-]+\s+){{0,2}}(?:{_DEVICE})(?:\s+[\w-]+){{0,2}}"
    rf"|(?:{_PROGRAM})(?:\s+(?:för|for|på|on)\s+[\w ]{{1,30}})?)"
    rf"\W{{0,2}}(?:<[^<>\s]*>)?\W{{0,2}}"
    rf"|(?:hämta|skaffa|get)\s+outlook\s+(?:för|for)\s+\w+\s*(?:<[^<>\s]*>|\(?https?:\S+)?\W{{0,2}}",
    re.IGNORECASE,
)

_SIGN = "-- "
# What a mailing list draws above its own address.
_LIST_RULE = re.compile(r"_{20,}")
_GREETING = re.compile(
    r"(?:(?:med|många)\s+)?(?:(?:vänlig|bäst|varm|glad|solig|hjärtlig|trevlig)\w*\s+)?"
    r"hälsning(?:ar|en)?\b|vänligen\b|(?:(?:best|kind|warm)\s+)?regards\b"
    r"|m\.?v\.?h\b.{0,60}",
    re.IGNORECASE,
)
# "Hälsningar Åsa" ends a mail, "Hälsningar till alla som kom" does not.
_SIGNED = re.compile(r"\s*[,.!]?\s*(?:från\s+|/\s*)?(?:[A-ZÅÄÖ][\w.'-]*,?(?:\s+|$)){0,4}")
_LONGEST_SIGNATURE = 8
_LONGEST_SIGNATURE_LINE = 80


def is_quoted(line: str) -> bool:
    """Tell whether a line is marked as somebody else's."""
    return line.startswith(">")


def attribution_length(lines: Sequence[str], at: int) -> int:
    """Return how many lines from here on say who wrote what follows: 0 for none, at most three."""
    joined = ""
    for length, line in enumerate(lines[at : at + _ATTRIBUTION_LINES], 1):
        if not line or is_quoted(line):
            return 0
        joined += line if joined.endswith("<") else f" {line}"
        if line.endswith(":"):
            followed = quotation_follows(lines, at + length)
            return length if _is_attribution(joined.strip(), followed=followed) else 0
    return 0


def quotation_follows(lines: Sequence[str], at: int) -> bool:
    """Tell whether quoted lines begin here, or after one that is empty."""
    return any(is_quoted(line) for line in lines[at : at + 2] if line) and (
        not lines[at] or is_quoted(lines[at])
    )


def _is_attribution(said: str, *, followed: bool) -> bool:
    """Tell an attribution from a sentence about what somebody wrote.

    A program writes the year, and a time or an address: where it did and quoted lines follow, any
    language will do. Elsewhere it takes the words that are known as well.
    """
    timed = bool(_YEAR.search(said)) and bool(_MAILBOX.search(said) or _TIME.search(said))
    if followed and (timed or _SOMEBODY_WROTE.fullmatch(said)):
        return True
    dated = followed and bool(_DIGIT.search(said))
    return (dated or timed) and _says_who_wrote(said)


def _says_who_wrote(said: str) -> bool:
    ours = _OPENER.match(said) and _WROTE.search(said)
    return bool(ours or _LIBRARY.HEADER_REGEX.match(said))


def is_head_of_quoted_mail(lines: Sequence[str], at: int) -> bool:
    """Tell whether the fields of another mail begin here: from whom, about what, and when or whom.

    From and To alone are no such head: people write "Från: Växjö, Till: Kalmar" themselves.
    """
    if _label(lines[at]) not in _FROM:
        return False
    filled = [line for line in lines[at : at + 2 * _HEAD_LINES] if line][:_HEAD_LINES]
    labels = {_label(line) for line in filled}
    return bool(labels & _ABOUT) and bool(labels & _WHEN_OR_WHOM)


def _label(line: str) -> str:
    found = _LABEL.match(line)
    return found["label"].lower() if found else ""


def is_forwarding(line: str) -> bool:
    """Tell whether a line says that a whole mail follows."""
    return bool(_FORWARDED.fullmatch(line.strip("* ")))


def is_sent_from(line: str) -> bool:
    """Tell whether a line is only what a telephone or a program adds: "Skickat från min iPhone"."""
    return bool(_SENT_FROM.fullmatch(line))


def is_rule(line: str) -> bool:
    """Tell whether a line is drawn and not written."""
    return len(line) >= len("-----") and not line.strip("-_=* ")


def signature_start(lines: Sequence[str]) -> int:
    """Return the index of the line where the signature begins: their number where there is none.

    After a greeting ("Mvh") or two dashes it is at most eight short lines, to the end; after the
    dashes and the blank that programs write (RFC 3676, section 4.3) it is whatever follows.
    """
    end = lines.index(_SIGN) if _SIGN in lines else len(lines)
    start, left, linked = end, 0, False
    for at in range(end - 1, -1, -1):
        if _begins_signature(lines[at], linked=linked):
            start = at
        linked = linked or "http" in lines[at]
        left += bool(lines[at])
        if left > _LONGEST_SIGNATURE or len(lines[at]) > _LONGEST_SIGNATURE_LINE:
            break
    return start


def _begins_signature(line: str, *, linked: bool) -> bool:
    if line == "--" or (linked and _LIST_RULE.fullmatch(line)):
        return True
    greeting = _GREETING.match(line)
    return greeting is not None and bool(_SIGNED.fullmatch(line, greeting.end()))
