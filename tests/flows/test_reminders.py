"""What people do about what falls due, from the reminder that comes to their answer to it."""

from datetime import date

import pytest
from sqlalchemy import update

from handlers.people import set_role
from storage.models import Membership
from tests.flows.diary import HANNA, NOVEMBER, PHONE_BOOK, SARA, SHORT, VISIT, Calendar, line
from tests.flows.house import EVA, STRANGER, House, labels, lines


def test_coordinator_deals_with_a_reminder(calendar: Calendar) -> None:
    calendar.to(NOVEMBER)

    calendar.press(SARA, calendar.reminder(SARA), SHORT, "Klart")

    shown = calendar.reminder(SARA)
    assert line(shown, SHORT) == ("Kort avstämning (beredningsgruppsmöten) i november · klart")
    assert line(shown, VISIT).startswith("Boka besök hos kommunerna och Länsstyrelsen i november")
    assert line(shown, PHONE_BOOK).startswith("Uppdatering av telefonboken i november: 0 av 13")
    calendar.to(date(2026, 12, 1))
    late = calendar.ask("vad är försenat?")
    assert lines(late)[0] == "Försenat · 2 st"
    assert not [each for each in lines(late) if SHORT in each]


def test_what_was_done_can_be_undone(quick: Calendar) -> None:
    quick.to(NOVEMBER)
    before = lines(quick.reminder(SARA))

    quick.press(SARA, quick.reminder(SARA), SHORT, "Klart")
    quick.press(SARA, quick.reminder(SARA), SHORT, "Ångra")

    assert lines(quick.reminder(SARA)) == before


def test_reminder_in_which_everything_is_done_says_so(quick: Calendar) -> None:
    quick.to(NOVEMBER)

    for words in (SHORT, VISIT, PHONE_BOOK):
        quick.press(SARA, quick.reminder(SARA), words, "Klart")

    shown = quick.reminder(SARA)
    assert lines(shown)[0] == "Inget kvar att göra här, Miljösamverkan Jönköpings län"
    assert labels(shown) == ["Ångra", "Ångra", "Ångra"]


def test_meeting_booked_from_a_reminder_is_shown_there(quick: Calendar) -> None:
    quick.to(NOVEMBER)
    quick.press(SARA, quick.reminder(SARA), SHORT, "Boka")

    quick.send({"first": "2026-11-26"})

    meeting = "tors 26 nov 2026 · Beredningsgruppsmöten: kort avstämning"
    shown = quick.reminder(SARA)
    assert line(shown, SHORT + " (").endswith("i november · bokat")
    assert f"Bokat: {meeting}" in lines(shown)
    assert quick.row(shown, meeting) == ["Inbjudan och svar", "Flytta", "Ställ in"]


def test_skipping_takes_a_reason_and_can_be_undone(quick: Calendar) -> None:
    quick.to(NOVEMBER)
    quick.press(SARA, quick.reminder(SARA), VISIT, "Hoppa över i år")

    missing = quick.send({"reason": "   "})
    quick.send({"reason": "Länsstyrelsen flyttar"})
    shown = quick.reminder(SARA)
    quick.press(SARA, shown, VISIT, "Ångra")

    assert list(missing) == ["reason"]
    assert line(shown, VISIT).endswith("· överhoppat: Länsstyrelsen flyttar")
    assert "överhoppat" not in line(quick.reminder(SARA), VISIT)


def test_putting_off_moves_a_day_off_and_says_so(quick: Calendar) -> None:
    quick.to(NOVEMBER)
    quick.press(SARA, quick.reminder(SARA), VISIT, "Påminn mig senare")

    missing = quick.send({"when": "En annan dag"})
    quick.send({"when": "En annan dag", "day": "2026-11-28"})

    assert missing == {"day": "Dagen saknas. Inget har ändrats. Välj en dag."}
    shown = quick.reminder(SARA)
    assert line(shown, VISIT).endswith("· påminns igen mån 30 nov")
    assert "Lör 28 nov 2026 är en ledig dag, så du blir påmind mån 30 nov 2026." in lines(shown)


def test_due_day_is_moved(quick: Calendar) -> None:
    quick.to(NOVEMBER)
    quick.press(SARA, quick.reminder(SARA), PHONE_BOOK, "Flytta")

    past = quick.send({"day": "2026-11-23"})
    quick.send({"day": "2026-12-11"})

    assert list(past) == ["day"]
    assert "flyttat till fre 11 dec" in line(quick.reminder(SARA), PHONE_BOOK)


def test_offices_are_ticked_all_in_one_view(quick: Calendar) -> None:
    quick.to(NOVEMBER)
    quick.press(SARA, quick.reminder(SARA), PHONE_BOOK, "Visa kontoren")
    dialog = quick.house.workspace.view(SARA)
    boxes = [block for block in dialog.blocks if block["type"] == "input"]
    every = [[one["value"] for one in box["element"]["options"]] for box in boxes]
    (habo,) = [
        one["value"]
        for box in boxes
        for one in box["element"]["options"]
        if one["text"]["text"] == "Habo"
    ]

    quick.send(
        {
            box["block_id"]: [one for one in values if one != habo]
            for box, values in zip(boxes, every, strict=True)
        }
    )

    assert [len(values) for values in every] == [10, 3]
    assert "12 av 13 kontor klara, saknas Habo" in line(quick.reminder(SARA), PHONE_BOOK)


def test_offices_that_are_left_are_reminded_once_a_day(quick: Calendar) -> None:
    quick.to(NOVEMBER)
    before = len(quick.house.direct(HANNA))

    quick.press(SARA, quick.reminder(SARA), PHONE_BOOK, "Påminn dem")
    first = lines(quick.reminder(SARA))
    quick.to(NOVEMBER, 10)
    quick.press(SARA, quick.reminder(SARA), PHONE_BOOK, "Påminn dem")

    assert "Jag påminner 13 personer, på deras arbetstid." in first
    assert len(quick.house.direct(HANNA)) == before + 1
    assert [each for each in lines(quick.reminder(SARA)) if each.startswith("Ingen ny påminnelse")]


def test_contact_person_ticks_their_own_office(calendar: Calendar) -> None:
    calendar.to(NOVEMBER)
    part = "telefonboken för Habo"
    assert labels(calendar.reminder(HANNA)) == ["Klart", "Påminn mig senare"]

    calendar.press(HANNA, calendar.reminder(HANNA), part, "Klart")
    done = calendar.reminder(HANNA)
    whole = line(calendar.ask("kalender november 2026"), "Uppdatering av telefonboken")
    calendar.press(HANNA, done, part, "Ångra")

    assert line(done, part).endswith("· klart")
    assert "1 av 13 kontor klara, saknas Aneby, Eksjö, Gislaved, Gnosjö, Jönköping" in whole
    assert labels(calendar.reminder(HANNA)) == ["Klart", "Påminn mig senare"]


def test_contact_person_puts_their_own_part_off(quick: Calendar) -> None:
    quick.to(NOVEMBER)
    quick.press(HANNA, quick.reminder(HANNA), "Habo", "Påminn mig senare")

    quick.send({"when": "I morgon: tis 24 nov"}, HANNA)
    told = lines(quick.reminder(HANNA))
    before = len(quick.house.direct(HANNA))
    quick.to(date(2026, 11, 24))

    assert "Du blir påmind igen tis 24 nov 2026." in told
    assert len(quick.house.direct(HANNA)) == before + 1


def test_own_part_is_all_that_a_coordinator_of_an_office_ticks_there(quick: Calendar) -> None:
    set_role(
        quick.house.services, "kontaktperson.habo@jonkoping.example", "coordinator", "jonkoping"
    )
    quick.to(NOVEMBER)
    (own,) = [one for one in quick.house.direct(HANNA) if "för Habo" in " ".join(lines(one))]

    quick.press(HANNA, own, "telefonboken för Habo", "Klart")

    shown = quick.ask("kalender november 2026", HANNA)
    assert "1 av 13 kontor klara" in line(shown, "Uppdatering av telefonboken")


@pytest.mark.parametrize("label", ["Klart", "Flytta", "Visa kontoren", "Påminn dem"])
def test_who_does_not_keep_the_calendar_is_refused(quick: Calendar, label: str) -> None:
    quick.to(NOVEMBER)
    before = lines(quick.reminder(SARA))

    quick.press(EVA, quick.reminder(SARA), PHONE_BOOK, label)
    quick.press(STRANGER, quick.reminder(SARA), PHONE_BOOK, label)

    assert lines(quick.house.last(EVA))[0].startswith("Det här är bara öppet för en annan roll.")
    assert lines(quick.house.last(STRANGER))[0].startswith("Jag känner inte igen dig än")
    assert lines(quick.reminder(SARA)) == before
    assert not quick.open_dialog(EVA)


def test_message_that_slack_does_not_take_back_is_told_in_the_dialog(quick: Calendar) -> None:
    quick.to(NOVEMBER)
    quick.press(SARA, quick.reminder(SARA), VISIT, "Hoppa över i år")
    quick.house.workspace.fail_next("chat.update", "message_not_found")

    quick.send({"reason": "Slås ihop"})

    told = quick.house.workspace.view(SARA)
    assert line(told, VISIT).endswith("· överhoppat: Slås ihop")
    quick.press(SARA, told, VISIT, "Ångra")
    assert "överhoppat" not in line(quick.house.workspace.view(SARA), VISIT)


def test_role_that_has_ended_opens_nothing(quick: Calendar) -> None:
    quick.to(NOVEMBER)
    shown = quick.reminder(SARA)
    end_role(quick.house, "coordinator")

    quick.press(SARA, shown, VISIT, "Boka")

    assert not quick.open_dialog()
    assert lines(quick.house.last(SARA))[0].startswith("Det här är bara öppet för en annan roll.")


def end_role(house: House, role: str) -> None:
    with house.services.database.write() as session:
        session.execute(
            update(Membership).where(Membership.role == role).values(valid_to=date(2026, 1, 1))
        )
