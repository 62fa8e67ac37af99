"""The words of a draft of minutes, the same on the card and in the file."""

from bot.texts.booked import meeting_name
from bot.texts.dates import hour_words, short_day
from bot.texts.safe import inside_sentence
from bot.texts.wording import text, word
from handlers.answers import MinutesDraft
from handlers.contents import SentMinutes


def draft_kind(draft: MinutesDraft) -> str:
    """Say what it is: "Protokoll" or "Anteckningar"."""
    return word("minutes_kind", _code(draft))


def draft_title(draft: MinutesDraft) -> str:
    """Say of what: "Protokoll, styrgruppsmöte, ons 10 feb 2027"."""
    named = inside_sentence(meeting_name(draft.meeting))
    titled = text("minutes.title", kind=draft_kind(draft), meeting=named)
    return text("minutes.title", kind=titled, meeting=draft_day(draft))


def draft_day(draft: MinutesDraft) -> str:
    """Say the day, or the days."""
    first, last = draft.meeting.first, draft.meeting.last
    return short_day(first) if first == last else f"{short_day(first)}–{short_day(last)}"


def draft_hours(draft: MinutesDraft) -> str:
    """Say from when to when, as far as that is known."""
    known = (draft.meeting.starts, draft.meeting.ends)
    return "–".join(hour_words(one) for one in known if one)


def file_name(draft: MinutesDraft) -> str:
    """Return what the file is called: "protokoll-2027-02-10.docx"."""
    return text(
        "minutes.file",
        kind=word("minutes_file", _code(draft)),
        date=draft.meeting.first.isoformat(),
    )


def sent_title(content: SentMinutes) -> str:
    """Say what finished minutes are of: "Protokoll: styrgruppsmöte, ons 10 feb 2027"."""
    named = inside_sentence(meeting_name(content.meeting))
    said = text("minutes.title", kind=named, meeting=short_day(content.meeting.first))
    kind = word("minutes_kind", "minutes" if content.formal else "notes")
    return text("common.part_of", label=kind, value=said)


def sent_lead(content: SentMinutes) -> str:
    """Say that they are finished."""
    return word("minutes_sent", "minutes" if content.formal else "notes")


def _code(draft: MinutesDraft) -> str:
    return "minutes" if draft.formal else "notes"
