"""The shapes of what recurs, in plain Swedish: "senast sista februari varje år"."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from bot.texts.amounts import number_words
from bot.texts.dates import day_words, period_words
from bot.texts.safe import clean
from bot.texts.sources import listed
from bot.texts.wording import phrases, text, word
from handlers.answers import PartialDate
from handlers.rhythms import rhythm_of
from handlers.shapes import Part, Shape

_SECOND = 2


def shape_words(shape: Shape) -> str:
    """Say when a rule falls due; of one that cannot be read, say so."""
    say = _WORDS.get(shape.kind)
    try:
        return say(shape) if say else text("rules.unreadable")
    except (ValueError, TypeError, IndexError):
        # A rule from before it was checked, which the list must show all the same.
        return text("rules.unreadable")


def part_sentences(shape: Shape) -> Iterator[str]:
    """Say what a rule brings beside its main thing, a sentence each."""
    for part in shape.also:
        if part.shape is not None:
            yield _part(part, part.shape)
    for after in (False, True):
        said = [clean(part.said) for part in shape.also if part.said and part.after is after]
        if said:
            words = ", ".join(said)
            yield (
                text("rules.then_said", words=words)
                if after
                else text("rules.also_said", words=words)
            )


def _part(part: Part, shape: Shape) -> str:
    what, said = clean(shape.what), shape_words(shape)
    if part.after:
        return text("rules.then_part", what=what, when=said)
    return text("rules.also_part", what=what, when=said)


def _deadline(shape: Shape) -> str:
    month, _, day = str(shape.fields["date"]).partition("-")
    name = phrases("dates.months")[int(month) - 1]
    if day == "last":
        return text("rules.by_last", month=name)
    return text("rules.by_day", day=int(day), month=name)


def _quota(shape: Shape) -> str:
    said = [text("rules.so_often", times=_times(shape), when=_window(shape))]
    if _each_month(shape):
        said = [text("rules.each_month")]
    if without := shape.fields["except_months"]:
        said[0] = _but_for(said[0], _months(without), shape)
    if shape.before:
        said.append(text("rules.before", what=inside(shape.before)))
    if shape.beside:
        said.append(text("rules.beside", what=inside(shape.beside)))
    return ", ".join(said)


def _but_for(said: str, months: str, shape: Shape) -> str:
    if shape.fields["per"] == "month":
        return text("rules.but_for", when=said, months=months)
    return text("rules.not_in", when=said, months=months)


def _each_month(shape: Shape) -> bool:
    fields = shape.fields
    once = fields["min"] == fields["max"] == 1
    return once and fields["per"] == "month" and not (fields["season"] or fields["months"])


def _times(shape: Shape) -> str:
    least, most = shape.fields["min"], shape.fields["max"]
    if most is None:
        return text("rules.at_least", times=_counted(least))
    if most != least:
        return text("rules.between", least=least, most=most)
    return _counted(least)


def _counted(count: int) -> str:
    return text("rules.once_each") if count == 1 else text("rules.times", count=number_words(count))


def _window(shape: Shape) -> str:
    fields = shape.fields
    monthly = fields["per"] == "month"
    season, months = fields["season"], fields["months"]
    if months:
        named = _months(months)
        if monthly:
            return text("rules.in_each_of", months=named)
        return text("rules.in_months", months=named)
    if season:
        named = word("rule_season", season)
        return text("rules.monthly_in", season=named) if monthly else named
    return text("rules.a_month") if monthly else text("rules.a_year")


def _months(numbers: Sequence[int]) -> str:
    """Name months; three and more in a row by the first and the last."""
    names = [phrases("dates.months")[number - 1] for number in numbers]
    in_a_row = list(numbers) == list(range(numbers[0], numbers[0] + len(numbers)))
    if in_a_row and len(names) > _SECOND:
        return f"{names[0]}–{names[-1]}"
    return listed(names)


def _relative(shape: Shape) -> str:
    fields = shape.fields
    where = _offset(fields["offset"], inside(shape.anchor))
    return ", ".join((where, word("rule_selected", str(fields["selector"]))))


def _offset(offset: object, anchor: str) -> str:
    if isinstance(offset, int):
        return _days_off(offset, anchor)
    return f"{word('rule_offset', str(offset))} {anchor}"


def _days_off(days: int, anchor: str) -> str:
    if not days:
        return text("rules.same_day", what=anchor)
    count = abs(days)
    if days < 0:
        return (
            text("rules.day_before", what=anchor)
            if count == 1
            else text("rules.days_before", count=number_words(count), what=anchor)
        )
    return (
        text("rules.day_after", what=anchor)
        if count == 1
        else text("rules.days_after", count=number_words(count), what=anchor)
    )


def _every(shape: Shape) -> str:
    years, held = shape.fields["years"], max(shape.fields["held"])
    if years == 1:
        often = text("cadence.every_year")
    elif years == _SECOND:
        often = text("cadence.every_second")
    else:
        often = text("cadence.every", count=years)
    return text("rules.last_held", often=often, year=held)


def _threshold(shape: Shape) -> str:
    least, most = shape.fields["min"], shape.fields["max"]
    if most is None or most == least:
        return text("rules.when_waiting", count=least)
    return text("rules.when_some_wait", least=least, most=most)


def _once(shape: Shape) -> str:
    first, last = (PartialDate.parse(str(shape.fields[end])) for end in ("from", "to"))
    return text("rules.once", when=period_words(first, last))


def _ongoing(_shape: Shape) -> str:
    return text("rules.ongoing")


def _recurring(shape: Shape) -> str:
    start = day_words(date.fromisoformat(str(shape.fields["from"])))
    rhythm = rhythm_of(str(shape.fields["rrule"]))
    if rhythm is None:
        return text("rules.own_rhythm", start=start)
    day = word("rule_weekday", rhythm.weekday)
    often = word("rule_pace", rhythm.pace)
    if rhythm.pace.endswith("_in_month"):
        return text("rules.in_month", often=often, day=day, start=start)
    return text("rules.in_week", often=often, day=day, start=start)


def inside(title: str) -> str:
    """Begin a title with a small letter, as inside a sentence; abbreviations keep theirs."""
    name = clean(title)
    first = name.partition(" ")[0]
    return name[:1].lower() + name[1:] if first[1:].islower() else name


_WORDS: Mapping[str, Callable[[Shape], str]] = {
    "deadline": _deadline,
    "quota": _quota,
    "relative": _relative,
    "every": _every,
    "threshold": _threshold,
    "once": _once,
    "ongoing": _ongoing,
    "rrule": _recurring,
}
