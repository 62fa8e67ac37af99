"""Which tables are lists of dates, and which are something else."""

import pytest

from handlers.imports.headings import CONTACTS, DATES, MATERIALS, PROJECTS, TableKind, kind_of
from handlers.meeting_kinds import KIND_WORDS, MeetingKind, kind_named


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        ("Möte Datum", DATES),
        ("Möte Datum Tid Plats", DATES),
        ("Rubrik Startdatum Slutdatum Börjar Slutar Länk", DATES),
        ("Titel Datum Tid Plats Värd", DATES),
        ("Möte Startdatum Slutdatum", DATES),
        # What was a table of something else before there were lists of dates still is.
        ("Titel Startdatum Slutdatum", PROJECTS),
        ("Projekt Typ Status Start Slut", PROJECTS),
        ("Projekt Titel Länk", MATERIALS),
        ("Titel Länk", MATERIALS),
        ("Namn E-post Grupp", CONTACTS),
        ("Titel Tid", None),
        ("Möte", None),
    ],
)
def test_kind_of_table_by_its_headings(headings: str, kind: TableKind | None) -> None:
    assert kind_of(headings.split()) is kind


def test_every_sort_of_meeting_has_a_word_to_be_written() -> None:
    assert {kind_named(word) for word in KIND_WORDS} == set(MeetingKind)
