"""From the settings to the services; a question in the terminal needs nothing of Slack."""

import logging
from datetime import UTC, datetime

from sqlalchemy import exc

from bot.app.addresses import PageAddresses
from bot.config import Settings, SettingsError
from bot.documents.filled import Workbooks
from bot.texts.newsletter_drafts import NewsletterDrafts
from handlers.ports import Clock, Services
from storage import schema
from storage.session import Database

logger = logging.getLogger(__name__)

_BUSY = ("locked", "busy", "lock timeout", "deadlock", "could not serialize")


def system_clock() -> datetime:
    """Return the present, in UTC: the one place that asks the machine for it."""
    return datetime.now(UTC)  # noqa: TID251 - everything else is given this clock


def build_services(settings: Settings, clock: Clock) -> Services:
    """Open the database, its schema brought up to date or found to be."""
    database = Database(settings.database_url)
    try:
        schema.prepare(database, clock())
    except OSError as error:
        database.dispose()
        raise SettingsError(
            f"DATABASE_URL: mappen till {error.filename} går inte att använda."
        ) from error
    except BaseException:
        database.dispose()
        raise
    addresses = PageAddresses(settings, clock)
    return Services(
        database,
        clock,
        secret=settings.secret,
        addresses=addresses,
        sheets=Workbooks(),
        newsletters=NewsletterDrafts(),
    )


def database_trouble(error: Exception) -> str:
    """Return the refusal's code for an error of the database, or nothing for another error."""
    if isinstance(error, exc.TimeoutError):
        code = "database_busy"
    elif isinstance(error, exc.OperationalError | exc.InterfaceError | exc.InternalError):
        busy = any(sign in str(error.orig).lower() for sign in _BUSY)
        code = "database_busy" if busy else "database_down"
    elif isinstance(error, exc.DatabaseError) and type(error) is exc.DatabaseError:
        # SQLite says this of a file that is no database (any more).
        code = "database_down"
    else:
        return ""
    # The driver's own words; SQLAlchemy's would repeat the statement and what was asked.
    logger.error("%s: %s", code, getattr(error, "orig", type(error).__name__))
    return code
