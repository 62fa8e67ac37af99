"""The settings: environment variables, read once."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

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
}
_SECRETS = frozenset({"DATABASE_URL", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"})


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

    @property
    def address_for_slack(self) -> str:
        """Return where Slack reaches the bot, without a slash at the end; it takes https alone."""
        if self.public_url is None or not self.public_url.startswith("https://"):
            raise SettingsError(
                "PUBLIC_URL: ska vara adressen som Slack når boten på, och börja med https://."
            )
        return self.public_url

    def needed(self, name: str) -> str:
        """Return a secret that cannot be done without, or say which variable is missing."""
        secret = getattr(self, name.lower())
        if secret is None:
            raise SettingsError(f"{name} saknas: {_EXPECTED[name]}.")
        return str(secret.get_secret_value())

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
