from pathlib import Path

import openpyxl
import pytest

from bot.documents import reading
from bot.documents.reading import read_sources
from handlers.imports import Code, Document, Table, Unreadable

SAMPLE = Path(__file__).parents[3] / "bot" / "sample"


def faults(*paths: Path) -> list[Code]:
    return [source.problem.code for source in read_sources(paths) if isinstance(source, Unreadable)]


def test_folder_of_folders_is_read_whole() -> None:
    found = read_sources([SAMPLE])

    names = [Path(source.file).name for source in found if isinstance(source, Document)]
    assert names.count("collaboration.yaml") == 2
    assert len(names) == len(found) == 17


def test_files_of_one_folder_know_that_they_belong_together() -> None:
    found = read_sources([SAMPLE / "vast" / "plan.yaml", SAMPLE / "vast"])

    folders = {source.folder for source in found if isinstance(source, Document)}
    assert folders == {str(SAMPLE / "vast")}


def test_folder_with_every_format_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"\xef\xbb\xbfplans: []\r\n")
    (tmp_path / "b.CSV").write_text("Namn;E-post\n", "utf-8")
    (tmp_path / "c.tsv").write_text("Namn\tE-post\n", "utf-8")
    workbook = openpyxl.Workbook()
    workbook.save(tmp_path / "d.xlsx")
    workbook.close()
    for name in (".dold.yaml", "~$d.xlsx", "bild.png", "README.md"):
        (tmp_path / name).write_bytes(b"x")

    found = read_sources([tmp_path])

    assert [type(source) for source in found] == [Document, Table, Table, Table]
    assert isinstance(found[0], Document)
    assert found[0].text == "plans: []\r\n"


def test_paths_that_cannot_be_read_say_why(tmp_path: Path) -> None:
    empty = tmp_path / "tom"
    empty.mkdir()
    picture = tmp_path / "bild.png"
    picture.write_bytes(b"x")
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("a: 1\nb: å\n".encode("cp1252"))

    found = faults(tmp_path / "saknas.yaml", empty, picture, latin)

    assert found == [
        Code.MISSING_FILE, Code.NOTHING_TO_READ, Code.UNKNOWN_FORMAT, Code.ENCODING,
    ]  # fmt: skip


def test_file_in_a_wrong_encoding_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "latin.yaml"
    path.write_bytes("a: 1\nb: å\n".encode("cp1252"))

    (found,) = read_sources([path])

    assert isinstance(found, Unreadable)
    assert (found.problem.file, found.problem.row) == (str(path), 2)


def test_file_that_is_too_large_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 10)
    path = tmp_path / "a.yaml"
    path.write_text("plans: []\n# mer\n", "utf-8")

    assert faults(path) == [Code.TOO_LARGE]
