"""The clock of the workspace, moved over HTTP as a browser without JavaScript does."""

import re
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest

from bot.workspace.pages import strip
from bot.workspace.pages.moments import STOCKHOLM
from tests.bot.workspace.demo_house import EVENT, PATIENCE, START, Demo
from tests.bot.workspace.fetching import Answer, fetch
from tests.bot.workspace.mailings import TO_VETLANDA, mailed, put
from tests.bot.workspace.material import INA, MIA
from tests.bot.workspace.tiny_bot import House

PLACE = f"/som/{INA}/kanal/C0OPEN"


def post(demo: Demo, step: str = "day", day: str = "", back: str = PLACE, **headers: str) -> Answer:
    form = {"step": step, "day": day, "back": back}
    return fetch(demo.house, "/klocka", form, **headers)


def look(demo: Demo, path: str = PLACE) -> str:
    return fetch(demo.house, path)[2]


def nothing(_: House) -> None:
    pass


def broken(_: House) -> None:
    raise RuntimeError("an event that breaks")


def said(page: str) -> str:
    """Give what the strip says of the last move, as plain text."""
    (told,) = re.findall(r'<div class="clock-told".*?</div>', page, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", "", told).split())


@pytest.mark.parametrize("path", ["/", PLACE, f"/som/{INA}/hem", f"/som/{MIA}/epost", "/epost"])
def test_every_page_tells_where_the_clock_stands(demo: Demo, path: str) -> None:
    assert '<time datetime="2026-03-02T08:00+00:00">mån 2 mars 2026 09.00</time>' in look(
        demo, path
    )


def test_workspace_without_a_time_of_its_own_has_no_clock(house: House) -> None:
    status, _, _ = fetch(house, "/klocka", {"step": "week", "back": "/"})

    assert status == 404
    assert [path for path in ("/", PLACE, "/epost") if "Klockan" in fetch(house, path)[2]] == []


def test_week_forward_leads_back_to_where_one_was(demo: Demo) -> None:
    status, headers, _ = post(demo, "week")
    demo.arrive()

    assert (status, headers["location"]) == (303, PLACE)
    assert demo.now() == START + timedelta(days=7)


def test_week_in_which_the_clocks_change_ends_at_the_same_time_of_day(demo: Demo) -> None:
    post(demo, day="2026-03-27")
    demo.arrive()

    post(demo, "week")
    demo.arrive()

    assert demo.now().astimezone(STOCKHOLM) == datetime(2026, 4, 3, 12, tzinfo=STOCKHOLM)


def test_next_event_is_gone_to_and_happens(demo: Demo) -> None:
    demo.planned = [(EVENT, nothing), (EVENT + timedelta(days=1), nothing)]

    post(demo, "event")
    demo.arrive()

    assert demo.now() == EVENT
    assert demo.house.workspace.state.clock() == EVENT
    assert len(demo.planned) == 1


def test_overdue_event_happens_now(demo: Demo) -> None:
    demo.planned = [(START - timedelta(days=1), nothing)]

    post(demo, "event")
    demo.arrive()

    assert (demo.now(), demo.planned) == (START, [])


def test_chosen_day_is_reached_at_noon_with_all_that_happened_before(demo: Demo) -> None:
    demo.planned = [(EVENT, nothing), (EVENT + timedelta(days=40), nothing)]

    post(demo, day="2026-04-02")
    demo.arrive()

    noon = datetime(2026, 4, 2, 10, tzinfo=UTC)
    assert demo.ticks == [EVENT, noon]
    assert demo.now() == noon


def test_page_counts_what_came_on_the_way(demo: Demo) -> None:
    def letters(house: House) -> None:
        house.workspace.web_api.call(
            "chat.postMessage", "xoxb-local", {"channel": "C0OPEN", "text": "Påminnelse"}
        )
        put(demo.mail, "n1", mailed(to=TO_VETLANDA))
        put(demo.mail, "n2", mailed())

    demo.planned = [(EVENT, letters)]

    post(demo, "event")
    demo.arrive()
    page = look(demo)

    assert said(page) == "1 meddelande och 2 mejl kom på vägen."
    aloud = "Klockan är nu ons 1 april 2026 08.00. 1 meddelande och 2 mejl kom på vägen."
    assert f'data-aloud="{aloud}"' in page


def test_message_that_came_on_the_way_bears_the_time_of_the_demo(demo: Demo) -> None:
    def reminder(house: House) -> None:
        house.workspace.web_api.call(
            "chat.postMessage", "xoxb-local", {"channel": "C0OPEN", "text": "Påminnelse"}
        )

    demo.planned = [(EVENT, reminder)]

    post(demo, day="2027-03-02")
    demo.arrive()

    assert "1 april 2026 08.00" in look(demo)


def test_move_on_which_nothing_came_says_so(demo: Demo) -> None:
    post(demo, "week")
    demo.arrive()

    assert said(look(demo)) == "Inget kom på vägen."


@pytest.mark.parametrize(
    ("step", "day", "fault"),
    [
        ("day", "2026-03-01", strip.ONLY_FORWARD),
        ("day", "0001-01-01", strip.ONLY_FORWARD),
        ("day", "2028-03-02", strip.TOO_FAR.format(last="ons 1 mars 2028")),
        ("day", "9999-12-31", strip.TOO_FAR.format(last="ons 1 mars 2028")),
        ("day", "", strip.NO_DAY),
        ("day", "i morgon", strip.NO_DAY),
        ("", "", strip.NO_DAY),
        ("event", "", strip.NO_EVENT),
    ],
)
def test_clock_that_stays_says_why_on_the_page_it_was_asked_from(
    demo: Demo, step: str, day: str, fault: str
) -> None:
    post(demo, step, day)
    elsewhere, here, once_more = look(demo, "/"), look(demo), look(demo)

    assert said(here) == fault
    assert (said(elsewhere), said(once_more)) == ("", "")
    assert (demo.now(), demo.ticks) == (START, [])


def test_fault_stands_while_an_open_page_fetches_itself(demo: Demo) -> None:
    post(demo, day="2020-01-01", X_Live="1")
    seen = [said(fetch(demo.house, PLACE, X_Live="1")[2]) for _ in range(2)]

    post(demo, "week", X_Live="1")
    demo.arrive()

    assert seen == [strip.ONLY_FORWARD] * 2
    assert said(fetch(demo.house, PLACE, X_Live="1")[2]) == "Inget kom på vägen."


@pytest.mark.parametrize(
    ("step", "marked"), [("day", True), ("event", False)], ids=["its own", "another's"]
)
def test_day_is_marked_as_wrong_for_its_own_fault_alone(
    demo: Demo, step: str, marked: bool
) -> None:
    post(demo, step, "2020-01-01")

    assert ('aria-invalid="true"' in look(demo)) is marked


def test_field_offers_the_days_that_can_be_chosen(demo: Demo) -> None:
    morning = look(demo)
    demo.house.clock.move(timedelta(hours=4))

    assert 'min="2026-03-02" max="2028-03-01"' in morning
    assert 'min="2026-03-03" max="2028-03-01"' in look(demo)


def test_move_under_way_is_shown_and_takes_no_second_one(demo: Demo) -> None:
    begun, go_on = Event(), Event()

    def halt(_: House) -> None:
        begun.set()
        go_on.wait(PATIENCE)

    demo.planned = [(START + timedelta(days=3), halt)]
    post(demo, "week")
    begun.wait(PATIENCE)
    hers = f"/som/{MIA}/hem"
    post(demo, day="2027-03-02", back=hers)
    mine, other = look(demo), look(demo, hers)
    go_on.set()
    demo.arrive()

    assert said(mine) == "Klockan flyttas till mån 9 mars 2026 09.00. 42 %"
    assert mine.count('aria-disabled="true"') == 3
    assert '<noscript><meta http-equiv="refresh"' in mine
    assert said(other).endswith(strip.BUSY)
    assert demo.now() == START + timedelta(days=7)
    assert 'aria-disabled="true"' not in look(demo)


def test_event_that_breaks_stops_the_clock_there_and_says_so(demo: Demo) -> None:
    demo.planned = [(START + timedelta(days=3), broken)]

    post(demo, "week")
    demo.arrive()

    assert said(look(demo)) == f"{strip.BROKE} {strip.NOTHING_CAME}"
    assert demo.now() == START + timedelta(days=3)


def test_closing_the_workspace_ends_a_move_under_way(demo: Demo) -> None:
    begun = Event()

    def halt(_: House) -> None:
        begun.set()
        changes = demo.house.workspace.state.changes
        changes.wait_until(lambda: changes.closed, PATIENCE)

    demo.planned = [(START + timedelta(days=n), halt) for n in (1, 2, 3)]
    post(demo, "week")
    begun.wait(PATIENCE)
    demo.opened.close()

    assert len(demo.ticks) == 1


def test_post_from_another_site_moves_nothing(demo: Demo) -> None:
    status, _, _ = post(demo, "week", Origin="http://ond.example")

    assert status == 403
    assert demo.now() == START


@pytest.mark.parametrize("back", ["https://ond.example/", "//ond.example/", "/api/auth.test", ""])
def test_way_back_never_leads_elsewhere(demo: Demo, back: str) -> None:
    assert post(demo, "day", back=back)[1]["location"] == "/"
