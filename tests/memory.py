"""Where the suite keeps what it throws away: in memory, where the machine lends it enough of it.

A disk makes every commit wait. What is durable when the power fails is not what is tried here.
"""

import os
import shutil
import tempfile
from collections.abc import MutableMapping
from pathlib import Path

# Linux keeps it in memory. A container may get 64 MB of it, too little for a database server.
MEMORY = Path("/dev/shm")  # noqa: S108 - only directories of our own are made in it
ROOM = 3 * 1024**3
SETTING = "TMPDIR"


def lent(memory: Path = MEMORY, room: int = ROOM) -> Path | None:
    """Return the directory in memory, or None where there is none with room enough."""
    return memory if memory.is_dir() and shutil.disk_usage(memory).free >= room else None


def keep_in_memory(
    environment: MutableMapping[str, str] = os.environ, memory: Path = MEMORY, room: int = ROOM
) -> None:
    """Let temporary files be made in memory, by this program and by those that it starts.

    Whoever has named a directory themselves gets that one.
    """
    found = lent(memory, room)
    if found is None or environment.get(SETTING):
        return
    environment[SETTING] = str(found)
    # What has been found out already is forgotten.
    tempfile.tempdir = None
