"""The newsletters' public pages and feeds: everybody's, and found by search engines."""

from datetime import datetime
from xml.etree import ElementTree as ET

import pytest

from handlers.contents import EditionItem
from storage.models import Collaboration
from tests.bot.web.visiting import PUBLIC, Site
from tests.handlers.newsletters.archived import PFAS, PICTURE, SHOWN, WATER, add_issue, add_picture

# The handlers are tried on both kinds of database; what stands on a page is the same.
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)

HOSTILE = "<script>alert(1)</script> & <!channel> ]]> \x0b =1+1"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
LIST, ISSUE, FEED = "/nyhetsbrev/jonkoping", "/nyhetsbrev/jonkoping/2027-1", "flode.xml"


def parsed(site: Site) -> ET.Element:
    answered = site.get(f"{LIST}/{FEED}")
    assert answered.status_code == 200, answered.text
    assert answered.headers["content-type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(answered.content)  # noqa: S314 - our own


def words(root: ET.Element, path: str) -> list[str]:
    return [one.text or "" for one in root.findall(path, ATOM)]


def test_list_stands_by_year_the_latest_first(site: Site) -> None:
    for number, year in ((1, 2026), (1, 2027), (2, 2027)):
        add_issue(site.desk, number, year=year, subject=f"Ämne {year}-{number}")
    add_issue(site.desk, 3, state="draft", subject="Hemligt så länge")

    page = site.look(LIST)

    assert page.h1.startswith("Nyhetsbrev från Miljösamverkan")
    assert [said for tag, said in page.headings if tag == "h2"] == ["2027", "2026"]
    assert [one for one in page.links if one.startswith("Nr ")] == [
        "Nr 2: Ämne 2027-2", "Nr 1: Ämne 2027-1", "Nr 1: Ämne 2026-1",
    ]  # fmt: skip
    assert page.links["Nr 1: Ämne 2026-1"] == "/nyhetsbrev/jonkoping/2026-1"
    assert "Hemligt" not in page.text


def test_list_without_issues_says_what_will_come(site: Site) -> None:
    page = site.look(LIST)

    assert "Inget nummer har kommit ut än." in page.text
    assert page.links["Beställ nyhetsbrevet med mejl"] == f"{LIST}/prenumerera"


def test_issue_holds_all_that_the_mail_holds(site: Site) -> None:
    add_issue(site.desk, 1, WATER, PFAS, SHOWN)

    answered = site.get(ISSUE)
    page = site.look(ISSUE)

    assert page.h1 == "Släckvatten och träffar"
    assert all(item.heading in page.text for item in (WATER, PFAS, SHOWN))
    assert "Provtagning vid brandövningsplatser" in page.text
    assert page.links["rapporten"] == "https://a.example/1"
    assert f'src="/nyhetsbrev/bild/{PICTURE.code}"' in answered.text
    assert f'alt="{PICTURE.alt}"' in answered.text
    assert "22 januari 2027" in page.text
    assert page.links["Alla nummer av nyhetsbrevet"] == LIST


def test_search_engines_find_public_pages_and_nobodys_own(site: Site) -> None:
    add_issue(site.desk)
    own = site.get(site.links.settings(site.desk.contact_id))

    shown, issue = site.get(LIST), site.get(ISSUE)

    for answered in (shown, issue):
        assert "noindex" not in answered.text
        assert "x-robots-tag" not in answered.headers
        assert answered.headers["cache-control"] == "public, max-age=300"
        assert "default-src 'none'" in answered.headers["content-security-policy"]
    assert 'rel="canonical" href="https://bot.example/nyhetsbrev/jonkoping/2027-1"' in issue.text
    assert 'content="noindex, nofollow"' in own.text
    assert own.headers["x-robots-tag"] == "noindex, nofollow"
    assert own.headers["cache-control"] == "no-store"


def test_what_people_have_written_is_harmless(site: Site) -> None:
    add_issue(site.desk, 1, EditionItem(HOSTILE, HOSTILE), subject=HOSTILE)

    for address in (LIST, ISSUE, f"{LIST}/{FEED}"):
        shown = site.get(address).text
        assert "<script" not in shown
        assert "alert(1)" in shown
    assert "alert(1)" in words(parsed(site), ".//a:content")[0]


@pytest.mark.parametrize(
    "path",
    [
        "jonkoping/2027-2", "jonkoping/2027-0", "jonkoping/27-1", "ingen", "ingen/2027-1", "",
        "jonkoping/2027-1/x", "../secret", "jonkoping/2027-1.xml", "bild", "x" * 3000,
        "ingen/flode.xml", "ingen/prenumerera", "bild/x",
    ],
)  # fmt: skip
def test_what_is_not_there_is_not_found(site: Site, path: str) -> None:
    add_issue(site.desk)
    add_issue(site.desk, 2, state="approved")

    answered = site.get(f"/nyhetsbrev/{path}")

    assert answered.status_code == 404


def test_feed_follows_the_rules_for_one(site: Site) -> None:
    add_issue(site.desk, 1, WATER)
    add_issue(site.desk, 2, PFAS, SHOWN)

    root = parsed(site)

    # RFC 4287, sections 4.1.1 and 4.1.2: exactly one of each, and an author for all entries.
    assert root.tag == "{http://www.w3.org/2005/Atom}feed"
    assert words(root, "a:id") == [f"{PUBLIC}{LIST}"]
    assert len(words(root, "a:title")) == len(words(root, "a:author/a:name")) == 1
    links = [one.attrib for one in root.findall("a:link", ATOM)]
    assert {one["rel"]: one["href"] for one in links} == {
        "self": f"{PUBLIC}{LIST}/{FEED}", "alternate": f"{PUBLIC}{LIST}",
    }  # fmt: skip
    entries = root.findall("a:entry", ATOM)
    assert words(root, "a:entry/a:id") == [f"{PUBLIC}{LIST}/2027-2", f"{PUBLIC}{LIST}/2027-1"]
    for entry in entries:
        assert [len(words(entry, f"a:{name}")) for name in ("id", "title", "updated")] == [1, 1, 1]
        (content,) = entry.findall("a:content", ATOM)
        assert content.get("type") == "html"
        assert 'src="/' not in (content.text or "")
    moments = [datetime.strptime(one, "%Y-%m-%dT%H:%M:%S%z") for one in words(root, ".//a:updated")]
    assert moments[0] == max(moments)
    assert f'src="{PUBLIC}/nyhetsbrev/bild/{PICTURE.code}"' in (words(root, ".//a:content")[0])


def test_feed_without_issues_is_one_too(site: Site) -> None:
    root = parsed(site)

    assert root.findall("a:entry", ATOM) == []
    assert len(words(root, "a:updated")) == 1


def test_feed_is_fetched_again_only_when_it_has_changed(site: Site) -> None:
    add_issue(site.desk, 1)
    first = site.get(f"{LIST}/{FEED}")
    site.headers["If-None-Match"] = first.headers["etag"]

    same = site.get(f"{LIST}/{FEED}")
    add_issue(site.desk, 2)
    changed = site.get(f"{LIST}/{FEED}")

    assert (same.status_code, same.content, same.headers["etag"]) == (
        304,
        b"",
        first.headers["etag"],
    )
    assert changed.status_code == 200
    assert changed.headers["etag"] != first.headers["etag"]


def test_picture_is_the_same_for_everyone_and_for_ever(site: Site) -> None:
    code = add_picture(site.desk, add_issue(site.desk, 1, SHOWN), b"\x89PNG")

    answered = site.get(f"/nyhetsbrev/bild/{code}")
    site.headers["If-None-Match"] = answered.headers["etag"]

    assert (answered.status_code, answered.content) == (200, b"\x89PNG")
    assert answered.headers["content-type"] == "image/png"
    assert answered.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answered.headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in answered.headers
    assert site.get(f"/nyhetsbrev/bild/{code}").status_code == 304


def test_picture_of_a_draft_is_kept_by_nobody(site: Site) -> None:
    code = add_picture(site.desk, add_issue(site.desk, 1, SHOWN, state="draft"))

    answered = site.get(f"/nyhetsbrev/bild/{code}")

    assert (answered.status_code, answered.headers["cache-control"]) == (200, "no-store")
    assert "etag" not in answered.headers


def test_pages_work_below_a_path(site: Site) -> None:
    add_issue(site.desk, 1, SHOWN)
    below = site.below("/bot")

    page = below.look(LIST)
    shown = below.get(ISSUE).text

    assert page.links["Nr 1: Släckvatten och träffar"] == f"/bot{ISSUE}"
    assert f'src="/bot/nyhetsbrev/bild/{PICTURE.code}"' in shown


def test_collaboration_is_named_as_it_is(site: Site) -> None:
    with site.desk.services.database.write() as session:
        session.get_one(Collaboration, site.desk.collaboration_id).name = "Samverkan <b>Å</b>"

    assert site.look(LIST).h1 == "Nyhetsbrev från Samverkan <b>Å</b>"
    assert words(parsed(site), "a:title") == ["Nyhetsbrev från Samverkan <b>Å</b>"]
