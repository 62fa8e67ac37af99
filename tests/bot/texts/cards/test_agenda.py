from bot.texts.cards import present
from tests.bot.texts.agenda_samples import BOOKED_BOARD, FEBRUARY, NEXT, NOTHING_LATE, TICKED_OFF


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
