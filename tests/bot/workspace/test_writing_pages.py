"""Writing and answering as a browser without JavaScript does it."""

import html
import re
from email.message import EmailMessage
from urllib.parse import quote

import pytest

from bot.workspace import Member
from bot.workspace.letters import UNTITLED
from bot.workspace.pages import drafting, folders, writing
from bot.workspace.post import Fate, State
from tests.bot.workspace.demo_house import Demo
from tests.bot.workspace.fetching import Answer, fetch
from tests.bot.workspace.mailings import TO_VETLANDA, mailed, put
from tests.bot.workspace.material import INA, MIA
from tests.bot.workspace.posting import SERVER
from tests.bot.workspace.tiny_bot import House

ROOT = f"/som/{INA}"
OUTSIDE = "granne@hemma.example"
OUTSIDE_ROOT = f"/adress/{quote(OUTSIDE, safe='')}"
VETLANDA = "/adress/miljokontoret%40vetlanda.example"
QUESTION = {"ticket": "t1", "subject": "projekt släckvatten", "text": "Hej!\r\nVad hände sen?"}
ANSWER_ID = "svar@jonkoping.example"


def send(demo: Demo, path: str = f"{ROOT}/mejla", **form: str) -> Answer:
    return fetch(demo.house, path, {**QUESTION, **form})


def follow(demo: Demo, answer: Answer) -> str:
    """Give the page that somebody is led to."""
    status, headers, _ = answer
    assert status == 303
    return fetch(demo.house, headers["location"])[2]


def values(page: str) -> tuple[str, str, bool]:
    """Give what stands in the form: subject, text, and whether the box is ticked."""
    (subject,) = re.findall(r'name="subject" value="([^"]*)"', page)
    (text,) = re.findall(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)
    return html.unescape(subject), html.unescape(text), " checked>" in page


def text_of(mail: EmailMessage) -> str:
    return str(mail.get_content()).replace("\r\n", "\n")


def told(page: str) -> list[str]:
    """Give what is to be mended."""
    found = re.findall(r'<p class="error"[^>]*><span[^>]*>Fel: </span>([^<]+)</p>', page)
    return [html.unescape(one) for one in found]


def answered(demo: Demo, told: str = "", *, came: bool = True) -> None:
    demo.post.fates.append(Fate(State.ANSWERED, told, ANSWER_ID))
    if came:
        put(demo.mail, "svar", mailed(subject="SV: projekt", Message_ID=f"<{ANSWER_ID}>"))


def test_mail_is_handed_over_as_the_person_with_the_servers_word(demo: Demo) -> None:
    send(demo)

    (mail,) = demo.post.mails
    assert str(mail["From"]) == "Ina Ek <ina.ek@habo.example>"
    assert str(mail["To"]) == "Samverkansboten <boten@jonkoping.example>"
    assert str(mail["Subject"]) == "projekt släckvatten"
    assert text_of(mail) == "Hej!\nVad hände sen?\n"
    assert " ".join(mail["Authentication-Results"].split()) == (
        f"{SERVER}; dmarc=pass header.from=habo.example"
    )


def test_forged_mail_is_the_same_but_for_the_servers_word(demo: Demo) -> None:
    send(demo)
    send(demo, forged="on")

    heads = [" ".join(mail["Authentication-Results"].split()) for mail in demo.post.mails]
    senders = {str(mail["From"]) for mail in demo.post.mails}
    assert heads == [
        f"{SERVER}; dmarc={word} header.from=habo.example" for word in ("pass", "fail")
    ]
    assert senders == {"Ina Ek <ina.ek@habo.example>"}


def test_form_sent_twice_is_one_mail(demo: Demo) -> None:
    first, second = (send(demo)[1]["location"] for _ in range(2))

    assert first == second
    assert len(demo.post.raws) == 1


def test_same_words_from_a_new_form_are_a_new_mail(demo: Demo) -> None:
    tickets = re.findall(
        r'name="ticket" value="([^"]+)"',
        "".join(fetch(demo.house, f"{ROOT}/mejla")[2] for _ in range(2)),
    )

    for ticket in tickets:
        send(demo, ticket=ticket)

    ids = {mail["Message-ID"] for mail in demo.post.mails}
    assert (len(set(tickets)), len(ids)) == (2, 2)


def test_reply_stands_in_the_thread_and_quotes_as_outlook_does(demo: Demo) -> None:
    put(
        demo.mail,
        "n1",
        mailed(subject="SV: projekt å", Message_ID="<n1@x.example>", References="<n0@x.example>"),
    )

    form = fetch(demo.house, f"{ROOT}/epost/n1/svara")[2]
    send(demo, f"{ROOT}/epost/n1/svara", subject="SV: projekt å", text="2")

    (mail,) = demo.post.mails
    assert values(form) == ("SV: projekt å", "", False)
    assert mail["In-Reply-To"] == "<n1@x.example>"
    assert mail["References"] == "<n0@x.example> <n1@x.example>"
    assert str(mail["Subject"]) == "SV: projekt å"
    assert text_of(mail) == (
        "2\n\n"
        "Från: Samverkansboten <boten@jonkoping.example>\n"
        "Skickat: den 27 februari 2026 08:00\n"
        "Till: Ina Ek <ina.ek@habo.example>\n"
        "Ämne: SV: projekt å\n\n"
        "Senast i dag.\n"
    )


@pytest.mark.parametrize(
    ("subject", "marked"),
    [
        ("Påminnelse", "SV: Påminnelse"),
        ("SV: projekt", "SV: projekt"),
        ("Sv: projekt", "Sv: projekt"),
        ("svar sökes", "SV: svar sökes"),
        (UNTITLED, "SV:"),
    ],
)
def test_reply_is_marked_once(subject: str, marked: str) -> None:
    assert drafting.reply_subject(subject) == marked


def test_reply_to_a_mail_without_an_id_stands_by_itself(demo: Demo) -> None:
    put(demo.mail, "n1", mailed())

    send(demo, f"{ROOT}/epost/n1/svara", text="2")

    (mail,) = demo.post.mails
    assert (mail["In-Reply-To"], mail["References"]) == (None, None)


def too_long(what: str, count: str, most: str) -> str:
    said = f"{what}: {count} tecken, och här går det att skicka högst {most}."
    # Figures stand whole at the end of a line.
    whole = re.sub(r"(?<=\d) (?=\d)", "\N{NO-BREAK SPACE}", said)
    return f"{whole} Korta ner och skicka igen."


BAD = [
    pytest.param({"subject": " ", "text": " \r\n"}, [drafting.EMPTY], id="empty"),
    pytest.param(
        {"text": "å" * 3_000_000},
        [too_long("Texten är för lång", "3 000 000", "100 000")],
        id="3 million letters",
    ),
    pytest.param(
        {"subject": "ä" * 251},
        [too_long("Ämnet är för långt", "251", "250")],
        id="long subject",
    ),
]


@pytest.mark.parametrize(("form", "complaints"), BAD)
def test_bad_input_is_explained_and_nothing_typed_is_lost(
    demo: Demo, form: dict[str, str], complaints: list[str]
) -> None:
    status, _, page = send(demo, forged="on", **form)

    typed = {**QUESTION, **form}
    assert (status, told(page)) == (422, complaints)
    assert values(page) == (typed["subject"], typed["text"].replace("\r\n", "\n"), True)
    assert 'name="ticket" value="t1"' in page
    assert "<title>Fel: Skriv mejl" in page
    assert page.count('aria-invalid="true"') == 1
    assert demo.post.raws == []


def test_reply_without_words_is_explained(demo: Demo) -> None:
    put(demo.mail, "n1", mailed())

    status, _, page = send(demo, f"{ROOT}/epost/n1/svara", text=" ")

    assert (status, told(page)) == (422, [drafting.EMPTY_REPLY])
    assert demo.post.raws == []


def test_mail_that_the_bot_cannot_take_is_kept_in_the_form(demo: Demo) -> None:
    demo.post.away = True
    status, _, page = send(demo)
    demo.post.away = False

    again = send(demo)

    assert status == 503
    assert f'<p class="notice" role="alert">{writing.AWAY}</p>' in page
    assert values(page)[0] == QUESTION["subject"]
    assert (again[0], len(demo.post.raws)) == (303, 1)


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


@pytest.mark.parametrize("path", [f"{ROOT}/mejla", "/mejla", f"{VETLANDA}/epost/n1/svara"])
def test_form_sent_from_another_site_is_turned_away(demo: Demo, path: str) -> None:
    put(demo.mail, "n1", mailed(to=TO_VETLANDA))
    form = {**QUESTION, "address": OUTSIDE}

    status, _, _ = fetch(demo.house, path, form, Origin="https://ond.example")

    assert (status, demo.post.raws) == (403, [])


@pytest.mark.parametrize(
    "path",
    [
        "/som/U0NOBODY/mejla",
        "/som/U0NOBODY/skickat",
        f"{ROOT}/skickat/saknas",
        f"{ROOT}/epost/saknas/svara",
        f"{ROOT}/epost/trasig/svara",
        f"/som/{MIA}/epost/n1/svara",
        "/adress/ingen/epost",
        "/adress/ingen/mejla",
        "/som/U0UNREACHED/mejla",
    ],
)
def test_what_is_not_there_is_not_found(demo: Demo, path: str) -> None:
    demo.house.workspace.put_member(Member("U0UNREACHED", "Nils"))
    put(demo.mail, "n1", mailed())
    put(demo.mail, "trasig", b"x")

    statuses = [fetch(demo.house, path, form)[0] for form in (None, QUESTION) if "mejla" in path]

    assert [*statuses, fetch(demo.house, path)[0]] == [404] * (len(statuses) + 1)
    assert demo.post.raws == []


@pytest.mark.parametrize(
    "path", [f"{ROOT}/mejla", f"{ROOT}/skickat", "/mejla", f"{OUTSIDE_ROOT}/epost"]
)
def test_workspace_without_mail_has_no_pages_for_writing(house: House, path: str) -> None:
    assert fetch(house, path)[0] == 404


def test_workspace_without_a_way_to_the_bot_shows_mail_and_no_writing(demo: Demo) -> None:
    demo.house.workspace.outbox = None
    put(demo.mail, "n1", mailed())

    pages = [fetch(demo.house, path)[2] for path in (f"{ROOT}/epost", f"{ROOT}/epost/n1", "/epost")]

    assert [page for page in pages if "Svara" in page or "Skriv mejl" in page] == []
    assert fetch(demo.house, f"{ROOT}/epost/n1/svara")[0] == 404


def test_what_was_typed_is_shown_as_text(demo: Demo) -> None:
    evil = '</textarea><script>x</script>" onload="y'

    sent = follow(demo, send(demo, subject=evil, text=evil))
    page = send(demo, subject=evil, text=evil * 3_000)[2]

    assert [one for one in (sent, page) if "<script>x" in one or '" onload' in one] == []


def test_clock_that_is_moved_from_a_page_for_mail_leads_back_there(demo: Demo) -> None:
    paths = [f"{OUTSIDE_ROOT}/skickat", "/mejla"]

    led = [
        fetch(demo.house, "/klocka", {"back": path, "step": "day", "day": ""})[1]["location"]
        for path in paths
    ]

    assert led == paths
