"""The pages of a calendar: what stands there, and what is sent from it."""

import html
import re
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest

from bot.invites import Method, Proposal, Status, read
from bot.workspace import Member, Program
from bot.workspace.agenda.moments import STOCKHOLM
from bot.workspace.pages import calendars, meetings, proposing
from bot.workspace.pages.recurring import UNKNOWN
from bot.workspace.post import Fate, State
from tests.bot.workspace.demo_house import Demo
from tests.bot.workspace.fetching import Answer, fetch
from tests.bot.workspace.invitations import (
    FEBRUARY,
    ME,
    days,
    event,
    invite,
    times,
)
from tests.bot.workspace.mail_forms import OUTSIDE, OUTSIDE_ROOT, ROOT, told
from tests.bot.workspace.material import INA, MIA

PATH = f"{ROOT}/kalender"
MARCH = times("20260310T090000", "20260310T120000")
APRIL = times("20260407T090000", "20260407T120000")
PLACE = "LOCATION:Rådhuset"


@pytest.fixture
def invited(demo: Demo) -> Demo:
    invite(demo, event(0, 0, PLACE, when=MARCH))
    return demo


def page(demo: Demo, path: str = PATH) -> str:
    return fetch(demo.house, path)[2]


def words(shown: str) -> str:
    """Give what a person reads, on one line."""
    shown = shown.split("<main")[1].partition("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", shown)).split())


def hidden(shown: str, name: str) -> str:
    return str(re.findall(rf'name="{name}" value="([^"]*)"', shown)[0])


def action(shown: str) -> str:
    (found,) = re.findall(r'class="answer-form" method="post" action="([^"]+)"', shown)
    return str(found)


def press(demo: Demo, status: str, path: str = PATH, **form: str) -> Answer:
    shown = page(demo, path)
    filled = {name: hidden(shown, name) for name in ("ticket", "sequence")}
    return fetch(demo.house, action(shown), {**filled, "status": status, **form})


def propose(demo: Demo, **form: str) -> Answer:
    path = f"{action(page(demo))}/ny-tid"
    shown = page(demo, path)
    names = ("ticket", "sequence", "day", "hour")
    return fetch(demo.house, path, {**{name: hidden(shown, name) for name in names}, **form})


def news(demo: Demo) -> list[tuple[str, str]]:
    """Give the numbers that stand in the menu, and what is said of them."""
    shown = fetch(demo.house, f"/som/{INA}/hem", X_Live="1")[2]
    return re.findall(r'<span class="news">(\d+)<[^>]+> ([^<]+)', shown)


def content_of(mail: EmailMessage) -> bytes:
    _, told = mail.iter_parts()
    content = told.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content


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
    assert "sön 1 mars 2026 – mån 2 mars 2026" in shown
    assert page(demo).count("answer-form") == 3
    assert news(demo)[1] == ("3", "obesvarade möten")


def test_accepting_sends_a_reply_and_says_so(invited: Demo) -> None:
    answered = press(invited, "ACCEPTED", comment="Vi är två")
    shown = page(invited)

    (mail,) = invited.post.mails
    (said,) = read(content_of(mail))
    assert (answered[0], answered[1]["location"]) == (303, f"{PATH}#m{action(shown)[-16:]}")
    assert (said.method, said.attendee, said.status) == (Method.REPLY, ME, Status.ACCEPTED)
    assert (said.comment, said.sequence) == ("Vi är två", 0)
    assert (str(mail["From"]), str(mail["To"])) == (
        f"Ina Ek <{ME}>",
        "Samverkansboten <boten@jonkoping.example>",
    )
    assert str(mail["Subject"]) == "Accepterad: Chefsmöte"
    assert "Chefsmöte Accepterat" in words(shown)
    assert f"Du har accepterat. Du skrev: ”Vi är två” {meetings.ON_ITS_WAY}" in words(shown)
    assert '"button chosen" id="' in shown
    assert len(news(invited)) == 1


def test_pressing_twice_is_one_answer_and_changing_one_s_mind_is_two(invited: Demo) -> None:
    shown = page(invited)
    form = {name: hidden(shown, name) for name in ("ticket", "sequence")}
    for _ in range(2):
        fetch(invited.house, action(shown), {**form, "status": "ACCEPTED"})
    once = len(invited.post.raws)

    for status in ("DECLINED", "ACCEPTED", "TENTATIVE"):
        press(invited, status)

    assert (once, len(invited.post.raws)) == (1, 4)
    assert "Du har svarat preliminärt." in words(page(invited))


def test_live_page_is_answered_without_a_page(invited: Demo) -> None:
    shown = page(invited)
    form = {name: hidden(shown, name) for name in ("ticket", "sequence")}

    done = fetch(invited.house, action(shown), {**form, "status": "ACCEPTED"}, X_Live="1")

    assert (done[0], done[2], len(invited.post.raws)) == (204, "", 1)


def test_answer_tells_what_became_of_it(invited: Demo) -> None:
    press(invited, "ACCEPTED")
    invited.post.fates.append(Fate(State.UNANSWERED, "Boten har skrivit upp det."))

    shown = page(invited)

    assert "Boten har skrivit upp det. Visa svaret" in words(shown)
    (letter,) = re.findall(rf'{ROOT}/skickat/(\w+)"', shown)
    assert "Accepterad: Chefsmöte" in page(invited, f"{ROOT}/skickat/{letter}")


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


def test_answer_to_a_version_that_is_gone_is_not_sent(invited: Demo) -> None:
    shown = page(invited)
    form = {name: hidden(shown, name) for name in ("ticket", "sequence")}
    invite(invited, event(1, 5, when=APRIL))

    status, _, told_again = fetch(invited.house, action(shown), {**form, "status": "ACCEPTED"})

    assert (status, invited.post.raws) == (409, [])
    assert calendars.CHANGED in told_again
    assert "Flyttat från" in told_again


def test_bot_that_is_away_is_told_and_nothing_counts_as_answered(invited: Demo) -> None:
    invited.post.away = True

    status, _, shown = press(invited, "ACCEPTED")

    assert status == 503
    assert calendars.AWAY in shown
    assert "Du har inte svarat." in words(page(invited))


def test_comment_that_is_too_long_is_not_sent(invited: Demo) -> None:
    status, _, shown = press(invited, "ACCEPTED", comment="x" * 1001)

    assert (status, invited.post.raws) == (422, [])
    assert proposing.TOO_LONG.format(most=1000) in shown


@pytest.mark.parametrize("status", ["DELEGATED", "", "accepted"])
def test_what_is_no_answer_is_not_sent(invited: Demo, status: str) -> None:
    assert press(invited, status)[0] == 404
    assert invited.post.raws == []


def test_post_from_elsewhere_sends_nothing(invited: Demo) -> None:
    shown = page(invited)
    form = {"ticket": "t", "sequence": "0", "status": "ACCEPTED"}
    for path in (action(shown), f"{action(shown)}/ny-tid"):
        assert fetch(invited.house, path, form, Origin="https://ond.example")[0] == 403

    assert invited.post.raws == []
    assert fetch(invited.house, action(shown))[0] == 405


def test_another_time_is_proposed(invited: Demo) -> None:
    done = propose(invited, day="2026-03-12", hour="13:00", comment="Då kan jag")

    (mail,) = invited.post.mails
    (said,) = read(content_of(mail))
    starts = datetime(2026, 3, 12, 13, tzinfo=STOCKHOLM)
    assert done[0] == 303
    assert said.method is Method.COUNTER
    assert said.proposal == Proposal(starts, starts + timedelta(hours=3))
    assert said.comment == "Då kan jag"
    assert "Du har föreslagit tors 12 mars 2026 13.00–16.00." in words(page(invited))
    assert "Du har inte svarat." in words(page(invited))


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ({}, [proposing.SAME]),
        ({"day": ""}, [proposing.NO_DAY]),
        ({"day": "2026-03-01"}, [proposing.PAST]),
        ({"day": "x", "hour": "25:00"}, [proposing.NO_DAY, proposing.NO_HOUR]),
        (
            {"day": "2026-03-12", "comment": "x" * 1001},
            [proposing.TOO_LONG.format(most=proposing.MOST_COMMENT)],
        ),
    ],
)
def test_proposal_is_mended_at_its_fields(
    invited: Demo, form: dict[str, str], expected: list[str]
) -> None:
    status, _, shown = propose(invited, **form)

    assert (status, told(shown), invited.post.raws) == (422, expected, [])
    assert [hidden(shown, name) for name in form if name != "comment"] == [
        value for name, value in form.items() if name != "comment"
    ]


def test_other_days_are_proposed_for_whole_days(demo: Demo) -> None:
    invite(demo, event(when=days("20260310", "20260312")))
    path = f"{action(page(demo))}/ny-tid"
    shown = page(demo, path)
    form = {name: hidden(shown, name) for name in ("ticket", "sequence")}

    done = fetch(demo.house, path, {**form, "day": "2026-03-17"})

    assert done[0] == 303
    assert 'name="hour"' not in shown
    assert "Du har föreslagit tis 17 mars 2026 – ons 18 mars 2026." in words(page(demo))


def test_outlook_answers_as_outlook_does(invited: Demo) -> None:
    workspace = invited.house.workspace
    workspace.put_member(Member(INA, "Ina Ek", ME, program=Program.OUTLOOK))

    press(invited, "DECLINED")

    (mail,) = invited.post.mails
    content = content_of(mail)
    assert str(mail["Subject"]) == "Avböjt: Chefsmöte"
    assert b"ORGANIZER" not in content
    assert "svarar som Outlook" in words(page(invited))


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


def test_calendar_without_a_way_to_the_bot_can_only_be_read(invited: Demo) -> None:
    answer = action(page(invited))
    invited.house.workspace.outbox = None

    assert "answer-form" not in page(invited)
    assert fetch(invited.house, answer, {"status": "ACCEPTED"})[0] == 404


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


def test_name_of_whoever_answers_may_hold_anything(invited: Demo) -> None:
    workspace = invited.house.workspace
    workspace.put_member(Member(INA, 'Ek; "Ina" \\ Åsa:', ME, program=Program.OUTLOOK))

    press(invited, "ACCEPTED")

    (mail,) = invited.post.mails
    (said,) = read(content_of(mail))
    assert (said.attendee, said.name) == (ME, "Ek; ”Ina” \\ Åsa:")
