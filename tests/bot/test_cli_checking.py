"""The doctor, as somebody at a terminal or a watching program uses it."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.config import Settings
from bot.slack.manifest import SCOPES
from bot.workspace import create_workspace
from tests.bot.checks.ground import page
from tests.bot.mail.servers import Script, mail_server
from tests.bot.mail.stand_ins import parsed
from tests.bot.slack.parcels import SETTINGS
from tests.fakes import FixedClock
from tests.servers import at_home

BOT_TOKEN, APP_TOKEN = "xoxb-hemligt-1", "xapp-hemligt-2"
PASSWORD, KEY = "hemligt-3", "hemligt-4-9f86d081884c7d659a2feaa0"
SENDER = "bot@kommun.example"
PRESENT = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
WORKSPACE = replace(SETTINGS, bot_token=BOT_TOKEN, app_token=APP_TOKEN, scopes=SCOPES)


@dataclass
class House:
    """A bot whose settings all are right, and the servers around it."""

    environ: dict[str, str]
    mail: Script

    def check(self, *words: str, **changed: str) -> Result:
        unset = dict.fromkeys((name.upper() for name in Settings.model_fields), None)
        return CliRunner().invoke(app, ["check", *words], env={**unset, **self.environ, **changed})


@pytest.fixture
def house(sample_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    monkeypatch.setattr("bot.app.services.system_clock", FixedClock(PRESENT))
    # Where it is installed it would ask name servers about a domain that there is none of.
    monkeypatch.setitem(sys.modules, "checkdmarc", None)
    mail = Script(accounts={SENDER: PASSWORD})
    workspace = create_workspace(WORKSPACE, FixedClock(PRESENT))
    with (
        at_home(workspace),
        page("Allt fungerar.") as public,
        mail_server(mail, auth_require_tls=False) as port,
    ):
        yield House(
            {
                "DATABASE_URL": sample_url,
                "SLACK_API_URL": workspace.api_url,
                "SLACK_BOT_TOKEN": BOT_TOKEN,
                "SLACK_APP_TOKEN": APP_TOKEN,
                "SMTP_URL": f"smtp://bot%40kommun.example:{PASSWORD}@127.0.0.1:{port}",
                "MAIL_FROM": SENDER,
                "MAIL_AUTHSERV_ID": "mx.kommun.example",
                "PUBLIC_URL": public,
                "SECRET_KEY": KEY,
            },
            mail,
        )


def found(result: Result, *subjects: str) -> list[tuple[str, str]]:
    return [
        (one["subject"], one["state"])
        for one in json.loads(result.stdout)
        if one["subject"] in subjects
    ]


# The servers' clock is the machine's own, which stands elsewhere than the test's.
NOT_THE_CLOCK = ("settings", "database", "slack", "mail", "address")


def test_house_that_is_in_order_has_nothing_to_do(house: House) -> None:
    result = house.check("--json")

    assert found(result, *NOT_THE_CLOCK) == [
        ("settings", "ok"),
        # There is no mailbox: mails come in by the other way.
        ("settings", "skipped"),
        ("database", "ok"),
        ("database", "ok"),
        ("slack", "ok"),
        ("slack", "ok"),
        ("slack", "ok"),
        ("mail", "ok"),
        ("address", "ok"),
        ("address", "ok"),
    ]
    assert house.mail.taken == []


def test_findings_are_told_by_subject_then_what_to_do_then_all_in_all(tmp_path: Path) -> None:
    bare = House({"DATABASE_URL": f"sqlite:///{tmp_path / 'bot.sqlite'}"}, Script())

    result = bare.check(PORT="fel", MAIL_AUTHSERV_ID="mx.kommun.example")

    assert result.stdout.splitlines() == [
        "Inställningar",
        "  FEL          PORT: ska vara ett heltal från 0 till 65535.",
        (
            "  HOPPAS ÖVER  SLACK_BOT_TOKEN är inte satt. Boten finns inte i Slack, och "
            "samverkansbot run startar inte."
        ),
        "  HOPPAS ÖVER  SMTP_URL är inte satt. Boten skickar inga mejl och svarar inte på några.",
        (
            "  HOPPAS ÖVER  IMAP_URL är inte satt. Boten läser ingen brevlåda. Mejl kommer bara in "
            "om mejlservern lämnar dem till samverkansbot receive."
        ),
        (
            "  HOPPAS ÖVER  PUBLIC_URL är inte satt. Mejlen går ut utan knappar, och Slack kan "
            "inte nå boten över HTTP."
        ),
        "",
        "Databas",
        "  VARNING      Databasen finns inte än.",
        "",
        "Slack",
        "  HOPPAS ÖVER  Inget att kontrollera: SLACK_BOT_TOKEN är inte satt.",
        "",
        "Mejl ut",
        "  HOPPAS ÖVER  Inget att kontrollera: SMTP_URL är inte satt.",
        "",
        "Mejl in",
        "  HOPPAS ÖVER  Inget att kontrollera: IMAP_URL är inte satt.",
        "",
        "Avsändarens domän",
        "  HOPPAS ÖVER  Inget att kontrollera: MAIL_FROM är inte satt.",
        "",
        "Publik adress",
        "  HOPPAS ÖVER  Inget att kontrollera: PUBLIC_URL är inte satt.",
        "",
        "Klockan",
        (
            "  HOPPAS ÖVER  Klockan jämförs med Slack eller med PUBLIC_URL, och ingen av dem är "
            "inställd."
        ),
        "  OK           Tidszonen Europe/Stockholm finns.",
        "",
        "Gör så här",
        "  1. Inställningar: Rätta PORT och kör kontrollen igen.",
        (
            "  2. Databas: Läs in era uppgifter med samverkansbot import. En tom databas gör du "
            "med samverkansbot migrate."
        ),
        "",
        "Sammanfattning: fel 1, varningar 1, OK 1, hoppades över 10.",
    ]
    assert result.exit_code == 1


def test_end_tells_a_fault_from_a_warning_and_from_nothing(sample_url: str, tmp_path: Path) -> None:
    fine = House({"DATABASE_URL": sample_url}, Script())

    codes = [
        fine.check().exit_code,
        fine.check(DATABASE_URL=f"sqlite:///{tmp_path / 'ingen.sqlite'}").exit_code,
        fine.check(SLACK_APP_TOKEN="xapp-1").exit_code,
        fine.check("--no-such-flag").exit_code,
    ]

    assert codes == [0, 3, 1, 2]


def test_wrong_variable_leaves_the_others_to_be_checked(house: House) -> None:
    result = house.check("--json", SLACK_APP_TOKEN="fel")

    assert found(result, "settings", "slack", "mail") == [
        ("settings", "fault"),
        ("settings", "skipped"),
        ("slack", "ok"),
        ("slack", "ok"),
        ("slack", "skipped"),
        ("mail", "ok"),
    ]
    assert result.exit_code == 1


def test_trial_mail_is_sent_where_it_is_asked_for(house: House) -> None:
    result = house.check("--send-to", "anna@kommun.example", "--json")

    (taken,) = house.mail.taken
    (told,) = (one for one in json.loads(result.stdout) if one["subject"] == "trial")
    assert taken.recipients == ("anna@kommun.example",)
    assert (told["state"], told["todo"]) == ("ok", "")
    assert parsed(taken.content)["Message-ID"] in told["said"]


def secrets_in(result: Result, log: str) -> list[str]:
    told = result.stdout + result.stderr + log
    return [secret for secret in (BOT_TOKEN, APP_TOKEN, PASSWORD, KEY) if secret in told]


WRONG = {
    "DATABASE_URL": f"postgresql+psycopg://bot:{PASSWORD}@127.0.0.1:9/bot",
    "SLACK_BOT_TOKEN": f"{BOT_TOKEN}-gammal",
    "SLACK_APP_TOKEN": f"{APP_TOKEN}-gammal",
    "SMTP_URL": f"smtp://konto:{PASSWORD}@127.0.0.1:9",
    "SECRET_KEY": f"{KEY},{PASSWORD}",
}
MISPLACED = {
    "DATABASE_URL": KEY,
    "SLACK_BOT_TOKEN": APP_TOKEN,
    "SLACK_APP_TOKEN": BOT_TOKEN,
    "SMTP_URL": PASSWORD,
    "PORT": KEY,
    "MAIL_FROM": PASSWORD,
    "PUBLIC_URL": KEY,
}


@pytest.mark.parametrize("changed", [{}, WRONG, MISPLACED], ids=["right", "refused", "misplaced"])
@pytest.mark.parametrize("words", [(), ("--json",), ("--send-to", "anna@kommun.example")])
def test_no_secret_is_ever_told(
    house: House,
    changed: dict[str, str],
    words: tuple[str, ...],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("DEBUG")

    result = house.check(*words, **changed)

    assert result.stdout != ""
    assert secrets_in(result, caplog.text) == []
