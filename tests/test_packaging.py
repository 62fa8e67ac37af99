"""What is shipped: the lock files, the image, and the checks before it."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import distribution
from itertools import chain
from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml
from packaging.requirements import Requirement

from tests.house import PACKAGES, PYPROJECT, ROOT, read, tracked_files

# Given what fails: the exit code, what make was told, and what was printed.
Continuous = Callable[[str], tuple[int, list[str], str]]
# What is looked for, and what would bring it here.
INSTALLED = ["apt-get", "chromium", "dovecot", "node", "npm", "openssl"]


def pins(lock: str) -> dict[str, str]:
    found = re.findall(r"^([a-z0-9._-]+)(?:\[.*?\])?==([^\s;]+)", read(lock), re.MULTILINE)
    return dict(found)


def test_the_runtime_lock_is_part_of_the_development_lock() -> None:
    development = pins("requirements-dev.lock")

    assert {
        name: version
        for name, version in pins("requirements.lock").items()
        if development.get(name) != version
    } == {}


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_every_locked_version_has_hashes_and_no_address(lock: str) -> None:
    text = read(lock)

    unhashed = re.findall(r"^\S+==.*(?<!\\)$", text, re.MULTILINE)

    assert unhashed == []
    assert re.findall(r"(?:--|https?:|file:).*", text.replace("--hash=", "")) == []


def extras_asked_for(lock: str) -> Iterator[tuple[str, frozenset[str]]]:
    for name in pins(lock):
        try:
            requires = distribution(name).requires or []
        except ModuleNotFoundError:
            continue  # of another platform
        for one in map(Requirement, requires):
            if one.extras and (one.marker is None or one.marker.evaluate({"extra": ""})):
                yield one.name, frozenset(one.extras)


def test_extras_stand_in_the_lock() -> None:
    # Without them pip looks for the extra by itself, finds a newer release and refuses it.
    lock = read("requirements-dev.lock")
    asked = dict(extras_asked_for("requirements-dev.lock"))

    assert asked["coverage"] == {"toml"}
    assert [
        name
        for name, extras in asked.items()
        if not re.search(rf"^{name}\[{','.join(sorted(extras))}\]==", lock, re.MULTILINE)
    ] == []


def test_every_dependency_says_what_it_is_for() -> None:
    project = PYPROJECT["project"]
    declared = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    names = {re.split(r"[\[<>=~!; ]", requirement)[0] for requirement in declared}
    decision = read("docs/adr/0002-locked-dependencies.md")

    explained = re.findall(r"^\| ([a-z0-9, ()`-]+) \| ", decision, re.MULTILINE)

    rows = re.sub(r"\(.*?\)", "", ", ".join(explained))
    assert {name.strip() for name in rows.split(",")} - {"runtime", "development"} == names


@pytest.fixture
def continuous(tmp_path: Path) -> Continuous:
    """Run what continuous integration does, with nothing but notes of what make was told."""
    called, programs = tmp_path / "called", tmp_path / "programs"
    here = "\n".join(f"{one}() {{ :; }}" for one in INSTALLED)
    programs.write_text(
        f'make() {{ echo "$1" >>"{called}"; echo "said by $1"; test "$1" != "$BAD"; }}\n{here}\n'
    )

    def run(bad: str) -> tuple[int, list[str], str]:
        done = subprocess.run(
            ["/bin/bash", ROOT / ".ci/run"],
            check=False,
            capture_output=True,
            text=True,
            env={"PATH": os.environ["PATH"], "BASH_ENV": str(programs), "BAD": bad},
        )
        return done.returncode, sorted(called.read_text().split()), done.stdout

    return run


def test_continuous_integration_runs_what_the_readme_promises(continuous: Continuous) -> None:
    code, called, said = continuous("nothing")

    assert (code, called) == (0, [".venv/.dev", "check", "test"])
    # One after the other, however they ran.
    assert said.endswith("said by test\nsaid by check\n")
    assert re.search(r"^make test\b", read("README.md"), re.MULTILINE)
    assert os.access(ROOT / ".ci/run", os.X_OK)


@pytest.mark.parametrize("bad", ["check", "test", ".venv/.dev"])
def test_continuous_integration_fails_with_whatever_fails(continuous: Continuous, bad: str) -> None:
    code, _, said = continuous(bad)

    assert (code > 0, f"said by {bad}" in said) == (True, True)


def test_pre_commit_hooks_are_local() -> None:
    configuration = yaml.safe_load(read(".pre-commit-config.yaml"))

    assert {repository["repo"] for repository in configuration["repos"]} == {"local"}


def test_the_image_is_built_from_files_that_exist_and_reach_the_builder() -> None:
    dockerfile = read("Dockerfile")
    copies = re.findall(r"^COPY (?!--from)(.+) \S+$", dockerfile, re.MULTILINE)
    sources = {source for line in copies for source in line.split()}
    allowed = re.findall(r"^!(\S+)$", read(".dockerignore"), re.MULTILINE)

    assert [source for source in sources if not (ROOT / source).exists()] == []
    assert sources == set(allowed)
    assert set(PACKAGES) <= sources


def test_the_image_runs_without_root_and_tells_its_health() -> None:
    instructions = re.findall(r"^([A-Z]+) ?(.*)$", read("Dockerfile"), re.MULTILINE)
    last_stage = max(i for i, (name, _) in enumerate(instructions) if name == "FROM")
    final = dict(instructions[last_stage:])

    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", final["USER"])
    assert final["ENTRYPOINT"] == '["samverkansbot"]'
    assert final["CMD"] == '["run"]'
    assert (final["VOLUME"], final["EXPOSE"]) == ("/data", "8000")
    assert "HEALTHCHECK" in final
    assert "ADD" not in dict(instructions)


def test_the_image_holds_no_secret_and_checks_hashes() -> None:
    dockerfile = read("Dockerfile")

    installs = re.findall(r"pip install (.*)", dockerfile)

    assert installs == [
        "--require-hashes --requirement requirements.lock",
        "--no-deps --no-build-isolation .",
    ]
    assert re.findall(r"TOKEN|SECRET|PASSWORD|index-url", dockerfile) == []


def test_the_wheel_holds_all_of_the_packages_and_nothing_else(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, check=True, capture_output=True, cwd=ROOT)
    (wheel,) = tmp_path.iterdir()

    with ZipFile(wheel) as opened:
        shipped = {name for name in opened.namelist() if ".dist-info/" not in name}

    kept = {path.relative_to(ROOT) for path in tracked_files()}
    assert shipped == {str(path) for path in kept if path.parts[0] in PACKAGES}
    assert "bot/templates/mail/reminders/body.mjml" in shipped
