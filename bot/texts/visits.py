"""The words of a sheet for a visit, the same on the card and in the file."""

from bot.texts.dates import day_words
from bot.texts.safe import clean, shortened
from bot.texts.wording import text, word
from handlers.answers import VisitRow, VisitSection, VisitSheet

# A row has one line on the page.
LONGEST_ROW = 100
_LONGEST_MORE, _LONGEST_SOURCE = 30, 25
BETWEEN = " · "


def visit_title(sheet: VisitSheet) -> str:
    """Say which office it is about."""
    return text("visit.title", office=clean(sheet.office))


def visit_file(sheet: VisitSheet) -> str:
    """Return what the file is called."""
    name = "-".join(clean(sheet.office).replace(",", " ").replace("/", " ").split()).casefold()
    return text("visit.file", office=name, date=sheet.today.isoformat())


def section_lines(section: VisitSection) -> tuple[str, ...]:
    """Say what is known of one sort, and how much more there is; or that nothing is."""
    if not section.rows:
        return (word("visit_nothing", section.code),)
    rows = tuple(map(_row, section.rows))
    return (*rows, text("visit.more", count=section.left)) if section.left else rows


def _row(row: VisitRow) -> str:
    """Say it on one line: what it is makes room for how it stands and where that is from."""
    more = shortened(clean(row.more), _LONGEST_MORE)
    known = BETWEEN.join(filter(None, (more, word("visit_state", row.state, ""), _source(row))))
    room = LONGEST_ROW - len(known) - len(BETWEEN)
    return f"{shortened(clean(row.what), room)}{BETWEEN}{known}"


def _source(row: VisitRow) -> str:
    told = shortened(word("visit_source", row.source, clean(row.source)), _LONGEST_SOURCE)
    return text("visit.source_day", source=told, date=day_words(row.day)) if row.day else told
