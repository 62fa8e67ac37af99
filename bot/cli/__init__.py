"""The terminal door: one command for each thing one can do there."""

import logging
import sys

import typer
from sqlalchemy.exc import DatabaseError, TimeoutError  # noqa: A004 - its own, not Python's
from typer.exceptions import TyperException

from bot.cli import asking, backups, checking, commands, delivering, planning, receiving
from bot.cli.swedish import complaint
from bot.cli.terminal import STOPPED, app, fail
from bot.config import SettingsError
from bot.texts import refusal_text, text
from handlers.errors import Refusal
from storage.schema import SchemaError

__all__ = [
    "app",
    "asking",
    "backups",
    "checking",
    "commands",
    "delivering",
    "main",
    "planning",
    "receiving",
]


def main() -> None:
    """Run the command line; every known trouble ends in a sentence, not in a traceback."""
    logging.basicConfig(
        level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )
    try:
        sys.exit(app(standalone_mode=False))
    except TyperException as error:
        fail(complaint(error), error.exit_code)
    except (typer.Abort, KeyboardInterrupt):
        fail(text("cli.stopped"), STOPPED)
    except SettingsError as error:
        fail(str(error))
    except SchemaError:
        fail(text("cli.other_schema"))
    except Refusal as refusal:
        fail(refusal_text(refusal))
    except (DatabaseError, TimeoutError) as error:
        # The driver's own words: SQLAlchemy's would repeat the statement and what was asked.
        logging.getLogger(__name__).error("%s", getattr(error, "orig", error))  # noqa: TRY400 - see above
        fail(text("cli.database"))
