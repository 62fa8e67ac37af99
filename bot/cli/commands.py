"""The terminal: one command for each thing an administrator or a curious person does."""

import json
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from sqlalchemy.exc import DatabaseError, TimeoutError  # noqa: A004 - its own, not Python's
from typer.exceptions import TyperException

from bot.cli.swedish import Command, Group, complaint
from bot.config import Settings, SettingsError, load_settings
from bot.texts import refusal_text, text
from bot.texts.cards import present
from bot.texts.plain import plain
from handlers import asking, people
from handlers.answers import Answer, Asker
from handlers.errors import Refusal
from handlers.ports import Services
from storage.schema import SchemaError

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
STOPPED = 130
# People's text as it is: without emoji, or "kl 8:on:9" becomes a picture.
_out = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)
_err = Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True)


class Channel(StrEnum):
    """The doors an answer can be tried as."""

    CHAT = "chat"
    MAIL = "mail"


class Mode(StrEnum):
    """The two ways in which Slack reaches the bot."""

    SOCKET = "socket"
    HTTP = "http"


class Format(StrEnum):
    """How the manifest is printed."""

    YAML = "yaml"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with what the person trying it out says of the asker."""

    text: str
    collaboration: str | None = None
    as_: str | None = None
    channel: str = Channel.CHAT
    at: str | None = None

    @classmethod
    def of(cls, given: dict[str, str | None]) -> "Asked":
        """Read one object of a batch; raise an error when ``text`` is missing or no text."""
        words = given["text"]
        if not isinstance(words, str):
            raise TypeError("text")
        channel = Channel(given.get("channel") or Channel.CHAT)
        return cls(words, given.get("collaboration"), given.get("as"), channel, given.get("at"))


def main() -> None:
    """Run the command line; every known trouble ends in a sentence, not in a traceback."""
    logging.basicConfig(
        level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )
    try:
        sys.exit(app(standalone_mode=False))
    except TyperException as error:
        _fail(complaint(error), error.exit_code)
    except (typer.Abort, KeyboardInterrupt):
        _fail(text("cli.stopped"), STOPPED)
    except SettingsError as error:
        _fail(str(error))
    except SchemaError:
        _fail(text("cli.other_schema"))
    except Refusal as refusal:
        _fail(refusal_text(refusal))
    except (DatabaseError, TimeoutError, OSError) as error:
        # The driver's own words: SQLAlchemy's would repeat the statement and what was asked.
        logging.getLogger(__name__).error("%s", getattr(error, "orig", error))  # noqa: TRY400 - see above
        _fail(text("cli.database"))


@app.command(cls=Command, help=text("cli.ask"), rich_help_panel=text("cli.panel_use"))
def ask(
    question: Annotated[
        str | None, typer.Argument(metavar="TEXT", help=text("cli.ask_text"))
    ] = None,
    *,
    collaboration: Annotated[str | None, typer.Option(help=text("cli.collaboration"))] = None,
    as_: Annotated[str | None, typer.Option("--as", help=text("cli.as"))] = None,
    channel: Annotated[Channel, typer.Option(help=text("cli.channel"))] = Channel.CHAT,
    at: Annotated[str | None, typer.Option(help=text("cli.at"), metavar="ÅÅÅÅ-MM-DD")] = None,
    as_json: Annotated[bool, typer.Option("--json", help=text("cli.json"))] = False,
    batch: Annotated[Path | None, typer.Option(help=text("cli.batch"))] = None,
) -> None:
    """Answer one question, or a file of them."""
    if (question is None) == (batch is None):
        _fail(text("cli.text_or_batch"), WRONG_USE)
    with _services() as services:
        if batch is not None:
            for asked in _read_batch(batch):
                _out.print(_json(_answer(services, asked)))
        else:
            answer = _answer(services, Asked(question or "", collaboration, as_, channel, at))
            _out.print(_json(answer) if as_json else plain(present(answer)))


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

    with _services() as services:
        if not run_import(services, paths, collaboration, dry_run=dry_run, say=_out.print):
            raise typer.Exit(NEEDS_YOU)


@person_app.command(cls=Command, name="role", help=text("cli.role"))
def person_role(
    email: Annotated[str, typer.Argument(metavar="EPOST", help=text("cli.role_email"))],
    role: Annotated[str, typer.Argument(metavar="ROLL", help=text("cli.role_role"))],
    collaboration: Annotated[str, typer.Option(help=text("cli.collaboration"))],
    name: Annotated[str | None, typer.Option(help=text("cli.role_name"))] = None,
) -> None:
    """Give somebody a role."""
    with _services() as services:
        people.set_role(services, email, role, collaboration, name)
    _out.print(text("cli.role_given", email=email, role=role, collaboration=collaboration))


@app.command(cls=Command, help=text("cli.run"), rich_help_panel=text("cli.panel_operate"))
def run(
    http: Annotated[bool, typer.Option("--http", help=text("cli.run_http"))] = False,
) -> None:
    """Run the bot until it is stopped."""
    from bot.app.serving import serve_http, serve_socket  # noqa: PLC0415 - Slack is slow to load

    settings = _settings()
    logging.getLogger().setLevel(logging.INFO)
    with _services(settings) as services:
        serve: Callable[[Settings, Services], None] = serve_http if http else serve_socket
        serve(settings, services)


@app.command(cls=Command, help=text("cli.migrate"), rich_help_panel=text("cli.panel_operate"))
def migrate() -> None:
    """Bring the database to the newest schema."""
    from storage.schema import upgrade  # noqa: PLC0415 - Alembic is not needed to answer

    upgrade(_settings().database_url)
    _out.print(text("cli.migrated"))


@app.command(cls=Command, help=text("cli.manifest"), rich_help_panel=text("cli.panel_operate"))
def manifest(
    mode: Annotated[Mode, typer.Option(help=text("cli.manifest_mode"))] = Mode.SOCKET,
    format_: Annotated[Format, typer.Option("--format", help=text("cli.format"))] = Format.YAML,
) -> None:
    """Print the app manifest for Slack."""
    import yaml  # noqa: PLC0415 - needed here alone

    from bot.slack.manifest import manifest as build  # noqa: PLC0415 - Slack is slow to load

    made = build(mode.value, _settings())
    if format_ is Format.JSON:
        _out.print(json.dumps(made, ensure_ascii=False, indent=2))
    else:
        _out.print(yaml.safe_dump(made, allow_unicode=True, sort_keys=False), end="")


@app.command(cls=Command, help=text("cli.demo"), rich_help_panel=text("cli.panel_use"))
def demo() -> None:
    """Open the local workspace on sample data."""
    from bot.workspace.demo import serve_demo  # noqa: PLC0415 - Slack is slow to load

    serve_demo(_settings(), say=_out.print)


def _read_batch(file: Path) -> Iterator[Asked]:
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        _fail(text("cli.batch_unreadable", file=str(file)))
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield Asked.of(json.loads(line))
            except (ValueError, KeyError, TypeError, AttributeError):
                _fail(text("cli.batch_line", file=str(file), line=str(number)))


def _answer(services: Services, asked: Asked) -> Answer:
    try:
        day = date.fromisoformat(asked.at) if asked.at else None
    except ValueError:
        _fail(text("cli.bad_date", date=str(asked.at)), WRONG_USE)
    return asking.ask(services, _asker(services, asked), asked.text, day)


def _asker(services: Services, asked: Asked) -> Asker:
    known = people.asker_by_email(services, asked.as_, asked.channel) if asked.as_ else None
    asker = known or people.stranger(asked.collaboration, asked.channel)
    if not asked.collaboration:
        return asker
    return people.asking_in(services, asker, asked.collaboration)


def _json(answer: Answer) -> str:
    said = {"kind": answer.kind, "ids": list(answer.ids), "text": plain(present(answer))}
    return json.dumps(said, ensure_ascii=False)


def _settings() -> Settings:
    import os  # noqa: PLC0415 - the environment is read here and nowhere else

    return load_settings(os.environ)


@contextmanager
def _services(settings: Settings | None = None) -> Iterator[Services]:
    from bot.app.services import build_services, system_clock  # noqa: PLC0415 - not needed for --help

    services = build_services(settings or _settings(), system_clock)
    try:
        yield services
    finally:
        services.database.dispose()


def _fail(message: str, code: int = NEEDS_YOU) -> NoReturn:
    _err.print(message)
    sys.exit(code)
