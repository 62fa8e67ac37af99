"""Reading the settings from the environment, once."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from pydantic import ValidationError

from bot.config.forms import EXPECTED, SECRETS
from bot.config.settings import Settings, SettingsError


def load_settings(environ: Mapping[str, str]) -> Settings:
    """Read the settings; raise ``SettingsError`` naming the first variable that is wrong."""
    values = {name.lower(): value for name, value in _given(environ)}
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        wrong = str(error.errors()[0]["loc"][0]).upper()
    # Outside the handler: the validator's own message must not follow along as the cause.
    raise SettingsError(f"{wrong}: {EXPECTED[wrong]}.")


def usable_settings(environ: Mapping[str, str]) -> tuple[Settings, dict[str, str]]:
    """Read the settings without the wrong ones, and what is wrong with those, by variable."""
    wrong = {}
    for name in EXPECTED:
        own = {key: environ[key] for key in (name, f"{name}_FILE") if key in environ}
        try:
            load_settings(own)
        except SettingsError as error:
            wrong[name] = str(error)
    usable = {key: environ[key] for key in environ if key.removesuffix("_FILE") not in wrong}
    return load_settings(usable), wrong


def _given(environ: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    for name in EXPECTED:
        value = environ.get(name, "").strip()
        file = environ.get(f"{name}_FILE", "").strip() if name in SECRETS else ""
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
