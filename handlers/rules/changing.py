"""Changing a rule: tried first, and then only what differs from its source is kept."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.events import record
from handlers.planning import calendar_changed, effective
from handlers.ports import Services
from handlers.rule_sheets import Preview, RuleChange, RuleSheet
from handlers.rules.book import Book, reading, writing
from handlers.rules.forms import differing, settable
from handlers.rules.hosts import LONGEST_NAME, LONGEST_ORDER, MOST_HOSTS, as_registered
from handlers.rules.keeping import keep_slots
from handlers.rules.showing import MADE, previewed, sheet_of
from handlers.rules.titles import check_title, names_changed
from handlers.rules.trying import check, refuse
from handlers.shapes import form_of
from storage.models import CadenceRule
from storage.sorting import sort_key

MOST_REMINDERS, MOST_DAYS_BEFORE = 10, 250
_AUDIENCES = frozenset({"", "channel"})


def preview_rule(
    services: Services, asker: Asker, key: str, owner: str, change: RuleChange
) -> Preview:
    """Return what a rule would bring with a change; nothing is stored.

    Refuses a rule that cannot be kept: ``rule_fault`` with the code and the field.
    """
    with reading(services, asker) as book:
        return preview_of(book, changed(book, book.find(key, owner), change))


def preview_of(book: Book, trial: CadenceRule) -> Preview:
    """Return what a rule that is not stored would bring; refuse one that cannot be kept."""
    preview = previewed(book.with_rule(trial), trial)
    if preview is None:
        raise Refusal("other_rule_cannot_be")
    return preview


def change_rule(
    services: Services, asker: Asker, key: str, owner: str, change: RuleChange
) -> RuleSheet:
    """Change a rule, and have its reminders planned anew; the same twice changes nothing.

    Refuses a rule that cannot be kept: ``rule_fault`` with the code and the field.
    """
    with writing(services, asker) as book:
        rule = book.find(key, owner)
        wanted = changed(book, rule, change)
        fields = _differences(rule, wanted)
        if fields:
            rule.rule, rule.own = wanted.rule, wanted.own
            if "title" in fields:
                rule.title, rule.sort_key = wanted.title, sort_key(wanted.title)
                names_changed(book, rule)
            _settle(book, rule, "rule_changed", fields=fields)
        return sheet_of(book, rule)


def restore_rule(services: Services, asker: Asker, key: str, owner: str = "") -> RuleSheet:
    """Give a rule back what its source says, and nothing else."""
    with writing(services, asker) as book:
        rule = book.find(key, owner)
        if rule.own.get(MADE):
            raise Refusal("rule_without_source")
        if rule.own:
            rule.own = {}
            _settle(book, rule, "rule_restored")
        return sheet_of(book, rule)


def changed(book: Book, rule: CadenceRule, change: RuleChange) -> CadenceRule:
    """Return a rule as it would be with a change, apart from the session; refuse what cannot be."""
    made = bool(rule.own.get(MADE))
    if change.title is not None and not made:
        raise refuse("source_title", "title")
    shape = differing(rule.rule, _wanted(rule, change.fields))
    kept, own = rule.rule, dict(rule.own)
    if made:
        # There is no source beside it that could say something else later on.
        kept = {**kept, **shape}
    else:
        _set(own, "rule", shape)
    _set_beside(book, rule, own, change)
    trial = CadenceRule(
        collaboration_id=rule.collaboration_id,
        key=rule.key,
        title=rule.title if change.title is None else check_title(book, change.title, rule),
        kind=rule.kind,
        paused=rule.paused,
        rule={name: value for name, value in kept.items() if value is not None},
        own=own,
    )
    check(trial, book.seen_by(rule), book.today)
    return trial


def _wanted(rule: CadenceRule, fields: Mapping[str, Any]) -> dict[str, Any]:
    now = effective(rule)
    known = settable(now)
    for name in fields:
        if name not in known:
            raise refuse("odd_field", name)
    time = {"time": str(now.get("time") or "")} if "time" in known else {}
    return {**form_of(now), **time, **fields}


def _set_beside(book: Book, rule: CadenceRule, own: dict[str, Any], change: RuleChange) -> None:
    """Set what is not the rule's shape: whether it rests, its hosts, whom it reminds and when."""
    if change.paused is not None:
        own["paused"] = change.paused
        if change.paused == rule.paused:
            del own["paused"]
    if change.hosts is not None:
        _set(own, "hosts", _hosts(change.hosts, book.candidates(rule)))
    if change.remind is not None:
        _set(own, "remind", _reminders(change.remind))
    if change.audience is not None:
        _set(own, "audience", _audience(change.audience, lambda: book.has_channel(rule)))


def _set(own: dict[str, Any], name: str, value: Any) -> None:
    own.pop(name, None)
    if value:
        own[name] = value


def _hosts(names: Sequence[str], candidates: Sequence[str]) -> list[str]:
    hosts = as_registered(names, candidates)
    if len(hosts) > MOST_HOSTS or len("\n".join(hosts)) > LONGEST_ORDER:
        raise refuse("too_many_hosts", "hosts")
    if any(len(name) > LONGEST_NAME for name in hosts):
        raise refuse("host_too_long", "hosts")
    return list(hosts)


def _reminders(days: Sequence[int]) -> list[int]:
    if any(not 0 <= count <= MOST_DAYS_BEFORE for count in days):
        raise refuse("bad_remind", "remind")
    several = sorted(set(days), reverse=True)
    if len(several) > MOST_REMINDERS:
        raise refuse("too_many_reminders", "remind")
    return several


def _audience(wanted: str, has_channel: Callable[[], bool]) -> str:
    if wanted not in _AUDIENCES:
        raise refuse("odd_field", "audience")
    if wanted and not has_channel():
        # Nobody at all would be reminded.
        raise refuse("no_channel", "audience")
    return wanted


def _differences(rule: CadenceRule, wanted: CadenceRule) -> list[str]:
    """Return the names of what a change changes, and nothing that people wrote."""
    before, after = _everything(rule), _everything(wanted)
    names = before.keys() | after.keys()
    return sorted(name for name in names if before.get(name) != after.get(name))


def _everything(rule: CadenceRule) -> dict[str, Any]:
    beside = {name: value for name, value in rule.own.items() if name != "rule"}
    return {**effective(rule), **beside, "title": rule.title}


def _settle(book: Book, rule: CadenceRule, verb: str, **details: object) -> None:
    book.session.flush()
    keep_slots(book, rule)
    log(book, rule, verb, **details)


def log(book: Book, rule: CadenceRule, verb: str, **details: object) -> None:
    """Have the calendar planned anew, and write down what was done to a rule."""
    calendar_changed(book.session, rule.collaboration_id)
    record(
        book.session,
        book.services.clock(),
        book.asker,
        verb,
        about=("rule", rule.key),
        collaboration_id=rule.collaboration_id,
        **details,
    )
