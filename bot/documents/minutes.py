"""A draft of minutes or notes as a Word file, to be written on in."""

from collections import Counter
from datetime import datetime

from bot.documents.attachments import Attachment
from bot.documents.word import Sheet
from bot.texts import text
from bot.texts.booked import when_words
from bot.texts.dates import short_day
from bot.texts.minutes import draft_day, draft_hours, draft_kind, draft_title, file_name
from bot.texts.safe import sentence_case
from bot.texts.wording import word
from handlers.answers import MinutesDraft

# So many rows are left to write new decisions in.
_FREE_ROWS = 3
_BETWEEN = " · "


def minutes_file(draft: MinutesDraft, now: datetime) -> Attachment:
    """Return a draft as a Word file. ``now`` is the aware moment that it is made."""
    sheet = Sheet(draft_title(draft), draft.meeting.collaboration)
    sheet.line(text("minutes.draft")).runs[0].italic = True
    _facts(sheet, draft)
    _people(sheet, draft)
    _agenda(sheet, draft)
    _decisions(sheet, draft)
    _end(sheet, draft)
    sheet.numbered_pages()
    return sheet.saved(file_name(draft), now)


def _facts(sheet: Sheet, draft: MinutesDraft) -> None:
    meeting = draft.meeting
    for label, value in (
        (text("minutes.organiser"), meeting.collaboration),
        (text("minutes.day"), draft_day(draft)),
        (text("minutes.time"), draft_hours(draft)),
        (text("minutes.place"), meeting.place),
        (text("minutes.host"), meeting.host),
    ):
        sheet.line(value or text("minutes.unknown"), label)


def _people(sheet: Sheet, draft: MinutesDraft) -> None:
    sheet.heading(text("minutes.people"))
    if not draft.people:
        sheet.line(text("minutes.nobody"))
        sheet.room()
        return
    counted = Counter(one.how for one in draft.people)
    sheet.line(
        _BETWEEN.join(
            text("minutes.count", count=count, what=word("presence", how))
            for how, count in counted.items()
        )
    )
    sheet.table(
        (text("minutes.name"), text("minutes.office"), text("minutes.took_part")),
        [(one.name, one.office, sentence_case(word("presence", one.how))) for one in draft.people],
        (6, 6, 4),
    )


def _agenda(sheet: Sheet, draft: MinutesDraft) -> None:
    sheet.heading(text("minutes.agenda"))
    for number, item in enumerate(draft.items, start=1):
        sheet.heading(text("minutes.item", number=number, title=item.title), 3)
        for line in item.lines:
            sheet.line(line)
        sheet.room()
    if not draft.items:
        sheet.heading(text("minutes.no_items"), 3)
        sheet.room()


def _decisions(sheet: Sheet, draft: MinutesDraft) -> None:
    sheet.heading(text("minutes.decisions"))
    rows = [
        (str(one.number), one.text, one.owner, short_day(one.due) if one.due else "")
        for one in draft.decisions
    ]
    columns = (
        text("minutes.number"),
        text("minutes.decision"),
        text("minutes.owner"),
        text("minutes.due"),
    )
    sheet.table(columns, [*rows, *[("", "", "", "")] * _FREE_ROWS], (1.2, 8.3, 3.5, 3))


def _end(sheet: Sheet, draft: MinutesDraft) -> None:
    sheet.heading(text("minutes.next"))
    coming = draft.next_meeting
    told = [when_words(coming), coming.place] if coming else [text("minutes.no_next")]
    sheet.line(_BETWEEN.join(one for one in told if one))
    sheet.heading(text("minutes.signed") if draft.formal else draft_kind(draft))
    label = text("minutes.secretary") if draft.formal else text("minutes.noted")
    sheet.line(draft.secretary or "_" * 30, label)
    if draft.formal:
        sheet.line("_" * 30, text("minutes.adjuster"))
