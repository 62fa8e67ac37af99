"""Workbooks that people have filled in and sent back by mail."""

from handlers.enclosures import GivenFile
from handlers.errors import Refusal

# No form of ours is larger, filled in by anybody.
_LARGEST = 5_000_000
_BEGINS = b"PK\x03\x04"


class Workbooks:
    """Reads the first sheet of Excel workbooks."""

    def rows(self, file: GivenFile) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """Return the rows with their numbers; refuse what is no workbook, or is too large."""
        from bot.documents.workbooks import UnreadableError, first_sheet  # noqa: PLC0415 - slow to load

        if len(file.content) > _LARGEST or not file.content.startswith(_BEGINS):
            raise Refusal("no_workbook", file=file.name)
        try:
            return tuple((one.number, one.cells) for one in first_sheet(file.content))
        except UnreadableError as error:
            raise Refusal("no_workbook", file=file.name) from error
