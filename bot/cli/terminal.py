"""What every command needs: the app, the two streams, the services, how to stop."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import NoReturn

import typer
from rich.console import Console

from bot.cli.swedish import Group
from bot.config import Settings, load_settings, usable_settings
from bot.texts import text
from handlers.ports import Services

app = typer.Typer(
    name="samverkansbot",
    help=text("cli.about"),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    cls=Group,
)
person_app = typer.Typer(help=text("cli.person"), no_args_is_help=True, cls=Group)
app.add_typer(person_app, name="person", rich_help_panel=text("cli.panel_register"))

NEEDS_YOU = 1
WRONG_USE = 2
DAY = "ÅÅÅÅ-MM-DD"
STOPPED = 130
# People's text as it is: without emoji, or "kl 8:on:9" becomes a picture.
out = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True)


def settings_of() -> Settings:
    """Read the settings from the environment."""
    import os  # noqa: PLC0415 - the environment is read in this module and nowhere else

    return load_settings(os.environ)


def usable_settings_of() -> tuple[Settings, dict[str, str]]:
    """Read the settings without the wrong ones, and what is wrong with those, by variable."""
    import os  # noqa: PLC0415 - as above

    return usable_settings(os.environ)


@contextmanager
def services_of(settings: Settings | None = None) -> Iterator[Services]:
    """Open the services for one command; without settings, those of the environment."""
    from bot.app.services import build_services, system_clock  # noqa: PLC0415 - not needed for --help

    services = build_services(settings or settings_of(), system_clock)
    try:
        yield services
    finally:
        services.database.dispose()


def fail(message: str, code: int = NEEDS_YOU) -> NoReturn:
    """Say what is wrong, and stop."""
    err.print(message)
    sys.exit(code)


def day_of(typed: str) -> date:
    """Read a day as it is typed, or say how it is written."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        fail(text("cli.bad_date", date=typed), WRONG_USE)
