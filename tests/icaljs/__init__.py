"""A reader of calendars that is neither ours nor Python: ical.js, which Thunderbird reads with."""

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

_HERE = Path(__file__).parent

Times = list[list[str]]


def expand(calendars: Sequence[bytes]) -> list[Times]:
    """Return when the events of each calendar begin and end, in UTC or as days, in order.

    Skips the test where there is no node or no ical.js; fails it in CI.
    """
    node = shutil.which("node")
    if node is None or not (_HERE / "node_modules" / "ical.js").is_dir():
        missing = "node and ical.js are missing: install npm, and run make test again"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    written = json.dumps([one.decode() for one in calendars])
    ran = subprocess.run(
        [node, str(_HERE / "expand.mjs")],
        input=written,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert ran.returncode == 0, ran.stderr
    told: list[Times] = json.loads(ran.stdout)
    return told
