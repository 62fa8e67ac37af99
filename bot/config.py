"""The settings: environment variables, read once."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

SLACK = "https://slack.com/api/"
# Where Slack calls us over HTTP, below `PUBLIC_URL`.
EVENTS_PATH = "/slack/events"
_DATABASE = re.compile(
    r"sqlite:///(?!:memory:).+"
    r"|postgresql\+psycopg://(?:[^@/\s]*@)?(?:\[[^\]\s]+\]|[^\[\]:/@\s]*)(?::\d+)?/\S+"
)
_ADDRESS = re.compile(r"https?://[^\s/?#]+(/[^\s?#]*)?")
_HOST = re.compile(r"[\w.:%\[\]-]+")
# A relay with or without an account on it, or a directory for trying out.
_RELAY = re.compile(r"smtps?://(?:[^/?#\s]+@)?(?:\[[0-9A-Fa-f:.]+\]|[\w.-]+)(?::\d+)?/?|file:.+")
# An address alone, or "Name <address>"; the courier looks at the address itself more closely.
_SENDER = re.compile(r"[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+|[^<>\r\n]*<[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+>")
# The secret goes there: over the network only where nobody can listen.
_TOKEN_ADDRESS = re.compile(
    r"(?:https://[^\s/?#]+|http://(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?)(?:/[^\s#]*)?"
)
# One word, in ASCII (RFC 8601, section 2.5).
_NAME = re.compile(r"[A-Za-z0-9._-]+")
_LINE = re.compile(r"[^\r\n]+")
_BETWEEN_KEYS = re.compile(r"[\s,]+")
# What signs the links must not be guessed by trying.
_SHORTEST_KEY = 32

# What each variable must be, for whoever set it wrong. The value itself is never repeated: it may
# be a secret that was put in the wrong place.
_EXPECTED = {
    "DATABASE_URL": "ska vara sqlite:///fil eller postgresql+psycopg://konto:lösenord@server/namn",
    "SLACK_BOT_TOKEN": "ska vara botens nyckel, som börjar med xoxb-",
    "SLACK_APP_TOKEN": "ska vara appens nyckel för Socket Mode, som börjar med xapp-",
    "SLACK_SIGNING_SECRET": "ska vara appens Signing Secret, utan mellanslag",
    "SLACK_API_URL": "ska vara en adress som börjar med https:// eller http://",
    "HOST": "ska vara ett värdnamn eller en IP-adress",
    "PORT": "ska vara ett heltal från 0 till 65535",
    "PUBLIC_URL": "ska vara en adress som börjar med https:// eller http://",
    "SMTP_URL": "ska vara smtp://konto:lösenord@server:587, smtps://konto:lösenord@server:465 "
    "eller file:katalog",
    "MAIL_FROM": "ska vara en e-postadress, eller Namn <adress>",
    "MAIL_PER_MINUTE": "ska vara ett heltal som är minst 1",
    "MAIL_AUTHSERV_ID": "ska vara namnet som er mejlserver skriver först i Authentication-Results",
    "MAIL_COLLABORATION": "ska vara nyckeln till den samverkan som brevlådan hör till, som vast",
    "SMTP_TOKEN_URL": "ska vara adressen som delar ut nycklar (OAuth 2.0), och börja med https://",
    "SMTP_CLIENT_ID": "ska vara botens id hos den som delar ut nycklar",
    "SMTP_CLIENT_SECRET": "ska vara botens hemlighet hos den som delar ut nycklar",
    "SMTP_SCOPE": "ska vara den rättighet som nyckeln ska ge (scope)",
    "SECRET_KEY": "ska vara minst 32 tecken som ingen kan gissa",
}
_SECRETS = frozenset(
    {
        "DATABASE_URL",
        "SLACK_BOT_TOKEN",
        "SLACK_APP_TOKEN",
        "SLACK_SIGNING_SECRET",
        "SMTP_URL",
        "SMTP_CLIENT_SECRET",
        "SECRET_KEY",
    }
)


class SettingsError(Exception):
    """A setting is missing or cannot be used; the message names the variable, in Swedish."""


class Settings(BaseSettings):
    """Everything that can be set from outside."""

    model_config = SettingsConfigDict(
        frozen=True, hide_input_in_errors=True, validate_default=False
    )

    database_url: str = Field("sqlite:///var/samverkansbot.sqlite3", repr=False)
    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_api_url: str = SLACK
    host: str = "127.0.0.1"
    port: int = Field(8000, ge=0, le=65535)
    public_url: str | None = None
    smtp_url: SecretStr | None = None
    mail_from: str | None = None
    mail_per_minute: int | None = Field(None, ge=1)
    mail_authserv_id: str | None = None
    mail_collaboration: str | None = None
    smtp_token_url: str | None = None
    smtp_client_id: str | None = None
    smtp_client_secret: SecretStr | None = None
    smtp_scope: str | None = None
    secret_key: SecretStr | None = None

    @property
    def secret(self) -> bytes:
        """Return the key that is used now; empty where none is set."""
        if self.secret_key is None:
            return b""
        keys = _BETWEEN_KEYS.split(self.secret_key.get_secret_value())
        return next(key for key in keys if key).encode()

    @property
    def address_for_slack(self) -> str:
        """Return where Slack reaches the bot, without a slash at the end; it takes https alone."""
        if self.public_url is None or not self.public_url.startswith("https://"):
            raise SettingsError(
                "PUBLIC_URL: ska vara adressen som Slack når boten på, och börja med https://."
            )
        return self.public_url

    def needed(self, name: str) -> str:
        """Return what cannot be done without, or say which variable is missing."""
        value = getattr(self, name.lower())
        if value is None:
            raise SettingsError(f"{name} saknas: {_EXPECTED[name]}.")
        return str(value.get_secret_value() if isinstance(value, SecretStr) else value)

    @field_validator("database_url")
    @classmethod
    def _check_database(cls, value: str) -> str:
        return _matching(_DATABASE, value)

    @field_validator("slack_bot_token", "slack_app_token", "slack_signing_secret")
    @classmethod
    def _check_secret(cls, value: SecretStr, info: object) -> SecretStr:
        start = _STARTS.get(getattr(info, "field_name", ""), "")
        _matching(re.compile(rf"{start}\S+"), value.get_secret_value())
        return value

    @field_validator("slack_api_url")
    @classmethod
    def _check_api(cls, value: str) -> str:
        # The client puts the method's name right after it.
        return _matching(_ADDRESS, value).rstrip("/") + "/"

    @field_validator("public_url")
    @classmethod
    def _check_public(cls, value: str) -> str:
        return _matching(_ADDRESS, value).rstrip("/")

    @field_validator("smtp_url")
    @classmethod
    def _check_relay(cls, value: SecretStr) -> SecretStr:
        url = _matching(_RELAY, value.get_secret_value())
        if not url.startswith("file:") and urlsplit(url).port == 0:
            raise ValueError("no port")
        return value

    @field_validator("mail_from")
    @classmethod
    def _check_sender(cls, value: str) -> str:
        return _matching(_SENDER, value)

    @field_validator("mail_authserv_id", "mail_collaboration")
    @classmethod
    def _check_name(cls, value: str) -> str:
        return _matching(_NAME, value)

    @field_validator("smtp_token_url")
    @classmethod
    def _check_token_address(cls, value: str) -> str:
        return _matching(_TOKEN_ADDRESS, value)

    @field_validator("smtp_client_id", "smtp_scope")
    @classmethod
    def _check_line(cls, value: str) -> str:
        return _matching(_LINE, value)

    @field_validator("smtp_client_secret")
    @classmethod
    def _check_client_secret(cls, value: SecretStr) -> SecretStr:
        _matching(_LINE, value.get_secret_value())
        return value

    @field_validator("secret_key")
    @classmethod
    def _check_key(cls, value: SecretStr) -> SecretStr:
        if len(value.get_secret_value()) < _SHORTEST_KEY:
            raise ValueError("too short")
        return value

    @field_validator("host")
    @classmethod
    def _check_host(cls, value: str) -> str:
        return _matching(_HOST, value)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - the signature is the library's
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - as above
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - as above
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - as above
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take what ``load_settings`` has read, and nothing behind its back."""
        return (init_settings,)


_STARTS = {"slack_bot_token": "xoxb-", "slack_app_token": "xapp-"}


def load_settings(environ: Mapping[str, str]) -> Settings:
    """Read the settings; raise ``SettingsError`` naming the first variable that is wrong."""
    values = {name.lower(): value for name, value in _given(environ)}
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        wrong = str(error.errors()[0]["loc"][0]).upper()
    # Outside the handler: the validator's own message must not follow along as the cause.
    raise SettingsError(f"{wrong}: {_EXPECTED[wrong]}.")


def usable_settings(environ: Mapping[str, str]) -> tuple[Settings, dict[str, str]]:
    """Read the settings without the wrong ones, and what is wrong with those, by variable."""
    wrong = {}
    for name in _EXPECTED:
        own = {key: environ[key] for key in (name, f"{name}_FILE") if key in environ}
        try:
            load_settings(own)
        except SettingsError as error:
            wrong[name] = str(error)
    usable = {key: environ[key] for key in environ if key.removesuffix("_FILE") not in wrong}
    return load_settings(usable), wrong


def _given(environ: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    for name in _EXPECTED:
        value = environ.get(name, "").strip()
        file = environ.get(f"{name}_FILE", "").strip() if name in _SECRETS else ""
        if value and file:
            raise SettingsError(f"{name} och {name}_FILE är båda satta: ta bort den ena.")
        if file:
            value = _content(f"{name}_FILE", file)
        if value:
            yield name, value


def _content(name: str, file: str) -> str:
    try:
        content = Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        content = ""
    if not content:
        raise SettingsError(f"{name}: ska vara en läsbar textfil med ett värde i.")
    return content


def _matching(pattern: re.Pattern[str], value: str) -> str:
    if not pattern.fullmatch(value):
        raise ValueError("unexpected form")
    return value
