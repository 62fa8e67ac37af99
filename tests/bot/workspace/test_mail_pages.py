import re

import pytest

from bot.workspace import Mailbox, create_workspace
from bot.workspace.letters import UNREADABLE, Letter
from bot.workspace.pages.mail import MOST_LETTERS
from bot.workspace.travel import Arrival, Count
from tests.bot.workspace.demo_house import EVENT, Demo
from tests.bot.workspace.fetching import fetch
from tests.bot.workspace.mailings import HTML, TO_VETLANDA, mailed, put
from tests.bot.workspace.material import INA, MIA, SETTINGS, MovableClock
from tests.bot.workspace.tiny_bot import House

OWN, ALL = f"/som/{INA}/epost", "/epost"
HOME = f"/som/{INA}/hem"


def news(demo: Demo) -> list[str]:
    """Give the numbers that stand in the menu."""
    return re.findall(r'<span class="news">(\d+)', fetch(demo.house, HOME, X_Live="1")[2])


def test_person_sees_own_mail_alone(demo: Demo) -> None:
    put(demo.mail, "mine", mailed(subject="Till Ina"))
    put(demo.mail, "theirs", mailed(to=TO_VETLANDA, subject="Till Vetlanda"))

    page = fetch(demo.house, OWN)[2]

    assert f'<a href="{OWN}/mine">Till Ina</a>' in page
    assert "Till Vetlanda" not in page


def test_all_mail_stands_together_with_whom_it_is_to(demo: Demo) -> None:
    put(demo.mail, "mine", mailed(subject="Till Ina"))
    put(demo.mail, "theirs", mailed(to=TO_VETLANDA, subject="Till Vetlanda"))

    page = fetch(demo.house, ALL)[2]

    assert '<a href="/epost/mine">Till Ina</a>' in page
    assert "Till Miljökontoret i Vetlanda &lt;miljokontoret@vetlanda.example&gt;" in page


def test_start_page_leads_to_all_mail(demo: Demo) -> None:
    assert '<a href="/epost">' in fetch(demo.house, "/")[2]


def test_empty_lists_say_what_will_come_and_how(demo: Demo) -> None:
    mine, everyones = fetch(demo.house, OWN)[2], fetch(demo.house, ALL)[2]

    assert "Hit kommer det Samverkansboten mejlar till dig." in mine
    assert "Hit kommer det Samverkansboten mejlar, vem det än är till." in everyones
    assert "Flytta klockan framåt" in mine
    assert "Flytta klockan framåt" in everyones


def test_menu_counts_the_mails_that_are_not_opened(demo: Demo) -> None:
    for key in ("n1", "n2"):
        put(demo.mail, key, mailed())
    put(demo.mail, "theirs", mailed(to=TO_VETLANDA))
    before = news(demo)
    listed = fetch(demo.house, OWN)[2].count("oläst")

    fetch(demo.house, f"{OWN}/n1")

    assert (before, listed) == (["2"], 2)
    assert news(demo) == ["1"]
    assert fetch(demo.house, OWN)[2].count("oläst") == 1


def test_mail_is_shown_with_its_subject_as_heading_and_text(demo: Demo) -> None:
    put(demo.mail, "n1", mailed(text="Rad 1 <b>\n", Message_ID="<n1@x.example>"))

    page = fetch(demo.house, f"{OWN}/n1")[2]

    assert "<h1>Påminnelse: Telefonboken</h1>" in page
    assert "Samverkansboten &lt;boten@jonkoping.example&gt;" in page
    assert "fre 27 feb 2026 08.00</time>" in page
    assert '<pre class="letter-text">Rad 1 &lt;b&gt;' in page
    assert "<dd>&lt;n1@x.example&gt;</dd>" in page
    assert "Content-Type: multipart/alternative" in page
    assert "<p>Senast i dag." not in page


@pytest.mark.parametrize("path", [f"{OWN}/n1", f"{ALL}/n1"])
def test_html_is_framed_without_leave_to_run_anything(demo: Demo, path: str) -> None:
    put(demo.mail, "n1", mailed())

    _, headers, page = fetch(demo.house, path)
    (frame,) = re.findall(r"<iframe[^>]*>", page)

    assert 'src="/epost/n1/html"' in frame
    assert 'title="Mejlet som det ser ut"' in frame
    assert 'sandbox="allow-popups allow-popups-to-escape-sandbox"' in frame
    assert "frame-src 'self'" in headers["content-security-policy"]


def test_html_itself_may_do_nothing_but_look(demo: Demo) -> None:
    put(demo.mail, "n1", mailed())

    status, headers, page = fetch(demo.house, f"{ALL}/n1/html")

    policy = headers["content-security-policy"].split("; ")
    assert status == 200
    assert policy == [
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "img-src data: http://127.0.0.1:*",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
        "sandbox allow-popups allow-popups-to-escape-sandbox",
    ]
    assert page == HTML.replace("<head>", '<head><base target="_blank">')


def test_html_without_a_head_opens_links_in_a_new_tab_too(demo: Demo) -> None:
    put(demo.mail, "n1", mailed(html="<p>Hej</p>"))

    page = fetch(demo.house, f"{ALL}/n1/html")[2]

    assert page == '<base target="_blank"><p>Hej</p>'


def test_mail_in_text_alone_has_no_frame(demo: Demo) -> None:
    put(demo.mail, "n1", mailed(html=""))

    page = fetch(demo.house, f"{OWN}/n1")[2]

    assert "<iframe" not in page
    assert "Senast i dag." in page
    assert fetch(demo.house, f"{ALL}/n1/html")[0] == 404


def test_mail_without_anything_says_so(demo: Demo) -> None:
    put(demo.mail, "n1", mailed(text="", html=""))

    assert "Mejlet har ingen text." in fetch(demo.house, f"{OWN}/n1")[2]


def test_broken_file_is_shown_as_what_it_is(demo: Demo) -> None:
    put(demo.mail, "trasig", b"\x00<script>\xff")

    listed, page = fetch(demo.house, ALL)[2], fetch(demo.house, f"{ALL}/trasig")[2]

    assert UNREADABLE in listed
    assert f'<h1 class="letter-subject">{UNREADABLE}</h1>' in page
    assert "&lt;script&gt;\N{REPLACEMENT CHARACTER}" in page


def test_subject_is_shown_as_text(demo: Demo) -> None:
    put(demo.mail, "n1", mailed(subject='<script>x</script>" onload="y'))

    pages = [fetch(demo.house, path)[2] for path in (OWN, f"{OWN}/n1", ALL, f"{ALL}/n1")]

    assert [page for page in pages if "<script>x" in page or '" onload' in page] == []


@pytest.mark.parametrize("key", ["å ä?#", "a&b%2Fc", "<b>"])
def test_mail_of_any_name_can_be_opened(demo: Demo, key: str) -> None:
    put(demo.mail, key, mailed())
    (link,) = re.findall(rf'href="({OWN}/[^"]+)"', fetch(demo.house, OWN)[2])

    status, _, page = fetch(demo.house, link)
    (frame,) = re.findall(r'<iframe[^>]* src="([^"]+)"', page)

    assert status == 200
    assert fetch(demo.house, frame)[0] == 200


@pytest.mark.parametrize(
    "path",
    [
        f"{OWN}/theirs",
        f"{OWN}/n9",
        f"{ALL}/n9",
        "/som/U0NOBODY/epost",
        "/som/U0NOBODY/epost/mine",
    ],
)
def test_mail_that_is_not_for_this_person_is_not_found(demo: Demo, path: str) -> None:
    put(demo.mail, "mine", mailed())
    put(demo.mail, "theirs", mailed(to=TO_VETLANDA))

    status, _, page = fetch(demo.house, path)

    assert status == 404
    assert "<h1>Sidan finns inte</h1>" in page


@pytest.mark.parametrize("key", ["..%2Fsecret", "%2e%2e%2fsecret", "..%5Csecret"])
def test_file_outside_the_directory_is_never_read(demo: Demo, key: str) -> None:
    (demo.mail.parent / "secret.eml").write_bytes(mailed())

    statuses = [fetch(demo.house, f"{ALL}/{key}{more}")[0] for more in ("", "/html")]

    assert statuses == [404, 404]


@pytest.mark.parametrize("path", [ALL, f"{ALL}/n1", OWN, f"{OWN}/n1"])
def test_workspace_without_mail_has_no_pages_for_it(house: House, path: str) -> None:
    menu = fetch(house, HOME, X_Live="1")[2]

    assert fetch(house, path)[0] == 404
    assert "E-post" not in menu
    assert "/epost" not in fetch(house, "/")[2]


def test_long_list_says_how_many_there_are(demo: Demo) -> None:
    for number in range(MOST_LETTERS + 1):
        put(demo.mail, f"n{number}", mailed())

    page = fetch(demo.house, OWN)[2]

    assert page.count('class="letter-line') == MOST_LETTERS
    assert "De 200 senaste av 201 mejl." in page


def test_control_gives_a_persons_letters(demo: Demo) -> None:
    put(demo.mail, "mine", mailed())
    put(demo.mail, "theirs", mailed(to=TO_VETLANDA))
    workspace = demo.house.workspace

    assert [letter.key for letter in workspace.letters(INA)] == ["mine"]
    assert workspace.letters(MIA) == ()
    assert {letter.key for letter in workspace.letters()} == {"mine", "theirs"}


def test_person_without_an_address_has_no_letters(demo: Demo) -> None:
    put(demo.mail, "theirs", mailed(to=TO_VETLANDA))
    workspace = create_workspace(SETTINGS, MovableClock(), Mailbox(demo.mail))

    assert workspace.letters("U0OTHER") == ()
    assert create_workspace(SETTINGS, MovableClock()).letters(INA) == ()


@pytest.mark.parametrize("path", [OWN, ALL])
def test_page_does_not_say_that_mail_has_come_before_it_shows_it(
    demo: Demo, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    workspace = demo.house.workspace
    looked_up = workspace.letters

    def come_meanwhile(user: str | None = None) -> tuple[Letter, ...]:
        found = looked_up(user)
        assert workspace.travel is not None
        workspace.travel.arrival = Arrival(EVENT, Count(0, 1), failed=False)
        return found

    monkeypatch.setattr(workspace, "letters", come_meanwhile)

    first, second = (fetch(demo.house, path)[2] for _ in range(2))

    assert "1 mejl kom på vägen" not in first
    assert "1 mejl kom på vägen" in second
