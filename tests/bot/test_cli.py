"""The command line, as somebody at a terminal uses it."""

import json
import re
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner, Result

from bot import cli
from bot.cli import app
from handlers.access import Information, may
from handlers.people import asker_by_email
from handlers.ports import Services
from storage.session import Database
from tests.fakes import FixedClock
from tests.sample import NOW, SAMPLE

COORDINATOR = "utvecklingsledare@jonkoping.example"


@pytest.fixture
def terminal(sample_url: str, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("DATABASE_URL", sample_url)
    monkeypatch.setattr("bot.app.services.system_clock", FixedClock(NOW))
    return CliRunner()


def _run(terminal: CliRunner, *words: str) -> Result:
    return terminal.invoke(app, list(words))


def test_ask_prints_the_answer_as_a_person_reads_it(terminal: CliRunner) -> None:
    result = _run(terminal, "ask", "projekt släckvatten", "--collaboration", "vast")

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "Tillsynsprojekt släckvatten · Avslutat november 2024",
        "Kampanj: april–oktober 2024 · digital kickoff · två erfarenhetsutbyten",
        "Material: checklista, två lathundar, informationsblad · länkar saknas",
        "Kontakt: projektledarna, projektledare@vast.example",
        "Uppgifterna är från verksamhetsberättelsen 2024.",
    ]


def test_ask_as_json_names_kind_and_records(terminal: CliRunner) -> None:
    result = _run(terminal, "ask", "förslag biocid", "--collaboration", "jonkoping", "--json")

    said = json.loads(result.stdout)
    assert (said["kind"], said["ids"]) == ("proposal", ["jkp-forslag-biocid"])
    assert sorted(said) == ["ids", "kind", "text"]


def test_ask_at_a_day_answers_as_of_that_day(terminal: CliRunner) -> None:
    options = ("--collaboration", "jonkoping", "--json", "--at", "2025-10-15")

    result = _run(terminal, "ask", "Vilka tillsynsprojekt pågår?", *options)

    assert json.loads(result.stdout)["ids"] == ["jkp-2026-dagvatten", "jkp-2026-varmare-klimat"]


def test_ask_as_somebody_known_shows_addresses_that_a_stranger_does_not_get(
    terminal: CliRunner,
) -> None:
    question = ("ask", "kontakt vetlanda", "--collaboration", "jonkoping")
    address = "kontaktperson.vetlanda@jonkoping.example"

    known = _run(terminal, *question, "--as", COORDINATOR)
    stranger = _run(terminal, *question, "--as", "okand@annanstans.example")

    assert address in known.stdout
    assert address not in stranger.stdout


def test_ask_batch_answers_each_line(terminal: CliRunner, tmp_path: Path) -> None:
    questions = [
        {"text": "projekt pfas", "collaboration": "jonkoping", "channel": "chat"},
        {"text": "Autosvar: borta", "collaboration": "vast", "channel": "mail"},
        {"text": "", "collaboration": "vast", "as": None, "at": "2026-11-20"},
    ]
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(json.dumps(one) for one in questions), "utf-8")

    result = _run(terminal, "ask", "--batch", str(file))

    kinds = [json.loads(line)["kind"] for line in result.stdout.splitlines()]
    assert kinds == ["project", "ignore", "help"]


def test_ask_batch_names_the_line_that_is_wrong(terminal: CliRunner, tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text('{"text": "hjälp"}\n{"fråga": "hjälp"}\n', "utf-8")

    result = _run(terminal, "ask", "--batch", str(file))

    assert result.exit_code == 1
    assert f"{file}, rad 2: raden ska vara ett JSON-objekt med fältet text." in result.stderr
    assert len(result.stdout.splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("ask",), 2, "Ange antingen en fråga eller --batch med en fil."),
        (("ask", "hej", "--at", "i går"), 2, "i går är inget datum. Skriv det som 2026-11-20."),
        (("ask", "--batch", "finns-inte.jsonl"), 1, "Det går inte att läsa finns-inte.jsonl."),
    ],
)
def test_ask_says_what_is_wrong_with_the_call(
    terminal: CliRunner, words: tuple[str, ...], code: int, said: str
) -> None:
    result = _run(terminal, *words)

    assert result.exit_code == code
    assert said in result.stderr


def test_import_shows_the_difference_and_writes_it_once(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    terminal = CliRunner()

    tried = _run(terminal, "import", str(SAMPLE), "--dry-run")
    done = _run(terminal, "import", str(SAMPLE))
    again = _run(terminal, "import", str(SAMPLE))

    assert "Inget skrevs: det var bara en provkörning." in tried.stdout
    assert "Klart. Ändringarna är sparade." in done.stdout
    assert "Sammanlagt 0 nya, 0 ändrade," in again.stdout


def test_import_of_a_wrong_file_writes_nothing(terminal: CliRunner, tmp_path: Path) -> None:
    file = tmp_path / "kontakter.csv"
    file.write_text("Kommun;Namn;E-post\nHabo;Ny;ingen adress\n", "utf-8")

    result = _run(terminal, "import", str(file), "--collaboration", "jonkoping")

    assert result.exit_code == 1
    assert "kontakter.csv, rad 2, kolumn E-post: " in result.stdout
    assert "1 fel. Inget lästes in." in result.stdout


def test_person_role_makes_the_first_coordinator(terminal: CliRunner, sample_url: str) -> None:
    result = _run(
        terminal, "person", "role", COORDINATOR, "coordinator", "--collaboration", "jonkoping"
    )

    database = Database(sample_url)
    asker = asker_by_email(Services(database, FixedClock(NOW)), COORDINATOR, "terminal")
    database.dispose()
    assert result.exit_code == 0
    assert asker is not None
    assert may(asker, Information.COORDINATOR_LIST)


def test_person_role_puts_a_named_stranger_in_the_register(terminal: CliRunner) -> None:
    words = ("person", "role", "ny@vast.example", "coordinator", "--collaboration", "vast")

    unknown = terminal.invoke(app, list(words))
    named = _run(terminal, *words, "--name", "Ny Samordnare")

    assert unknown.exit_code == 1
    assert named.exit_code == 0


@pytest.mark.parametrize("mode", ["socket", "http"])
def test_manifest_prints_what_slack_takes(mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_URL", "https://bot.example")
    printed = CliRunner().invoke(app, ["manifest", "--mode", mode])
    as_json = CliRunner().invoke(app, ["manifest", "--mode", mode, "--format", "json"])

    made = yaml.safe_load(printed.stdout)
    assert made == json.loads(as_json.stdout)
    assert made["settings"]["socket_mode_enabled"] is (mode == "socket")


def test_manifest_for_http_needs_an_address_that_slack_reaches(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("PUBLIC_URL", raising=False)

    said = _typed(("manifest", "--mode", "http"), monkeypatch, capsys, code=1)

    assert said.startswith("PUBLIC_URL: ska vara adressen som Slack når boten på")


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("finns/inte.sqlite3", "DATABASE_URL: mappen till "),
        ("ingen.sqlite3", "Databasen går inte att använda just nu."),
    ],
)
def test_file_that_is_no_database_ends_in_a_sentence(
    path: str,
    sentence: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "finns").write_text("en fil, ingen mapp")
    (tmp_path / "ingen.sqlite3").write_text("detta är ingen databas, bara text " * 50)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / path}")

    said = _typed(("ask", "hej"), monkeypatch, capsys, code=1)

    assert sentence in said
    assert "Traceback" not in said


def test_what_people_wrote_is_printed_letter_by_letter(terminal: CliRunner) -> None:
    said = _run(terminal, "ask", "projekt kl:on:x", "--collaboration", "vast").stdout

    assert "kl:on:x" in said


def test_help_is_in_swedish_and_grouped() -> None:
    said = CliRunner().invoke(app, ["--help"]).stdout

    assert all(panel in said for panel in ("Använda", "Registret", "Drift"))


def test_main_turns_a_bad_setting_into_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://server/namn")
    monkeypatch.setattr("sys.argv", ["samverkansbot", "ask", "hej"])

    with pytest.raises(SystemExit) as stopped:
        cli.main()

    assert stopped.value.code == 1
    assert capsys.readouterr().err.startswith("DATABASE_URL")


def test_main_says_that_an_empty_database_has_nothing_to_ask(
    database_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setattr("sys.argv", ["samverkansbot", "ask", "projekt släckvatten"])

    with pytest.raises(SystemExit) as stopped:
        cli.main()

    assert stopped.value.code == 1
    assert "Det finns inga uppgifter inlagda än." in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [("--help",), ("ask", "--help"), ("person",), ("import", "--help")]
)
def test_help_holds_no_english(
    words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = _typed(words, monkeypatch, capsys)

    assert "Så här: samverkansbot" in said
    assert "Visa den här hjälpen." in said
    assert not re.search(r"Usage|Options|Arguments|Commands|message|default|required", said)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("ask", "--nonsens"), "Flaggan --nonsens finns inte."),
        (("aks",), "Kommandot ”aks” finns inte. Kommandona är: ask, "),
        (("person", "rol"), "Kommandot ”rol” finns inte. Kommandona är: role."),
        (("ask", "--channel", "x", "hej"), "Värdet för --channel går inte att använda."),
        (("person", "role", "a@vast.example"), "ROLL saknas."),
        (("import",), "FIL… saknas."),
        (("ask", "a", "b"), "Det står för mycket eller för lite på raden."),
        (("manifest", "--mode"), "Flaggan --mode används på fel sätt"),
    ],
)
def test_what_cannot_be_understood_is_said_in_swedish(
    words: tuple[str, ...],
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    answer = _typed(words, monkeypatch, capsys, code=2)

    assert answer.startswith(said)
    assert "Läs mer: samverkansbot" in answer or "Kommandona är" in answer


def _typed(
    words: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    code: int | None = None,
) -> str:
    monkeypatch.setattr("sys.argv", ["samverkansbot", *words])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert code is None or stopped.value.code == code
    return "".join(capsys.readouterr())


def test_calendar_prints_what_recurs(terminal: CliRunner) -> None:
    words = (
        "calendar",
        "--collaboration",
        "jonkoping",
        "--from",
        "2027-02-20",
        "--to",
        "2027-02-26",
    )

    said = _run(terminal, *words).stdout.splitlines()
    as_json = json.loads(_run(terminal, *words, "--json").stdout)

    assert said[0] == "Senast fre 26 feb 2027 · Verksamhetsberättelse med bokslut"
    assert as_json[0] | {"rule": "jkp-verksamhetsberattelse", "paused": False} == as_json[0]
    assert len(said) == len(as_json)


@pytest.mark.usefixtures("terminal")
def test_calendar_of_an_unknown_collaboration_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("calendar", "--collaboration", "norr", "--from", "2027-02-20", "--to", "2027-02-26")

    assert "norr" in _typed(words, monkeypatch, capsys, code=1)
