from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.mail.folder import FolderLine
from bot.mail.lines import Envelope
from handlers.errors import DeliveryError
from handlers.ports import Trace
from tests.fakes import FixedClock

MOMENT = datetime(2026, 9, 1, 6, 30, tzinfo=UTC)


def letter(message_id: str, content: bytes = b"Hej\r\n") -> Envelope:
    return Envelope("bot@miljo.example", "anna@kommun.example", message_id, content)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_letter_becomes_a_file_named_after_the_moment(tmp_path: Path) -> None:
    folder = tmp_path / "var" / "mejl"

    FolderLine(folder, FixedClock(MOMENT)).carry(letter("<1@miljo.example>"))

    (name,) = names(folder)
    assert name.startswith("20260901T063000Z-")
    assert name.endswith(".eml")
    assert (folder / name).read_bytes() == b"Hej\r\n"


def test_letters_of_the_same_moment_stand_side_by_side(tmp_path: Path) -> None:
    line = FolderLine(tmp_path, FixedClock(MOMENT))

    line.carry(letter("<1@miljo.example>"))
    line.carry(letter("<2@miljo.example>"))

    assert len(names(tmp_path)) == 2


def test_same_letter_again_replaces_what_was_there(tmp_path: Path) -> None:
    clock = FixedClock(MOMENT)
    FolderLine(tmp_path, clock).carry(letter("<1@miljo.example>", b"ett\r\n"))
    clock.move(timedelta(hours=1))

    FolderLine(tmp_path, clock).carry(letter("<1@miljo.example>", b"tv\xc3\xa5\r\n"))

    (name,) = names(tmp_path)
    assert name.startswith("20260901T063000Z-")
    assert (tmp_path / name).read_text().strip() == "två"


def test_what_a_crash_left_behind_is_neither_a_letter_nor_in_the_way(tmp_path: Path) -> None:
    line = FolderLine(tmp_path, FixedClock(MOMENT))
    line.carry(letter("<1@miljo.example>", b"hel\r\n"))
    (whole,) = tmp_path.iterdir()
    mark = whole.stem.partition("-")[2]
    whole.rename(tmp_path / f".{mark}.new")

    before = line.trace("<1@miljo.example>")
    line.carry(letter("<1@miljo.example>", b"hel\r\n"))

    assert before is Trace.ABSENT
    assert names(tmp_path) == [whole.name]


def test_letters_are_for_their_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "mejl"

    FolderLine(folder, FixedClock(MOMENT)).carry(letter("<1@miljo.example>"))

    assert folder.stat().st_mode & 0o077 == 0
    assert [path.stat().st_mode & 0o077 for path in folder.iterdir()] == [0]


def test_folder_knows_what_has_arrived(tmp_path: Path) -> None:
    line = FolderLine(tmp_path / "mejl", FixedClock(MOMENT))

    before = line.trace("<1@miljo.example>")
    line.carry(letter("<1@miljo.example>"))
    line.close()

    assert before is Trace.ABSENT
    assert line.trace("<1@miljo.example>") is Trace.ARRIVED
    assert line.trace("<2@miljo.example>") is Trace.ABSENT


def test_folder_that_cannot_be_written_to_is_worth_another_try(tmp_path: Path) -> None:
    (tmp_path / "mejl").write_text("a file, not a folder")

    with pytest.raises(DeliveryError) as caught:
        FolderLine(tmp_path / "mejl", FixedClock(MOMENT)).carry(letter("<1@miljo.example>"))

    assert (caught.value.code, caught.value.permanent) == ("mail_unwritable", False)
