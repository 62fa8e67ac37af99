"""What has to be filled in differently is said where it is, and what was filled in is kept."""

import pytest

from handlers.contents import Act
from handlers.meetings import LONGEST_HOST, LONGEST_PLACE
from handlers.occurrences.acting import LONGEST_REASON
from tests.bot.web.visiting import Fields, Site

# The handlers are tried on both kinds of database; what stands on a page is the same.
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)

GOOD = {"first": "2027-02-04", "last": "2027-02-05", "starts": "09:00", "place": "Habo"}
LONG = "å" * (LONGEST_REASON + 1)
# The rule, the act, what is filled in, the field that is at fault, how what is said begins.
FAULTS: list[tuple[str, Act, Fields, str, str]] = [
    ("report", Act.LATER, {}, "day", "Välj en dag."),
    ("report", Act.LATER, {"day": "other"}, "date", "Välj en dag."),
    ("report", Act.LATER, {"day": "other", "date": "i morgon"}, "date", "Datumet går inte att"),
    ("report", Act.LATER, {"date": "2027-01-09"}, "date", "9 januari 2027 är en ledig dag."),
    ("report", Act.LATER, {"date": "2027-01-04"}, "date", "Dagen måste ligga efter i dag"),
    ("report", Act.LATER, {"date": "2037-01-05"}, "date", "5 januari 2037 ligger för långt bort"),
    ("report", Act.MOVE, {}, "date", "Välj en dag."),
    ("report", Act.MOVE, {"date": "2027-02-30"}, "date", "Datumet går inte att läsa."),
    ("report", Act.MOVE, {"date": "2026-12-01"}, "date", "Dagen måste ligga efter i dag"),
    ("report", Act.SKIP, {"reason": "  "}, "reason", "Skälet saknas."),
    ("report", Act.SKIP, {"reason": LONG}, "reason", "Texten är 1001 tecken lång. Korta den till"),
    ("board", Act.BOOK, {}, "first", "Välj en dag."),
    ("board", Act.BOOK, {"first": "2027-02-06"}, "first", "6 februari 2027 är en ledig"),
    ("board", Act.BOOK, {"first": "2028-02-04"}, "first", "Dagen ligger utanför den tid"),
    ("board", Act.BOOK, {**GOOD, "last": "2027-02-03"}, "last", "Den sista dagen ligger före"),
    ("board", Act.BOOK, {**GOOD, "last": "2027-03-05"}, "last", "Mötet blir för långt."),
    ("board", Act.BOOK, {**GOOD, "starts": "02:30"}, "starts", "Klockan kan ställas om"),
    ("board", Act.BOOK, {**GOOD, "starts": "25.00"}, "starts", "Klockslaget går inte att läsa."),
    ("board", Act.BOOK, {**GOOD, "last": "", "ends": "08:00"}, "ends", "Mötet slutar innan"),
    ("board", Act.BOOK, {**GOOD, "starts": "", "ends": "12:00"}, "ends", "Du har angett när mötet"),
    ("board", Act.BOOK, {**GOOD, "starts": "nio"}, "starts", "Klockslaget går inte att läsa."),
    ("board", Act.BOOK, {**GOOD, "place": "å" * (LONGEST_PLACE + 1)}, "place", "Texten är 301"),
    ("board", Act.BOOK, {**GOOD, "host": "å" * (LONGEST_HOST + 1)}, "host", "Texten är 201"),
]
CASES = pytest.mark.parametrize(("rule", "act", "fields", "name", "said"), FAULTS)


@CASES
def test_fault_is_said_beside_its_field_and_on_top(
    site: Site, rule: str, act: Act, fields: Fields, *, name: str, said: str
) -> None:
    before = site.duty(rule)

    page = site.refused(site.link(rule, act), fields)

    first = next(page.boxes(name))
    beside = page.by_id[f"{name}-fault"]
    assert beside.removeprefix("Fel: ").startswith(said)
    if act is not Act.LATER or name != "day":
        assert first.invalid
        assert f"{name}-fault" in first.described_by
    assert page.links[beside.removeprefix("Fel: ")] == f"#{name}"
    assert page.headings[0] == ("h2", "Det gick inte än")
    assert page.title.startswith("Fel: ")
    assert (site.duty(rule), site.log()) == (before, [])


@pytest.mark.parametrize(
    ("rule", "act", "fields"),
    [
        ("report", Act.LATER, {"day": "other", "date": "2027-01-09"}),
        ("report", Act.MOVE, {"date": "2026-12-01"}),
        ("report", Act.SKIP, {"reason": f"\n<b>{LONG}</b>"}),
        ("board", Act.BOOK, {**GOOD, "starts": "nio", "ends": "12:00", "host": 'Habo "kommun"'}),
    ],
)
def test_what_was_filled_in_is_kept(site: Site, rule: str, act: Act, fields: Fields) -> None:
    page = site.refused(site.link(rule, act), fields)

    assert page.form.filled() == {name: [value] for name, value in fields.items()}


def test_form_with_its_faults_mended_is_taken(site: Site) -> None:
    address = site.link("board", Act.BOOK)
    page = site.refused(address, {**GOOD, "first": "2027-02-06", "last": ""})

    told = site.send(page.form.action, {**page.form.filled(), "first": "2027-02-04"})

    assert told.h1 == "Mötet är bokat"


def test_all_faults_are_said_at_once(site: Site) -> None:
    page = site.refused(site.link("board", Act.BOOK), {"starts": "nio", "last": "x"})

    assert [name for name in page.by_id if name.endswith("-fault")] == [
        "first-fault", "last-fault", "starts-fault",
    ]  # fmt: skip


@pytest.mark.parametrize("written", ["9", "9.00", "09:00", " 9:00 "])
def test_time_is_read_as_people_write_it(site: Site, written: str) -> None:
    told = site.send(site.link("board", Act.BOOK), {"first": "2027-02-04", "starts": written})

    assert "kl. 9.00" in told.text


def test_day_that_is_chosen_goes_before_one_that_is_written(site: Site) -> None:
    fields = {"day": "2027-01-11", "date": "2027-01-12"}

    told = site.send(site.link("report", Act.LATER), fields)

    assert told.h1 == "Påminnelse mån 11 jan"


def test_choices_of_days_say_what_is_true(site: Site) -> None:
    # Maundy Thursday: tomorrow and the three days after it are days off.
    site.desk.clock.now = site.desk.clock.now.replace(month=3, day=25)

    page = site.look(site.link("report", Act.LATER))

    assert "Nästa arbetsdag, tis 30 mars" in page.text
    assert "I morgon" not in page.text
