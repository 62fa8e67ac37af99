"""What a newsletter says, changed in words: "lägg till i nyhetsbrevet under datum: …"."""

import re
from collections.abc import Callable

from handlers import newsletters
from handlers.answers import Answer
from handlers.asking.courtesies import ungreeted
from handlers.asking.newsletters_named import (
    ISSUE,
    POST,
    item_at,
    label_of,
    numbers_of,
    section_named,
    shown,
)
from handlers.asking.question import Question
from handlers.contents import Section
from handlers.errors import Refusal
from handlers.newsletter_views import ItemLine
from storage.words import fold

_LONGEST_HEADING = 200
_FAR = 100


def add(question: Question, said: re.Match[str]) -> Answer:
    """Add an item to an issue, at the end of a part of it."""
    section = section_named(said["section"]) if said["section"] else Section.NOW
    which = newsletters.Which(0, *numbers_of(label_of(said)))
    words = _said(said["words"])
    added = newsletters.add_item(*question.home.let_go(), which, section, words)
    return shown(question, label_of(said), "item_added", item=added.item)


def edit(question: Question, said: re.Match[str]) -> Answer:
    """Let an item say something else, and show what it said."""
    before = item_at(question, label_of(said), int(said["at"]))
    words = _said(said["words"])
    edited = newsletters.edit_item(*question.home.let_go(), before.id, before.revision, words)
    if edited.conflict:
        return shown(question, label_of(said), "item_conflict", item=edited.item)
    return shown(question, label_of(said), "item_changed", item=edited.item, before=before)


def remove(question: Question, said: re.Match[str]) -> Answer:
    """Take an item out."""
    before = item_at(question, label_of(said), int(said["at"]))
    removed = newsletters.remove_item(*question.home.let_go(), before.id)
    return shown(question, label_of(said), "item_removed", item=removed.item)


def restore(question: Question, said: re.Match[str]) -> Answer:
    """Put back what was taken out: what is named by its heading, or else the latest."""
    gone = [one for one in shown(question, label_of(said)).issue.items if one.removed]
    meant = _named(gone, said["named"] or "")
    if not meant:
        raise Refusal("newsletter_nothing_removed")
    latest = max(meant, key=lambda one: (one.changed_at, one.id))
    restored = newsletters.restore_item(*question.home.let_go(), latest.id)
    return shown(question, label_of(said), "item_restored", item=restored.item)


def move(question: Question, said: re.Match[str]) -> Answer:
    """Move an item up or down within its part."""

    steps = int(said["steps"] or 1)
    ways = {"upp": -steps, "ner": steps, "ned": steps, "nedåt": steps, "uppåt": -steps}
    by = ways.get(said["way"].casefold(), -_FAR if _is_first(said["way"]) else _FAR)
    return _moved(question, said, by, None)


def place(question: Question, said: re.Match[str]) -> Answer:
    """Move an item to the end of another part."""
    return _moved(question, said, 0, section_named(said["section"]))


def head(question: Question, said: re.Match[str]) -> Answer:
    """Set the subject of an issue, or what stands beside it in a list of mails."""
    issue = shown(question, label_of(said)).issue
    before = issue.subject, issue.preview
    subject = said["what"].casefold().startswith("ämne")
    words = (said["words"], issue.preview) if subject else (issue.subject, said["words"])
    which = newsletters.Which(issue.id)
    headed = newsletters.set_head(*question.home.let_go(), which, before, words)
    return shown(question, issue.label, "head_conflict" if headed.conflict else "headed")


def _moved(question: Question, said: re.Match[str], steps: int, section: Section | None) -> Answer:
    before = item_at(question, label_of(said), int(said["at"]))
    moved = newsletters.move_item(*question.home.let_go(), before.id, steps, section)
    return shown(question, label_of(said), "item_moved", item=moved.item)


def _said(words: str) -> tuple[str, str]:
    """Return the heading and the text that somebody has written: the first line is the heading.

    A greeting on a line of its own is for the bot. One long line is a text without a heading.
    """
    lines = words.strip().splitlines()
    while len(lines) > 1 and not ungreeted(lines[0]):
        lines = lines[1:]
    heading, body = lines[0].strip(), "\n".join(lines[1:]).strip()
    if len(heading) > _LONGEST_HEADING and not body:
        return "", heading
    return heading, body


def _named(gone: list[ItemLine], named: str) -> list[ItemLine]:
    wanted = fold(named).strip(' ”".')
    if wanted in {"", "posten", "den", "senaste posten", "den senaste posten", "post"}:
        return gone
    return [one for one in gone if wanted in fold(f"{one.heading} {one.body[:_FAR]}")]


def _is_first(way: str) -> bool:
    return way.casefold() in {"överst", "först", "till början"}


_Act = Callable[[Question, re.Match[str]], Answer]
_IN = rf"(?: (?:i|ur|från|på) {ISSUE})?"
_WORDS = r"[ \t]*[:\n]\s*(?P<words>\S.*)"
_ADD = rf"lägg till (?:i |till )?{ISSUE}(?:,? (?:under|i|på) (?P<section>[^:\n]{{2,40}}))?{_WORDS}"
_EDIT = rf"ändra {POST}{_IN}{_WORDS}"
_REMOVE = rf"(?:ta bort|stryk) {POST}{_IN}"
_RESTORE = rf"lägg tillbaka (?P<named>\S.*?) i {ISSUE}|lägg tillbaka posten"
_MOVE = (
    rf"flytta {POST} (?P<way>uppåt|nedåt|upp|ner|ned|överst|nederst|först|sist)"
    rf"(?: (?P<steps>\d{{1,2}}) steg)?{_IN}"
)
_PLACE = rf"flytta {POST} till (?P<section>[^:\n]{{2,40}}?){_IN}"
_HEAD = (
    rf"(?P<what>ämne|ämnesrad|förhandstext)(?:en|et)?(?: (?:för|till|i|på))? {ISSUE}"
    r": ?(?P<words>\S.*)"
)
# How it is said, what is done, and whether what follows is kept as it was written.
WAYS: tuple[tuple[str, _Act, bool], ...] = (
    (_ADD, add, True),
    (_EDIT, edit, True),
    (_REMOVE, remove, False),
    (_RESTORE, restore, False),
    (_MOVE, move, False),
    (_PLACE, place, False),
    (_HEAD, head, True),
)
