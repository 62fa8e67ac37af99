from urllib.parse import urlencode

import pytest
from slack_sdk import WebClient

from bot.workspace.tickets import Trigger
from tests.bot.workspace import gallery
from tests.bot.workspace.fetching import fetch
from tests.bot.workspace.material import BOT_TOKEN, INA, MIA
from tests.bot.workspace.tiny_bot import House


def test_start_page_lists_those_who_can_be_chosen(house: House) -> None:
    status, _, page = fetch(house, "/")

    assert status == 200
    assert "Inspektör, Habo kommun" in page
    assert "Gun Borta" not in page
    assert "Kalenderboten" not in page


def test_page_forbids_everything_from_elsewhere(house: House) -> None:
    _, headers, page = fetch(house, "/")

    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "style=" not in page
    assert "onclick" not in page


@pytest.mark.parametrize(
    "path",
    ["/som/U0NOBODY", "/som/U0GONE/hem", f"/som/{INA}/kanal/G0BOARD", f"/som/{INA}/kanal/C0NONE"],
)
def test_page_that_is_not_for_this_person_is_not_found(house: House, path: str) -> None:
    status, _, page = fetch(house, path)

    assert status == 404
    assert "<h1>Sidan finns inte</h1>" in page


def test_person_arrives_at_the_conversation_with_the_bot(house: House) -> None:
    status, headers, _ = fetch(house, f"/som/{INA}")

    assert (status, headers["location"]) == (303, f"/som/{INA}/kanal/{house.workspace.direct(INA)}")


def test_message_and_button_work_without_javascript(house: House) -> None:
    path = f"/som/{INA}/kanal/C0OPEN"
    written = {"back": path, "channel": "C0OPEN", "text": "/projekt släckvatten"}
    status, headers, _ = fetch(house, f"/som/{INA}/skriv", written)
    answer = house.workspace.ephemerals(INA)[-1]
    pressed = {
        "where": f"m:C0OPEN:{answer.ts}",
        "press": urlencode({"block": "card", "action": "more"}),
    }

    fetch(house, f"/som/{INA}/gor", pressed)

    assert (status, headers["location"]) == (303, path)
    assert house.workspace.ephemerals(INA)[-1].text == "Mer om p1"


def test_post_from_another_site_is_turned_away(house: House) -> None:
    written = {"channel": "C0OPEN", "text": "Hej"}

    status, _, _ = fetch(house, f"/som/{INA}/skriv", written, Origin="http://ond.example")

    assert status == 403
    assert house.workspace.messages("C0OPEN") == ()


def test_post_as_nobody_is_turned_away(house: House) -> None:
    status, _, _ = fetch(house, "/som/U0NOBODY/skriv", {"channel": "C0OPEN", "text": "Hej"})

    assert status == 404


def test_press_on_what_is_gone_changes_nothing(house: House) -> None:
    status, _, _ = fetch(house, f"/som/{INA}/gor", {"where": "m:C0OPEN:1.0", "press": "x"})

    assert status == 303
    assert house.heard.retries == []


def test_way_back_never_leads_elsewhere(house: House) -> None:
    written = {"back": "https://ond.example/", "channel": "C0OPEN", "text": ""}

    _, headers, _ = fetch(house, f"/som/{INA}/skriv", written)

    assert headers["location"] == f"/som/{INA}"


def test_ephemeral_answer_stands_on_the_askers_page_alone(house: House) -> None:
    house.workspace.command(INA, "/projekt", "släckvatten", "C0OPEN")

    mine = fetch(house, f"/som/{INA}/kanal/C0OPEN")[2]
    hers = fetch(house, f"/som/{MIA}/kanal/C0OPEN")[2]

    assert "Bara du ser det här" in mine
    assert "Tillsynsprojekt släckvatten" not in hers


def test_menu_tells_what_is_new_until_it_is_read(house: House) -> None:
    house.workspace.say(MIA, "C0OPEN", "Hej")
    home = f"/som/{INA}/hem"
    before = fetch(house, home, X_Live="1")[2]
    fetch(house, f"/som/{INA}/kanal/C0OPEN")

    after = fetch(house, home, X_Live="1")[2]

    assert '<span class="news">1' in before
    assert '<span class="news">' not in after


def test_peoples_text_is_shown_as_text(house: House) -> None:
    house.workspace.say(INA, "C0OPEN", "<script>alert(1)</script> <!channel>")

    page = fetch(house, f"/som/{INA}/kanal/C0OPEN")[2]

    assert "&lt;script&gt;alert(1)&lt;/script&gt; &lt;!channel&gt;" in page
    assert "<script>alert" not in page


def test_bot_that_is_away_is_told_of_in_the_conversation(house: House) -> None:
    house.workspace.events_url = "http://127.0.0.1:9/slack/events"
    direct = house.workspace.direct(INA)

    fetch(house, f"/som/{INA}/skriv", {"channel": direct, "text": "hej"})

    assert house.workspace.ephemerals(INA)[-1].text.startswith("Samverkansboten kunde inte nås.")


def test_home_is_opened_by_a_visit_and_not_by_a_refresh(house: House) -> None:
    fetch(house, f"/som/{INA}/hem", X_Live="1")
    assert house.heard.retries == []

    fetch(house, f"/som/{INA}/hem")

    assert house.workspace.wait_until(lambda: house.workspace.state.home(INA) is not None)
    assert "Att göra" in fetch(house, f"/som/{INA}/hem", X_Live="1")[2]


def test_every_kind_of_block_is_shown(house: House) -> None:
    client = WebClient(BOT_TOKEN, base_url=house.workspace.api_url)
    client.chat_postMessage(channel="C0OPEN", text="Alla", blocks=gallery.MESSAGE)

    page = fetch(house, f"/som/{INA}/kanal/C0OPEN")[2]

    assert "<h2>Chefsmöte våren 2027</h2>" in page
    assert '<span class="mention">@Mia Lind</span>' in page
    assert "Andra &lt;b&gt;" in page
    assert 'alt="Årshjul"' in page


def test_every_kind_of_field_is_sent_in(house: House) -> None:
    ticket = Trigger(INA, house.clock())
    client = WebClient(BOT_TOKEN, base_url=house.workspace.api_url)
    trigger_id = house.workspace.state.tickets.issue_trigger(ticket)
    client.views_open(trigger_id=trigger_id, view=gallery.DIALOG)
    filled = {
        "text": "Skateparker",
        "mail": "ina@habo.example",
        "number": "12",
        "date": "2027-04-15",
        "time": "09:30",
        "office": "habo",
        "towns": "aneby",
        "radio": "vetlanda",
    }
    form = {f"field:{urlencode({'block': b, 'action': 'value'})}": v for b, v in filled.items()}

    fetch(house, f"/som/{INA}/dialog", {"where": f"v:{house.workspace.view(INA).id}"} | form)

    held = {block: fields["value"] for block, fields in house.heard.values.items()}
    assert house.workspace.views(INA) == ()
    assert held["text"]["value"] == "Skateparker"
    assert held["time"]["selected_time"] == "09:30"
    assert held["office"]["selected_option"]["value"] == "habo"
    assert [o["value"] for o in held["towns"]["selected_options"]] == ["aneby"]
    assert held["boxes"]["selected_options"] == []
    assert held["project"]["selected_option"] is None


@pytest.mark.parametrize(
    ("block", "value", "fault"),
    [
        ("mail", "ina", "Skriv en e-postadress, till exempel namn@kommun.example."),
        ("number", "tolv", "Skriv ett tal."),
        ("url", "habo.example", "Skriv en adress som börjar med https://."),
        ("text", "x" * 81, "Skriv högst 80 tecken."),
    ],
)
def test_field_says_what_to_do(house: House, block: str, value: str, fault: str) -> None:
    ticket = Trigger(INA, house.clock())
    client = WebClient(BOT_TOKEN, base_url=house.workspace.api_url)
    trigger_id = house.workspace.state.tickets.issue_trigger(ticket)
    client.views_open(trigger_id=trigger_id, view=gallery.DIALOG)

    outcome = house.workspace.submit(INA, {block: value})

    assert outcome.errors == {block: fault}
