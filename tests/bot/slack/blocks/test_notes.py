"""Short notes as one sees them in chat."""

import pytest

from bot.slack.blocks.notes import note_message
from bot.workspace.rules import check_message
from handlers.contents import Note, NoteCode
from tests.bot.mail.parcels import JONKOPING, NOTES, WRITTEN


@pytest.mark.parametrize("code", NoteCode)
def test_every_note_keeps_the_rules_of_the_chat(code: NoteCode) -> None:
    check_message(dict(note_message(NOTES[code])))


def test_what_somebody_has_written_is_quoted_between_who_and_what_to_do() -> None:
    shown = str(note_message(NOTES[NoteCode.MEETING_WORDS]))

    said = ("Kim Al, Miljökontoret i Habo skriver så här", "Vi kommer två.", "stäng 12")
    assert sorted(map(shown.index, said)) == list(map(shown.index, said))


@pytest.mark.parametrize("wordy", ["ö" * 4000, "<b> " * 1000, "\n" * 4000, "😀" * 2000])
def test_however_much_is_written_fits(wordy: str) -> None:
    meeting = NOTES[NoteCode.MEETING_WORDS].meeting
    note = Note(JONKOPING, NoteCode.MEETING_WORDS, WRITTEN, meeting, wordy)

    check_message(dict(note_message(note)))
