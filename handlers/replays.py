"""What a door already handled must not be handled again."""

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from sqlalchemy import delete

from handlers.ports import Services
from storage.inserting import insert_new
from storage.models import ProcessedRequest

# Slack repeats an event within the hour; a day leaves room for a long outage.
KEPT = timedelta(days=1)
_Result = TypeVar("_Result")


def first_time(services: Services, key: str) -> bool:
    """Tell whether ``key`` is seen for the first time, and remember it.

    Two processes that ask at once get one True: the database decides.
    """
    statement = (
        insert_new(services.database, ProcessedRequest)
        .values(key=key[:120], at=services.clock())
        .returning(ProcessedRequest.key)
    )
    with services.database.write() as session:
        return session.execute(statement).first() is not None


def only_once(services: Services, key: str, act: Callable[[], _Result]) -> _Result | None:
    """Do ``act`` and return its result; None where it was done under ``key`` before.

    What fails was not done, and may be tried again.
    """
    if not first_time(services, key):
        return None
    try:
        return act()
    except BaseException:
        _forget(services, key)
        raise


def _forget(services: Services, key: str) -> None:
    with services.database.write() as session:
        session.execute(delete(ProcessedRequest).where(ProcessedRequest.key == key[:120]))


def forget_old(services: Services) -> None:
    """Forget what can no longer be repeated."""
    with services.database.write() as session:
        session.execute(
            delete(ProcessedRequest).where(ProcessedRequest.at < services.clock() - KEPT)
        )
