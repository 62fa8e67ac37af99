"""What the tests of the house itself share: where things stand, and what is tracked."""

import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "handlers", "schedules", "storage")
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def read(name: str) -> str:
    """Return the text of a file of the project."""
    return (ROOT / name).read_text()


def tracked_files() -> list[Path]:
    """Return the project's files: what git knows, or what stands here when there is no git."""
    if (ROOT / ".git").exists():
        listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
        found = subprocess.run(listing, check=True, capture_output=True, text=True, cwd=ROOT)
        paths = [ROOT / name for name in found.stdout.split("\0") if name]
    else:
        paths = [path for path in ROOT.rglob("*") if not _is_made(path.relative_to(ROOT))]
    return [path for path in paths if path.is_file()]


def _is_made(path: Path) -> bool:
    made = {".venv", "var", "__pycache__", ".coverage"}
    return any(part in made or part.endswith("_cache") for part in path.parts)
