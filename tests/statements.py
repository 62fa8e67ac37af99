"""Statements that are compiled once per process: each test's own engine would compile them anew."""

from functools import partial
from typing import Any

import pytest
from sqlalchemy import create_engine

from storage import session

Key = tuple[Any, ...]


class Compiled(dict[Key, Any]):
    """A cache of compiled statements for all engines that speak the same dialect.

    SQLAlchemy asks with the engine's own dialect, which comes first in the key.
    """

    def get(self, key: Key, default: Any = None) -> Any:
        """Return a statement as it was compiled for the dialect, by whichever engine."""
        return super().get(_shared(key), default)

    def __setitem__(self, key: Key, compiled: Any) -> None:
        super().__setitem__(_shared(key), compiled)


def compile_once() -> None:
    """Let all databases of this process share what they compile."""
    shared = partial(create_engine, execution_options={"compiled_cache": Compiled()})
    pytest.MonkeyPatch().setattr(session, "create_engine", shared)


def _shared(key: Key) -> Key:
    return type(key[0]), *key[1:]
