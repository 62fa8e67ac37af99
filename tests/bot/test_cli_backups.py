"""Backups on the command line, as somebody at a terminal makes and restores them."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from rich.console import Console
from sqlalchemy import text
from typer.testing import CliRunner, Result

from bot import cli
from bot.cli import app
from bot.cli.backups import FAULTS
from handlers.holding import HoldState, holding, would_be_sent
from handlers.notices import Draft, Urgency, put
from handlers.people import set_role
from handlers.ports import Services
from handlers.reminders import plan_due
from storage.backup import Fault, inspect
from storage.models import Collaboration
from storage.session import Database
from tests.databases import TestDatabases
from tests.fakes import FixedClock
from tests.sample import NOW
from tests.storage.backup.material import make_old

COORDINATOR = "utvecklingsledare@jonkoping.example"
RELEASE = "Inget skickas förrän du skriver samverkansbot outbox --release"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> FixedClock:
    clock = FixedClock(NOW)
    monkeypatch.setattr("bot.app.services.system_clock", clock)
    return clock


@pytest.fixture
def terminal(sample_url: str, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("DATABASE_URL", sample_url)
    return CliRunner()


@pytest.fixture
def small(
    shared_databases: TestDatabases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[CliRunner]:
    """Lend a terminal on an empty SQLite file."""
    with shared_databases.sqlite(tmp_path / "liten.sqlite") as url:
        monkeypatch.setenv("DATABASE_URL", url)
        yield CliRunner()


@contextmanager
def services_on(url: str, clock: FixedClock) -> Iterator[Services]:
    database = Database(url)
    yield Services(database, clock)
    database.dispose()


def put_two_notices(services: Services) -> list[str]:
    with services.database.write() as session:
        owner = session.query(Collaboration).filter_by(key="jonkoping").one()
        people = session.execute(text("SELECT id FROM person ORDER BY id LIMIT 2")).scalars().all()
        drafts = [
            Draft(
                key=f"try/{person}", kind="reminder", collaboration_id=owner.id, person_id=person,
                urgency=Urgency.NOW, due_at=NOW + timedelta(hours=1), bundle=f"try/{person}",
            )
            for person in people
        ]  # fmt: skip
        put(session, services, drafts)
    return [f"fre 20 nov 2026 kl. 10.00 · try/{person} · person {person}" for person in people]


def _run(terminal: CliRunner, *words: object) -> Result:
    return terminal.invoke(app, [str(word) for word in words])


def _typed(
    words: tuple[object, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> str:
    monkeypatch.setattr("sys.argv", ["samverkansbot", *map(str, words)])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert stopped.value.code == 1
    return "".join(capsys.readouterr())


def test_backup_says_how_much_it_holds_and_that_it_is_to_be_kept_safe(
    terminal: CliRunner, tmp_path: Path
) -> None:
    file = tmp_path / "kopia.sqlite"

    result = _run(terminal, "backup", file)

    rows = f"{inspect(file).total:,}".replace(",", "\N{NO-BREAK SPACE}")
    assert result.exit_code == 0
    assert result.stdout == (
        f"Klart. {file} innehåller {rows} rader. "
        "Skydda den som databasen: den innehåller personuppgifter.\n"
    )
    assert inspect(file).taken_at == NOW


def test_restore_tells_what_would_be_sent_again_and_that_nothing_is(
    terminal: CliRunner, sample_url: str, clock: FixedClock, tmp_path: Path
) -> None:
    file = tmp_path / "kopia.sqlite"
    with services_on(sample_url, clock) as services:
        put_two_notices(services)
    _run(terminal, "backup", file)
    clock.move(timedelta(hours=3))

    result = _run(terminal, "restore", file, "--replace")

    said = result.stdout.splitlines()
    assert result.exit_code == 0
    assert said[0].startswith("Klart. ")
    assert said[0].endswith(" rader är återställda. Kopian togs fre 20 nov 2026 kl. 09.00.")
    assert said[1] == (
        "Det här väntar på att skickas. Det kan ha gått ut redan, efter att kopian togs:"
    )
    assert "fre 20 nov 2026 kl. 10.00 · påminnelse · 2 mottagare" in said[2:-1]
    assert said[-1] == RELEASE
    with services_on(sample_url, clock) as services:
        assert holding(services) == HoldState(NOW + timedelta(hours=3), NOW)


def test_restore_names_each_notice_on_request_but_nobody(
    terminal: CliRunner, sample_url: str, clock: FixedClock, tmp_path: Path
) -> None:
    file = tmp_path / "kopia.sqlite"
    with services_on(sample_url, clock) as services:
        expected = put_two_notices(services)
    _run(terminal, "backup", file)
    clock.move(timedelta(hours=3))

    said = _run(terminal, "restore", file, "--replace", "--verbose").stdout

    assert [line for line in said.splitlines() if "try/" in line] == expected
    assert "@" not in said


def test_restore_counts_what_fell_due_after_the_backup(
    terminal: CliRunner, sample_url: str, clock: FixedClock, tmp_path: Path
) -> None:
    file = tmp_path / "kopia.sqlite"
    with services_on(sample_url, clock) as services:
        set_role(services, COORDINATOR, "coordinator", "jonkoping")
        plan_due(services)
    _run(terminal, "backup", file)
    clock.move(timedelta(days=120))

    said = _run(terminal, "restore", file, "--replace").stdout.splitlines()

    with services_on(sample_url, clock) as services:
        waiting = {one.kind for one in would_be_sent(services, clock())}
    assert "reminder" in waiting
    assert [line for line in said if " · påminnelse · " in line]


def test_restore_of_a_database_where_nothing_waits_says_so(
    small: CliRunner, tmp_path: Path
) -> None:
    file = tmp_path / "kopia.sqlite"
    _run(small, "backup", file)

    said = _run(small, "restore", file, "--replace").stdout.splitlines()

    assert said[1:] == ["Inget väntar på att skickas just nu.", RELEASE]


def test_restore_makes_the_database_where_there_is_none(
    small: CliRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "kopia.sqlite"
    _run(small, "backup", file)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/ny/bot.sqlite")

    result = _run(small, "restore", file)

    assert result.exit_code == 0
    assert (tmp_path / "ny" / "bot.sqlite").is_file()


def test_restore_says_that_an_older_backup_was_upgraded(small: CliRunner, tmp_path: Path) -> None:
    file = tmp_path / "kopia.sqlite"
    _run(small, "backup", file)
    _make_old(file)

    said = _run(small, "restore", file, "--replace").stdout

    assert "Kopian var från en äldre version av programmet. Databasen har det senaste" in said


def _make_old(file: Path) -> None:
    database = Database(f"sqlite:///{file}")
    make_old(database)
    database.dispose()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("backup", "ingen/kopia.sqlite"), "Mappen finns inte. Inget har ändrats."),
        (("backup", "liten.sqlite", "--replace"), "Filen är databasen själv. Inget har ändrats."),
        (("backup", "text.txt"), "Det finns redan något med det namnet. Inget har ändrats."),
        (("restore", "ingen.sqlite"), "Filen finns inte. Inget har ändrats."),
        (("restore", "text.txt"), "Filen är ingen säkerhetskopia från samverkansbot backup."),
    ],
)
def test_what_is_refused_is_said_in_a_sentence(
    small: CliRunner, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    (tmp_path / "text.txt").write_text("ingen databas, bara text " * 100)
    command, file, *options = words

    result = _run(small, command, tmp_path / file, *options)

    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith(said)


def test_restore_over_something_needs_to_be_told(terminal: CliRunner, tmp_path: Path) -> None:
    file = tmp_path / "kopia.sqlite"
    _run(terminal, "backup", file)

    result = _run(terminal, "restore", file)

    assert result.exit_code == 1
    assert result.stderr == (
        "Databasen innehåller redan något. Inget har ändrats. "
        "Ska allt i den ersättas skriver du --replace.\n"
    )


def test_backup_of_nothing_makes_no_database(
    small: CliRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/ingen.sqlite")

    result = _run(small, "backup", tmp_path / "kopia.sqlite")

    assert result.exit_code == 1
    assert result.stderr.startswith("Det finns ingen databas att kopiera. Kontrollera DATABASE_URL")
    assert not list(tmp_path.glob("ingen*"))


def test_backup_leaves_a_database_of_an_older_program_as_it_is(
    small: CliRunner, tmp_path: Path
) -> None:
    path = tmp_path / "liten.sqlite"
    _make_old(path)
    before = path.read_bytes()

    result = _run(small, "backup", tmp_path / "kopia.sqlite")

    assert result.exit_code == 0
    assert path.read_bytes() == before
    assert inspect(tmp_path / "kopia.sqlite").revision == "0002"


@pytest.mark.usefixtures("small")
def test_backup_of_a_newer_database_is_told_of_the_schema(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    database = Database(f"sqlite:///{tmp_path / 'liten.sqlite'}")
    with database.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.dispose()

    said = _typed(("backup", tmp_path / "kopia.sqlite"), monkeypatch, capsys)

    assert said.startswith("Databasen har ett annat schema än den här versionen av programmet.")


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_server_that_does_not_answer_ends_in_a_sentence(
    command: str,
    small: CliRunner,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "kopia.sqlite"
    if command == "restore":
        _run(small, "backup", file)
    monkeypatch.setenv("DATABASE_URL", f"postgresql+psycopg://bot@/bot?host={tmp_path}")

    said = _typed((command, file), monkeypatch, capsys)

    assert said.endswith("Kontrollera DATABASE_URL och försök igen.\n")
    assert "Traceback" not in said


def test_every_fault_has_its_sentence() -> None:
    assert set(FAULTS) == set(Fault)
    assert len(set(FAULTS.values())) == len(Fault)


@pytest.mark.parametrize(("looking", "shown"), [(True, True), (False, False)])
def test_progress_is_shown_to_who_is_looking(
    small: CliRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, looking: bool, shown: bool
) -> None:
    screen = io.StringIO()
    monkeypatch.setattr(
        "bot.cli.backups.err", Console(file=screen, force_terminal=looking, width=80)
    )

    _run(small, "backup", tmp_path / "kopia.sqlite")

    assert ("Kopierar" in screen.getvalue()) is shown


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_help_of_backups_stands_with_what_operates_the_bot(command: str) -> None:
    said = CliRunner().invoke(app, ["--help"]).stdout

    assert f"│ {command} " in said.partition("─ Drift ─")[2].partition("╰")[0]
