from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.config import Settings, SettingsError, load_settings

SECRETS = {
    "DATABASE_URL": "postgresql+psycopg://bot:hemligt1@db/bot",
    "SLACK_BOT_TOKEN": "xoxb-hemligt2",
    "SLACK_APP_TOKEN": "xapp-hemligt3",
    "SLACK_SIGNING_SECRET": "hemligt4",
    "SMTP_URL": "smtps://bot%40kommun.example:hemligt5@mail.example",
    "SMTP_CLIENT_SECRET": "hemligt6",
    "IMAP_URL": "imaps://bot:hemligt8@mail.example",
    "IMAP_CLIENT_SECRET": "hemligt9",
    "SECRET_KEY": "hemligt7" * 4,
}


def test_settings_have_defaults_that_reach_nobody_else() -> None:
    settings = load_settings({})

    assert settings.database_url == "sqlite:///var/samverkansbot.sqlite3"
    assert settings.slack_api_url == "https://slack.com/api/"
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.public_url is None
    assert settings.slack_bot_token is None
    assert (settings.smtp_url, settings.mail_from, settings.mail_per_minute) == (None, None, None)


def test_settings_are_read_from_the_given_environment_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PORT", "1")

    assert load_settings({}).port == 8000
    assert load_settings({"PORT": "8080", "OTHER": "x"}).port == 8080


def test_settings_that_are_empty_are_not_set() -> None:
    settings = load_settings({"SLACK_APP_TOKEN": "", "PORT": " ", "PUBLIC_URL": ""})

    assert settings == load_settings({})


def test_settings_cannot_be_changed() -> None:
    settings = load_settings({})

    with pytest.raises(ValidationError):
        settings.port = 1


def test_addresses_end_as_their_readers_want_them() -> None:
    settings = load_settings(
        {"SLACK_API_URL": "http://127.0.0.1:9/api", "PUBLIC_URL": "https://bot.example/"}
    )

    assert settings.slack_api_url == "http://127.0.0.1:9/api/"
    assert settings.address_for_slack == "https://bot.example"


@pytest.mark.parametrize("given", [{}, {"PUBLIC_URL": "http://bot.example"}])
def test_slack_is_not_given_an_address_that_it_cannot_reach(given: dict[str, str]) -> None:
    settings = load_settings(given)

    with pytest.raises(SettingsError, match=r"PUBLIC_URL.*https://"):
        _ = settings.address_for_slack


@pytest.mark.parametrize(
    "value",
    [
        "postgresql+psycopg://bot:hemligt@db.example:5432/bot",
        "postgresql+psycopg://bot@[::1]:5432/bot",
        "postgresql+psycopg:///bot?host=/run/postgresql",
        "sqlite:////var/lib/samverkansbot/data.sqlite3",
    ],
)
def test_database_is_named_in_any_of_the_usual_ways(value: str) -> None:
    assert load_settings({"DATABASE_URL": value}).database_url == value


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SMTP_URL", "smtp://mail.example"),
        ("SMTP_URL", "smtp://bot@mail.example:25"),
        ("SMTP_URL", "smtp://bot@kommun.example:l%2Fsen@mail.example:587"),
        ("SMTP_URL", "smtps://[::1]:465"),
        ("SMTP_URL", "file:var/mejl"),
        ("SMTP_URL", "file:///var/lib/samverkansbot/utgående mejl"),
        ("MAIL_FROM", "bot@miljosamverkan.example"),
        ("MAIL_FROM", "Miljösamverkan Väst <bot@miljosamverkan.example>"),
        ("SMTP_TOKEN_URL", "https://login.example/tenant/oauth2/v2.0/token"),
        ("SMTP_TOKEN_URL", "http://127.0.0.1:8080/token"),
        ("IMAP_URL", "imaps://bot:l%2Fsen@mail.example"),
        ("IMAP_URL", "imap://bot%40kommun.example@[::1]:143/Fr%C3%A5gor"),
        ("SMTP_CLIENT_ID", "5f0c"),
        ("SMTP_SCOPE", "https://outlook.example/.default"),
    ],
)
def test_way_out_by_mail_is_named_in_any_of_the_usual_ways(name: str, value: str) -> None:
    assert load_settings({name: value}).needed(name) == value


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://konto@server/namn"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATABASE_URL", "postgresql://server/namn"),
        ("DATABASE_URL", "postgresql+psycopg://konto:ord@server:port/namn"),
        ("DATABASE_URL", "postgresql+psycopg://server"),
        ("SLACK_BOT_TOKEN", "xapp-fel"),
        ("SLACK_BOT_TOKEN", "xoxb-två ord"),
        ("SLACK_APP_TOKEN", "xoxb-fel"),
        ("SLACK_SIGNING_SECRET", "två ord"),
        ("SLACK_API_URL", "slack.com/api"),
        ("SLACK_API_URL", "ftp://slack.com/api"),
        ("HOST", "http://127.0.0.1"),
        ("PORT", "åttatusen"),
        ("PORT", "65536"),
        ("PORT", "-1"),
        ("PUBLIC_URL", "bot.example"),
        ("PUBLIC_URL", "https://bot.example/?a=1"),
        ("SMTP_URL", "mail.example"),
        ("SMTP_URL", "smtp://"),
        ("SMTP_URL", "smtp://bot:l/sen@mail.example"),
        ("SMTP_URL", "smtp://mail.example:0"),
        ("SMTP_URL", "smtp://mail.example:65536"),
        ("SMTP_URL", "file:"),
        ("MAIL_FROM", "Miljösamverkan Väst"),
        ("MAIL_FROM", "bot@kommunen"),
        ("MAIL_FROM", "Väst <bot@kommun.example>\r\nBcc: x@y.example"),
        ("MAIL_FROM", "Väst\r\nBcc: x <bot@kommun.example>"),
        ("MAIL_PER_MINUTE", "0"),
        ("MAIL_PER_MINUTE", "många"),
        ("MAIL_AUTHSERV_ID", "mx.kommun.example; dmarc=pass"),
        ("MAIL_COLLABORATION", "Miljösamverkan Väst"),
        ("IMAP_URL", "imaps://mail.example"),
        ("IMAP_URL", "https://bot:ord@mail.example"),
        ("IMAP_URL", "imaps://bot:ord@mail.example:0"),
        ("IMAP_TOKEN_URL", "http://login.example/token"),
        ("SMTP_TOKEN_URL", "http://login.example/token"),
        ("SMTP_CLIENT_ID", "a\nb"),
        ("SMTP_CLIENT_SECRET", "a\nb"),
        ("SMTP_SCOPE", "a\nb"),
        ("SECRET_KEY", "x" * 31),
    ],
)
def test_bad_value_stops_with_the_variables_name(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings({name: value})

    assert str(caught.value).startswith(f"{name}: ska vara ")


def test_bad_value_is_not_repeated_for_it_may_be_a_secret() -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings({"PORT": "xoxb-hemligt"})

    assert str(caught.value) == "PORT: ska vara ett heltal från 0 till 65535."
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


@pytest.mark.parametrize("name", SECRETS)
def test_secret_is_read_from_a_file(name: str, tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text(f"{SECRETS[name]}\n")

    assert load_settings({f"{name}_FILE": str(file)}) == load_settings({name: SECRETS[name]})


@pytest.mark.parametrize("content", [None, b"", b" \n", b"\xff\xfe"])
def test_file_that_holds_no_secret_is_named(content: bytes | None, tmp_path: Path) -> None:
    file = tmp_path / "secret"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(SettingsError, match=r"^SLACK_BOT_TOKEN_FILE: ska vara en läsbar textfil"):
        load_settings({"SLACK_BOT_TOKEN_FILE": str(file)})


def test_secret_that_is_given_twice_is_refused() -> None:
    given = {"SLACK_BOT_TOKEN": "xoxb-a", "SLACK_BOT_TOKEN_FILE": "b"}

    with pytest.raises(SettingsError, match="SLACK_BOT_TOKEN och SLACK_BOT_TOKEN_FILE"):
        load_settings(given)


def test_file_is_not_read_for_what_is_no_secret(tmp_path: Path) -> None:
    file = tmp_path / "port"
    file.write_text("9000")

    assert load_settings({"PORT_FILE": str(file)}).port == 8000


def test_secrets_are_not_shown() -> None:
    settings = load_settings(SECRETS)

    assert "hemligt" not in repr(settings)
    assert "hemligt" not in str(settings)
    assert settings.needed("SLACK_BOT_TOKEN") == "xoxb-hemligt2"


def test_missing_secret_is_named() -> None:
    with pytest.raises(SettingsError, match=r"^SLACK_BOT_TOKEN saknas: ska vara botens nyckel"):
        load_settings({}).needed("SLACK_BOT_TOKEN")


def test_settings_are_those_of_the_papers() -> None:
    assert {name.upper() for name in Settings.model_fields} == {
        "DATABASE_URL", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET",
        "SLACK_API_URL", "HOST", "PORT", "PUBLIC_URL", "SMTP_URL", "MAIL_FROM", "MAIL_PER_MINUTE",
        "MAIL_AUTHSERV_ID", "MAIL_COLLABORATION", "DKIM_DOMAIN", "DKIM_SELECTOR", "DKIM_KEY",
        "IMAP_URL", "IMAP_TOKEN_URL", "IMAP_CLIENT_ID", "IMAP_CLIENT_SECRET", "IMAP_SCOPE",
        "SMTP_TOKEN_URL", "SMTP_CLIENT_ID", "SMTP_CLIENT_SECRET", "SMTP_SCOPE", "SECRET_KEY",
    }  # fmt: skip
