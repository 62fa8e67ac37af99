"""What falls due, in plain Swedish: a line for each duty, and what a reminder is called."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.texts.dates import day_words, month_words, short_day
from bot.texts.safe import clean, sentence_case, shortened
from bot.texts.wording import text, word
from handlers.contents import Act, Duty, Missed, OfficeCount, Reminders

BETWEEN = " · "
MOST_NAMES = 5
LONGEST_SUBJECT = 200
_DAY = timedelta(days=1)
_SUNDAY = 7
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
    if duty.collaboration in {"", collaboration}:
        return line
    return f"{line}{BETWEEN}{clean(duty.collaboration)}"


def duty_name(duty: Duty) -> str:
    """Say which duty it is, and no more."""
    named, part = clean(duty.title), clean(duty.part)
    if part:
        # What is to be done first: "Kallelse (styrgruppsmöten)".
        named = text("common.bracketed", value=sentence_case(part), more=_inside(named))
    return text("duties.of_office", what=named, office=clean(duty.office)) if duty.office else named


def act_label(act: Act) -> str:
    """Say what can be done about a duty, as on a button."""
    return word("act", act)


def reminders_title(content: Reminders) -> str:
    """Say what a reminder holds, no more urgent than it is, and who reminds."""
    return _titled(_heading(content), content.collaboration)


def reminders_subject(content: Reminders) -> str:
    """Say it all where there is one duty, else how many there are and the most urgent one."""
    first = min(content.duties, key=_urgency)
    line = _inside(duty_line(first, content.today))
    count = len(content.duties)
    said = (
        text("duties.subject", line=line)
        if count == 1
        else text("duties.subject_many", count=count, line=line)
    )
    return shortened(said, LONGEST_SUBJECT)


def missed_title(content: Missed) -> str:
    """Say that reminders were not sent, and whose."""
    return _titled(text("duties.missed"), content.collaboration)


def missed_lead(content: Missed) -> str:
    """Say why they were not sent."""
    since = short_day(content.since)
    if content.since == content.until:
        return text("duties.missed_day", day=since)
    return text("duties.missed_days", since=since, until=short_day(content.until))


def missed_lines(content: Missed) -> tuple[str, ...]:
    """Say what nobody was reminded of, a line each."""
    own = content.collaboration
    return tuple(line_within(duty, content.until, own) for duty in content.duties)


def is_month(first: date, last: date) -> bool:
    """Tell whether the days are a whole month."""
    same = (first.year, first.month) == (last.year, last.month)
    return same and first.day == 1 and (last + _DAY).day == 1


def is_year(first: date, last: date) -> bool:
    """Tell whether the days are a whole year."""
    return (first, last) == (date(last.year, 1, 1), date(last.year, 12, 31))


def _what(duty: Duty) -> str:
    name = duty_name(duty)
    return text("duties.book", what=_inside(name)) if _to_book(duty) else name


def _to_book(duty: Duty) -> bool:
    mine = not duty.convener and duty.offices is None and not duty.office
    return mine and duty.state == "open" and duty.kind in _BOOKED and duty.missing > 0


def _is_booked(duty: Duty) -> bool:
    """Tell whether the one meeting that is wanted is booked; of several it is told how many."""
    one = duty.kind in _BOOKED and duty.most == 1 and not duty.convener
    return one and duty.booked > 0 and duty.missing == 0


def _inside(words: str) -> str:
    """Begin with a small letter, as inside a sentence; an abbreviation keeps its capitals."""
    first = words.partition(" ")[0]
    return words[:1].lower() + words[1:] if first[1:].islower() else words


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
        later = duty.later_until
        if later and later > today:
            told.append(text("duties.later", date=_day(later, today)))
    elif state := word("calendar_state", duty.state, ""):
        reason = clean(duty.reason)
        told.append(text("common.part_of", label=state, value=reason) if reason else state)
    return told


def _titled(heading: str, collaboration: str) -> str:
    return text("duties.titled", heading=heading, collaboration=clean(collaboration))


def _heading(content: Reminders) -> str:
    """Choose the words that hold for every duty of a reminder."""
    duties, today = content.duties, content.today
    sunday = today + (_SUNDAY - today.isoweekday()) * _DAY
    if all(duty.late for duty in duties):
        return text("duties.late")
    if all(_due_by(duty, today) for duty in duties):
        return text("duties.today")
    return _coming(duties, sunday)


def _coming(duties: Sequence[Duty], sunday: date) -> str:
    soon = [_due_by(duty, sunday) or duty.due is None for duty in duties]
    if all(soon):
        return text("duties.this_week")
    return text("duties.now_and_later") if any(soon) else text("duties.ahead")


def _due_by(duty: Duty, day: date) -> bool:
    return duty.late or (duty.due is not None and duty.due <= day)


def _urgency(duty: Duty) -> tuple[bool, date]:
    """Order what is late first, then by the last day; as soon as possible is since its first."""
    return not duty.late, duty.due or duty.first
