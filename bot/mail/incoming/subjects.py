"""Subjects without what programs put before them when somebody answers or forwards."""

import re

_MARK = re.compile(
    r"(?P<mark>sv|re|aw|vs|antw|vb|fwd?|wg|tr|vl)\s*(?:\(\d{1,4}\)|\[\d{1,4}\])?\s*:\s*",
    re.IGNORECASE,
)
_LIST_TAG = re.compile(r"\[[^\[\]]{1,60}\]\s*")
_FORWARDS = {"vb", "fw", "fwd", "tr", "wg", "vl"}


def bare_subject(subject: str) -> str:
    """Return a subject without SV:, RE:, VB:, FW: and the like, any number; "[Tillsyn]" stays."""
    return _taken_apart(subject)[0]


def has_mark(subject: str) -> bool:
    """Tell whether a subject says that it answers, or sends on, what somebody wrote before."""
    return bool(_taken_apart(subject)[1])


def is_forwarded(subject: str) -> bool:
    """Tell whether the latest of the marks before a subject says that it was forwarded."""
    marks = _taken_apart(subject)[1]
    return bool(marks) and marks[0] in _FORWARDS


def _taken_apart(subject: str) -> tuple[str, list[str]]:
    """Return the bare subject and the marks before it, in lower case, the latest first."""
    tags: list[str] = []
    marks: list[str] = []
    at = len(subject) - len(subject.lstrip())
    while True:
        if mark := _MARK.match(subject, at):
            marks.append(mark["mark"].lower())
            at = mark.end()
        elif tag := _LIST_TAG.match(subject, at):
            tags.append(tag[0].strip())
            at = tag.end()
        else:
            return " ".join([*dict.fromkeys(tags), subject[at:].strip()]).strip(), marks
