"""Word files that everybody can read: real headings, tables with headings, Swedish, a title."""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from bot.documents.attachments import Attachment
from bot.texts import text
from bot.texts.safe import clean, fit_for_xml

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Row
    from docx.text.paragraph import Paragraph

WORD_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LANGUAGE = "sv-SE"
_FONT = "Calibri"
_INK, _QUIET = RGBColor(0x1B, 0x1F, 0x23), RGBColor(0x59, 0x62, 0x6B)
_TIGHT = {"Heading 1": 15, "Heading 2": 11}
_SIZES = {"Title": 22, "Heading 1": 20, "Heading 2": 14, "Heading 3": 12}


def said(typed: str) -> str:
    """Return what somebody has written on one line that XML can hold."""
    return fit_for_xml(clean(typed))


class Sheet:
    """A Word file as it is written, from its title to its last line."""

    def __init__(
        self,
        title: str,
        author: str,
        *,
        margin: float = 2.5,
        size: float = 11,
        lying: bool = False,
    ) -> None:
        self.document: Document = docx.Document()
        self.title = said(title)
        self._about(said(author))
        self._looks(size)
        for section in self.document.sections:
            section.page_width, section.page_height = Cm(21), Cm(29.7)
            if lying:
                section.orientation = WD_ORIENT.LANDSCAPE
                section.page_width, section.page_height = Cm(29.7), Cm(21)
            section.left_margin = section.right_margin = Cm(margin)
            section.top_margin = section.bottom_margin = Cm(min(margin, 2))
        self.heading(self.title, 1)

    def heading(self, words: str, level: int = 2) -> None:
        """Write a heading."""
        self.document.add_heading(said(words), level)

    def line(self, words: str, label: str = "") -> "Paragraph":
        """Write a line, perhaps labelled."""
        paragraph = self.document.add_paragraph()
        if label:
            paragraph.add_run(f"{said(label)}: ").bold = True
        paragraph.add_run(said(words))
        return paragraph

    def points(self, lines: Iterable[str]) -> None:
        """Write a list."""
        for one in lines:
            self.document.add_paragraph(said(one), style="List Bullet")

    def instruction(self, words: str) -> None:
        """Say what is to be written here, so that nobody takes it for what is written."""
        run = self.document.add_paragraph().add_run(said(words))
        run.italic, run.font.color.rgb = True, _QUIET

    def picture(self, png: bytes, alternative: str, width: float) -> None:
        """Put a picture in, so many centimetres wide, with the text that says the same."""
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        shape = paragraph.add_run().add_picture(io.BytesIO(png), width=Cm(width))
        named = shape._inline.docPr  # noqa: SLF001 - the library has no words for it
        named.set("descr", said(alternative))

    def room(self, points: float = 40) -> None:
        """Leave room to write."""
        self.document.add_paragraph().paragraph_format.space_after = Pt(points)

    def table(
        self, columns: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[float]
    ) -> None:
        """Write a table whose first row is its headings, also on its further pages."""
        table = self.document.add_table(1, len(columns), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        table.autofit = False
        _fill(table.rows[0], columns, bold=True)
        _repeat(table.rows[0])
        for cells in rows:
            _fill(table.add_row(), cells)
        _lay_out(table, widths)
        self.document.add_paragraph().paragraph_format.space_after = Pt(0)

    def numbered_pages(self) -> None:
        """Write which page it is at the foot of each."""
        paragraph = self.document.sections[0].footer.paragraphs[0]
        paragraph.add_run(f"{self.title} · {text('minutes.page')} ")
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        paragraph._p.append(field)  # noqa: SLF001 - the library has no words for fields

    def tight(self) -> None:
        """Leave no more room between the lines than one page has."""
        for paragraph in self.document.paragraphs:
            heading = str(getattr(paragraph.style, "name", "")).startswith("Heading")
            paragraph.paragraph_format.space_before = Pt(5 if heading else 0)
            paragraph.paragraph_format.space_after = Pt(1)
            paragraph.paragraph_format.line_spacing = 1.0
        for name in ("Heading 1", "Heading 2"):
            self.document.styles[name].font.size = Pt(_TIGHT[name])

    def saved(self, name: str, now: datetime) -> Attachment:
        """Return it as a file; ``now`` is the aware moment that it says it was made."""
        properties = self.document.core_properties
        # The library writes moments without a zone as if in UTC.
        properties.created = properties.modified = now.replace(microsecond=0)
        held = io.BytesIO()
        self.document.save(held)
        return Attachment(name, WORD_KIND, held.getvalue())

    def _about(self, author: str) -> None:
        properties = self.document.core_properties
        properties.title, properties.author, properties.language = self.title, author, _LANGUAGE
        properties.last_modified_by, properties.comments = author, ""

    def _looks(self, size: float) -> None:
        styles = self.document.styles
        normal = styles["Normal"]
        normal.font.name, normal.font.size = _FONT, Pt(size)
        normal.paragraph_format.space_after = Pt(4)
        for name, points in _SIZES.items():
            style = styles[name]
            style.font.name, style.font.size, style.font.color.rgb = _FONT, Pt(points), _INK
            # The theme's own font goes before the name of another.
            fonts = style.element.rPr.rFonts
            for attribute in [one for one in fonts.attrib if "Theme" in str(one)]:
                del fonts.attrib[attribute]
        # Whoever reads it aloud must know the language.
        for language in styles.element.iter(qn("w:lang")):
            language.set(qn("w:val"), _LANGUAGE)


def _fill(row: "_Row", cells: Sequence[str], *, bold: bool = False) -> None:
    for cell, words in zip(row.cells, cells, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        # Each of its lines by itself: within one, nothing breaks it.
        paragraph.add_run("\n".join(map(said, words.split("\n")))).bold = bold


def _repeat(row: "_Row") -> None:
    heads = OxmlElement("w:tblHeader")
    heads.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(heads)  # noqa: SLF001 - the library has no words for it


def _lay_out(table: "Table", widths: Sequence[float]) -> None:
    # Word goes by the cells, other programs by the columns.
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        whole = OxmlElement("w:cantSplit")
        row._tr.get_or_add_trPr().insert(0, whole)  # noqa: SLF001 - as above
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
