"""Backups: the whole database in one SQLite file, and back again into either kind of database."""

from storage.backup.files import BackupError, Fault, Summary, inspect
from storage.backup.restoring import Restored, restore
from storage.backup.rows import Progress
from storage.backup.taking import back_up

__all__ = [
    "BackupError",
    "Fault",
    "Progress",
    "Restored",
    "Summary",
    "back_up",
    "inspect",
    "restore",
]
