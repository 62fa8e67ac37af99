"""What became of the mails that were sent, and the mailboxes of those without an account."""

import html
import re

import pytest

from bot.workspace.pages import drafting, folders
from bot.workspace.post import Fate, State
from tests.bot.workspace.demo_house import Demo
from tests.bot.workspace.fetching import fetch
from tests.bot.workspace.mail_forms import (
    ANSWER_ID,
    OUTSIDE,
    OUTSIDE_ROOT,
    QUESTION,
    ROOT,
    VETLANDA,
    answered,
    follow,
    send,
    told,
    values,
)
from tests.bot.workspace.mailings import TO_VETLANDA, mailed, put
from tests.bot.workspace.material import MIA


def test_sent_mail_waits_until_it_is_answered_and_then_shows_the_answer(demo: Demo) -> None:
    sent = send(demo)
    waiting = follow(demo, sent)
    answered(demo, "Som en okänd.", came=False)
    on_its_way = follow(demo, sent)
    answered(demo)

    page = follow(demo, sent)

    assert folders.SENTENCES[State.WAITING] in waiting
    assert folders.ON_ITS_WAY in on_its_way
    assert "Som en okänd." in page
    assert '<h2 id="answer-title">SV: projekt</h2>' in page
    assert f'href="{ROOT}/epost/svar/svara"' in page
    assert "oläst" not in fetch(demo.house, f"{ROOT}/epost")[2]


def test_unanswered_mail_says_why(demo: Demo) -> None:
    demo.post.fates.append(Fate(State.UNANSWERED, "Det är ett besked från en mejlserver."))

    page = follow(demo, send(demo))

    assert folders.SENTENCES[State.UNANSWERED] in page
    assert "Det är ett besked från en mejlserver." in page
    assert 'id="answer-title"' not in page


def test_list_of_sent_mails_tells_what_became_of_each(demo: Demo) -> None:
    for ticket in ("t1", "t2", "t3"):
        send(demo, ticket=ticket, subject=ticket)
    demo.post.fates = [Fate(State.ANSWERED), Fate(State.UNANSWERED, "Studs.")]

    page = fetch(demo.house, f"{ROOT}/skickat")[2]

    rows = re.findall(
        r'/skickat/\w+">(t\d)</a>\s*<span class="tag \w+">([^<]+)</span>\s*'
        r'<p class="letter-who">([^<]+)</p>',
        page,
    )
    to = "Till Samverkansboten &lt;boten@jonkoping.example&gt;"
    assert sorted(rows) == [
        ("t1", "besvarat", to),
        ("t2", "obesvarat", "Studs."),
        ("t3", "väntar på svar", to),
    ]


def test_what_is_settled_is_not_asked_for_again(demo: Demo) -> None:
    send(demo)
    demo.post.fates = [Fate(State.UNANSWERED, "Studs.")]

    for _ in range(3):
        fetch(demo.house, f"{ROOT}/skickat")

    assert demo.post.asked == 1


def test_person_sees_own_sent_mail_alone(demo: Demo) -> None:
    mine = send(demo)[1]["location"]
    key = mine.rpartition("/")[2]

    listed = fetch(demo.house, f"/som/{MIA}/skickat")[2]

    assert "projekt släckvatten" in fetch(demo.house, f"{ROOT}/skickat")[2]
    assert "projekt släckvatten" not in listed
    assert fetch(demo.house, f"/som/{MIA}/skickat/{key}")[0] == 404


def test_somebody_outside_writes_and_has_a_mailbox(demo: Demo) -> None:
    form = fetch(demo.house, "/mejla")[2]

    sent = send(demo, "/mejla", address=OUTSIDE)

    put(demo.mail, "svar", mailed(to=OUTSIDE, subject="SV: projekt", Message_ID=f"<{ANSWER_ID}>"))
    answered(demo, came=False)
    (mail,) = demo.post.mails
    assert f'name="address" value="{OUTSIDE}"' in form
    assert sent[1]["location"].startswith(f"{OUTSIDE_ROOT}/skickat/")
    assert mail["From"] == OUTSIDE
    assert '<h2 id="answer-title">SV: projekt</h2>' in follow(demo, sent)
    assert "SV: projekt" in fetch(demo.house, f"{OUTSIDE_ROOT}/epost")[2]
    assert f'href="{OUTSIDE_ROOT}/epost">{OUTSIDE}</a>' in fetch(demo.house, "/epost")[2]


def test_address_of_somebody_with_an_account_leads_to_that_persons_mail(demo: Demo) -> None:
    sent = send(demo, "/mejla", address="INA.EK@habo.example")

    assert sent[1]["location"].startswith(f"{ROOT}/skickat/")
    assert str(demo.post.mails[0]["From"]) == "Ina Ek <ina.ek@habo.example>"
    assert "ina.ek" not in fetch(demo.house, "/epost")[2]


@pytest.mark.parametrize("address", ["", "granne", "åsa@hemma.example", "a@x.example, b@x.example"])
def test_what_is_no_address_is_explained(demo: Demo, address: str) -> None:
    status, _, page = send(demo, "/mejla", address=address)

    assert (status, told(page)) == (422, [drafting.NO_ADDRESS])
    assert f'name="address" value="{address}"' in page
    assert values(page)[0] == QUESTION["subject"]
    assert demo.post.raws == []


@pytest.mark.parametrize(
    "address", ["a/b@hemma.example", "a?b#c%40@hemma.example", "a'b&c@x.example"]
)
def test_address_of_any_signs_has_its_mailbox(demo: Demo, address: str) -> None:
    page = follow(demo, send(demo, "/mejla", address=address))

    assert html.escape(address).replace("&#x27;", "&#39;") in page


def test_mail_to_somebody_without_an_account_can_be_answered_as_that_one(demo: Demo) -> None:
    put(demo.mail, "n1", mailed(to=TO_VETLANDA, Message_ID="<n1@x.example>"))
    shown = fetch(demo.house, "/epost/n1")[2]

    send(demo, f"{VETLANDA}/epost/n1/svara", text="Klart")

    (mail,) = demo.post.mails
    assert f'href="{VETLANDA}/epost/n1/svara">Svara som miljokontoret@vetlanda.example' in shown
    assert (mail["From"], mail["In-Reply-To"]) == (
        "miljokontoret@vetlanda.example",
        "<n1@x.example>",
    )
