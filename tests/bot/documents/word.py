"""Word files as their readers see them."""

import io
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.oxml.ns import qn

from bot.documents.attachments import Attachment


def opened(file: Attachment) -> Document:
    return docx.Document(io.BytesIO(file.content))


def headings(document: Document, level: int) -> list[str]:
    return [one.text for one in document.paragraphs if _style(one) == f"Heading {level}"]


def lines(document: Document) -> list[str]:
    return [one.text for one in document.paragraphs]


def rows(document: Document, table: int = 0) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in document.tables[table].rows]


def faults(document: Document) -> Iterator[str]:
    """Say what keeps somebody from reading a file: its language, its title, its tables' heads."""
    properties = document.core_properties
    if not properties.title or properties.language != "sv-SE":
        yield "no title, or no language"
    languages = {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))}
    if languages != {"sv-SE"}:
        yield "another language"
    if len(headings(document, 1)) != 1:
        yield "not one heading on top"
    for number, table in enumerate(document.tables):
        if table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is None:  # noqa: SLF001 - no words for it
            yield f"table {number} has no heads"


def _style(paragraph: object) -> str:
    style = getattr(paragraph, "style", None)
    return str(getattr(style, "name", ""))
