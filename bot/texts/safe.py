"""People's own text made harmless: always data, on one line, with nothing that hides."""

import re
import unicodedata

LONGEST_QUOTE = 80
# Control characters, marks that turn the writing direction, invisible spaces, lone surrogates.
_HIDDEN = re.compile(
    "[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufff9-\ufffb]"
)
_BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029 ]+")
_NEW_LINES = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def fit_for_xml(typed: str) -> str:
    """Return words without the characters that XML cannot hold, which make a file unreadable."""
    return _NOT_XML.sub("", typed)


def clean(typed: str) -> str:
    """Return the text on one line, composed, without control, direction and hidden marks."""
    # Nothing that hides or breaks a line is printable: almost every text is ready as it is.
    if typed.isprintable() and "  " not in typed and unicodedata.is_normalized("NFC", typed):
        return typed.strip(" ")
    composed = unicodedata.normalize("NFC", _HIDDEN.sub("", typed))
    return _BREAKS.sub(" ", composed).strip(" ")


def clean_lines(typed: str) -> str:
    """Return the text line by line as it was set, composed, without what hides or controls."""
    lines = _NEW_LINES.sub("\n", _HIDDEN.sub("", typed))
    return unicodedata.normalize("NFC", _CONTROLS.sub("", lines)).strip("\n ")


def shortened(typed: str, longest: int) -> str:
    """Return the text, cut with an ellipsis where it is longer than ``longest`` characters."""
    return typed if len(typed) <= longest else f"{typed[: longest - 1].rstrip()}…"


def quoted(typed: str) -> str:
    """Quote back what somebody typed: clean, at most 80 characters, in Swedish quotation marks."""
    return f"”{shortened(clean(typed), LONGEST_QUOTE)}”"


def sentence_case(words: str) -> str:
    """Begin with a capital letter, the rest untouched."""
    return words[:1].upper() + words[1:]


def inside_sentence(words: str) -> str:
    """Begin with a small letter, as inside a sentence; an abbreviation keeps its capitals."""
    first = words.partition(" ")[0]
    return words[:1].lower() + words[1:] if first[1:].islower() else words
