"""CSV as people's programs write it: semicolons, Windows-1252, a byte order mark, tabs."""

import codecs
import csv
import io
from collections.abc import Iterator

from bot.documents.tables import known_headings, make_table
from handlers.imports import Code, Problem, Row, Source, Unreadable

DELIMITERS = ";\t,"
# A quote that is never closed would swallow the rest of the file as one cell.
MAX_CELL = 100_000
_SAMPLED_LINES = 20


def read_csv(file: str, content: bytes) -> Source:
    """Read a CSV file; rows are counted as a spreadsheet counts them."""
    text = _decode(content)
    if text is None:
        return Unreadable(Problem(Code.ENCODING, file))
    first, _, rest = text.partition("\n")
    separator = first.strip().casefold().removeprefix("sep=")
    if first.casefold().startswith("sep=") and separator in DELIMITERS:
        return _table(file, rest, separator)
    return _table(file, text, _delimiter(text))


def _table(file: str, text: str, delimiter: str) -> Source:
    rows: list[Row] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            if any(len(cell) > MAX_CELL for cell in cells):
                return Unreadable(Problem(Code.BAD_CSV, file, len(rows) + 1))
            rows.append(Row(len(rows) + 1, tuple(cell.strip() for cell in cells)))
    except csv.Error:
        return Unreadable(Problem(Code.BAD_CSV, file, len(rows) + 1))
    return make_table(file, rows)


def _decode(content: bytes) -> str | None:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        # Excel in Swedish writes Windows-1252 unless it is asked for UTF-8.
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _delimiter(text: str) -> str:
    sample = "\n".join(text.splitlines()[:_SAMPLED_LINES])
    return max(DELIMITERS, key=lambda delimiter: max(_scores(sample, delimiter), default=(0, 0)))


def _scores(sample: str, delimiter: str) -> Iterator[tuple[int, int]]:
    # Known headings decide, then the width: texts are full of commas.
    # Not strict: the sample may end in the middle of a quoted cell.
    for cells in csv.reader(sample.splitlines(), delimiter=delimiter):
        yield known_headings(cells), len(cells)
