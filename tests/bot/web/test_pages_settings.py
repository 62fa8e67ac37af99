"""How and when somebody is reminded, set on a page of their own."""

import pytest
from sqlalchemy import update

from handlers.answers import Asker
from handlers.contents import Act
from handlers.preferences import Preferences, preferences_of
from storage.models import Person
from tests.bot.web.visiting import Fields, Site

# The handlers are tried on both kinds of database; what stands on a page is the same.
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)

DONE = Act.DONE

GOOD: Fields = {
    "door": "mail", "first_hour": "9", "last_hour": "15", "weekday": ["1", "2", "4"],
    "newsletter": "mail",
}  # fmt: skip


def kept(site: Site) -> Preferences:
    return preferences_of(site.desk.services, Asker("jonkoping", site.desk.contact_id))


def address_of(site: Site) -> str:
    return site.links.settings(site.desk.contact_id)


def test_page_shows_what_is_set_and_changes_nothing(site: Site) -> None:
    page = site.look(address_of(site))

    assert page.h1 == "Hur och när du påminns"
    assert "Inställningar för Kim Kontakt." in page.text
    assert "Just nu kommer de med mejl." in page.text
    assert page.form.filled() == {
        "door": ["usual"], "first_hour": ["8"], "last_hour": ["16"],
        "weekday": ["1", "2", "3", "4", "5"], "newsletter": ["mail"],
    }  # fmt: skip
    assert site.log() == []


def test_what_is_sent_is_kept_and_shown(site: Site) -> None:
    page = site.send(address_of(site), GOOD)

    assert "Det är sparat." in page.text
    assert page.form.filled() == {
        "door": ["mail"], "first_hour": ["9"], "last_hour": ["15"], "weekday": ["1", "2", "4"],
        "newsletter": ["mail"],
    }  # fmt: skip
    wanted = kept(site)
    assert (wanted.door, wanted.first_hour, wanted.last_hour, wanted.weekdays) == (
        "mail", 9, 15, "124",
    )  # fmt: skip
    assert site.log() == [("preferences_set", site.desk.contact_id, "link")]


def test_newsletter_is_chosen_beside_the_rest(site: Site) -> None:
    page = site.send(address_of(site), {**GOOD, "newsletter": "none"})
    again = site.send(address_of(site), {**GOOD, "newsletter": "none"})

    assert page.form.filled()["newsletter"] == ["none"]
    assert again.form.filled()["newsletter"] == ["none"]
    verbs = [verb for verb, *_ in site.log()]
    assert verbs == ["preferences_set", "newsletter_chosen", "preferences_set"]


def test_summary_in_chat_is_not_offered_where_it_leads_nowhere(site: Site) -> None:
    page = site.refused(address_of(site), {**GOOD, "newsletter": "chat"})

    assert "sammanfattning i chatten" not in site.look(address_of(site)).text
    assert page.by_id["newsletter-fault"].startswith("Fel: Jag känner inte igen dig i chatten")
    assert site.log() == []


def test_nobody_elses_settings_are_touched(site: Site) -> None:
    site.send(address_of(site), GOOD)

    page = site.look(site.links.settings(site.desk.coordinator_id))

    assert page.form.filled()["first_hour"] == ["8"]


def test_page_of_a_duty_leads_to_the_settings(site: Site) -> None:
    from_duty = site.look(site.links.act(site.desk.contact_id, site.desk.number("figures"), DONE))

    page = site.look(from_duty.links["Ändra hur och när du påminns"])

    assert "Inställningar för Kim Kontakt." in page.text


@pytest.mark.parametrize(
    ("change", "name", "said"),
    [
        ({"last_hour": "9"}, "last_hour", "Sluttiden måste komma efter starttiden."),
        ({"last_hour": "7"}, "last_hour", "Sluttiden måste komma efter starttiden."),
        ({"weekday": []}, "weekday", "Minst en dag måste vara vald."),
    ],
)
def test_fault_is_said_at_its_field_and_the_rest_is_kept(
    site: Site, change: Fields, name: str, said: str
) -> None:
    fields = {**GOOD, **change}

    page = site.refused(address_of(site), fields)

    assert page.by_id[f"{name}-fault"].startswith(f"Fel: {said}")
    assert page.links[page.by_id[f"{name}-fault"].removeprefix("Fel: ")] == f"#{name}"
    assert page.form.filled() == {
        key: [value] if isinstance(value, str) else list(value)
        for key, value in fields.items()
        if value
    }
    assert site.log() == []


@pytest.mark.parametrize(
    "change",
    [
        {"door": "pigeon"},
        {"newsletter": "pigeon"},
        {"door": []},
        {"first_hour": "x"},
        {"last_hour": ""},
        {"last_hour": "\uff11"},
    ],
)
def test_form_that_is_not_ours_changes_nothing(site: Site, change: Fields) -> None:
    page = site.refused(address_of(site), {**GOOD, **change})

    assert page.h1 == "Det gick inte"
    assert site.log() == []


@pytest.mark.parametrize("days", ["67", "x", "1; DROP TABLE person"])
def test_days_that_are_no_working_days_are_left_out(site: Site, days: str) -> None:
    site.send(address_of(site), {**GOOD, "weekday": ["3", days]})

    assert kept(site).weekdays in {"3", "13"}


def test_settings_of_somebody_who_is_gone_are_closed(site: Site) -> None:
    with site.desk.services.database.write() as session:
        gone = update(Person).where(Person.id == site.desk.contact_id)
        session.execute(gone.values(email=None))

    page = site.look(address_of(site), 410)
    site.refused(address_of(site), GOOD, status=410)

    assert page.h1 == "Länken gäller inte längre"
    assert site.log() == []


def test_link_for_a_duty_opens_no_settings(site: Site) -> None:
    address = site.office_link(DONE).replace("/gor/", "/installningar/")

    site.look(address, 404)
    site.refused(address, GOOD, status=404)

    assert site.log() == []
