"""One mail from standard input, as a mail server hands it to a program."""

import logging
import sys
from typing import NoReturn

from sqlalchemy.exc import DatabaseError, TimeoutError  # noqa: A004 - its own, not Python's

from bot.cli.swedish import Command
from bot.cli.terminal import app, err, services_of, settings_of
from bot.config import SettingsError
from bot.texts import text
from storage.schema import SchemaError

# What a mail server understands (sysexits.h): try again later, and whom to tell.
_UNAVAILABLE, _NO_INPUT, _LATER, _CONFIGURATION = 69, 66, 75, 78
_LARGEST = 50 * 1024 * 1024


@app.command(cls=Command, help=text("cli.receive"), rich_help_panel=text("cli.panel_operate"))
def receive() -> None:
    """Take one mail from standard input, and let its answer go out with what else is sent."""
    from bot.app.receiving import build_incoming  # noqa: PLC0415 - reading mails is slow to load
    from handlers.incoming import Origin  # noqa: PLC0415 - as above

    raw = _read()
    try:
        settings = settings_of()
        with services_of(settings) as services:
            incoming = build_incoming(settings, services)
            incoming.keep(Origin("pipe"), raw)
            incoming.work()
    except SettingsError as error:
        _refuse(str(error), _CONFIGURATION)
    except SchemaError:
        _refuse(text("cli.other_schema"), _LATER)
    except (DatabaseError, TimeoutError) as error:
        # The driver's own words: SQLAlchemy's would repeat the statement, with the mail in it.
        logging.getLogger(__name__).error("%s", getattr(error, "orig", error))  # noqa: TRY400 - see above
        _refuse(text("cli.database"), _LATER)


def _read() -> bytes:
    raw = sys.stdin.buffer.read(_LARGEST + 1)
    if not raw.strip():
        _refuse(text("cli.receive_nothing"), _NO_INPUT)
    if len(raw) > _LARGEST:
        _refuse(text("cli.receive_large"), _UNAVAILABLE)
    return raw


def _refuse(message: str, code: int) -> NoReturn:
    err.print(message)
    sys.exit(code)
