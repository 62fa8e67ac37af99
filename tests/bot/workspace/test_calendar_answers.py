"""What is sent from a calendar, and what is said where it is not."""

import re
from datetime import datetime, timedelta

import pytest

from bot.invites import Method, Proposal, Status, read
from bot.workspace import Member, Program
from bot.workspace.agenda.moments import STOCKHOLM
from bot.workspace.pages import calendars, meetings, proposing
from bot.workspace.post import Fate, State
from tests.bot.workspace.calendar_forms import (
    APRIL,
    PATH,
    action,
    content_of,
    hidden,
    news,
    page,
    press,
    propose,
    words,
)
from tests.bot.workspace.demo_house import Demo
from tests.bot.workspace.fetching import fetch
from tests.bot.workspace.invitations import ME, days, event, invite
from tests.bot.workspace.mail_forms import ROOT, told
from tests.bot.workspace.material import INA


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
    asked = "Du har föreslagit tors 12 mars 2026 13.00–16.00."
    assert f"{asked} {meetings.ON_ITS_WAY} Visa förslaget" in words(page(invited))
    invited.post.fates.append(Fate(State.QUARANTINED, "Samordnaren ser det."))
    assert f"{asked} Samordnaren ser det. Visa förslaget" in words(page(invited))
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
    assert "Du har föreslagit tis 17 mars 2026 – ons 18 mars 2026, hela dagarna." in words(
        page(demo)
    )


def test_outlook_answers_as_outlook_does(invited: Demo) -> None:
    workspace = invited.house.workspace
    workspace.put_member(Member(INA, "Ina Ek", ME, program=Program.OUTLOOK))

    press(invited, "DECLINED")

    (mail,) = invited.post.mails
    content = content_of(mail)
    assert str(mail["Subject"]) == "Avböjt: Chefsmöte"
    assert b"ORGANIZER" not in content
    assert "svarar som Outlook" in words(page(invited))


def test_calendar_without_a_way_to_the_bot_can_only_be_read(invited: Demo) -> None:
    answer = action(page(invited))
    invited.house.workspace.outbox = None

    assert "answer-form" not in page(invited)
    assert fetch(invited.house, answer, {"status": "ACCEPTED"})[0] == 404


def test_name_of_whoever_answers_may_hold_anything(invited: Demo) -> None:
    workspace = invited.house.workspace
    workspace.put_member(Member(INA, 'Ek; "Ina" \\ Åsa:', ME, program=Program.OUTLOOK))

    press(invited, "ACCEPTED")

    (mail,) = invited.post.mails
    (said,) = read(content_of(mail))
    assert (said.attendee, said.name) == (ME, "Ek; ”Ina” \\ Åsa:")
