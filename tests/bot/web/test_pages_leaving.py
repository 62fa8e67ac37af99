"""Leaving the newsletter by the link in an issue: looking changes nothing, sending does."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from storage.models import NewsletterChoice, NewsletterIssue, Person, SlackIdentity
from tests.bot.web.visiting import PUBLIC, Site

# The handlers are tried on both kinds of database; what stands on a page is the same.
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)

ONE_CLICK = "List-Unsubscribe=One-Click"
FORM = "application/x-www-form-urlencoded"
IN_PARTS = (
    '--grans\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\n'
    "One-Click\r\n--grans--\r\n"
)
# As RFC 2183 lets it be written too.
IN_PARTS_BARE = (
    "--grans\r\ncontent-disposition: FORM-DATA; NAME=List-Unsubscribe\r\n\r\n"
    "One-Click\r\n--grans--\r\n"
)


@pytest.fixture
def address(site: Site) -> str:
    """Lend the address in a contact person's copy of an issue."""
    desk = site.desk
    with desk.services.database.write() as session:
        issue = NewsletterIssue(
            collaboration_id=desk.collaboration_id,
            year=2027,
            number=1,
            subject="Nytt",
            created_at=desk.clock.now,
        )
        session.add(issue)
        session.flush()
        return site.links.leave(desk.contact_id, issue.id)


def kept(site: Site) -> list[tuple[str, str]]:
    with site.desk.services.database.session() as session:
        rows = session.execute(select(NewsletterChoice.choice, NewsletterChoice.door))
        return [(choice, door) for choice, door in rows]


def link_account(site: Site) -> None:
    desk = site.desk
    with desk.services.database.write() as session:
        account = {"team": "T1", "slack_user": "U1", "person_id": desk.contact_id}
        session.add(SlackIdentity(**account, verified_at=desk.clock.now))


def test_page_asks_first_and_changes_nothing(site: Site, address: str) -> None:
    page = [site.look(address) for _ in range(3)][-1]

    assert page.h1 == "Vill du avsluta nyhetsbrevet?"
    assert "Det gäller nyhetsbrevet till Kim Kontakt." in page.text
    assert [form.filled() for form in page.forms] == [{"choice": ["none"]}]
    assert (kept(site), site.log()) == ([], [])


def test_whoever_leaves_is_told_so_and_can_have_it_again(site: Site, address: str) -> None:
    told = site.send(address, {"choice": "none"})
    left = kept(site)

    again = site.send(address, told.form.filled())

    assert told.h1 == "Du får inte längre nyhetsbrevet"
    assert left == [("none", "page")]
    assert again.h1 == "Du får nyhetsbrevet med mejl"
    assert kept(site) == [("mail", "page")]
    assert site.log() == [("newsletter_chosen", site.desk.contact_id, "page")] * 2


def test_form_that_is_sent_twice_is_done_once(site: Site, address: str) -> None:
    page = [site.send(address, {"choice": "none"}) for _ in range(2)][-1]

    assert page.h1 == "Du får inte längre nyhetsbrevet"
    assert len(site.log()) == 1


def test_summary_in_chat_is_offered_to_who_is_known_there(site: Site, address: str) -> None:
    without = site.look(address)
    link_account(site)

    page = site.look(address)
    told = site.send(address, page.forms[1].filled())

    assert "chatten" not in without.text
    assert told.h1 == "Du får en sammanfattning i chatten"
    assert kept(site) == [("chat", "page")]
    assert [form.filled()["choice"] for form in told.forms] == [["mail"], ["none"]]


def test_chat_that_leads_nowhere_is_refused_and_nothing_changes(site: Site, address: str) -> None:
    page = site.refused(address, {"choice": "chat"})

    assert "Inget har ändrats" in page.text
    assert kept(site) == []


@pytest.mark.parametrize("fields", [{}, {"choice": "allt"}, {"choice": ["none", "mail"]}])
def test_form_that_is_not_ours(site: Site, address: str, fields: dict[str, str]) -> None:
    answered = site.post(address, fields)

    assert answered.status_code in {303, 400}
    assert kept(site) == ([("none", "page")] if answered.status_code == 303 else [])


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (ONE_CLICK, FORM),
        (IN_PARTS, "multipart/form-data; boundary=grans"),
        (IN_PARTS_BARE, "Multipart/Form-Data; Boundary=grans"),
    ],
)
@pytest.mark.parametrize("origin", [{}, {"Origin": "https://mail.example"}])
def test_one_click_is_done_at_once(
    site: Site, address: str, body: str, kind: str, origin: dict[str, str]
) -> None:
    headers = {"Content-Type": kind, **origin}
    first, answered = (site.client.post(address, content=body, headers=headers) for _ in range(2))

    assert (first.status_code, answered.status_code) == (200, 200)
    assert answered.headers["content-type"] == "text/plain; charset=utf-8"
    assert "set-cookie" not in answered.headers
    assert kept(site) == [("none", "one_click")]
    assert len(site.log()) == 1


def test_other_form_from_another_site_is_refused(site: Site, address: str) -> None:
    site.headers["Sec-Fetch-Site"] = "cross-site"

    site.refused(address, {"choice": "none"}, 403)

    assert kept(site) == []


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("x" * 10, "multipart/form-data; boundary=grans"),
        ("", "multipart/form-data"),
        ("--grans\r\n\r\n\xff\r\n--grans--", "multipart/form-data; boundary=grans"),
        ("%FF", FORM),
    ],
)
def test_form_that_cannot_be_read_changes_nothing(
    site: Site, address: str, body: str, kind: str
) -> None:
    sent = body.encode("latin-1")

    answered = site.client.post(address, content=sent, headers={"Content-Type": kind})

    assert answered.status_code == 400
    assert kept(site) == []


@pytest.mark.parametrize(
    "body",
    [
        "--grans\r\n" * 5_000,
        IN_PARTS.replace("--grans--", "--grans" + "\r\n\r\nx\r\n--grans" * 200 + "--"),
        IN_PARTS + "x" * 20_000,
    ],
)
def test_form_of_many_parts_or_letters_is_not_taken_apart(
    site: Site, address: str, body: str
) -> None:
    kind = {"Content-Type": "multipart/form-data; boundary=grans"}

    assert site.client.post(address, content=body.encode(), headers=kind).status_code in {400, 413}
    assert kept(site) == []


def test_link_works_after_years(site: Site, address: str) -> None:
    site.desk.clock.move(timedelta(days=3000))

    assert site.send(address, {"choice": "none"}).h1 == "Du får inte längre nyhetsbrevet"


def test_who_has_been_erased_gets_a_calm_page(site: Site, address: str) -> None:
    with site.desk.services.database.write() as session:
        gone = update(Person).where(Person.id == site.desk.contact_id)
        session.execute(gone.values(email=None, name=""))

    looked = site.look(address)
    sent = site.send(address, {"choice": "none"})
    pressed = site.client.post(address, content=ONE_CLICK, headers={"Content-Type": FORM})

    assert (looked.h1, sent.forms) == ("Du får inte längre nyhetsbrevet", [])
    assert "finns inte kvar hos oss" in looked.text
    assert pressed.status_code == 200
    assert kept(site) == []


@pytest.mark.parametrize("rest", ["x", "1-1.AAAAAAAAAAAAAAAAAAAAAA", "", "a/b"])
def test_link_that_nobody_wrote_is_broken(site: Site, address: str, rest: str) -> None:
    del address
    looked = site.look(f"{PUBLIC}/av/{rest}", 404)

    assert looked.h1 == "Länken går inte att öppna"
    for form in ({"choice": "none"}, {"List-Unsubscribe": "One-Click"}):
        assert site.post(f"{PUBLIC}/av/{rest}", form).status_code in {404, 405}


def test_link_for_something_else_leaves_nothing(site: Site, address: str) -> None:
    other = site.links.inquiry(site.desk.contact_id, 1).replace("/svara-fraga/", "/av/")

    site.look(other, 404)
    site.refused(other, {"choice": "none"}, 404)

    assert address != other
    assert kept(site) == []
