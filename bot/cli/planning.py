"""What recurs, in the terminal."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Annotated

import typer

from bot.cli.swedish import Command
from bot.cli.terminal import DAY, app, day_of, out, services_of
from bot.texts import text
from bot.texts.planning import calendar_text
from handlers import people, planning
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
    with services_of() as services:
        asker = people.asking_in(services, people.stranger(None, "terminal"), collaboration)
        lines = planning.calendar_lines(services, asker, day_of(from_), day_of(to))
    out.print(_calendar_json(lines) if as_json else calendar_text(lines))


def _calendar_json(lines: Iterable[CalendarLine]) -> str:
    days = [asdict(line) | {"paused": line.state == "paused"} for line in lines]
    return json.dumps(days, ensure_ascii=False, indent=2, default=str)
