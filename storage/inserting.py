"""Inserting what may be there already, without a race."""

from sqlalchemy.dialects import postgresql, sqlite

from storage.models import Base
from storage.session import Database


def insert_new(database: Database, model: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """Return an INSERT that does nothing where the row exists.

    Add ``returning``: a row comes back only when it was inserted. (``rowcount`` is -1 under
    psycopg and tells nothing.)
    """
    make = sqlite.insert if database.is_sqlite else postgresql.insert
    return make(model).on_conflict_do_nothing()
