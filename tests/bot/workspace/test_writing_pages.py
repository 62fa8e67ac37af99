"""Writing and answering as a browser without JavaScript does it."""

import re

import pytest

from bot.workspace import Member
from bot.workspace.letters import UNTITLED
from bot.workspace.pages import drafting, writing
from tests.bot.workspace.demo_house import Demo
from tests.bot.workspace.fetching import fetch
from tests.bot.workspace.mail_forms import (
    OUTSIDE,
    OUTSIDE_ROOT,
    QUESTION,
    ROOT,
    VETLANDA,
    follow,
    send,
    text_of,
    told,
    values,
)
from tests.bot.workspace.mailings import TO_VETLANDA, mailed, put
from tests.bot.workspace.material import MIA
from tests.bot.workspace.posting import SERVER
from tests.bot.workspace.tiny_bot import House


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
