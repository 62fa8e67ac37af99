from dataclasses import replace

from bot.texts.cards import present
from tests.bot.texts.agenda_samples import (
    BOOKED_BOARD,
    CLOSED,
    FEBRUARY,
    MOVED_BOARD,
    NEXT,
    NOTHING_LATE,
    NOTHING_TO_BOOK,
    OFFICES,
    OPENED,
    PUT_OFF,
    REMINDED,
    TICKED_OFF,
    TO_BOOK,
    WHICH,
)


def test_next_things_and_meetings_stand_in_the_order_of_time() -> None:
    card = present(NEXT)

    assert (card.heading, card.lead) == ("Nästa", "2 på listan")
    assert [line.text for line in card.lines] == [
        "Ons 10 feb 2027 kl. 9.00 · Styrgruppsmöten · Stadshuset, Eksjö · värd: Eksjö",
        "Verksamhetsberättelse med bokslut, senast fre 26 feb",
    ]


def test_nothing_late_is_said_plainly() -> None:
    card = present(NOTHING_LATE)

    assert (card.heading, card.lead, card.lines) == ("Försenat", "Inget är försenat.", ())


def test_calendar_says_which_days_and_keeps_the_rest_for_more() -> None:
    card = present(FEBRUARY)

    assert card.heading == "Kalender 1 februari 2027–28 februari 2027"
    assert (len(card.lines), len(card.more)) == (5, 3)


def test_what_was_ticked_off_is_confirmed() -> None:
    card = present(TICKED_OFF)

    assert card.heading == "Klart"
    assert card.lead.startswith("Verksamhetsberättelse med bokslut")


def test_booked_meeting_says_its_day_and_place_and_the_next_one() -> None:
    card = present(BOOKED_BOARD)

    assert card.lead == "ons 10 feb 2027 kl. 9.00"
    assert [(line.label, line.text) for line in card.lines] == [
        ("Plats", "Stadshuset, Eksjö"),
        ("Värd", "Eksjö"),
        ("Därefter", "ons 12 maj 2027–tors 13 maj 2027 kl. 9.00"),
    ]


def test_what_was_put_off_says_when_it_comes_again_and_how_it_is_taken_back() -> None:
    card = present(PUT_OFF)

    assert card.heading == "Påminns senare"
    assert [line.text for line in card.lines] == [
        "Lör 6 mars 2027 är en ledig dag, så du blir påmind mån 8 mars 2027.",
        "Blev det fel? Skriv ”ångra uppskjutningen av nyckeltal”.",
    ]


def test_reminder_to_offices_says_how_many_people_it_reaches() -> None:
    card = present(REMINDED)

    assert card.heading == "Påminnelse till kontoren"
    assert [line.text for line in card.lines] == ["Jag påminner 2 personer, på deras arbetstid."]


def test_offices_are_told_and_those_left_can_be_picked() -> None:
    card = present(OFFICES)

    assert card.heading == "Jämförelse av länsgemensamma nyckeltal"
    assert card.lead == "1 av 3 kontor klara"
    assert [(line.label, line.text) for line in card.lines] == [
        ("Kvar", "Eksjö och Tranås"),
        ("Klara", "Habo"),
    ]
    assert [(choice.label, choice.text) for choice in card.choices] == [
        ("Klart nyckeltal åt Eksjö", "klart nyckeltal åt Eksjö"),
        ("Klart nyckeltal åt Tranås", "klart nyckeltal åt Tranås"),
    ]


def test_each_of_several_that_are_meant_can_be_picked() -> None:
    card = present(WHICH)

    assert card.lead == "Jag hittar flera som passar på ”det där”. Vilken menar du?"
    assert [(choice.label, choice.text) for choice in card.choices] == [
        (
            "Verksamhetsberättelse med bokslut, senast fre 26 feb",
            "klart jkp-verksamhetsberattelse",
        ),
        (
            "Ons 10 feb 2027 kl. 9.00 · Styrgruppsmöten · Stadshuset, Eksjö · värd: Eks…",
            "ställ in mötet jkp-styrgrupp 2027-02-10",
        ),
        ("Nyckeltal · Jönköping", "regel jkp-nyckeltal"),
    ]


def test_meeting_that_was_moved_says_when_and_where_it_is_now() -> None:
    card = present(MOVED_BOARD)

    assert (card.kind, card.heading) == ("meeting", "Flyttat")
    assert (
        card.lead == "Ons 10 feb 2027 kl. 9.00 · Styrgruppsmöten · Stadshuset, Eksjö · värd: Eksjö"
    )
    assert card.lines == ()


def test_what_is_to_be_booked_says_how_to_write_it() -> None:
    card = present(TO_BOOK)

    assert (card.heading, card.lead) == ("Att boka", "1 på listan")
    assert [line.text for line in card.lines] == ["Boka chefsmöte, senast ons 30 juni"]
    assert card.footer == "Skriv till exempel ”boka styrgruppsmöte 14 mars kl 9 i Borås”."


def test_nothing_to_book_is_said_plainly() -> None:
    card = present(NOTHING_TO_BOOK)

    assert (card.lead, card.lines, card.footer) == (
        "Allt som ska bokas nu är bokat.",
        (),
        "",
    )


def test_open_registration_shows_the_link_to_pass_on() -> None:
    card = present(OPENED)

    assert card.heading == "Anmälan är öppen"
    assert card.lead.startswith("Ons 10 feb 2027")
    assert [(line.label, line.text) for line in card.lines] == [
        ("Länk till anmälan", "https://bot.example/anmalan/1")
    ]
    assert card.footer.startswith("Skicka länken till dem")


def test_registration_without_pages_says_what_is_missing() -> None:
    card = present(replace(OPENED, address=""))

    assert (card.lines, "PUBLIC_URL" in card.footer) == ((), True)


def test_closed_registration_shows_no_link() -> None:
    card = present(CLOSED)

    assert (card.heading, card.lines) == ("Anmälan är stängd", ())
    assert card.footer.startswith("Länken gäller inte längre")
