"""Short notes, and the mail that asks whether another one is the reader's."""

import pytest

from bot.mail.links import NoLinks
from bot.mail.rendering import render
from bot.texts.notes import note_body, note_title, note_why
from handlers.contents import Note, NoteCode
from tests.bot.mail.parcels import CONFIRMATION, JOIN, JONKOPING, NOTES, PlainLinks, parcel


def test_every_note_has_a_sample() -> None:
    assert set(NOTES) == set(NoteCode)


@pytest.mark.parametrize("code", NoteCode)
def test_note_says_what_has_happened_what_to_do_and_why_one_is_told(code: NoteCode) -> None:
    note = NOTES[code]

    said = render(parcel(note), NoLinks())

    words = [note_title(note), note_body(note), note_why(note)]
    flat = " ".join(said.text.split())
    assert [one for one in words if one not in flat] == []
    assert said.subject == words[0]
    assert [one for one in words if one.endswith((".", "?")) or one == words[0]] == words
    assert "{" not in said.text


def test_what_somebody_has_written_is_shown_word_for_word_and_as_nothing_but_words() -> None:
    said = render(parcel(NOTES[NoteCode.MEETING_WORDS]), NoLinks())

    assert "\n  Vi kommer två.\n  Finns <p>?\n" in said.text
    assert "Vi kommer två.<br" in said.html
    assert "<p>?" not in said.html
    assert "svara att kim@jonkoping.example kommer till möte 7" in " ".join(said.text.split())


def test_what_people_are_called_is_only_data() -> None:
    values = (("name", "Kim {office}\r\nBcc: <b>x</b>"), ("office", "Miljökontoret"))

    said = render(parcel(Note(JONKOPING, NoteCode.MAIL_PAUSED, values)), NoLinks())

    assert said.subject == "Mejl till Kim {office} Bcc: <b>x</b> kommer inte fram"
    assert "<b>x</b>" not in said.html


def test_confirmation_quotes_what_was_asked_and_leads_to_a_page() -> None:
    said = render(parcel(CONFIRMATION), PlainLinks())

    address = PlainLinks().confirm(CONFIRMATION.number)
    assert said.subject == CONFIRMATION.subject
    assert f"\n  {CONFIRMATION.asked}\n" in said.text
    assert str(address) in said.text.split()
    assert f'href="{address}"' in said.html


def test_confirmation_without_a_page_says_whom_to_ask() -> None:
    said = render(parcel(CONFIRMATION), NoLinks())

    assert "Be samordnaren släppa igenom mejlet." in " ".join(said.text.split())
    assert "href" not in said.html


def test_newsletter_that_was_asked_for_waits_for_its_reader() -> None:
    said, without = (render(parcel(JOIN), links) for links in (PlainLinks(), NoLinks()))

    address = f"https://bot.example/bestall/{parcel(JOIN).to.person_id}-3"
    assert said.subject == f"Vill du få nyhetsbrevet från {JONKOPING}?"
    assert address in said.text
    assert f'href="{address}"' in said.html
    assert "Ja, jag vill ha nyhetsbrevet" in said.html
    assert "https://" not in without.text
