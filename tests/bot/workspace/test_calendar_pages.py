"""The pages of a calendar: what stands there."""

import html
import re

import pytest

from bot.workspace.pages import meetings
from bot.workspace.pages.recurring import UNKNOWN
from tests.bot.workspace.calendar_forms import (
    APRIL,
    MARCH,
    PATH,
    PLACE,
    news,
    page,
    press,
    words,
)
from tests.bot.workspace.demo_house import Demo
from tests.bot.workspace.fetching import fetch
from tests.bot.workspace.invitations import FEBRUARY, days, event, invite, times
from tests.bot.workspace.mail_forms import OUTSIDE, OUTSIDE_ROOT, ROOT
from tests.bot.workspace.material import MIA


def test_empty_calendar_says_what_will_come_and_marks_today(demo: Demo) -> None:
    shown = words(page(demo))

    assert "I dag, mån 2 mars 2026 Inga möten i dag. Hit kommer möten som Samverkansboten" in shown
    assert "ina.ek@habo.example" in shown


def test_meeting_stands_under_its_day_and_is_counted_in_the_menu(invited: Demo) -> None:
    shown = page(invited)

    assert "Tis 10 mars 2026 Chefsmöte Obesvarat 9.00–12.00 Plats Rådhuset" in words(shown)
    assert f'<a href="{PATH}" aria-current="page">' in shown
    assert f'href="{ROOT}/epost/n0">Visa mejlet' in shown
    assert news(invited) == [("1", "nya"), ("1", "obesvarat möte")]


def test_days_stand_in_order_with_today_first(demo: Demo) -> None:
    today = times("20260302T130000", "20260302T140000")
    over = times("20260302T070000", "20260302T080000")
    two_days = days("20260301", "20260303")
    for uid, when in (("c", APRIL), ("t", today), ("d", two_days), ("o", over)):
        invite(demo, event(uid=uid, title=f"Möte {uid}", when=when))

    shown = words(page(demo))

    found = re.findall(r"I dag, mån 2 mars 2026|Tis 7 april 2026|som har varit|Möte [a-z]", shown)
    assert list(dict.fromkeys(found)) == [
        "I dag, mån 2 mars 2026",
        "Möte d",
        "Möte t",
        "Tis 7 april 2026",
        "Möte c",
        "som har varit",
        "Möte o",
    ]
    assert "sön 1 mars 2026 – mån 2 mars 2026, hela dagarna" in shown
    assert page(demo).count("answer-form") == 3
    assert news(demo)[1] == ("3", "obesvarade möten")


def test_meeting_that_moves_asks_again_and_tells_from_where(invited: Demo) -> None:
    press(invited, "ACCEPTED")

    invite(invited, event(1, 5, "LOCATION:Biblioteket", when=APRIL))

    shown = words(page(invited))
    assert "Tis 7 april 2026 Chefsmöte Svara igen 9.00–12.00" in shown
    assert "Flyttat från tis 10 mars 2026 9.00–12.00. Ny plats, förut Rådhuset." in shown
    assert "Du accepterade förut." in shown
    assert "10 mars 2026 Chefsmöte" not in shown


@pytest.mark.parametrize(
    ("further", "expected"),
    [
        ("LOCATION:Biblioteket", "Ny plats, förut Rådhuset."),
        ("CONFERENCE:https://mote.example/2", "Länken är ny."),
        ("DESCRIPTION:Mer", "Texten om mötet är ändrad."),
    ],
)
def test_small_change_is_told_and_keeps_the_answer(
    invited: Demo, further: str, expected: str
) -> None:
    press(invited, "DECLINED")

    kept = () if further.startswith("LOCATION") else (PLACE,)
    invite(invited, event(0, 5, *kept, further, when=MARCH))

    shown = words(page(invited))
    assert f"Chefsmöte Avböjt 9.00–12.00 {expected}" in shown
    assert "Du har avböjt." in shown


def test_cancelled_meeting_is_struck_out_and_cannot_be_answered(invited: Demo) -> None:
    invite(invited, event(1, 5, "COMMENT:Flera är sjuka", when=MARCH), method="CANCEL")

    shown = page(invited)

    assert "<s>Chefsmöte</s>" in shown
    assert f"Inställt 9.00–12.00 {meetings.OFF} Flera är sjuka" in words(shown)
    assert "answer-form" not in shown
    assert len(news(invited)) == 1


def test_meeting_that_is_on_again_says_so(invited: Demo) -> None:
    invite(invited, event(1, 5, when=MARCH), method="CANCEL")
    invite(invited, event(2, 9, PLACE, when=MARCH))

    assert f"Chefsmöte Obesvarat 9.00–12.00 {meetings.AGAIN}" in words(page(invited))


def test_somebody_without_an_account_has_a_calendar_too(demo: Demo) -> None:
    invite(demo, event(to=OUTSIDE, when=MARCH), to=OUTSIDE)

    answered = press(demo, "ACCEPTED", f"{OUTSIDE_ROOT}/kalender")

    shown = page(demo, f"{OUTSIDE_ROOT}/kalender")
    assert answered[0] == 303
    assert "Du har accepterat." in words(shown)
    assert f'<a href="{OUTSIDE_ROOT}/kalender" aria-current="page">Kalender</a>' in shown
    assert str(demo.post.mails[0]["From"]) == OUTSIDE
    assert "Chefsmöte" not in words(page(demo))


def test_meeting_of_another_organizer_is_shown_without_buttons(demo: Demo) -> None:
    other = tuple(line.replace("boten@", "annan@") for line in event(when=MARCH))
    invite(demo, other)

    shown = page(demo)

    assert "Chefsmöte Obesvarat" in words(shown)
    assert "answer-form" not in shown


@pytest.mark.parametrize(
    "path",
    [f"/som/{MIA}/kalender/0123456789abcdef/ny-tid", "/som/U0X/kalender", "/adress/x/kalender"],
)
def test_what_is_not_there_is_said_to_be_lost(invited: Demo, path: str) -> None:
    assert fetch(invited.house, path)[0] == 404


def test_what_people_write_is_shown_as_text(demo: Demo) -> None:
    evil = "<script>alert(1)</script>"
    further = (f"LOCATION:{evil}", "CONFERENCE:javascript:alert(1)", f"DESCRIPTION:{evil}")
    invite(demo, event(0, 0, *further, when=MARCH, title=evil))

    shown = page(demo)

    assert evil not in shown
    assert html.escape(evil) in shown
    assert 'href="javascript' not in shown


def test_invitation_that_cannot_be_read_leads_to_its_mail(invited: Demo) -> None:
    key = invite(invited, ("X",))

    shown = page(invited)

    assert f'En inbjudan går inte att läsa. <a href="{ROOT}/epost/{key}">' in shown
    assert "Chefsmöte Obesvarat" in words(shown)


def test_mail_with_an_invitation_leads_to_the_calendar(invited: Demo) -> None:
    assert f'href="{PATH}">Visa i kalendern' in page(invited, f"{ROOT}/epost/n0")


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=WEEKLY", "Återkommer varje vecka."),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH", "varannan vecka på tisdagar och på torsdagar."),
        (
            "FREQ=MONTHLY;BYDAY=2WE;UNTIL=20261216T080000Z",
            "varje månad den andra onsdagen till och",
        ),
        (
            "FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR;COUNT=4",
            "var 3:e månad den sista fredagen 4 gånger.",
        ),
        ("FREQ=SOMETIMES", UNKNOWN),
    ],
)
def test_series_is_told_in_words(demo: Demo, rule: str, expected: str) -> None:
    slot = "RECURRENCE-ID;TZID=Europe/Stockholm:20260310T090000"
    invite(demo, event(0, 0, f"RRULE:{rule}", when=times(*FEBRUARY)), event(0, 0, slot, when=APRIL))

    shown = words(page(demo))

    assert expected in shown
    assert "Återkommer Chefsmöte" in shown
    assert "Det tis 10 mars 2026 är flyttat till tis 7 april 2026." in shown
