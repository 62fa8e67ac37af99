"""The code keeps the rules of the house: imports, names, lengths."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house import PACKAGES, PYPROJECT, ROOT, tracked_files

CONTRACTS = {item["id"]: item for item in PYPROJECT["tool"]["importlinter"]["contracts"]}

# One planted violation per rule that a contract holds: contract, and file → what stands in it.
PLANTS = {
    "storage imports a handler": ("floors", {"storage/planted.py": "import handlers"}),
    "schedules import storage": ("floors", {"schedules/planted.py": "import storage"}),
    "texts import a door": ("inside-bot", {"bot/texts/planted.py": "import bot.slack"}),
    "one door imports another": ("inside-bot", {"bot/web/planted.py": "import bot.slack"}),
    "an unlisted room in bot": ("inside-bot", {"bot/planted.py": ""}),
    "a handler imports Slack": ("channel-neutral", {"handlers/planted.py": "import slack_bolt"}),
    "a door imports storage": ("doors", {"bot/web/planted.py": "import storage"}),
    "storage imports APScheduler": ("clock", {"storage/planted.py": "import apscheduler"}),
    "two handlers in a circle": (
        "circles",
        {
            "handlers/planted.py": "import handlers.planted_too",
            "handlers/planted_too.py": "import handlers.planted",
        },
    ),
}

# In pieces, or this file would break its own rule.
REGISTRIES = [
    ".".join(parts)
    for parts in [
        ("pypi", "org"),
        ("".join(("python", "hosted")), "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("ghcr", "io"),
        ("quay", "io"),
        ("docker", "io"),
    ]
]
MACHINE_PATHS = ["/".join(("", folder, "")) for folder in ("work", "root", "home")]


def lint_imports(tree: Path, *options: str) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [program, "--no-logo", "--cache-dir", str(tree / "cache"), *options],
        check=False,
        capture_output=True,
        text=True,
        cwd=tree,
    )


def modules() -> list[Path]:
    return [path for path in tracked_files() if path.suffix == ".py"]


@pytest.fixture(scope="module")
def copy_of_the_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tree = tmp_path_factory.mktemp("house")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tree / package, ignore=shutil.ignore_patterns("*.pyc"))
    shutil.copy(ROOT / "pyproject.toml", tree)
    return tree


@pytest.fixture
def planted(copy_of_the_house: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    files: dict[str, str] = request.param
    for name, code in files.items():
        (copy_of_the_house / name).write_text(code + "\n")
    yield copy_of_the_house
    for name in files:
        (copy_of_the_house / name).unlink()


def test_import_contracts_hold(copy_of_the_house: Path) -> None:
    done = lint_imports(copy_of_the_house)

    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{len(CONTRACTS)} kept, 0 broken" in done.stdout


@pytest.mark.parametrize(
    ("planted", "contract"),
    [(files, contract) for contract, files in PLANTS.values()],
    ids=PLANTS,
    indirect=["planted"],
)
def test_import_contract_breaks_on_a_planted_violation(planted: Path, contract: str) -> None:
    done = lint_imports(planted, "--contract", contract)

    assert done.returncode == 1, done.stdout + done.stderr
    assert "0 kept, 1 broken" in done.stdout
    assert "planted" in done.stdout


def test_every_import_contract_has_a_planted_violation() -> None:
    assert {contract for contract, _ in PLANTS.values()} == set(CONTRACTS)


def test_only_app_and_cli_may_touch_the_database() -> None:
    rooms = {f"bot.{path.stem}" for path in (ROOT / "bot").glob("*.py")}
    rooms |= {f"bot.{path.parent.name}" for path in (ROOT / "bot").glob("*/__init__.py")}

    free = rooms - set(CONTRACTS["doors"]["source_modules"])

    assert free == {"bot.__init__", "bot.app", "bot.cli"}


def test_no_module_is_named_like_the_standard_library() -> None:
    named = [path for path in modules() if path.stem in sys.stdlib_module_names]

    assert named == []


def test_no_module_is_longer_than_400_lines() -> None:
    # A migration is generated from the models and read once: it may be as long as it is.
    written = [path for path in modules() if path.parent != ROOT / "storage/migrations/versions"]

    assert [path for path in written if len(path.read_text().splitlines()) > 400] == []


def test_no_file_names_a_package_registry_or_a_path_of_one_machine() -> None:
    found = [
        (str(path.relative_to(ROOT)), word)
        for path in tracked_files()
        for word in [*REGISTRIES, *MACHINE_PATHS]
        if re.search(rf"(?<![\w.~-]){re.escape(word)}", path.read_text(errors="ignore"))
    ]

    assert found == []
