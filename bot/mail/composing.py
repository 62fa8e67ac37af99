"""From a notice to what stands in a mail."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.mail.links import Links, NoLinks
from bot.mail.sheets import Entry, Footing, Group, Link, Sheet, first_of
from bot.texts import text, word
from bot.texts.duties import act_label, duty_name, line_within
from bot.texts.reminding import missed_lead, missed_title, reminders_subject, reminders_title
from bot.texts.safe import clean, shortened
from handlers.contents import Duties, Duty, Missed, Reminders
from handlers.ports import Recipient

# For each duty with links, so many have room for a line.
_LINES = 5
_LONGEST_LINE = 700
_LONGEST_BRIEF = 200
_LONGEST_PREVIEW = 150
_DAY = timedelta(days=1)
_SUNDAY = 7


def composed(to: Recipient, content: Duties, links: Links, most: int) -> Sheet:
    """Return what a mail says, with links for at most so many duties and a line for some more."""
    reader = _reader(to, content, links)
    if isinstance(content, Missed):
        return _missed(content, reader, most)
    return _reminders(content, reader, most)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Who reads it: as what, and whom they turn to where there is no link."""

    role: str
    helper: str
    person_id: int
    links: Links

    def entry(self, duty: Duty, content: Duties, today: date) -> Entry:
        line = shortened(line_within(duty, today, content.collaboration), _LONGEST_LINE)
        return Entry(line, _lead_of(line, duty), tuple(self._ways(duty)))

    def footing(self, content: Duties) -> Footing:
        settings = self.links.settings(self.person_id)
        return Footing(
            sender=text("mail.sender", collaboration=clean(content.collaboration)),
            why=self._why(content),
            change=text("mail.settings") if settings else word("mail_change", self.role),
            settings=settings,
        )

    def _ways(self, duty: Duty) -> Iterator[Link]:
        if duty.number is None:
            return
        name = shortened(duty_name(duty), _LONGEST_BRIEF)
        for act in duty.acts:
            address = self.links.act(self.person_id, duty.number, act, duty.office)
            if address:
                label = act_label(act)
                yield Link(label, text("common.part_of", label=label, value=name), address)

    def _why(self, content: Duties) -> str:
        if self.role == "keeper":
            return text("mail.why_keeper", collaboration=clean(content.collaboration))
        if self.role == "owner":
            return text("mail.why_owner", collaboration=clean(content.collaboration))
        names = dict.fromkeys(clean(duty.office) for duty in content.duties)
        return text("mail.why_office", offices=", ".join(names))


def _lead_of(line: str, duty: Duty) -> str:
    """Return the line as far as it says what the duty is: "Boka styrgruppsmöten"."""
    # Within a line the name may begin with a small letter.
    found = re.search(re.escape(duty_name(duty)), line, re.IGNORECASE)
    return line[: found.end()] if found else ""


def _reader(to: Recipient, content: Duties, links: Links) -> _Reader:
    duties = content.duties
    # An office's part is its contact person's; everything else is for who keeps the calendar.
    role = "office" if duties and all(duty.office for duty in duties) else "keeper"
    if duties and all(duty.decision is not None for duty in duties):
        role = "owner"
    helper = "chat" if to.slack_user else role
    if to.person_id is None:
        return _Reader(role, helper, 0, NoLinks())
    return _Reader(role, helper, to.person_id, links)


def _reminders(content: Reminders, reader: _Reader, most: int) -> Sheet:
    duties = sorted(content.duties, key=_urgency)
    groups, notes = _fitted(_stretches(content, duties, reader), content, reader, most)
    return Sheet(
        subject=reminders_subject(content),
        preview=_preview(content, duties),
        title=reminders_title(content),
        lead=_lead(duties),
        groups=groups,
        notes=notes,
        footing=reader.footing(content),
    )


def _missed(content: Missed, reader: _Reader, most: int) -> Sheet:
    title, lead = missed_title(content), missed_lead(content)
    entries = tuple(reader.entry(duty, content, content.until) for duty in content.duties)
    groups, notes = _fitted([Group("", entries)], content, reader, most)
    return Sheet(
        subject=title,
        preview=shortened(lead, _LONGEST_PREVIEW),
        title=title,
        lead=lead,
        groups=groups,
        notes=notes,
        footing=reader.footing(content),
    )


def _urgency(duty: Duty) -> tuple[bool, date]:
    return not duty.late, duty.due or duty.first


def _preview(content: Reminders, duties: Sequence[Duty]) -> str:
    """Say what the subject leaves out: in a list of mails the one stands beside the other."""
    others = [line_within(duty, content.today, content.collaboration) for duty in duties[1:]]
    said = text("mail.then", lines="; ".join(others)) if others else reminders_title(content)
    return shortened(said, _LONGEST_PREVIEW)


def _lead(duties: Sequence[Duty]) -> str:
    count, late = len(duties), sum(duty.late for duty in duties)
    if count == 1:
        return ""
    if late in {0, count}:
        return text("mail.count", count=count)
    if late == 1:
        return text("mail.count_late_one", count=count)
    return text("mail.count_late", count=count, late=late)


def _stretches(content: Reminders, duties: Sequence[Duty], reader: _Reader) -> list[Group]:
    """Gather duties by when they are due; one heading alone would only repeat the title."""
    today = content.today
    sunday = today + (_SUNDAY - today.isoweekday()) * _DAY
    found: dict[str, list[Entry]] = {"late": [], "week": [], "further": []}
    for duty in duties:
        soon = duty.due is None or duty.due <= sunday
        name = "late" if duty.late else "week" if soon else "further"
        found[name].append(reader.entry(duty, content, today))
    groups = [
        Group(word("mail_group", name), tuple(entries), late=name == "late")
        for name, entries in found.items()
        if entries
    ]
    return groups if len(groups) > 1 else [replace(group, heading="") for group in groups]


def _fitted(
    groups: Sequence[Group], content: Duties, reader: _Reader, most: int
) -> tuple[tuple[Group, ...], tuple[str, ...]]:
    """Return the groups with as many entries as have room, and what is left to say of them."""
    entries = [entry for group in groups for entry in group.entries]
    lines = most * _LINES
    whole = most if any(entry.links for entry in entries) else lines
    shown, brief = first_of(groups, whole), entries[whole:lines]
    if brief:
        shown.append(Group(text("mail.besides"), tuple(map(_brief, brief))))
    notes = (
        _how(content, entries, reader),
        _where(len(entries) - lines, len(brief), reader),
    )
    return tuple(shown), tuple(filter(None, notes))


def _brief(entry: Entry) -> Entry:
    return Entry(shortened(entry.line, _LONGEST_BRIEF))


def _how(content: Duties, entries: Sequence[Entry], reader: _Reader) -> str:
    """Say how to answer where something can be done that no link leads to."""
    doable = sum(len(duty.acts) for duty in content.duties if duty.number is not None)
    linked = sum(len(entry.links) for entry in entries)
    return word("mail_answer", reader.helper) if linked < doable else ""


def _where(left: int, brief: int, reader: _Reader) -> str:
    """Say where one finds what has no room."""
    where = word("mail_rest", reader.helper)
    if left > 0:
        return text("mail.more", count=left, where=where)
    return text("mail.no_links", where=where) if brief else ""
