from dataclasses import replace
from datetime import UTC, date, datetime

from bot.documents.visit_sheet import visit_sheet_file
from bot.texts.visits import LONGEST_ROW
from handlers.answers import VisitRow, VisitSection
from handlers.visits import MOST
from tests.bot.documents.word import faults, headings, lines, opened
from tests.bot.texts.paper_samples import VISIT

NOW = datetime(2027, 2, 11, 8, 30, tzinfo=UTC)
# In points: A4 between the margins, a line of each size with what is between.
PAGE = (29.7 - 2 * 1.5) * 72 / 2.54
TITLE, HEADING, ROW = 15 * 1.25 + 6, 11 * 1.25 + 6, 9 * 1.25 + 1


def test_sheet_can_be_read_by_everybody() -> None:
    document = opened(visit_sheet_file(VISIT.sheet, NOW))

    assert list(faults(document)) == []
    assert headings(document, 1) == ["Besöksblad, Habo"]
    assert headings(document, 2) == ["Kontaktpersoner", "Sitter i grupper", "Lovat och beslutat"]


def test_each_thing_says_where_it_is_from_and_how_old_it_is() -> None:
    document = opened(visit_sheet_file(VISIT.sheet, NOW))

    told = lines(document)
    assert "Kim Kontakt · kim@habo.example · registret, 4 november 2026" in told
    assert "Saknas: ingen därifrån står i någon grupp i registret" in told
    assert (
        "Vi inför gemensamma kontrolldagar · Bo Ek · försenat · Styrgruppsmöte, 10 februari 2027"
    ) in told
    assert "… och 3 till" in told


def test_fullest_sheet_fits_one_page() -> None:
    long = VisitRow("W" * 300, "register", "m" * 300, "late", date(2027, 9, 30))
    full = tuple(VisitSection(code, (long,) * most, 99) for code, most in MOST.items())

    document = opened(visit_sheet_file(replace(VISIT.sheet, sections=full), NOW))

    rows = [line for line in lines(document) if line.startswith(("W", "…"))]
    assert max(map(len, lines(document))) <= LONGEST_ROW
    assert len(rows) == sum(MOST.values()) + len(MOST)
    assert TITLE + ROW + len(MOST) * HEADING + len(rows) * ROW < PAGE
