"""The documents of a meeting: links and files that those invited are to read before."""

from handlers.papers.enclosing import enclosures
from handlers.papers.files import LARGEST_FILE, MOST_PAPERS, file_kind
from handlers.papers.keeping import DOCUMENT, MINUTES, Kept, add_files, add_link, papers, remove

__all__ = [
    "DOCUMENT",
    "LARGEST_FILE",
    "MINUTES",
    "MOST_PAPERS",
    "Kept",
    "add_files",
    "add_link",
    "enclosures",
    "file_kind",
    "papers",
    "remove",
]
