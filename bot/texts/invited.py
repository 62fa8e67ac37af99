"""An invitation in words, the same in every door."""

import re
from datetime import date, datetime

from bot.texts.booked import meeting_name
from bot.texts.dates import short_day
from bot.texts.safe import clean, inside_sentence, shortened
from bot.texts.wording import text, word
from handlers.contents import Invitation
from handlers.ports import SWEDEN

LONGEST_SUBJECT = 200
_MOST_LINES = 60
# What else a link can be, a script among it, nobody is to be led to.
_WEB = re.compile(r"https?://[!-~]+")


def invitation_title(content: Invitation) -> str:
    """Say what it is about: "Inbjudan: chefsmöte, tis 20 apr 2027 kl. 9.00–12.00"."""
    named = meeting_name(content.meeting)
    said = text("invite.title", what=inside_sentence(named), when=time_words(content))
    titled = text("common.part_of", label=word("invitation", _code(content)), value=said)
    return shortened(titled, LONGEST_SUBJECT)


def invitation_lead(content: Invitation) -> str:
    """Say what that means for the reader."""
    return word("invitation_lead", _code(content))


def invitation_rows(content: Invitation) -> tuple[tuple[str, str], ...]:
    """Return when, where and until when to answer, labelled. The link is told apart."""
    meeting = content.meeting
    host = text("calendar.host", host=clean(meeting.host)) if meeting.host else ""
    where = " · ".join(filter(None, (clean(meeting.place), host)))
    answer = short_day(content.answer_by) if content.answer_by and not content.cancelled else ""
    rows = (
        (text("invite.when"), time_words(content)),
        (text("invite.where"), where),
        (text("invite.answer_by"), answer),
    )
    return tuple((label, value) for label, value in rows if value)


def join_link(content: Invitation) -> str:
    """Return where one takes part at a distance; nothing where that is no web address."""
    link = clean(content.meeting.link)
    return link if _WEB.fullmatch(link) and not content.cancelled else ""


def about_lines(content: Invitation) -> tuple[str, ...]:
    """Return what the meeting is about, a line each."""
    lines = [clean(line) for line in content.about.splitlines()]
    return tuple(line for line in lines if line)[:_MOST_LINES]


def time_words(content: Invitation) -> str:
    """Say when: days alone, or with the hours in Swedish time."""
    first, last = content.meeting.first, content.meeting.last
    starts, ends = content.starts_at, content.ends_at
    if starts is None or ends is None:
        return _days(first, last)
    if first == last:
        return text("invite.hours", day=short_day(first), starts=_hour(starts), ends=_hour(ends))
    begins = text("agenda.at", day=short_day(first), time=_hour(starts))
    return f"{begins}–{text('agenda.at', day=short_day(last), time=_hour(ends))}"


def _days(first: date, last: date) -> str:
    return short_day(first) if first == last else f"{short_day(first)}–{short_day(last)}"


def _hour(moment: datetime) -> str:
    local = moment.astimezone(SWEDEN)
    return f"{local.hour}.{local:%M}"


def _code(content: Invitation) -> str:
    if content.removed:
        return "removed"
    if content.cancelled:
        return "cancelled"
    return "changed" if content.changed else "new"
