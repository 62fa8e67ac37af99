"""Short notes as one sees them in chat."""

from dataclasses import replace

import pytest

from bot.slack.blocks.notes import note_message
from bot.workspace.rules import check_message
from handlers.contents import NoteCode
from tests.bot.mail.parcels import NOTES


@pytest.mark.parametrize("code", NoteCode)
def test_every_note_keeps_the_rules_of_the_chat(code: NoteCode) -> None:
    check_message(dict(note_message(NOTES[code])))


def test_what_somebody_has_written_is_quoted_between_who_and_what_to_do() -> None:
    shown = str(note_message(NOTES[NoteCode.MEETING_WORDS]))

    said = ("Från Kim Al, Miljökontoret i Habo", "Vi kommer två.", "stäng 12")
    assert sorted(map(shown.index, said)) == list(map(shown.index, said))


@pytest.mark.parametrize("wordy", ["ö" * 4000, "<b> " * 1000, "\n" * 4000, "😀" * 2000])
def test_however_much_is_written_fits(wordy: str) -> None:
    note = replace(NOTES[NoteCode.MEETING_WORDS], quote=wordy)

    check_message(dict(note_message(note)))
