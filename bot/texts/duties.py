"""What falls due, in plain Swedish: a line for each duty, and what a reminder is called."""

from datetime import date, timedelta

from bot.texts.dates import day_words, month_words, short_day
from bot.texts.safe import clean, inside_sentence, quoted, sentence_case, shortened
from bot.texts.wording import text, word
from handlers.contents import Act, Duty, OfficeCount

BETWEEN = " · "
MOST_NAMES = 5
_LONGEST_DECISION = 200
_DAY = timedelta(days=1)
# The shapes of rules that ask for a booking; what hangs on another meeting may be a paper.
_BOOKED = frozenset({"quota", "every", "threshold"})


def duty_line(duty: Duty, today: date) -> str:
    """Say one duty: what, how much of it is done, by when, and what has become of it."""
    month = _month(duty, today)
    what = f"{_what(duty)} {month}" if month else _what(duty)
    counted = text("common.part_of", label=what, value=said) if (said := _counts(duty)) else what
    time = "" if month else _time(duty, today)
    line = f"{counted}, {time}" if time else counted
    return BETWEEN.join((line, *_beside(duty, today)))


def duty_cells(duty: Duty, today: date) -> tuple[str, str, str]:
    """Say what, when, and all else about a duty, apart; whose it is comes last."""
    when = _month(duty, today) or _time(duty, today)
    besides = (_counts(duty), *_beside(duty, today), clean(duty.collaboration))
    return _what(duty), when, BETWEEN.join(filter(None, besides))


def line_within(duty: Duty, today: date, collaboration: str) -> str:
    """Say one duty, and whose it is where that is not the collaboration that is known."""
    line = duty_line(duty, today)
    if duty.typed and duty.state == "open":
        line = f"{line}{BETWEEN}{text('decisions.done_how', typed=quoted(duty.typed))}"
    if duty.collaboration in {"", collaboration}:
        return line
    return f"{line}{BETWEEN}{clean(duty.collaboration)}"


def duty_name(duty: Duty) -> str:
    """Say which duty it is, and no more."""
    if duty.decision is not None:
        return text("decisions.named", what=shortened(clean(duty.title), _LONGEST_DECISION))
    named, part = clean(duty.title), clean(duty.part)
    if part:
        # What is to be done first: "Kallelse (styrgruppsmöten)".
        named = text("common.bracketed", value=sentence_case(part), more=inside_sentence(named))
    return text("duties.of_office", what=named, office=clean(duty.office)) if duty.office else named


def act_label(act: Act) -> str:
    """Say what can be done about a duty, as on a button."""
    return word("act", act)


def is_month(first: date, last: date) -> bool:
    """Tell whether the days are a whole month."""
    same = (first.year, first.month) == (last.year, last.month)
    return same and first.day == 1 and (last + _DAY).day == 1


def is_year(first: date, last: date) -> bool:
    """Tell whether the days are a whole year."""
    return (first, last) == (date(last.year, 1, 1), date(last.year, 12, 31))


def _what(duty: Duty) -> str:
    name = duty_name(duty)
    return text("duties.book", what=inside_sentence(name)) if _to_book(duty) else name


def _to_book(duty: Duty) -> bool:
    mine = not duty.convener and duty.offices is None and not duty.office
    return mine and duty.state == "open" and duty.kind in _BOOKED and duty.missing > 0


def _is_booked(duty: Duty) -> bool:
    """Tell whether the one meeting that is wanted is booked; of several it is told how many."""
    one = duty.kind in _BOOKED and duty.most == 1 and not duty.convener
    return one and duty.booked > 0 and duty.missing == 0


def _counts(duty: Duty) -> str:
    if duty.state != "open":
        return ""
    if duty.offices is not None:
        return _office_counts(duty.offices)
    if duty.convener:
        return _convened(duty)
    several = duty.most is None or duty.most > 1
    if duty.kind in _BOOKED and several:
        return text("duties.booked", booked=duty.booked, amount=_amount(duty))
    return ""


def _office_counts(count: OfficeCount) -> str:
    said = text("duties.offices", done=count.done, of=count.of)
    names = ", ".join(clean(name) for name in count.left[:MOST_NAMES])
    if not names:
        return said
    more = len(count.left) - MOST_NAMES
    names = text("duties.names_more", names=names, count=more) if more > 0 else names
    return text("duties.offices_left", said=said, names=names)


def _convened(duty: Duty) -> str:
    convener = clean(duty.convener)
    if duty.most == 1:
        known = text("duties.date_known") if duty.booked else text("duties.date_unknown")
        return text("duties.convened", convener=convener, known=known)
    known = text("duties.dates_known", booked=duty.booked, amount=_amount(duty))
    return text("duties.convened", convener=convener, known=known)


def _amount(duty: Duty) -> str:
    if duty.most is None:
        return text("duties.at_least", count=duty.least)
    return str(duty.most) if duty.most == duty.least else f"{duty.least}–{duty.most}"


def _month(duty: Duty, today: date) -> str:
    """Say the month that a duty has for itself, where that is all there is to say of its time."""
    moved = duty.moved or (duty.late and duty.state == "open")
    if duty.due is None or duty.said or moved or duty.state == "waits":
        return ""
    return _in_month(duty.due, today) if is_month(duty.first, duty.due) else ""


def _in_month(day: date, today: date) -> str:
    return text("dates.in", date=month_words(day).removesuffix(f" {today.year}"))


def _time(duty: Duty, today: date) -> str:
    if duty.state == "waits":
        # The days of the meeting it hangs on are not its own: only their year is told.
        return _other_year(duty, today)
    if duty.state == "open" and duty.late:
        return _overdue(duty, today)
    if duty.due is None:
        return text("duties.soon") if duty.state == "open" else ""
    if duty.moved:
        return text("duties.moved", date=_day(duty.due, today))
    return _in_words(duty, today) if duty.said else _by(duty, duty.due, today)


def _by(duty: Duty, due: date, today: date) -> str:
    if duty.convener and is_year(duty.first, due):
        return _other_year(duty, today)
    day = _day(due, today)
    return day if duty.kind == "recurring" else text("calendar.by", date=day)


def _overdue(duty: Duty, today: date) -> str:
    if duty.due is None:
        return text("duties.overdue_since", date=day_words(duty.first))
    if duty.said and not duty.moved:
        return text("duties.overdue_said", said=_in_words(duty, today))
    month = not duty.moved and is_month(duty.first, duty.due)
    when = _in_month(duty.due, today) if month else _day(duty.due, today)
    return text("duties.overdue", when=when)


def _in_words(duty: Duty, today: date) -> str:
    said, year = clean(duty.said), duty.first.year
    return said if year == today.year else text("calendar.in_words", said=said, year=year)


def _other_year(duty: Duty, today: date) -> str:
    year = (duty.due or duty.first).year
    return "" if year == today.year else text("calendar.year", year=year)


def _day(day: date, today: date) -> str:
    return short_day(day, year=day.year != today.year)


def _beside(duty: Duty, today: date) -> list[str]:
    told = []
    if duty.state == "open":
        told += [text("duties.is_booked")] if _is_booked(duty) else []
        told += [text("calendar.host", host=clean(duty.host))] if duty.host else []
        told += [text("decisions.owner", name=clean(duty.owner))] if duty.owner else []
        later = duty.later_until
        if later and later > today:
            told.append(text("duties.later", date=_day(later, today)))
    elif state := word("calendar_state", duty.state, ""):
        reason = clean(duty.reason)
        told.append(text("common.part_of", label=state, value=reason) if reason else state)
    return told
