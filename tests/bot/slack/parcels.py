"""A small workspace, parcels for it, and time that stands still, for the courier's tests."""

from datetime import date

import pytest
from slack_sdk import WebClient

from bot.slack.courier import SlackCourier
from bot.slack.manifest import SCOPES
from bot.workspace import Member, Room, Workspace, WorkspaceSettings
from handlers.contents import Content, Duty, Reminders
from handlers.errors import DeliveryError
from handlers.ports import Parcel, Recipient
from tests.fakes import FixedClock

INA, MIA, OPEN = "U0INA", "U0MIA", "C0OPEN"
TOKEN = "xoxb-courier"
SETTINGS = WorkspaceSettings(
    members=(
        Member(INA, "Ina", "ina@habo.example"),
        Member(MIA, "Mia", "mia@habo.example"),
        Member("U0BOT", "Annan bot", is_bot=True),
        Member("U0GONE", "Gun", deleted=True),
    ),
    rooms=(Room(OPEN, "tillsyn"), Room("C0ALONE", "fika", bot_is_member=False)),
    commands=(),
    signing_secret="unused",
    bot_token=TOKEN,
    scopes=SCOPES,
)
DUTY = Duty(
    number=7,
    rule="rapport",
    part="",
    slot="2027",
    title="Verksamhetsberättelse",
    kind="deadline",
    state="open",
    first=date(2027, 2, 26),
    due=date(2027, 2, 26),
)
REMINDERS = Reminders("Miljösamverkan Väst", date(2027, 2, 22), (DUTY,))


class Waits:
    """Time that passes only where somebody waits, or a test says so."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def courier_to(api_url: str, clock: FixedClock, waits: Waits, token: str = TOKEN) -> SlackCourier:
    client = WebClient(token, base_url=api_url)
    return SlackCourier(client, clock, monotonic=waits.monotonic, sleep=waits.sleep)


def parcel(
    key: str = "jkp/rapport/2027/1",
    *,
    user: str = INA,
    channel: str = "",
    content: Content = REMINDERS,
) -> Parcel:
    return Parcel(key, Recipient(1, "Ina", slack_user=user, slack_channel=channel), content)


def fault(courier: SlackCourier, sent: Parcel) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        courier.send(sent)
    return caught.value


def kind(error: DeliveryError) -> tuple[str, bool, bool, bool]:
    return error.code, error.permanent, error.elsewhere, error.in_doubt


def calls(workspace: Workspace, method: str) -> int:
    return sum(call.method == method for call in workspace.calls)
