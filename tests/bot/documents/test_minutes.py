from dataclasses import replace
from datetime import UTC, date, datetime

from bot.documents.minutes import minutes_file
from handlers.answers import AgendaItem, Presence
from tests.bot.documents.word import faults, headings, lines, opened, rows
from tests.bot.texts.paper_samples import BOARD, DRAFT

NOW = datetime(2027, 2, 11, 8, 30, 15, 5, tzinfo=UTC)
DOCUMENT = opened(minutes_file(DRAFT, NOW))


def test_draft_can_be_read_by_everybody() -> None:
    properties = DOCUMENT.core_properties

    assert list(faults(DOCUMENT)) == []
    assert properties.title == "Protokoll, styrgruppsmöte, ons 10 feb 2027"
    assert properties.author == "Miljösamverkan Jönköpings län"
    assert properties.created == datetime(2027, 2, 11, 8, 30, 15, tzinfo=UTC)


def test_draft_says_when_and_where() -> None:
    assert lines(DOCUMENT)[2:7] == [
        "Ordnas av: Miljösamverkan Jönköpings län",
        "Dag: ons 10 feb 2027",
        "Tid: 9.00–12.00",
        "Plats: Stadshuset i Habo",
        "Värd: Habo kommun",
    ]


def test_draft_lists_who_was_there_and_how() -> None:
    assert rows(DOCUMENT) == [
        ("Namn", "Kontor", "Deltar"),
        ("Ann Ask", "Miljökontoret i Habo", "På plats"),
        ("Bo Ek", "", "På distans"),
        ("Cia Cullen", "Miljökontoret i Aneby", "Anmält förhinder"),
        ("Dan Damm", "", "Har inte svarat"),
    ]
    assert "1 på plats · 1 på distans · 1 anmält förhinder · 1 har inte svarat" in lines(DOCUMENT)


def test_draft_has_a_heading_with_room_for_each_item() -> None:
    assert headings(DOCUMENT, 3) == ["1. Mötets öppnande", "2. Budget"]
    assert "Reviderad budget för 2027" in lines(DOCUMENT)


def test_decisions_stand_in_a_table_with_room_for_more() -> None:
    table = rows(DOCUMENT, 1)

    assert table[:2] == [
        ("Nr", "Beslut", "Ansvarig", "Senast"),
        ("1", "Vi inför gemensamma kontrolldagar", "Bo Ek", "mån 3 maj 2027"),
    ]
    assert table[2:] == [("", "", "", "")] * 3


def test_minutes_are_signed_and_notes_are_not() -> None:
    notes = opened(minutes_file(replace(DRAFT, formal=False), NOW))

    assert lines(DOCUMENT)[-2:] == ["Vid protokollet: Sam Ordnare", f"Justeras av: {'_' * 30}"]
    assert lines(notes)[-1] == "Antecknat av: Sam Ordnare"
    assert headings(notes, 1) == ["Anteckningar, styrgruppsmöte, ons 10 feb 2027"]


def test_next_meeting_is_named_where_it_is_booked() -> None:
    coming = replace(BOARD, first=date(2027, 5, 5), last=date(2027, 5, 5), place="Eksjö")

    document = opened(minutes_file(replace(DRAFT, next_meeting=coming), NOW))

    assert "ons 5 maj 2027 kl. 9.00–12.00 · Eksjö" in lines(document)
    assert "Nästa möte är inte bokat." in lines(DOCUMENT)


def test_draft_without_anything_known_says_so() -> None:
    bare = replace(BOARD, starts=None, ends=None, place="", host="")
    draft = replace(DRAFT, meeting=bare, people=(), items=(), decisions=(), secretary="")

    document = opened(minutes_file(draft, NOW))

    assert lines(document)[4:7] == ["Tid: saknas", "Plats: saknas", "Värd: saknas"]
    assert headings(document, 3) == ["Mötets innehåll"]
    assert list(faults(document)) == []


def test_what_people_write_cannot_break_the_file() -> None:
    odd = replace(
        DRAFT,
        people=(Presence("Ann\x00 \ufffe<w:p/>", "", "room"),),
        items=(AgendaItem("&lt; {title} \x0b"),),
    )

    document = opened(minutes_file(odd, NOW))

    assert rows(document)[1][0] == "Ann <w:p/>"
    assert headings(document, 3) == ["1. &lt; {title}"]
