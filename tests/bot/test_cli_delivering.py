"""Planning, delivering and the outbox, as somebody at a terminal uses them."""

import email
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from tests.fakes import FixedClock

COORDINATOR = "utvecklingsledare@jonkoping.example"
JANUARY = datetime(2027, 1, 28, 8, tzinfo=UTC)
# The day that the annual report is brought up for the first time.
MORNING = "2027-01-29T08:00"


@pytest.fixture
def mail(tmp_path: Path) -> Path:
    return tmp_path / "mail"


@pytest.fixture
def terminal(sample_url: str, mail: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("DATABASE_URL", sample_url)
    monkeypatch.setenv("SMTP_URL", f"file:{mail}")
    monkeypatch.setenv("MAIL_FROM", "Boten <boten@jonkoping.example>")
    monkeypatch.setattr("bot.app.services.system_clock", FixedClock(JANUARY))
    runner = CliRunner()
    given = _run(
        runner, "person", "role", COORDINATOR, "coordinator", "--collaboration", "jonkoping"
    )
    assert given.exit_code == 0
    return runner


def _run(terminal: CliRunner, *words: str) -> Result:
    return terminal.invoke(app, list(words))


def _subjects(mail: Path) -> list[str]:
    letters = (email.message_from_bytes(file.read_bytes()) for file in sorted(mail.glob("*.eml")))
    return [
        str(email.header.make_header(email.header.decode_header(one["Subject"]))) for one in letters
    ]


def test_tick_plans_and_delivers_once(terminal: CliRunner, mail: Path) -> None:
    nothing = _run(terminal, "tick")
    sent = _run(terminal, "tick", "--at", MORNING)
    again = _run(terminal, "tick", "--at", MORNING)

    told = [one.stdout.strip() for one in (nothing, sent, again)]
    assert told == ["Inget att skicka.", "1 skickat", "Inget att skicka."]
    assert _subjects(mail) == ["Påminnelse: verksamhetsberättelse med bokslut, senast fre 26 feb"]


def test_tick_without_a_way_out_says_what_to_set(
    terminal: CliRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SMTP_URL")

    result = _run(terminal, "tick")

    assert result.exit_code == 1
    assert result.stderr.startswith("Det finns ingen väg ut. Ange SLACK_BOT_TOKEN")


def test_tick_at_what_is_no_moment_says_how_to_write_one(terminal: CliRunner) -> None:
    result = _run(terminal, "tick", "--at", "i morgon")

    assert result.exit_code == 2
    assert "2027-02-26T09:00" in result.stderr


def test_outbox_with_nothing_in_it_says_so(terminal: CliRunner) -> None:
    result = _run(terminal, "outbox")

    assert (result.exit_code, result.stdout.strip()) == (
        0,
        "Inget väntar, och inget har misslyckats.",
    )


def test_outbox_shows_what_waits_and_takes_it_back(terminal: CliRunner, mail: Path) -> None:
    _run(terminal, "tick")
    # Before anybody is at work.
    _run(terminal, "tick", "--at", "2027-01-29T06:00")

    shown = _run(terminal, "outbox")
    (line,) = json.loads(_run(terminal, "outbox", "--json").stdout)
    given_up = _run(terminal, "outbox", "--give-up", line["key"])
    later = _run(terminal, "tick", "--at", MORNING)

    assert shown.stdout.splitlines()[0] == "1 väntar"
    assert "fre 29 jan 2027 kl. 08.00 · väntar · påminnelse · jonkoping · person" in shown.stdout
    assert given_up.stdout.strip() == "Skickas inte: 1."
    assert (later.stdout.strip(), _subjects(mail)) == ("Inget att skicka.", [])


def test_outbox_sends_again_what_was_taken_back(terminal: CliRunner, mail: Path) -> None:
    _run(terminal, "tick")
    _run(terminal, "tick", "--at", "2027-01-29T06:00")
    (line,) = json.loads(_run(terminal, "outbox", "--json").stdout)
    _run(terminal, "outbox", "--give-up", line["key"])

    retried = _run(terminal, "outbox", "--retry", line["key"], "--retry", "no-such-key")
    _run(terminal, "tick", "--at", MORNING)

    assert retried.exit_code == 1
    assert retried.stdout.splitlines()[0] == "Skickas igen: 1."
    assert len(_subjects(mail)) == 1


def test_restored_database_sends_nothing_before_it_is_released(
    terminal: CliRunner, mail: Path, tmp_path: Path
) -> None:
    _run(terminal, "tick")
    copy = str(tmp_path / "copy.sqlite3")
    _run(terminal, "backup", copy)
    _run(terminal, "tick", "--at", MORNING)
    restored = _run(terminal, "restore", copy, "--replace")

    held = _run(terminal, "tick", "--at", MORNING)
    shown = _run(terminal, "outbox")
    released = _run(terminal, "outbox", "--release")
    sent = _run(terminal, "tick", "--at", MORNING)

    assert restored.exit_code == 0
    assert held.stdout.strip() == "Inget att skicka."
    assert "Inget skickas: databasen är återställd" in shown.stdout
    assert released.stdout.strip() == "Klart. Det som väntar skickas nu."
    # The very same letter, under the same name: nobody has it twice.
    assert (sent.stdout.strip(), len(_subjects(mail))) == ("1 skickat", 1)


def test_outbox_gives_up_all_that_went_out_before_a_restore(
    terminal: CliRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    _run(terminal, "tick")
    _run(terminal, "tick", "--at", "2027-01-29T06:00")
    monkeypatch.setattr(
        "bot.app.services.system_clock", FixedClock(datetime(2027, 1, 29, 9, tzinfo=UTC))
    )

    given_up = _run(terminal, "outbox", "--give-up-due")

    assert given_up.stdout.strip() == "Skickas inte: 1."
    assert _run(terminal, "outbox").stdout.strip() == "Inget väntar, och inget har misslyckats."


def test_outbox_names_nobody(terminal: CliRunner) -> None:
    _run(terminal, "tick")
    _run(terminal, "tick", "--at", "2027-01-29T06:00")

    shown = _run(terminal, "outbox").stdout + _run(terminal, "outbox", "--json").stdout

    assert "@" not in shown
    assert "utvecklingsledare" not in shown
