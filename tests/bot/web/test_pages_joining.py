"""Asking for the newsletter on a page, and confirming it: the same page for everybody."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from handlers.newsletters.joining import MOST_A_DAY
from storage.models import NewsletterChoice, Person
from tests.bot.web.visiting import Site

# The handlers are tried on both kinds of database; what stands on a page is the same.
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)

PAGE, EVA = "/nyhetsbrev/jonkoping/prenumerera", "eva@hemma.example"


def confirming(site: Site, email: str = EVA) -> str:
    """Return the address in the mail to somebody who has asked."""
    with site.desk.services.database.session() as session:
        number = session.scalars(select(Person.id).filter_by(email=email)).one()
    return site.links.join(number, site.desk.collaboration_id)


def kept(site: Site) -> list[tuple[str, str]]:
    with site.desk.services.database.session() as session:
        rows = session.execute(select(NewsletterChoice.choice, NewsletterChoice.door))
        return [(choice, door) for choice, door in rows]


def test_somebody_outside_the_register_asks_and_confirms(site: Site) -> None:
    form = site.look(PAGE)
    sent = site.send(PAGE, {"email": EVA})
    address = confirming(site)
    looked = [site.look(address) for _ in range(3)][-1]
    before = kept(site)

    done = site.send(address)

    assert form.h1 == "Beställ nyhetsbrevet"
    assert [box.name for box in form.form.boxes] == ["email"]
    assert sent.h1 == "Ett mejl är på väg"
    assert (looked.h1, before) == ("Vill du få nyhetsbrevet?", [])
    assert done.h1 == "Tack, du får nyhetsbrevet"
    assert kept(site) == [("mail", "page")]


def test_page_is_the_same_whoever_has_the_address(site: Site) -> None:
    known = [EVA, "kim-kontakt@jonkoping.example", "sam-ordnare@jonkoping.example", EVA]

    sent = [site.post(PAGE, {"email": one}) for one in known]
    shown = {site.get(one.headers["location"]).text for one in sent}

    assert {(one.status_code, one.headers["location"], one.text) for one in sent} == {
        (303, sent[0].headers["location"], "")
    }
    assert len(shown) == 1
    assert "Kim" not in shown.pop()


@pytest.mark.parametrize("email", ["", "eva", "eva@", "x" * 300 + "@hemma.example", "å" * 3000])
def test_fault_is_said_at_its_field_and_nothing_is_lost(site: Site, email: str) -> None:
    page = site.refused(PAGE, {"email": email})

    assert page.title.startswith("Fel: ")
    assert page.by_id["email-fault"].startswith("Fel: ")
    assert "email-fault" in page.box("email").described_by
    assert page.box("email").value == email
    assert site.log() == []


def test_address_that_is_written_again_and_again_is_stopped(site: Site) -> None:
    for _ in range(MOST_A_DAY):
        site.desk.clock.move(timedelta(seconds=1))
        site.send(PAGE, {"email": EVA})

    page = site.refused(PAGE, {"email": EVA})

    assert "har vi redan skickat flera mejl i dag" in page.by_id["email-fault"]


def test_link_is_good_for_a_week(site: Site) -> None:
    site.send(PAGE, {"email": EVA})
    address = confirming(site)
    site.desk.clock.move(timedelta(days=8))

    page = site.look(address, 410)
    site.refused(address, {}, 410)

    assert page.h1 == "Länken gäller inte längre"
    assert kept(site) == []


@pytest.mark.parametrize("path", ["/bestall/x", "/bestall", "/bestall/a/b"])
def test_link_that_nobody_wrote_is_broken(site: Site, path: str) -> None:
    assert site.look(path, 404).h1 == "Länken går inte att öppna"


def test_form_from_another_site_is_refused(site: Site) -> None:
    site.headers["Sec-Fetch-Site"] = "cross-site"

    site.refused(PAGE, {"email": EVA}, 403)

    assert site.log() == []


def test_hostile_words_are_shown_as_they_are(site: Site) -> None:
    shown = site.post(PAGE, {"email": '"><script>alert(1)</script>'}).text

    assert "<script" not in shown


def test_page_of_no_collaboration_is_not_there(site: Site) -> None:
    site.look("/nyhetsbrev/ingen/prenumerera", 404)
    site.refused("/nyhetsbrev/ingen/prenumerera", {"email": EVA}, 404)
