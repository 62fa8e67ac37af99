"""The rules of what recurs, in plain Swedish: when, what comes next, and what is wrong."""

from collections.abc import Iterable, Iterator

from bot.texts.dates import short_day
from bot.texts.duties import is_year
from bot.texts.planning import when
from bot.texts.rule_shapes import part_sentences, shape_words
from bot.texts.safe import clean
from bot.texts.sources import listed
from bot.texts.wording import text, word
from handlers.planning import CalendarLine
from handlers.rules import Preview, RuleLine, RuleSheet, UnknownHost

_WAITS = "waits"


def rule_line(line: RuleLine) -> str:
    """Say one rule of a list: what, when, what comes next, and whose word it is."""
    told = [
        rule_sentence(line.title, shape_words(line.shape), rests=line.paused),
        *part_sentences(line.shape),
        text("rules.cannot_be", why=fault_words(line.fault)) if line.fault else "",
        _upcoming(line.upcoming) if line.upcoming and not line.paused else "",
        text("rules.made") if line.made else "",
        text("rules.changed") if line.changed else "",
    ]
    return " ".join(one for one in told if one)


def sheet_line(sheet: RuleSheet) -> str:
    """Say one rule with all of its next times, after something was done about it."""
    said = rule_sentence(sheet.title, shape_words(sheet.shape), rests=sheet.paused)
    if sheet.preview is None:
        return said
    strangers = _strangers(sheet.preview.unknown_hosts)
    times = [] if sheet.paused else [_times(sheet.preview)]
    return " ".join([said, *times, *strangers])


def rule_sentence(title: str, said: str, *, rests: bool = False) -> str:
    """Say what a rule is called and when it falls due, and that it rests where it does."""
    name = clean(title)
    if rests:
        return text("rules.rests", title=name, when=said)
    if ":" in name:
        # "Handläggarträff: avfall" has its colon already.
        return text("rules.line_after_colon", title=name, when=said)
    return text("rules.line", title=name, when=said)


def preview_words(preview: Preview) -> str:
    """Say what a rule would bring: the next times, and hosts that the register does not know."""
    return " ".join([_times(preview), *_strangers(preview.unknown_hosts)])


def source_sentences(sheet: RuleSheet) -> tuple[str, ...]:
    """Say what the source says of a rule, in its own words, a sentence each."""
    if sheet.made:
        return (text("rules.no_source"),)
    return tuple(_source(sheet))


def fault_words(code: str) -> str:
    """Say what is wrong with a rule, and what to do about it."""
    return word("rule_advice", code, word("rule_advice", "other"))


def usual_reminders(kind: str) -> str:
    """Say on which days people are reminded of a kind of rule where nobody has set others."""
    return word("rule_reminders", kind, word("rule_reminders", "other"))


def _upcoming(line: CalendarLine) -> str:
    if line.state == _WAITS:
        return text("rules.next_waits", when=when(line))
    return text("rules.next", when=when(line))


def _times(preview: Preview) -> str:
    if not preview.lines:
        return word("rule_never", preview.shape.kind, word("rule_never", "other"))
    said = _dates(preview.lines)
    if preview.paused:
        return text("rules.would_be", when=said)
    told = text("rules.next", when=said)
    waits = any(line.state == _WAITS for line in preview.lines)
    return f"{told} {text('rules.when_booked')}" if waits else told


def _dates(lines: tuple[CalendarLine, ...]) -> str:
    first, *rest = [_date(line, first=at == 0) for at, line in enumerate(lines)]
    return text("rules.then_on", first=first, rest=listed(rest)) if rest else first


def _date(line: CalendarLine, *, first: bool) -> str:
    # "senast" and "under" are said once.
    said = when(line) if first else _briefly(line)
    return text("rules.hosted", when=said, host=clean(line.host)) if line.host else said


def _briefly(line: CalendarLine) -> str:
    if line.said or line.last is None:
        return when(line)
    if line.first == line.last:
        return short_day(line.first)
    return str(line.last.year) if is_year(line.first, line.last) else when(line)


def _strangers(hosts: Iterable[UnknownHost]) -> Iterator[str]:
    names = [
        text("rules.perhaps", name=clean(host.name), near=host.near)
        if host.near
        else clean(host.name)
        for host in hosts
    ]
    if names:
        yield text("rules.unknown_hosts", names=listed(names))


def _source(sheet: RuleSheet) -> Iterator[str]:
    said = [_wording(words, years) for words, years in _by_words(sheet.wording).items()]
    if said:
        yield text("rules.source", words=", ".join(said))
    if sheet.changed:
        words = shape_words(sheet.source)
        yield _rule_of_source(words, rests=sheet.source_paused)
    for year, words in sheet.shape.exceptions.items():
        yield text("rules.exception", year=year, words=clean(words))
    if sheet.rotation:
        yield text("rules.rotation", who=clean(sheet.rotation))
    if sheet.shape.per_office:
        yield text("rules.per_office")
    yield from part_sentences(sheet.shape)
    for note in sheet.notes:
        yield text("rules.note", note=clean(note))


def _rule_of_source(words: str, *, rests: bool) -> str:
    return (
        text("rules.source_rests", when=words) if rests else text("rules.source_rule", when=words)
    )


def _by_words(wording: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for year, words in wording:
        found.setdefault(clean(words), []).append(year)
    return found


def _wording(words: str, years: list[str]) -> str:
    known = listed(sorted(year for year in years if year))
    return text("rules.worded", years=known, words=words) if known else f"”{words}”"
