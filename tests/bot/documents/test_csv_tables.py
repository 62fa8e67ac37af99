import codecs

import pytest

from bot.documents.csv_tables import MAX_CELL, read_csv
from handlers.imports import Code, Row, Source, Table, Unreadable

TEXT = "Namn;E-post\r\nÅsa Öberg;asa@ale.example\r\n"


def rows(source: Source) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    assert isinstance(source, Table)
    return source.headings, source.rows


EXPECTED = (("Namn", "E-post"), (Row(2, ("Åsa Öberg", "asa@ale.example")),))


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("cp1252"),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.replace(";", ",").encode(),
        TEXT.replace(";", "\t").encode("cp1252"),
        TEXT.replace("\r\n", "\n").encode(),
        TEXT.replace("\r\n", "\r").encode(),
        f"sep=;\r\n{TEXT}".encode("cp1252"),
    ],
)
def test_csv_is_read_however_it_was_saved(content: bytes) -> None:
    assert rows(read_csv("a.csv", content)) == EXPECTED


def test_csv_keeps_quoted_delimiters_and_line_breaks() -> None:
    content = (
        b'Projekt;Status;M\xe5l\r\n"Ett; tv\xe5";klart;"rad ett\r\nrad ""tv\xe5"""\r\nX;klart;\r\n'
    )

    headings, found = rows(read_csv("a.csv", content))

    assert headings == ("Projekt", "Status", "Mål")
    assert found == (
        Row(2, ("Ett; två", "klart", 'rad ett\r\nrad "två"')),
        Row(3, ("X", "klart", "")),
    )


def test_csv_finds_the_headings_below_a_title_and_skips_empty_rows() -> None:
    text = "Telefonboken 2026;;\n;;\nNamn;E-post;Telefon\n;;\nÅsa;asa@ale.example;1\n"

    found = read_csv("a.csv", text.encode())

    assert isinstance(found, Table)
    assert (found.heading_row, found.headings) == (3, ("Namn", "E-post", "Telefon"))
    assert found.rows == (Row(5, ("Åsa", "asa@ale.example", "1")),)


def test_csv_with_commas_in_the_texts_is_still_cut_at_semicolons() -> None:
    text = "Namn;E-post;Ämnesområden\nÅsa;asa@ale.example;a, b, c, d, e\n"

    headings, _ = rows(read_csv("a.csv", text.encode()))

    assert headings == ("Namn", "E-post", "Ämnesområden")


def test_csv_of_nothing_is_a_table_without_headings() -> None:
    assert rows(read_csv("a.csv", b"")) == ((), ())


@pytest.mark.parametrize(
    ("content", "code", "row"),
    [
        (b'Namn;E-post\n"aldrig slut;x\n', Code.BAD_CSV, 2),
        (b'Namn;E-post\n"a"b;x\n', Code.BAD_CSV, 2),
        (b"Namn;E-post\n" + b"x" * (MAX_CELL + 1) + b";x\n", Code.BAD_CSV, 2),
        (b"Namn;E-post\n\x81;x\n", Code.ENCODING, None),
    ],
)
def test_csv_that_is_broken_is_refused(content: bytes, code: Code, row: int | None) -> None:
    found = read_csv("a.csv", content)

    assert isinstance(found, Unreadable)
    assert (found.problem.code, found.problem.file, found.problem.row) == (code, "a.csv", row)
