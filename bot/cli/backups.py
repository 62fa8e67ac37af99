"""Backups in the terminal: the whole database in one file, and back."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.swedish import Command
from bot.cli.terminal import app, err, fail, out, settings_of
from bot.texts import text
from bot.texts.amounts import grouped
from bot.texts.waiting import moment_words, waiting_details, waiting_text
from handlers.holding import WaitingNotice, would_be_sent
from handlers.ports import Services
from storage.backup import BackupError, Fault, Progress, Restored, back_up, restore
from storage.session import Database

FAULTS = {
    Fault.BROKEN: text("cli.backup_broken"),
    Fault.BUSY: text("cli.backup_busy"),
    Fault.DAMAGED: text("cli.backup_damaged"),
    Fault.EXISTS: text("cli.backup_exists"),
    Fault.FOREIGN: text("cli.backup_foreign"),
    Fault.ITSELF: text("cli.backup_itself"),
    Fault.MISSING: text("cli.backup_missing"),
    Fault.NEWER: text("cli.backup_newer"),
    Fault.NO_DATABASE: text("cli.backup_no_database"),
    Fault.NO_FOLDER: text("cli.backup_no_folder"),
    Fault.NO_SPACE: text("cli.backup_no_space"),
    Fault.OCCUPIED: text("cli.backup_occupied"),
    Fault.UNFIT: text("cli.backup_unfit"),
    Fault.UNREADABLE: text("cli.backup_unreadable"),
    Fault.UNWRITABLE: text("cli.backup_unwritable"),
}


@app.command(cls=Command, help=text("cli.backup"), rich_help_panel=text("cli.panel_operate"))
def backup(
    file: Annotated[Path, typer.Argument(metavar="FIL", help=text("cli.backup_file"))],
    replace: Annotated[bool, typer.Option("--replace", help=text("cli.backup_replace"))] = False,
) -> None:
    """Make one file of the whole database."""
    with _services() as services, _said_plainly(), _watched(text("cli.backup_on")) as progress:
        made = back_up(
            services.database, file, services.clock(), replace=replace, progress=progress
        )
    out.print(text("cli.backup_done", file=str(file), rows=grouped(made.total)))


@app.command(
    cls=Command, name="restore", help=text("cli.restore"), rich_help_panel=text("cli.panel_operate")
)
def restore_(
    file: Annotated[Path, typer.Argument(metavar="FIL", help=text("cli.restore_file"))],
    replace: Annotated[bool, typer.Option("--replace", help=text("cli.restore_replace"))] = False,
    verbose: Annotated[bool, typer.Option("--verbose", help=text("cli.restore_verbose"))] = False,
) -> None:
    """Put a backup in the database's place, and tell what it would send again."""
    with _services() as services:
        with _said_plainly(), _watched(text("cli.restore_on")) as progress:
            made = restore(
                services.database, file, services.clock(), replace=replace, progress=progress
            )
        out.print(_restored(made))
        out.print(_waiting(_planned(services), verbose=verbose))


def _planned(services: Services) -> tuple[WaitingNotice, ...]:
    from handlers.reminders import plan_due  # noqa: PLC0415 - days off are slow to load

    # The bot would plan the days since the backup when it starts, whether they went out or not.
    plan_due(services)
    return would_be_sent(services, services.clock())


def _restored(made: Restored) -> str:
    when = moment_words(made.backup.taken_at)
    said = text("cli.restore_done", rows=grouped(made.backup.total), when=when)
    return "\n".join([said, text("cli.restore_upgraded")] if made.upgraded else [said])


def _waiting(notices: tuple[WaitingNotice, ...], *, verbose: bool) -> str:
    if not notices:
        return "\n".join([text("cli.restore_nothing_waits"), text("cli.restore_on_hold")])
    lines = waiting_details(notices) if verbose else waiting_text(notices)
    return "\n".join([text("cli.restore_waits"), lines, text("cli.restore_on_hold")])


@contextmanager
def _services() -> Iterator[Services]:
    """Open the database as it is: it may be missing, damaged or of another schema."""
    from bot.app.services import system_clock  # noqa: PLC0415 - not needed for --help

    database = Database(settings_of().database_url)
    try:
        yield Services(database, system_clock)
    finally:
        database.dispose()


@contextmanager
def _said_plainly() -> Iterator[None]:
    try:
        yield
    except BackupError as error:
        fail(FAULTS[error.fault])


@contextmanager
def _watched(what: str) -> Iterator[Progress]:
    """Show how far the work has come, where somebody is looking."""
    from rich.progress import Progress as Bar  # noqa: PLC0415 - needed for this alone

    with Bar(console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
