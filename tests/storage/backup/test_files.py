"""What is a backup, and what is none."""

import hashlib
from datetime import timedelta, timezone
from pathlib import Path

import pytest

from storage.backup import BackupError, Fault, back_up, inspect
from storage.models import Base
from storage.schema import newest_revision
from storage.session import Database
from tests.storage.backup.material import TAKEN, change, fill


def fault_of(file: Path) -> Fault:
    with pytest.raises(BackupError) as refused:
        inspect(file)
    return refused.value.fault


def test_inspect_tells_what_the_backup_holds(database: Database, target: Path) -> None:
    fill(database)
    back_up(database, target, TAKEN)

    summary = inspect(target)

    # Two rows in every table, and the hold that the backup brings.
    assert summary.rows == dict.fromkeys(Base.metadata.tables, 2) | {"hold": 1}
    assert summary.total == 2 * len(Base.metadata.tables) - 1
    assert (summary.revision, summary.taken_at) == (newest_revision(), TAKEN)


def test_inspect_keeps_the_moment_of_another_time_zone(
    sqlite_database: Database, target: Path
) -> None:
    stockholm = timezone(timedelta(hours=2))

    back_up(sqlite_database, target, TAKEN.astimezone(stockholm))

    assert inspect(target).taken_at == TAKEN


def test_inspect_leaves_the_file_and_its_folder_as_they_are(backup: Path) -> None:
    before = hashlib.sha256(backup.read_bytes()).digest()

    inspect(backup)

    assert hashlib.sha256(backup.read_bytes()).digest() == before
    assert list(backup.parent.iterdir()) == [backup]


def test_inspect_does_not_let_a_journal_beside_the_file_in(backup: Path) -> None:
    Path(f"{backup}-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\x01" * 4096)

    assert inspect(backup).taken_at == TAKEN


def test_inspect_refuses_what_is_not_there(tmp_path: Path) -> None:
    assert fault_of(tmp_path / "finns inte.sqlite") is Fault.MISSING
    assert fault_of(tmp_path) is Fault.MISSING
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"bara text " * 500, b"PK\x03\x04"])
def test_inspect_refuses_a_file_of_another_kind(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "kopia.sqlite"
    file.write_bytes(content)

    assert fault_of(file) is Fault.FOREIGN


def test_inspect_refuses_a_database_that_is_no_backup(
    sqlite_database: Database, tmp_path: Path
) -> None:
    other = tmp_path / "annans.sqlite"
    change(other, "CREATE TABLE backup_info (taken_at TEXT)")
    assert sqlite_database.path is not None

    assert [fault_of(file) for file in (other, sqlite_database.path)] == [Fault.FOREIGN] * 2


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM backup_info",
        "UPDATE backup_info SET taken_at = 'i går'",
        "UPDATE backup_info SET taken_at = '2026-10-25T01:30:00'",
        "UPDATE backup_info SET taken_at = 4711",
        "INSERT INTO backup_info SELECT * FROM backup_info",
        "DELETE FROM alembic_version",
    ],
)
def test_inspect_refuses_marks_that_are_not_ours(backup: Path, statement: str) -> None:
    change(backup, statement)

    assert fault_of(backup) is Fault.FOREIGN


def test_inspect_refuses_a_file_that_was_cut_short(backup: Path) -> None:
    whole = backup.read_bytes()

    for part in (0.3, 0.7, 0.99):
        backup.write_bytes(whole[: int(len(whole) * part)])

        assert fault_of(backup) is Fault.BROKEN


def test_inspect_refuses_a_file_with_a_damaged_page(backup: Path) -> None:
    content = bytearray(backup.read_bytes())
    content[-3000:] = b"\xff" * 3000
    backup.write_bytes(content)

    assert fault_of(backup) is Fault.BROKEN


def test_inspect_refuses_a_row_that_hangs_on_nothing(backup: Path) -> None:
    change(backup, "UPDATE membership SET person_id = 4711")

    assert fault_of(backup) is Fault.BROKEN


def test_inspect_refuses_a_backup_of_a_newer_program(backup: Path) -> None:
    change(backup, "UPDATE alembic_version SET version_num = '9999'")

    assert fault_of(backup) is Fault.NEWER
