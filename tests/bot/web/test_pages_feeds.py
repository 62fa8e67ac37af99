"""The page about a calendar: how to subscribe, and a new address for whoever wants one."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.web.feed_links import FeedLink
from handlers.feeds import Feed, FeedScope
from storage.models import Collaboration, Person
from tests.bot.web.feeding import feed_of, file_of
from tests.bot.web.visiting import PUBLIC, Site

# The handlers are tried on both kinds of database; what stands on a page is the same.
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


def page_of(site: Site, feed: Feed) -> str:
    return site.links.feeds.page(FeedLink(feed.number, feed.generation))


def test_page_shows_the_address_and_changes_nothing(site: Site) -> None:
    feed = feed_of(site, FeedScope.MINE)
    before = site.log()

    written = site.get(feed.address).text
    page = site.look(feed.address)

    address = file_of(site, feed)
    assert feed.address == page_of(site, feed)
    assert page.h1 == "Prenumerera på kalendern"
    assert f'value="{address}" readonly' in written
    assert page.links["Öppna i mitt kalenderprogram"] == address.replace("https:", "webcal:")
    assert "Mina möten, Miljösamverkan Jonkoping" in page.text
    assert "Kalendern är din, Kim Kontakt." in page.text
    assert "8:e till 24:e timme" in page.text
    assert "Adressen gäller sedan" not in page.text
    assert site.get(address).status_code == 200
    assert site.log() == before


@pytest.mark.parametrize(
    ("scope", "said"),
    [
        (FeedScope.MINE, "som du är inbjuden till"),
        (FeedScope.COLLABORATION, "också dem du inte är inbjuden till"),
    ],
)
def test_page_says_what_stands_in_the_calendar(site: Site, scope: FeedScope, said: str) -> None:
    assert said in site.look(feed_of(site, scope).address).text


def test_new_address_is_shown_and_the_old_one_is_void(site: Site) -> None:
    old = feed_of(site)

    page = site.send(old.address)

    new = feed_of(site)
    assert new.generation == 2
    assert "Nu gäller en ny adress" in page.text
    assert "Adressen gäller sedan 4 januari 2027." in page.text
    assert page.links["Öppna i mitt kalenderprogram"].endswith(file_of(site, new)[6:])
    assert site.get(file_of(site, new)).status_code == 200
    assert site.get(file_of(site, old)).status_code == 410
    assert site.look(old.address, 410).h1 == "Länken gäller inte längre"
    assert site.log()[-1] == ("feed_revoked", site.desk.contact_id, "link")


def test_page_does_not_say_for_ever_that_the_address_is_new(site: Site) -> None:
    site.send(feed_of(site).address)

    page = site.look(feed_of(site).address)

    assert "Nu gäller en ny adress" not in page.text


def test_address_of_a_page_cannot_claim_a_change(site: Site) -> None:
    page = site.look(f"{feed_of(site).address}?gjort=ny")

    assert "Nu gäller en ny adress" not in page.text


def test_whoever_presses_twice_comes_to_the_one_new_page(site: Site) -> None:
    old = feed_of(site)
    first = site.post(old.address)
    site.desk.clock.move(timedelta(seconds=1))

    second = site.post(old.address)

    assert second.headers["location"] == first.headers["location"]
    assert feed_of(site).generation == 2


def test_void_page_makes_no_new_address(site: Site) -> None:
    old = feed_of(site)
    site.send(old.address)
    site.desk.clock.move(timedelta(minutes=1))

    page = site.refused(old.address, status=410)

    assert page.h1 == "Länken gäller inte längre"
    assert feed_of(site).generation == 2


def test_form_of_another_site_makes_no_new_address(site: Site) -> None:
    feed = feed_of(site)
    site.headers["Sec-Fetch-Site"] = "cross-site"

    site.refused(feed.address, status=403)

    assert feed_of(site) == feed


def test_address_that_programs_fetch_opens_no_page(site: Site) -> None:
    feed = feed_of(site)
    fetched = file_of(site, feed).removesuffix(".ics")

    site.look(fetched, 404)
    site.refused(fetched, status=404)
    assert site.get(f"{feed.address}.ics").status_code == 404
    assert feed_of(site) == feed


def test_page_of_somebody_who_is_gone_is_closed(site: Site) -> None:
    feed = feed_of(site)
    with site.desk.services.database.write() as session:
        gone = update(Person).where(Person.id == site.desk.contact_id)
        session.execute(gone.values(email=None))

    site.look(feed.address, 410)
    site.refused(feed.address, status=410)
    assert site.get(file_of(site, feed)).status_code == 410


def test_what_people_have_written_is_only_words(site: Site) -> None:
    rude = '"><script>alert(1)</script>'
    with site.desk.services.database.write() as session:
        session.get_one(Collaboration, site.desk.collaboration_id).name = rude
        session.get_one(Person, site.desk.contact_id).name = rude

    assert "<script" not in site.get(feed_of(site).address).text


@pytest.mark.parametrize("rest", ["", "/", "/x/y"])
def test_what_is_left_of_a_broken_address_says_so(site: Site, rest: str) -> None:
    assert site.look(f"{PUBLIC}/kalender{rest}", 404).h1 == "Länken går inte att öppna"


def test_page_below_a_path_leads_below_it(site: Site) -> None:
    below = site.below("/boten")
    feed = feed_of(below)

    page = below.look(f"{PUBLIC}/kalender/{feed.address.rpartition('/')[2]}")

    assert feed.address.startswith(f"{PUBLIC}/boten/kalender/")
    assert page.form.action.startswith("/boten/kalender/")
    assert page.links["Öppna i mitt kalenderprogram"].startswith("webcal://bot.example/boten/")
