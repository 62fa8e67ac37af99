"""The terminal: one command for each thing an administrator does."""

import json
import logging
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.swedish import Command
from bot.cli.terminal import NEEDS_YOU, app, out, person_app, services_of, settings_of
from bot.texts import text
from handlers import people


class Mode(StrEnum):
    """The two ways in which Slack reaches the bot."""

    SOCKET = "socket"
    HTTP = "http"


class Format(StrEnum):
    """How the manifest is printed."""

    YAML = "yaml"
    JSON = "json"


@app.command(
    cls=Command, name="import", help=text("cli.import"), rich_help_panel=text("cli.panel_register")
)
def import_(
    paths: Annotated[list[Path], typer.Argument(metavar="FIL…", help=text("cli.import_paths"))],
    dry_run: Annotated[bool, typer.Option("--dry-run", help=text("cli.dry_run"))] = False,
    collaboration: Annotated[str | None, typer.Option(help=text("cli.import_for"))] = None,
) -> None:
    """Show what the files would change, then change it."""
    from bot.documents.importing import run_import  # noqa: PLC0415 - Excel is not needed to answer

    with services_of() as services:
        if not run_import(services, paths, collaboration, dry_run=dry_run, say=out.print):
            raise typer.Exit(NEEDS_YOU)


@person_app.command(cls=Command, name="role", help=text("cli.role"))
def person_role(
    email: Annotated[str, typer.Argument(metavar="EPOST", help=text("cli.role_email"))],
    role: Annotated[str, typer.Argument(metavar="ROLL", help=text("cli.role_role"))],
    collaboration: Annotated[str, typer.Option(help=text("cli.collaboration"))],
    name: Annotated[str | None, typer.Option(help=text("cli.role_name"))] = None,
) -> None:
    """Give somebody a role."""
    with services_of() as services:
        people.set_role(services, email, role, collaboration, name)
    out.print(text("cli.role_given", email=email, role=role, collaboration=collaboration))


@app.command(cls=Command, help=text("cli.run"), rich_help_panel=text("cli.panel_operate"))
def run(
    http: Annotated[bool, typer.Option("--http", help=text("cli.run_http"))] = False,
) -> None:
    """Run the bot until it is stopped."""
    from bot.app.serving import serve_http, serve_socket  # noqa: PLC0415 - Slack is slow to load

    settings = settings_of()
    logging.getLogger().setLevel(logging.INFO)
    with services_of(settings) as services:
        if http:
            serve_http(settings, services)
        else:
            serve_socket(settings, services)


@app.command(cls=Command, help=text("cli.migrate"), rich_help_panel=text("cli.panel_operate"))
def migrate() -> None:
    """Bring the database to the newest schema."""
    from storage.schema import upgrade  # noqa: PLC0415 - Alembic is not needed to answer

    upgrade(settings_of().database_url)
    out.print(text("cli.migrated"))


@app.command(cls=Command, help=text("cli.manifest"), rich_help_panel=text("cli.panel_operate"))
def manifest(
    mode: Annotated[Mode, typer.Option(help=text("cli.manifest_mode"))] = Mode.SOCKET,
    format_: Annotated[Format, typer.Option("--format", help=text("cli.format"))] = Format.YAML,
) -> None:
    """Print the app manifest for Slack."""
    import yaml  # noqa: PLC0415 - needed here alone

    from bot.slack.manifest import manifest as build  # noqa: PLC0415 - Slack is slow to load

    made = build(mode.value, settings_of())
    if format_ is Format.JSON:
        out.print(json.dumps(made, ensure_ascii=False, indent=2))
    else:
        out.print(yaml.safe_dump(made, allow_unicode=True, sort_keys=False), end="")


@app.command(cls=Command, help=text("cli.demo"), rich_help_panel=text("cli.panel_use"))
def demo() -> None:
    """Open the local workspace on sample data."""
    from bot.workspace.demo import serve_demo  # noqa: PLC0415 - Slack is slow to load

    serve_demo(settings_of(), say=out.print)
