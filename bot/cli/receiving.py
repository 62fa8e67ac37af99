"""One mail from standard input, as a mail server hands it to a program."""

import logging
import sys
from typing import TYPE_CHECKING, NoReturn

from sqlalchemy.exc import DatabaseError, TimeoutError  # noqa: A004 - its own, not Python's

from bot.cli.swedish import Command
from bot.cli.terminal import app, err, services_of, settings_of
from bot.config import SettingsError
from bot.texts import text
from handlers.errors import new_reference
from storage.schema import SchemaError

if TYPE_CHECKING:
    from bot.app.receiving import Incoming

# What a mail server understands (sysexits.h). Whatever is wrong with us, it is to come back: with
# another code it would tell the sender that the mail cannot be delivered.
_TOO_LARGE, _NO_INPUT, _LATER = 69, 66, 75
_LARGEST = 50 * 1024 * 1024

logger = logging.getLogger(__name__)


@app.command(cls=Command, help=text("cli.receive"), rich_help_panel=text("cli.panel_operate"))
def receive() -> None:
    """Take one mail from standard input, and let its answer go out with what else is sent."""
    raw = _read()
    try:
        _take_in(raw)
    except (SettingsError, SchemaError) as error:
        _refuse(str(error) if isinstance(error, SettingsError) else text("cli.other_schema"))
    except (DatabaseError, TimeoutError) as error:
        # The driver's own words: SQLAlchemy's would repeat the statement, with the mail in it.
        logger.error("%s", getattr(error, "orig", error))  # noqa: TRY400 - see above
        _refuse(text("cli.database"))
    except Exception:  # the mail server keeps the mail until somebody has mended it
        reference = new_reference()
        logger.exception("%s", reference)
        _refuse(text("cli.receive_failed", reference=reference))


def _take_in(raw: bytes) -> None:
    from bot.app.receiving import build_incoming  # noqa: PLC0415 - reading mails is slow to load
    from handlers.incoming import Origin  # noqa: PLC0415 - as above

    settings = settings_of()
    with services_of(settings) as services:
        incoming = build_incoming(settings, services)
        incoming.keep(Origin("pipe"), raw)
        _answer(incoming)


def _answer(incoming: "Incoming") -> None:
    """Answer what is kept. What cannot be is ours all the same: the clock takes it up again."""
    try:
        incoming.work()
    except (DatabaseError, TimeoutError) as error:
        logger.warning("Kept, to be answered later: %s", type(error).__name__)
    except Exception:  # the mail server must neither send it again nor tell that it is lost
        logger.exception("%s: kept, to be answered later", new_reference())


def _read() -> bytes:
    raw = sys.stdin.buffer.read(_LARGEST + 1)
    if not raw.strip():
        _refuse(text("cli.receive_nothing"), _NO_INPUT)
    if len(raw) > _LARGEST:
        _refuse(text("cli.receive_large"), _TOO_LARGE)
    return raw


def _refuse(message: str, code: int = _LATER) -> NoReturn:
    err.print(message)
    sys.exit(code)
