"""What recurs, in the terminal."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.swedish import Command
from bot.cli.terminal import DAY, app, day_of, out, services_of
from bot.texts import text
from handlers import people

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handlers.planning import CalendarLine


@app.command(
    cls=Command, name="calendar", help=text("cli.calendar"), rich_help_panel=text("cli.panel_use")
)
def calendar_(
    *,
    collaboration: Annotated[str, typer.Option(help=text("cli.collaboration"))],
    from_: Annotated[str, typer.Option("--from", metavar=DAY, help=text("cli.from_day"))],
    to: Annotated[str, typer.Option("--to", metavar=DAY, help=text("cli.to_day"))],
    as_json: Annotated[bool, typer.Option("--json", help=text("cli.calendar_json"))] = False,
) -> None:
    """Print what recurs between two days."""
    from bot.texts.planning import calendar_text  # noqa: PLC0415 - days off are slow to load
    from handlers.planning import calendar_lines  # noqa: PLC0415 - as above

    with services_of() as services:
        asker = people.asking_in(services, people.stranger(None, "terminal"), collaboration)
        lines = calendar_lines(services, asker, day_of(from_), day_of(to))
    out.print(_calendar_json(lines) if as_json else calendar_text(lines))


def _calendar_json(lines: "Iterable[CalendarLine]") -> str:
    days = [asdict(line) | {"paused": line.state == "paused"} for line in lines]
    return json.dumps(days, ensure_ascii=False, indent=2, default=str)
