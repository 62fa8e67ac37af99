"""A small Slack on one's own machine: to try the bot by hand, and as the double in tests.

It knows Slack's protocol and nothing of our bot. A test puts people in it, points the bot's
`SLACK_API_URL` at it, and then acts as those people::

    settings = WorkspaceSettings(
        members=(Member("U1", "Ina Inspektör", "ina@habo.example", "Inspektör, Habo kommun"),),
        rooms=(Room("C1", "tillsyn"),),
        commands=(Command("/projekt", "Visa ett projekt", "[namn]"),),
        signing_secret="...", bot_token="xoxb-...",
    )
    workspace = create_workspace(settings, clock)
    with workspace.serving():                       # a free loopback port; port=8000 for the demo
        app = App(token="xoxb-...", client=WebClient("xoxb-...", base_url=workspace.api_url), ...)
        with serving(the_bots_asgi_application) as bot_url:
            workspace.events_url = f"{bot_url}/slack/events"

            workspace.command("U1", "/projekt", "släckvatten", "C1")
            answer = workspace.ephemerals("U1")[-1]           # answer.plain, answer.blocks
            workspace.press("U1", answer, "Visa mer")         # by action id or by label
            workspace.say("U1", workspace.direct("U1"), "hur går det med solarierna?")
            workspace.mention("U1", "C1", "vem är kontaktperson i Vetlanda?")
            options = workspace.suggest("U1", answer, "pick_project", "släck")
            workspace.choose("U1", answer, "pick_project", options[0].value)
            workspace.type("U1", "title", "Skateparker")      # the dialog on top: workspace.view
            workspace.submit("U1", {"title": "Skateparker"})
            workspace.shortcut("U1", workspace.messages("C1")[-1], "Gör till förslag")
            workspace.open_home("U1"); workspace.home("U1").plain

    assert workspace.refusals == []                 # nothing that Slack would have refused

Every act returns an `Outcome` (`acknowledged`, `failure`, `attempts`, `errors` by block id) after
the bot's acknowledgement. What a lazy listener does later is awaited with
`workspace.wait_until(lambda: ...)`, which looks again after every change, without sleeping.
`fail_next("chat.postMessage", "ratelimited", retry_after=1)` makes the Web API fail on purpose, and
`redeliver()` sends the latest event or dialog once more, to see that the bot takes it once.
Signatures carry the real time of day, since the bot compares with it; all else uses `clock`.

With a `mailbox` (a directory of .eml files) people have their mail beside the chat, and with a
`time` that can be moved every page has a strip for moving it; `clock` and `time` are then the same.
Once there is an `outbox` as well they can write mails, to the bot alone.
"""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.workspace.acting import Acting
from bot.workspace.agenda import Agenda, Diaries
from bot.workspace.asgi import make_asgi
from bot.workspace.content import Value
from bot.workspace.dialogs import Dialogs
from bot.workspace.journal import ApiCall, Disturbance, Journal, Refusal
from bot.workspace.letters import Letter
from bot.workspace.mailboxes import Mailbox
from bot.workspace.records import Channel, Message, Surroundings, View
from bot.workspace.rules import check_shortcuts
from bot.workspace.sender import Door, HttpDoor, Sender
from bot.workspace.serving import serving
from bot.workspace.settings import Member, WorkspaceSettings
from bot.workspace.socket_door import SocketDoor
from bot.workspace.state import Clock, State
from bot.workspace.surfaces import Surfaces
from bot.workspace.travel import Count, Time, Travel
from bot.workspace.web_api import WebApi
from bot.workspace.wire import Option, Outcome

if TYPE_CHECKING:
    from bot.workspace.outbox import Outbox

PATIENCE = 30.0
HANDS = 32


def create_workspace(
    settings: WorkspaceSettings,
    clock: Clock,
    mailbox: Mailbox | None = None,
    time: Time | None = None,
) -> "Workspace":
    """Build a workspace that nobody is connected to yet."""
    return Workspace(settings, clock, mailbox, time)


class Workspace:
    """Act as the people in the workspace, and see what they see."""

    def __init__(
        self,
        settings: WorkspaceSettings,
        clock: Clock,
        mailbox: Mailbox | None = None,
        time: Time | None = None,
    ) -> None:
        check_shortcuts(settings.shortcuts)
        self.settings = settings
        self.events_url = settings.events_url
        self.socket_mode = settings.socket_mode
        self.state = State(settings, clock)
        self.journal = Journal()
        self.sockets = SocketDoor(self.state)
        self.web_api = WebApi(self.state, self.journal)
        # What waits for the bot must never wait for a place among other threads, or the bot's
        # own calls back to us could be what it waits for.
        self.hands = ThreadPoolExecutor(HANDS, thread_name_prefix="workspace")
        self.mailbox = mailbox
        self.outbox: Outbox | None = None
        self.travel = (
            Travel(time, self.hands, self._count, self.state.changes.announce) if time else None
        )
        self._diaries = Diaries(self._came, self._went)
        self._sender = sender = Sender(self.door, settings.retry_pauses)
        self._acting = Acting(self.state, sender, self.journal)
        self._surfaces = Surfaces(self.state, sender, self.journal, self._acting)
        self._dialogs = Dialogs(self.state, sender, self.journal, self._surfaces)
        self.asgi = make_asgi(self)

    # Opening and closing

    @contextmanager
    def serving(self, port: int = 0) -> Iterator[str]:
        """Serve pages and Web API on the loopback interface; give the address."""
        with serving(self.asgi, port) as url, self.open_at(url):
            yield url

    @contextmanager
    def open_at(self, url: str) -> Iterator[None]:
        """Be open, and closed afterwards, where somebody else serves ``asgi`` at an address."""
        self.state.base_url = url
        try:
            yield
        finally:
            self.close()

    def close(self) -> None:
        """End live pages and let go of the threads."""
        if self.travel is not None:
            self.travel.time.stop()
        self.state.changes.close()
        self.hands.shutdown()

    @property
    def base_url(self) -> str:
        """Give the address of the workspace."""
        return self.state.base_url

    @property
    def api_url(self) -> str:
        """Give what the bot's `SLACK_API_URL` must be."""
        return f"{self.base_url}/api/"

    def door(self) -> Door:
        """Give the way to the bot: its websocket, or its own address."""
        return self.sockets if self.socket_mode else self.http_door()

    def http_door(self) -> HttpDoor:
        """Give the way over HTTP, whose `signed` and `post` let a test forge and replay."""
        if not self.events_url:
            raise LookupError("settle workspace.events_url before anyone acts")
        patience = self.settings.acknowledge_within
        return HttpDoor(self.events_url, self.settings.signing_secret, patience)

    # What people do

    def command(self, user: str, command: str, text: str = "", channel: str = "") -> Outcome:
        """Send a slash command; without a channel from the direct message with the bot."""
        return self._acting.command(user, command, text, channel)

    def say(self, user: str, channel: str, text: str, thread_ts: str | None = None) -> Outcome:
        """Write a message."""
        return self._acting.say(user, channel, text, thread_ts)

    def mention(self, user: str, channel: str, text: str) -> Outcome:
        """Write a message that begins with the bot's name."""
        return self._acting.mention(user, channel, text)

    def open_home(self, user: str) -> Outcome:
        """Look at the home tab."""
        return self._acting.open_home(user)

    def redeliver(self) -> Outcome:
        """Send the latest payload once more: the same event id, the same view id."""
        return self._sender.again()

    def press(
        self, user: str, where: Surroundings, name: str, block_id: str | None = None
    ) -> Outcome:
        """Press a button, named by its action id or by what stands on it."""
        return self._surfaces.press(user, where, name, block_id)

    def suggest(
        self, user: str, where: Surroundings, name: str, typed: str, block_id: str | None = None
    ) -> tuple[Option, ...]:
        """Type in a picker and get what the bot suggests."""
        return self._surfaces.suggest(user, where, name, typed, block_id)

    def choose(
        self,
        user: str,
        where: Surroundings,
        name: str,
        value: Value,
        block_id: str | None = None,
    ) -> Outcome:
        """Choose in a picker by value or label, or fill in a field."""
        return self._surfaces.choose(user, where, name, value, block_id)

    def type(
        self,
        user: str,
        name: str,
        text: str,
        block_id: str | None = None,
        where: Surroundings | None = None,
    ) -> Outcome:
        """Type in a field of the dialog on top, or of another surface."""
        return self._surfaces.type(user, where or self.view(user), name, text, block_id)

    def shortcut(self, user: str, message: Message, callback_id: str) -> Outcome:
        """Choose in the menu of a message, by callback id or by what stands there."""
        return self._acting.shortcut(user, message, callback_id)

    def submit(self, user: str, values: Mapping[str, Value] | None = None) -> Outcome:
        """Fill in fields, named by action id, block id or label, and send the dialog on top."""
        return self._dialogs.submit(user, values or {})

    def fill(self, user: str, values: Mapping[str, Value]) -> View:
        """Fill in fields of the dialog on top without sending it."""
        return self._dialogs.fill(user, values)

    def close_view(self, user: str, *, everything: bool = False) -> Outcome:
        """Leave the dialog on top, or all of them."""
        return self._dialogs.close(user, everything=everything)

    # What people see

    def direct(self, user: str) -> str:
        """Give the id of the direct message between a person and the bot."""
        return self.state.direct(user).id

    def channels(self, user: str) -> tuple[Channel, ...]:
        """List the rooms that a person is in."""
        return self.state.channels(user)

    def messages(self, channel: str, seen_by: str | None = None) -> tuple[Message, ...]:
        """List a channel, oldest first; ephemeral messages only for the one who sees them."""
        return self.state.messages(self.state.channel(channel).id, seen_by)

    def ephemerals(self, user: str) -> tuple[Message, ...]:
        """List everything that only this person sees, oldest first."""
        return self.state.ephemerals(user)

    def view(self, user: str) -> View:
        """Give the dialog on top; LookupError when none is open."""
        return self._dialogs.top(user)

    def views(self, user: str) -> tuple[View, ...]:
        """List the dialogs that lie on each other, the topmost last."""
        return self.state.stack(user)

    def home(self, user: str) -> View:
        """Give the home tab; LookupError when the bot has published none."""
        shown = self.state.home(user)
        if shown is None:
            raise LookupError(f"no home tab has been published for {user}")
        return shown

    def letters(self, user: str | None = None) -> tuple[Letter, ...]:
        """List the mails to a person, or to everyone, the newest first."""
        if self.mailbox is None:
            return ()
        if user is None:
            return self.mailbox.letters()
        address = self.state.member(user).email
        return self.mailbox.letters(address) if address else ()

    def agenda(self, address: str) -> Agenda:
        """Give the calendar of whoever has an address, as their mails have made it."""
        return self._diaries.of(address)

    # What a test arranges and looks into

    @property
    def calls(self) -> list[ApiCall]:
        """List the bot's calls to the Web API and to response URLs."""
        return self.journal.calls

    @property
    def refusals(self) -> list[Refusal]:
        """List everything that Slack would have refused."""
        return self.journal.refusals

    def put_member(self, member: Member) -> None:
        """Add a person, or change one: another address, `deleted=True`."""
        self.state.put_member(member)

    def fail_next(
        self,
        method: str,
        error: str,
        retry_after: int | None = None,
        *,
        times: int = 1,
        lost: bool = False,
    ) -> None:
        """Make the next calls to a method fail; `lost` performs them and loses the answer."""
        disturbance = Disturbance(error, retry_after, lost)
        self.journal.disturbances.setdefault(method, []).extend([disturbance] * times)

    def apologise(self, user: str, channel: str, failure: str) -> None:
        """Tell a person that the bot heard nothing; Slack would keep quiet."""
        self._acting.apologise(user, channel, self.settings.bot.name, failure)

    def wait_until(self, condition: Callable[[], bool], seconds: float = PATIENCE) -> bool:
        """Wait for something a lazy listener does; look again after every change."""
        return self.state.changes.wait_until(condition, seconds)

    def _came(self, address: str) -> tuple[Letter, ...]:
        return self.mailbox.letters(address) if self.mailbox else ()

    def _went(self, address: str) -> tuple[Letter, ...]:
        return self.outbox.letters(address) if self.outbox else ()

    def _count(self) -> Count:
        return Count(self.state.posts(self.settings.bot.user_id), len(self.letters()))
