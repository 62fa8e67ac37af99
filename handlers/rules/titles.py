"""What a rule of a coordinator's own is called, and that people find it by that."""

from itertools import count

from sqlalchemy import select

from handlers.rules.book import Book
from handlers.rules.trying import refuse
from storage.models import CadenceRule, Collaboration, Meeting, Occurrence
from storage.words import fold, words

LONGEST_TITLE = 200
_LONGEST_KEY = 60


def check_title(book: Book, wanted: str, rule: CadenceRule | None = None) -> str:
    """Return a title on one line; refuse one that is empty, too long, or another rule's."""
    title = " ".join(wanted.split())
    if not title:
        raise refuse("title_missing", "title")
    if len(title) > LONGEST_TITLE:
        raise refuse("title_too_long", "title")
    if any(one is not rule and one.title.casefold() == title.casefold() for one in book.rules):
        raise refuse("title_taken", "title")
    return title


def free_key(book: Book, title: str) -> str:
    """Return a key made of a title: no other rule's, and none that anything is remembered of."""
    named = "-".join(fold(word) for word in words(title))[:_LONGEST_KEY].strip("-")
    wanted = f"egen-{named or 'paminnelse'}"
    used = {rule.key for rule in book.rules} | _remembered(book, wanted)
    keys = (wanted if number == 1 else f"{wanted}-{number}" for number in count(1))
    return next(key for key in keys if key not in used)


def names_changed(book: Book, rule: CadenceRule) -> None:
    """Have the search indexes built anew."""
    owner = book.session.get_one(Collaboration, rule.collaboration_id)
    # Counted by the database: another writer may have counted since the row was read.
    owner.revision = Collaboration.revision + 1


def _remembered(book: Book, wanted: str) -> set[str]:
    """Return the keys of rules that are gone, but whose times and meetings are not."""
    return {
        key
        for model in (Occurrence, Meeting)
        for key in book.session.scalars(
            select(model.rule_key).where(
                model.collaboration_id.in_(book.family.ids), model.rule_key.startswith(wanted)
            )
        )
    }
