from datetime import timedelta

import pytest
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from bot.workspace import Workspace
from bot.workspace.tickets import Response, Trigger
from tests.bot.workspace.material import APP_TOKEN, DIALOG, INA, MIA, MovableClock, fault, section


def trigger(workspace: Workspace, user: str = INA) -> str:
    return workspace.state.tickets.issue_trigger(Trigger(user, workspace.state.clock()))


def response_url(workspace: Workspace) -> str:
    response = Response(INA, "C0OPEN", workspace.state.clock())
    return f"{workspace.base_url}/respond/{workspace.state.tickets.issue_response(response)}"


def test_trigger_expires_after_three_seconds(
    workspace: Workspace, client: WebClient, clock: MovableClock
) -> None:
    passed = trigger(workspace)
    clock.move(timedelta(seconds=3.1))

    code = fault(lambda: client.views_open(trigger_id=passed, view=DIALOG))

    assert code == "expired_trigger_id"
    assert workspace.views(INA) == ()


def test_trigger_is_good_for_one_dialog(workspace: Workspace, client: WebClient) -> None:
    once = trigger(workspace)
    client.views_open(trigger_id=once, view=DIALOG)

    code = fault(lambda: client.views_open(trigger_id=once, view=DIALOG))

    assert code == "exchanged_trigger_id"


def test_third_dialog_on_top_of_the_first_is_refused(
    workspace: Workspace, client: WebClient
) -> None:
    client.views_open(trigger_id=trigger(workspace), view=DIALOG)
    client.views_push(trigger_id=trigger(workspace), view=DIALOG)
    client.views_push(trigger_id=trigger(workspace), view=DIALOG)

    code = fault(lambda: client.views_push(trigger_id=trigger(workspace), view=DIALOG))

    root, second, third = workspace.views(INA)
    assert code == "push_limit_reached"
    assert (second.previous_id, third.root_id) == (root.id, root.id)


def test_dialog_is_updated_by_either_name_unless_it_has_changed(
    workspace: Workspace, client: WebClient
) -> None:
    view = DIALOG | {"external_id": "mine"}
    opened = client.views_open(trigger_id=trigger(workspace), view=view)["view"]
    client.views_update(view_id=opened["id"], hash=opened["hash"], view=DIALOG)
    changed = workspace.view(INA)

    stale = {"view_id": opened["id"], "hash": opened["hash"], "view": DIALOG}
    assert changed.hash != opened["hash"]
    assert fault(lambda: client.views_update(**stale)) == "hash_conflict"
    assert fault(lambda: client.views_update(external_id="mine", view=DIALOG)) == "not_found"


def test_external_id_is_unique(workspace: Workspace, client: WebClient) -> None:
    named = DIALOG | {"external_id": "mine"}
    client.views_open(trigger_id=trigger(workspace), view=named)

    again = trigger(workspace, MIA)

    assert fault(lambda: client.views_open(trigger_id=again, view=named)) == "duplicate_external_id"


def test_home_tab_is_published_and_replaced(workspace: Workspace, client: WebClient) -> None:
    for text in ("Ett", "Två"):
        client.views_publish(user_id=INA, view={"type": "home", "blocks": [section(text)]})

    assert workspace.home(INA).plain == "Två"


def test_response_url_serves_five_times(workspace: Workspace) -> None:
    webhook = WebhookClient(response_url(workspace))
    statuses = [webhook.send(text=f"Svar {number}").status_code for number in range(5)]

    sixth = webhook.send(text="Svar 6")

    assert statuses == [200] * 5
    assert (sixth.status_code, sixth.body) == (404, '{"ok":false,"error":"used_url"}')
    assert len(workspace.ephemerals(INA)) == 5


def test_response_url_expires_after_thirty_minutes(
    workspace: Workspace, clock: MovableClock
) -> None:
    webhook = WebhookClient(response_url(workspace))
    clock.move(timedelta(minutes=30, seconds=1))

    late = webhook.send(text="Sent")

    assert (late.status_code, late.body) == (404, '{"ok":false,"error":"expired_url"}')


@pytest.mark.parametrize("key", ["999999", "x"])
def test_made_up_response_url_is_refused(workspace: Workspace, key: str) -> None:
    answer = WebhookClient(f"{workspace.base_url}/respond/{key}").send(text="Hej")

    assert answer.body == '{"ok":false,"error":"no_active_hooks"}'


def test_socket_address_needs_the_apps_token(workspace: Workspace) -> None:
    client = WebClient(APP_TOKEN, base_url=workspace.api_url)

    url = client.apps_connections_open(app_token=APP_TOKEN)["url"]

    assert url.startswith("ws://127.0.0.1:")
