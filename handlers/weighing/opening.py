"""The scope of whoever is about to change something, on a session that may write."""

from collections.abc import Iterator
from contextlib import contextmanager
from zoneinfo import ZoneInfo

from handlers.answers import Asker
from handlers.ports import Services
from handlers.scope import Scope, home
from handlers.weighing.weighers import require_weigher
from storage.indexes import families


@contextmanager
def weighing(services: Services, asker: Asker) -> Iterator[Scope]:
    """Open a transaction for somebody who weighs proposals; refuse others."""
    with services.database.write() as session:
        family = home(families(session), asker.collaboration)
        today = services.clock().astimezone(ZoneInfo(family.time_zone)).date()
        require_weigher(session, family, asker, today)
        yield Scope(session, services, asker, family, (), today)
