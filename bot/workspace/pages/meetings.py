"""What a calendar shows of each meeting, and the days that they stand under."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from itertools import groupby

from bot.workspace.agenda import Answer, Entry, Event, Moment, Status, When
from bot.workspace.agenda.moments import STOCKHOLM, day_of
from bot.workspace.pages.moments import told_day
from bot.workspace.pages.recurring import told_exceptions, told_rule
from bot.workspace.post import Fate, State

UNTITLED = "Möte utan rubrik"
LABELS: Mapping[Status, str] = {
    Status.ACCEPTED: "Accepterat",
    Status.TENTATIVE: "Preliminärt",
    Status.DECLINED: "Avböjt",
}
NOW: Mapping[Status, str] = {
    Status.ACCEPTED: "Du har accepterat.",
    Status.TENTATIVE: "Du har svarat preliminärt.",
    Status.DECLINED: "Du har avböjt.",
}
BEFORE: Mapping[Status, str] = {
    Status.ACCEPTED: "Du accepterade förut. Mötet har ändrats sedan dess, så svara igen.",
    Status.TENTATIVE: "Du svarade preliminärt förut. Mötet har ändrats sedan dess, så svara igen.",
    Status.DECLINED: "Du avböjde förut. Mötet har ändrats sedan dess, så svara igen.",
}
NOT_YET = "Du har inte svarat."
ON_ITS_WAY = "Det är på väg till boten."
NOT_GRANTED = "Den tiden passade inte, så mötet är kvar på sin tid."
OFF = "Mötet är inställt, eller så är du inte längre inbjuden. Mejlet säger vilket."
TEXT_CHANGED = "Texten om mötet är ändrad."
AGAIN = "Du är inbjuden igen."
CANCELLED, ASKED_AGAIN, UNANSWERED = "Inställt", "Svara igen", "Obesvarat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Show one meeting. ``ticket`` is the form's: what is sent twice with it is one answer."""

    key: str
    entry: Entry
    title: str
    when: str
    whole: str
    iso: str
    state: str
    label: str
    told: tuple[str, ...]
    # What its owner has answered, as a sentence and as the button that they pressed.
    answer: str
    status: str
    comment: str
    fate: str
    reply: str
    proposal: str
    proposal_fate: str
    ticket: str

    @property
    def aloud(self) -> str:
        """Say what is new of it."""
        return ". ".join((f"{self.title}: {self.label}", *self.told[:1]))

    @property
    def about(self) -> str:
        """Give what it is about, on several lines."""
        return self.entry.event.text("DESCRIPTION")


@dataclass(frozen=True, slots=True)
class Day:
    """Show the meetings of one day; without a day, those that come back."""

    key: str
    name: str
    cards: tuple[Card, ...]
    is_today: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """Show a calendar: the days that come, and what has been, the latest first."""

    days: tuple[Day, ...]
    past: tuple[Card, ...]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing has come yet."""
        return not self.past and not any(day.cards for day in self.days)


def key_of(entry: Entry) -> str:
    """Give what a meeting is called in addresses: its own id may hold anything."""
    return sha256(entry.uid.encode()).hexdigest()[:16]


def plan(entries: Iterable[Entry], fates: Mapping[str, Fate], now: datetime) -> Plan:
    """Lay out a calendar; ``fates`` is what became of each answer, by the key of its mail."""
    ordered = sorted(entries, key=lambda one: (_instant(one.when.starts), one.uid))
    series = [one for one in ordered if one.is_series]
    ahead = [one for one in ordered if not one.is_series and not one.is_over(now)]
    past = [one for one in ordered if one.is_over(now)]
    days = list(_days(ahead, fates, day_of(now)))
    if series:
        days.append(Day("again", "Återkommer", tuple(_card(one, fates) for one in series)))
    return Plan(tuple(days), tuple(_card(one, fates, whole=True) for one in reversed(past)))


def card(entry: Entry, fates: Mapping[str, Fate]) -> Card:
    """Show one meeting by itself, with its day."""
    return _card(entry, fates, whole=True)


def told_when(when: When) -> str:
    """Say when a meeting is, by itself: "ons 10 feb 2027 9.00–12.00"."""
    if when.first == when.last:
        return f"{told_day(when.first)} {_hours(when)}"
    if when.is_whole_days:
        return f"{told_day(when.first)} – {told_day(when.last)}, hela dagarna"
    starts, ends = (f"{told_day(day_of(one))} {_hour(one)}" for one in (when.starts, when.ends))
    return f"{starts} – {ends}"


def _days(entries: Iterable[Entry], fates: Mapping[str, Fate], today: date) -> Iterator[Day]:
    """Yield today, whether or not there is anything, and each day with something after it."""

    def shown_on(entry: Entry) -> date:
        # What began before today and goes on is of today.
        return max(entry.when.first, today)

    found = {day: tuple(those) for day, those in groupby(entries, shown_on)}
    for day in sorted({today, *found}):
        cards = tuple(_card(one, fates) for one in found.get(day, ()))
        name = f"I dag, {told_day(day)}" if day == today else _capital(told_day(day))
        yield Day(day.isoformat(), name, cards, is_today=day == today)


def _card(entry: Entry, fates: Mapping[str, Fate], *, whole: bool = False) -> Card:
    single = entry.when.first == entry.when.last and not entry.is_series
    said = entry.answer
    state, label = _state(entry)
    return Card(
        key=key_of(entry),
        entry=entry,
        title=entry.event.text("SUMMARY") or UNTITLED,
        when=_hours(entry.when) if single and not whole else told_when(entry.when),
        whole=told_when(entry.when),
        iso=entry.when.starts.isoformat(),
        state=state,
        label=label,
        told=tuple(_told(entry)),
        answer="" if entry.cancelled else _answer(entry),
        status=said.status if said else "",
        comment=said.comment if said else "",
        fate=_fate(said.letter, fates) if said else "",
        reply=said.letter if said else "",
        proposal=told_when(entry.proposal.when) if entry.proposal else "",
        proposal_fate=_proposal_fate(entry, fates),
        ticket=_ticket(entry),
    )


def _state(entry: Entry) -> tuple[str, str]:
    if entry.cancelled:
        return "cancelled", CANCELLED
    if entry.answer:
        return entry.answer.status.lower(), LABELS[entry.answer.status]
    return "waiting", ASKED_AGAIN if entry.earlier else UNANSWERED


def _answer(entry: Entry) -> str:
    if entry.answer:
        return NOW[entry.answer.status]
    return BEFORE[entry.earlier.status] if entry.earlier else NOT_YET


def _fate(letter: str, fates: Mapping[str, Fate]) -> str:
    fate = fates.get(letter)
    if fate is None or fate.state is State.WAITING:
        return ON_ITS_WAY
    return fate.told


def _proposal_fate(entry: Entry, fates: Mapping[str, Fate]) -> str:
    if entry.proposal is None:
        return ""
    return NOT_GRANTED if entry.proposal.declined else _fate(entry.proposal.letter, fates)


def _told(entry: Entry) -> Iterator[str]:
    """Yield what has changed, in the order of weight."""
    if entry.cancelled:
        why = entry.event.text("COMMENT")
        yield from filter(None, (OFF, why))
        return
    if entry.again:
        yield AGAIN
    if entry.before is not None:
        changes = list(_changes(entry.before, entry))
        # The text repeats the time and the place, and is another whenever they are.
        about = entry.before.text("DESCRIPTION") != entry.event.text("DESCRIPTION")
        yield from changes or ([TEXT_CHANGED] if about else [])
    yield from filter(None, (told_rule(entry), *told_exceptions(entry)))


def _changes(before: Event, entry: Entry) -> Iterator[str]:
    now = entry.event
    if before.when is not None and before.when != entry.when:
        yield f"Flyttat från {told_when(before.when)}."
    if before.place != now.place:
        yield f"Ny plats, förut {before.place}." if before.place else "Platsen är ny."
    if before.link != now.link:
        yield "Länken är ny." if now.link else "Länken är borttagen."
    if before.text("SUMMARY") != now.text("SUMMARY"):
        yield f"Nytt namn, förut {before.text('SUMMARY')}."


def _ticket(entry: Entry) -> str:
    """Give a number that is another one as soon as something has been sent."""
    said: tuple[Answer | None, ...] = (entry.answer, entry.earlier)
    letters = [one.letter if one else "" for one in (*said, entry.proposal)]
    return sha256("\0".join((entry.uid, str(entry.sequence), *letters)).encode()).hexdigest()[:16]


def _hours(when: When) -> str:
    if when.is_whole_days:
        return "hela dagen"
    starts, ends = _hour(when.starts), _hour(when.ends)
    return f"{starts}–{ends}" if starts != ends else f"{starts}"


def _hour(moment: Moment) -> str:
    if not isinstance(moment, datetime):
        return ""
    local = moment.astimezone(STOCKHOLM)
    return f"{local.hour}.{local:%M}"


def _instant(moment: Moment) -> datetime:
    if isinstance(moment, datetime):
        return moment
    return datetime(moment.year, moment.month, moment.day, tzinfo=STOCKHOLM)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
