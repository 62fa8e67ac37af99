import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

# Linux keeps it in memory.
MEMORY = Path("/dev/shm")  # noqa: S108 - a directory of our own is made in it


@pytest.fixture
def tmp_path(tmp_path: Path) -> Iterator[Path]:
    """Lend a directory in memory where there is one: who is killed has written there all the same.

    What is durable when the power fails is not what is tried here, and costs most of the time.
    """
    if not MEMORY.is_dir():
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        yield Path(folder)
