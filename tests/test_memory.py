import os
import tempfile
from pathlib import Path

import pytest

from tests.memory import MEMORY, keep_in_memory, lent


def test_temporary_files_are_made_in_memory_where_there_is_room(tmp_path: Path) -> None:
    environment: dict[str, str] = {}

    keep_in_memory(environment, tmp_path, room=1)

    assert environment == {"TMPDIR": str(tmp_path)}


@pytest.mark.parametrize("room", [1, 2**70])
def test_temporary_files_are_made_as_usual_where_there_is_too_little(
    tmp_path: Path, room: int
) -> None:
    environment: dict[str, str] = {}
    memory = tmp_path if room > 1 else tmp_path / "none"

    keep_in_memory(environment, memory, room)

    assert environment == {}


def test_temporary_files_are_made_where_somebody_has_said(tmp_path: Path) -> None:
    environment = {"TMPDIR": "elsewhere"}

    keep_in_memory(environment, tmp_path, room=1)

    assert environment == {"TMPDIR": "elsewhere"}


def test_this_suite_keeps_in_memory_what_it_throws_away(tmp_path: Path) -> None:
    if lent() is None or os.environ["TMPDIR"] != str(MEMORY):
        return

    assert (tmp_path.is_relative_to(MEMORY), tempfile.gettempdir()) == (True, str(MEMORY))
