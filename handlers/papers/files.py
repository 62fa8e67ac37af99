"""Which files are kept: documents that people read, of no more than some megabytes."""

from handlers.enclosures import GivenFile

LARGEST_FILE = 5_000_000
# Links and files of one meeting.
MOST_PAPERS = 20
_OFFICE = "application/vnd.openxmlformats-officedocument."
# By their ending: the media type, and how they begin. None of them holds macros.
_KINDS = {
    "pdf": ("application/pdf", b"%PDF-"),
    "docx": (f"{_OFFICE}wordprocessingml.document", b"PK\x03\x04"),
    "xlsx": (f"{_OFFICE}spreadsheetml.sheet", b"PK\x03\x04"),
    "pptx": (f"{_OFFICE}presentationml.presentation", b"PK\x03\x04"),
    "odt": ("application/vnd.oasis.opendocument.text", b"PK\x03\x04"),
}


def file_kind(file: GivenFile) -> str:
    """Return the media type of a file that is kept, empty for one that is not.

    What a mail says of its files is not believed: the name and the first bytes decide.
    """
    _, dot, ending = file.name.rpartition(".")
    kind, begins = _KINDS.get(ending.casefold() if dot else "", ("", b""))
    fits = file.content.startswith(begins) and len(file.content) <= LARGEST_FILE
    return kind if fits else ""
