"""Scopes on the sample data, as a stranger or as somebody of the register sees it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from handlers.answers import Asker
from handlers.ports import Services
from handlers.scope import Scope, scope
from tests.sample import NOW

# Whoever is first in the register; which one is the same to the handlers.
SOMEBODY = 1
TODAY = NOW.date()


@contextmanager
def seen_from(
    services: Services, collaboration: str, *, known: bool = False, at: date = TODAY
) -> Iterator[Scope]:
    """Open the scope of a collaboration, for a stranger unless ``known``."""
    asker = Asker(collaboration, SOMEBODY if known else None)
    with scope(services, asker, at) as opened:
        yield opened
