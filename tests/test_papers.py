"""The papers tell the truth: commands, targets, settings, links."""

import re
import shutil
import subprocess

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.config import Settings
from tests.house import ROOT, read, tracked_files

PAPERS = ("README.md", "CONTRIBUTING.md", "docs/install.md")


def code_blocks(paper: str) -> str:
    return "\n".join(re.findall(r"```\w*\n(.*?)```", read(paper), re.DOTALL))


def code(paper: str) -> str:
    return code_blocks(paper) + "\n" + "\n".join(re.findall(r"`([^`\n]+)`", read(paper)))


def run_bot(*arguments: str) -> int:
    return CliRunner().invoke(app, list(arguments)).exit_code


def without_comments(text: str) -> str:
    return re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)


def test_readme_shows_the_two_commands_first() -> None:
    first = re.findall(r"^\S+ \S+", code_blocks("README.md"), re.MULTILINE)[:2]

    assert first == ["make demo", "make test"]


@pytest.mark.parametrize("paper", PAPERS)
def test_every_make_target_named_in_the_papers_exists(paper: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))

    named = set(re.findall(r"^make ([a-z]+)", code(paper), re.MULTILINE))

    assert named - targets == set()


def test_make_help_names_every_target() -> None:
    phony = re.findall(r"^\.PHONY: (.*)$", read("Makefile"), re.MULTILINE)[0].split()
    make = shutil.which("make")
    assert make

    done = subprocess.run([make, "help"], check=True, capture_output=True, text=True, cwd=ROOT)

    assert sorted(re.findall(r"^make (\w+)", done.stdout, re.MULTILINE)) == sorted(phony)


def test_every_command_named_in_the_papers_answers_to_help() -> None:
    commands = r"(?:^|bin/)(?:samverkansbot|bot) (person role|[a-z]+)"
    named = {name for paper in PAPERS for name in re.findall(commands, code(paper), re.MULTILINE)}

    refused = [name for name in sorted(named) if run_bot(*name.split(), "--help")]

    assert named == {
        "ask", "backup", "calendar", "check", "import", "manifest", "migrate", "outbox",
        "person role", "receive", "restore", "run", "tick",
    }  # fmt: skip
    assert refused == []


@pytest.mark.parametrize("paper", ["README.md", "docs/install.md"])
def test_the_table_of_settings_is_complete(paper: str) -> None:
    rows = re.findall(r"^\| (`[A-Z_]+`(?:, `[A-Z_]+`)*) \|", read(paper), re.MULTILINE)

    named = {name for row in rows for name in re.findall(r"[A-Z_]+", row)}

    assert named == {name.upper() for name in Settings.model_fields}


def test_links_between_the_papers_lead_somewhere() -> None:
    papers = [path for path in tracked_files() if path.suffix == ".md"]

    broken = [
        (str(paper.relative_to(ROOT)), link)
        for paper in papers
        for link in re.findall(r"\]\(([^)#:]+)\)", without_comments(paper.read_text()))
        if not (paper.parent / link).exists()
    ]

    assert broken == []


def test_every_test_that_the_table_of_scenarios_names_exists() -> None:
    named = set(re.findall(r"`(test_\w+)`", read("docs/itip.md")))
    written = "\n".join(
        read(str(path.relative_to(ROOT))) for path in (ROOT / "tests").rglob("test_*.py")
    )

    assert named
    assert named - set(re.findall(r"^def (test_\w+)", written, re.MULTILINE)) == set()
