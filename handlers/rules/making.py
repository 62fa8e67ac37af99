"""Rules of a coordinator's own: made, and taken away again."""

from collections.abc import Iterator

from sqlalchemy import select

from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.notices import cancel_for_occurrence
from handlers.planning import effective
from handlers.ports import Services
from handlers.rule_sheets import NewRule, Preview, RuleSheet
from handlers.rules.book import Book, reading, writing
from handlers.rules.changing import changed, log, preview_of
from handlers.rules.showing import MADE, sheet_of
from handlers.rules.titles import check_title, free_key, names_changed
from handlers.rules.trying import refuse
from storage.models import CadenceRule, Occurrence
from storage.sorting import sort_key

SHAPES = ("deadline", "quota", "once", "rrule")
_LEANING = ("anchor", "before", "adjacent_to")


def preview_new(services: Services, asker: Asker, new: NewRule) -> Preview:
    """Return what a new rule would bring, whatever it is to be called; nothing is stored."""
    with reading(services, asker) as book:
        return preview_of(book, _drafted(book, new, "", new.title))


def create_rule(services: Services, asker: Asker, new: NewRule) -> RuleSheet:
    """Make a rule of the asker's collaboration: people can ask for it, and are reminded of it.

    Refuses a rule that cannot be kept: ``rule_fault`` with the code and the field.
    """
    with writing(services, asker) as book:
        title = check_title(book, new.title)
        trial = _drafted(book, new, free_key(book, title), title)
        rule = CadenceRule(
            collaboration_id=trial.collaboration_id,
            key=trial.key,
            title=title,
            sort_key=sort_key(title),
            rule=trial.rule,
            own=trial.own,
        )
        book.session.add(rule)
        book.session.flush()
        names_changed(book, rule)
        log(book, rule, "rule_created")
        return sheet_of(book.with_rule(rule), rule)


def remove_rule(services: Services, asker: Asker, key: str, owner: str = "") -> str:
    """Take a rule of a coordinator's own away, and what waits to be told of it; return its title.

    Refuses one that has a source, and one that others hang on.
    """
    with writing(services, asker) as book:
        rule = book.find(key, owner)
        if not rule.own.get(MADE):
            raise Refusal("rule_has_source")
        for other in book.rules:
            if rule.key in _leans_on(other) and rule in book.seen_by(other):
                raise Refusal("rule_leaned_on", title=other.title)
        _withdraw(book, rule)
        names_changed(book, rule)
        log(book, rule, "rule_removed")
        book.session.delete(rule)
        return rule.title


def _drafted(book: Book, new: NewRule, key: str, title: str) -> CadenceRule:
    if new.shape not in SHAPES:
        raise refuse("unknown_shape", "shape")
    bare = CadenceRule(
        collaboration_id=book.asker_member.id,
        key=key,
        title=title,
        kind="",
        paused=False,
        rule={"shape": new.shape},
        own={MADE: True},
    )
    return changed(book, bare, new.change)


def _leans_on(rule: CadenceRule) -> Iterator[object]:
    shape = effective(rule)
    parts = (shape.get(name) for name in ("also", "then"))
    for part in (shape, *(one for one in parts if isinstance(one, dict))):
        yield from (part.get(name) for name in _LEANING)


def _withdraw(book: Book, rule: CadenceRule) -> None:
    """Take back what waits; what has become of its times stays, for those who look back."""
    numbers = book.session.scalars(
        select(Occurrence.id).where(
            Occurrence.collaboration_id == rule.collaboration_id,
            Occurrence.rule_key == rule.key,
        )
    )
    for number in numbers.all():
        cancel_for_occurrence(book.session, book.services, number)
