"""Reading files from disk for an import, whatever their format."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from bot.documents.csv_tables import read_csv
from bot.documents.workbooks import read_workbook
from handlers.imports import Code, Document, Problem, Source, Unreadable

MAX_BYTES = 20 * 1024 * 1024

Reader = Callable[[str, bytes], Source]


def read_sources(paths: Iterable[Path]) -> tuple[Source, ...]:
    """Read files, and folders with everything in them that can be imported.

    What cannot be read becomes a source that says why; nothing is raised.
    """
    return tuple(source for path in paths for source in _read(path))


def _read(path: Path) -> Iterator[Source]:
    if path.is_dir():
        files = _files(path)
        if not files:
            yield _unreadable(Code.NOTHING_TO_READ, path)
        for file in files:
            yield _read_file(file)
    else:
        yield _read_file(path)


def _files(folder: Path) -> list[Path]:
    # Hidden files, and the lock files that Excel leaves beside an open workbook.
    return sorted(
        file
        for file in folder.rglob("*")
        if file.suffix.casefold() in _READERS
        and not file.name.startswith((".", "~$"))
        and file.is_file()
    )


def _read_file(path: Path) -> Source:
    reader = _READERS.get(path.suffix.casefold())
    if reader is None:
        return _unreadable(Code.UNKNOWN_FORMAT, path, tuple(_READERS))
    try:
        if path.stat().st_size > MAX_BYTES:
            return _unreadable(Code.TOO_LARGE, path)
        content = path.read_bytes()
    except FileNotFoundError:
        return _unreadable(Code.MISSING_FILE, path)
    except OSError:
        return _unreadable(Code.UNREADABLE, path)
    return reader(str(path), content)


def _read_yaml(file: str, content: bytes) -> Source:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        return Unreadable(Problem(Code.ENCODING, file, row))
    return Document(file, str(Path(file).parent), text)


def _unreadable(code: Code, path: Path, known: tuple[str, ...] = ()) -> Unreadable:
    return Unreadable(Problem(code, str(path), known=known))


_READERS: dict[str, Reader] = {
    ".yaml": _read_yaml,
    ".yml": _read_yaml,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".txt": read_csv,
    ".xlsx": read_workbook,
}
