"""Planning and delivering once, and what waits to be sent, in the terminal."""

import json
from dataclasses import asdict, replace
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.swedish import Command
from bot.cli.terminal import NEEDS_YOU, WRONG_USE, app, err, fail, out, services_of, settings_of
from bot.config import Settings
from bot.texts import text, word
from handlers.people import stranger
from handlers.ports import SWEDEN, Services

if TYPE_CHECKING:
    from bot.app.receiving import Incoming
    from handlers.delivery import Report

MOMENT = "ÅÅÅÅ-MM-DDTHH:MM"
MOST_LINES = 200
# SQLite takes a limited number of values in one statement.
_AT_ONCE = 1000


@app.command(cls=Command, help=text("cli.tick"), rich_help_panel=text("cli.panel_operate"))
def tick(
    at: Annotated[str | None, typer.Option(metavar=MOMENT, help=text("cli.tick_at"))] = None,
) -> None:
    """Plan and deliver what is due once, and end."""
    from bot.app.sending import build_outgoing  # noqa: PLC0415 - Slack and mail are slow to load

    settings = settings_of()
    with services_of(settings) as services:
        outgoing = build_outgoing(settings, _at(services, at))
        if not outgoing.couriers:
            fail(text("cli.no_way_out"))
        _collect(settings, outgoing.incoming)
        report = outgoing.work()
        outgoing.close()
    out.print(_delivered(report))


def _collect(settings: Settings, incoming: "Incoming | None") -> None:
    from bot.app.inbox import collect  # noqa: PLC0415 - mail is slow to load
    from bot.mail.imap import MailboxError  # noqa: PLC0415 - as above

    try:
        collect(settings, incoming)
    except MailboxError as error:
        # What waits to be sent does not wait for the mailbox as well.
        err.print(text("cli.mailbox", why=word("mailbox_reason", error.reason)))


@app.command(cls=Command, help=text("cli.outbox"), rich_help_panel=text("cli.panel_operate"))
def outbox(
    *,
    retry: Annotated[list[str] | None, typer.Option(help=text("cli.outbox_retry"))] = None,
    give_up: Annotated[list[str] | None, typer.Option(help=text("cli.outbox_give_up"))] = None,
    give_up_due: Annotated[
        bool, typer.Option("--give-up-due", help=text("cli.outbox_give_up_due"))
    ] = False,
    release: Annotated[bool, typer.Option("--release", help=text("cli.outbox_release"))] = False,
    as_json: Annotated[bool, typer.Option("--json", help=text("cli.outbox_json"))] = False,
) -> None:
    """Show what waits, failed or may have arrived; send it again or let it be."""
    from handlers import outbox as sent  # noqa: PLC0415 - days off are slow to load

    whoever = stranger(None, "terminal")
    with services_of() as services:
        if retry:
            done = sent.retry(services, whoever, retry)
            _tell(text("cli.outbox_retried", count=done), len(retry) - done)
        if give_up:
            done = sent.give_up(services, whoever, give_up)
            _tell(text("cli.outbox_given_up", count=done), len(give_up) - done)
        if give_up_due:
            _give_up_due(services)
        if release:
            _release(services)
        if not (retry or give_up or give_up_due or release):
            _show(services, as_json=as_json)


def _show(services: Services, *, as_json: bool) -> None:
    from bot.texts.outbox import outbox_lines_text, outbox_state_text  # noqa: PLC0415 - as above
    from handlers.outbox import outbox_lines, outbox_state  # noqa: PLC0415 - as above

    lines = outbox_lines(services, limit=MOST_LINES)
    if as_json:
        told = [asdict(line) for line in lines]
        out.print(json.dumps(told, ensure_ascii=False, indent=2, default=str))
        return
    out.print(outbox_state_text(outbox_state(services)))
    if lines:
        out.print(outbox_lines_text(lines))


def _give_up_due(services: Services) -> None:
    from handlers.holding import would_be_sent  # noqa: PLC0415 - as above
    from handlers.outbox import give_up as take_back  # noqa: PLC0415 - as above

    keys = [one.key for one in would_be_sent(services, services.clock())]
    whoever = stranger(None, "terminal")
    some = (keys[at : at + _AT_ONCE] for at in range(0, len(keys), _AT_ONCE))
    done = sum(take_back(services, whoever, each) for each in some)
    out.print(text("cli.outbox_given_up", count=done))


def _release(services: Services) -> None:
    from handlers.holding import holding, release_hold  # noqa: PLC0415 - as above

    if holding(services) is None:
        out.print(text("cli.outbox_no_hold"))
        return
    release_hold(services)
    out.print(text("cli.outbox_released"))


def _tell(told: str, left: int) -> None:
    out.print(told)
    if left:
        out.print(text("cli.outbox_left_alone", count=left))
        raise typer.Exit(NEEDS_YOU)


def _at(services: Services, typed: str | None) -> Services:
    """Return the services at another moment, typed in Swedish time, where there is one."""
    if typed is None:
        return services
    try:
        moment = datetime.fromisoformat(typed)
    except ValueError:
        fail(text("cli.bad_moment", moment=typed), WRONG_USE)
    local = moment if moment.tzinfo else moment.replace(tzinfo=SWEDEN)
    return replace(services, clock=lambda: local)


def _delivered(report: "Report") -> str:
    from bot.texts.wording import word  # noqa: PLC0415 - beside the rest of what is said

    counts = {state: count for state, count in report.states.items() if count}
    if not counts:
        return text("cli.tick_nothing")
    return ", ".join(f"{count} {word('notice_state', state)}" for state, count in counts.items())
