"""Everything that can be set from outside."""

import re
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.config.forms import (
    ADDRESS,
    BETWEEN_KEYS,
    DATABASE,
    EXPECTED,
    HOST,
    LINE,
    MAILBOX,
    NAME,
    RELAY,
    SENDER,
    SHORTEST_KEY,
    TOKEN_ADDRESS,
    matching,
)

SLACK = "https://slack.com/api/"


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
    dkim_domain: str | None = None
    dkim_selector: str | None = None
    dkim_key: SecretStr | None = None
    smtp_token_url: str | None = None
    smtp_client_id: str | None = None
    smtp_client_secret: SecretStr | None = None
    smtp_scope: str | None = None
    imap_url: SecretStr | None = None
    imap_token_url: str | None = None
    imap_client_id: str | None = None
    imap_client_secret: SecretStr | None = None
    imap_scope: str | None = None
    secret_key: SecretStr | None = None

    @property
    def secret(self) -> bytes:
        """Return the key that is used now; empty where none is set."""
        if self.secret_key is None:
            return b""
        keys = BETWEEN_KEYS.split(self.secret_key.get_secret_value())
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
            raise SettingsError(f"{name} saknas: {EXPECTED[name]}.")
        return str(value.get_secret_value() if isinstance(value, SecretStr) else value)

    @field_validator("database_url")
    @classmethod
    def _check_database(cls, value: str) -> str:
        return matching(DATABASE, value)

    @field_validator("slack_bot_token", "slack_app_token", "slack_signing_secret")
    @classmethod
    def _check_secret(cls, value: SecretStr, info: object) -> SecretStr:
        start = _STARTS.get(getattr(info, "field_name", ""), "")
        matching(re.compile(rf"{start}\S+"), value.get_secret_value())
        return value

    @field_validator("slack_api_url")
    @classmethod
    def _check_api(cls, value: str) -> str:
        # The client puts the method's name right after it.
        return matching(ADDRESS, value).rstrip("/") + "/"

    @field_validator("public_url")
    @classmethod
    def _check_public(cls, value: str) -> str:
        return matching(ADDRESS, value).rstrip("/")

    @field_validator("smtp_url")
    @classmethod
    def _check_relay(cls, value: SecretStr) -> SecretStr:
        url = matching(RELAY, value.get_secret_value())
        if not url.startswith("file:") and urlsplit(url).port == 0:
            raise ValueError("no port")
        return value

    @field_validator("imap_url")
    @classmethod
    def _check_mailbox(cls, value: SecretStr) -> SecretStr:
        if urlsplit(matching(MAILBOX, value.get_secret_value())).port == 0:
            raise ValueError("no port")
        return value

    @field_validator("mail_from")
    @classmethod
    def _check_sender(cls, value: str) -> str:
        return matching(SENDER, value)

    @field_validator("mail_authserv_id", "mail_collaboration", "dkim_domain", "dkim_selector")
    @classmethod
    def _check_name(cls, value: str) -> str:
        return matching(NAME, value)

    @field_validator("smtp_token_url", "imap_token_url")
    @classmethod
    def _check_token_address(cls, value: str) -> str:
        return matching(TOKEN_ADDRESS, value)

    @field_validator("smtp_client_id", "smtp_scope", "imap_client_id", "imap_scope")
    @classmethod
    def _check_line(cls, value: str) -> str:
        return matching(LINE, value)

    @field_validator("smtp_client_secret", "imap_client_secret")
    @classmethod
    def _check_client_secret(cls, value: SecretStr) -> SecretStr:
        matching(LINE, value.get_secret_value())
        return value

    @field_validator("secret_key")
    @classmethod
    def _check_key(cls, value: SecretStr) -> SecretStr:
        if len(value.get_secret_value()) < SHORTEST_KEY:
            raise ValueError("too short")
        return value

    @field_validator("host")
    @classmethod
    def _check_host(cls, value: str) -> str:
        return matching(HOST, value)

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
