"""Writing down what a receiver has answered, also where the database is busy for a moment."""

import logging
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import OperationalError, TimeoutError  # noqa: A004 - the pool's own
from sqlalchemy.orm import Session

from handlers.ports import Services

logger = logging.getLogger(__name__)

WRITE_TRIES = 4
_Done = TypeVar("_Done")


def patiently(services: Services, write: Callable[[Session], _Done]) -> _Done:
    """Do something in a transaction. A busy database is asked again: each time it waits a while.

    What a receiver has answered is not thrown away for that.
    """
    for tries_left in reversed(range(WRITE_TRIES)):
        try:
            with services.database.write() as session:
                return write(session)
        except (OperationalError, TimeoutError):
            if not tries_left:
                raise
            logger.warning("The database is busy")
    raise AssertionError("tried at least once")
