from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.app.checks import Finding
from bot.app.checks.slack import check_bot_token, check_line
from bot.slack.manifest import SCOPES
from bot.workspace import Workspace, create_workspace
from tests.bot.checks.ground import NOWHERE, ground, page, said
from tests.bot.slack.parcels import SETTINGS, TOKEN
from tests.fakes import FixedClock
from tests.sample import NOW
from tests.servers import at_home

APP_TOKEN = "xapp-check"
WORKSPACE = replace(SETTINGS, app_token=APP_TOKEN)
AWAY_TODO = (
    "Försök igen om en stund. Kontrollera annars SLACK_API_URL, och att servern når Slack på port "
    "443."
)
UNTRIED = "SLACK_BOT_TOKEN är oprövad. {}"
SILENT = "Det som svarar är inte Slack, eller så har Slack ett avbrott."
OVER_HTTP = (
    "Slack når boten över HTTP på https://bot.kommun.example, när den körs med run --http. Inget "
    "anrop har prövats."
)


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    opened = create_workspace(WORKSPACE, FixedClock(NOW))
    with at_home(opened):
        yield opened


def bot_token(api_url: str, token: str = TOKEN) -> list[Finding]:
    return list(check_bot_token(ground(SLACK_API_URL=api_url, SLACK_BOT_TOKEN=token)))


def line(api_url: str = NOWHERE, **environ: str) -> list[Finding]:
    given = {"SLACK_API_URL": api_url, "SLACK_BOT_TOKEN": TOKEN, **environ}
    return list(check_line(ground(**given)))


def test_token_with_all_scopes_is_fine(workspace: Workspace) -> None:
    assert said(bot_token(workspace.api_url)) == [
        ("ok", "Slack godtar SLACK_BOT_TOKEN, för arbetsytan ”Samverkan”."),
        ("ok", "Appen har de rättigheter som den behöver."),
    ]


def test_missing_scopes_are_named_with_what_to_do() -> None:
    kept = tuple(scope for scope in SCOPES if scope not in {"files:write", "im:history"})
    opened = create_workspace(replace(WORKSPACE, scopes=kept), FixedClock(NOW))
    with at_home(opened):
        found = bot_token(opened.api_url)

    assert said(found[1:]) == [("fault", "Appen saknar rättigheter: files:write, im:history.")]
    assert "samverkansbot manifest" in found[1].todo


def test_answer_that_tells_no_scopes_is_no_fault() -> None:
    with page('{"ok": true, "team": "Samverkan"}') as url:
        found = list(check_bot_token(ground(SLACK_API_URL=url, SLACK_BOT_TOKEN=TOKEN)))

    assert said(found[1:]) == [
        ("skipped", "Slack svarade utan att säga vilka rättigheter appen har.")
    ]


def test_refused_token_says_where_to_get_another(workspace: Workspace) -> None:
    (found,) = bot_token(workspace.api_url, "xoxb-gammal")

    assert said([found]) == [("fault", "Slack godtar inte SLACK_BOT_TOKEN.")]
    assert "Install App" in found.todo


def test_slack_that_is_away_is_told_from_a_refused_token() -> None:
    found = [*bot_token(NOWHERE), *line(SLACK_APP_TOKEN=APP_TOKEN)]

    assert said(found) == [
        ("fault", "SLACK_BOT_TOKEN är oprövad. Slack går inte att nå."),
        ("fault", "SLACK_APP_TOKEN är oprövad. Slack går inte att nå."),
    ]
    assert [one.todo for one in found] == [AWAY_TODO] * 2


def test_page_in_the_way_is_not_taken_for_slack() -> None:
    with page("<h1>Logga in på gästnätet</h1>") as url:
        found = bot_token(url)

    assert said(found) == [("fault", UNTRIED.format(SILENT))]


def test_slack_that_asks_to_wait_does_not_make_the_token_wrong(workspace: Workspace) -> None:
    workspace.fail_next("auth.test", "ratelimited", retry_after=7)

    assert said(bot_token(workspace.api_url)) == [("fault", UNTRIED.format("Slack ber oss vänta."))]


def test_other_answers_of_slack_are_repeated(workspace: Workspace) -> None:
    workspace.fail_next("auth.test", "team_added_to_org")

    assert said(bot_token(workspace.api_url)) == [
        ("fault", UNTRIED.format("Slack svarade team_added_to_org."))
    ]


def test_socket_mode_is_tried(workspace: Workspace) -> None:
    assert said(line(workspace.api_url, SLACK_APP_TOKEN=APP_TOKEN)) == [
        ("ok", "Socket Mode fungerar: Slack godtar SLACK_APP_TOKEN.")
    ]


def test_refused_app_token_says_where_to_get_another(workspace: Workspace) -> None:
    (found,) = line(workspace.api_url, SLACK_APP_TOKEN="xapp-gammal")

    assert said([found]) == [("fault", "Slack godtar inte SLACK_APP_TOKEN.")]
    assert "connections:write" in found.todo


def test_over_http_slack_needs_an_address_with_https() -> None:
    secret = {"SLACK_SIGNING_SECRET": "hemligt"}

    reachable = line(PUBLIC_URL="https://bot.kommun.example", **secret)
    unreachable = line(PUBLIC_URL="http://bot.kommun.example", **secret)

    assert said([*reachable, *unreachable]) == [
        ("ok", OVER_HTTP),
        ("fault", "PUBLIC_URL: ska vara adressen som Slack når boten på, och börja med https://."),
    ]


def test_without_socket_mode_the_signing_secret_is_needed() -> None:
    assert said(line()) == [
        ("fault", "Slack når inte boten: både SLACK_APP_TOKEN och SLACK_SIGNING_SECRET saknas.")
    ]


def test_slack_that_is_not_set_at_all_is_skipped_with_a_word() -> None:
    unset = ground()

    assert said([*check_bot_token(unset), *check_line(unset)]) == [
        ("skipped", "Inget att kontrollera: SLACK_BOT_TOKEN är inte satt.")
    ]


def test_slack_that_is_half_set_is_a_fault() -> None:
    half = ground(SLACK_APP_TOKEN=APP_TOKEN)

    assert said([*check_bot_token(half), *check_line(half)]) == [
        (
            "fault",
            "SLACK_BOT_TOKEN saknas fast Slack i övrigt är inställt. Boten startar inte utan den.",
        )
    ]
