"""What stood where somebody pressed a button about a duty, shown again as it is now."""

import json
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError
from slack_sdk.webhook import WebhookClient

from bot.slack.answering import told
from bot.slack.blocks.dialogs import answer_dialog
from bot.slack.blocks.duties import Note, reminders
from bot.slack.blocks.parts import Message
from bot.slack.listeners.home import publish_home
from bot.slack.marks import DECISION, HOME, MEETING, PART, Mark, read_mark
from bot.slack.origin import read_origin
from bot.slack.press import Press
from bot.slack.screens import PATIENCE, Payload
from handlers.answers import Asker
from handlers.contents import Reminders
from handlers.errors import Refusal
from handlers.ports import Services
from handlers.reminded import duties_now

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Board:
    """A list by the value of its origin, a reminder by the numbers in it, or the home tab.

    ``decided`` are the decisions in a reminder, by their ids.
    """

    tag: str = ""
    numbers: tuple[int, ...] = ()
    own_part: bool = False
    decided: tuple[int, ...] = ()

    def message(
        self, services: Services, asker: Asker, channel: str, note: Note | None = None
    ) -> Message:
        """Return it as it is now, with what somebody has just done."""
        if self.tag:
            return told(services, asker, read_origin(self.tag), channel=channel, note=note)
        duties = duties_now(services, asker, self.numbers, self.decided, own_part=self.own_part)
        shown = (*duties, *([note.about] if note else []))
        if not shown:
            raise Refusal("duty_gone")
        return reminders(Reminders(shown[0].collaboration, services.today(), duties), note)


def board_of(press: Press) -> Board:
    """Return what stood where a button was pressed."""
    mark = read_mark(str(press.action.get("block_id", "")))
    if mark is not None and mark.tag:
        return Board(mark.tag)
    # Of a message that only one person sees, Slack tells no more than the button.
    held = [*_held(press.body), *([mark] if mark else [])]
    duties = [one for one in held if one.kind not in {MEETING, DECISION}]
    return Board(
        numbers=_numbers(duties),
        own_part=any(one.kind == PART for one in held),
        decided=_numbers([one for one in held if one.kind == DECISION]),
    )


def _numbers(marks: Sequence[Mark]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(number for one in marks for number in one.numbers))


def _held(body: Payload) -> Iterator[Mark]:
    for block in (body.get("message") or body.get("view") or {}).get("blocks", ()):
        mark = read_mark(str(block.get("block_id", "")))
        if mark is not None and not mark.tag:
            yield mark


def show_again(press: Press, note: Note | None = None) -> None:
    """Show what stood where a button was pressed as it is now, with what was just done."""
    board = board_of(press)
    services, asker, screen = press.services, press.asker, press.screen
    if board.tag == HOME:
        publish_home(services, asker, press.client, press.user, note)
    else:
        screen.show(board.message(services, asker, screen.channel, note))


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a board stands, as a dialog carries it along; ids alone."""

    board: Board
    about: int
    user: str
    channel: str = ""
    ts: str = ""
    view: str = ""
    # Only the one who pressed sees the message: Slack lets it be replaced here, for half an hour.
    answer_to: str = ""

    def written(self) -> str:
        """Write it down for a dialog."""
        board = self.board
        return json.dumps(
            {
                "t": board.tag, "n": board.numbers, "p": board.own_part, "d": self.about,
                "u": self.user, "c": self.channel, "s": self.ts, "v": self.view,
                "r": self.answer_to, "b": board.decided,
            },
            separators=(",", ":"),
        )  # fmt: skip

    def show(
        self, services: Services, asker: Asker, client: WebClient, note: Note | None = None
    ) -> Message | None:
        """Show the board as it is now; return it where Slack did not take it."""
        if self.board.tag == HOME:
            publish_home(services, asker, client, self.user, note)
            return None
        message = self.board.message(services, asker, self.channel, note)
        try:
            shown = self._put(client, message)
        except (SlackClientError, OSError) as error:
            # What was asked for is done: the dialog tells of it instead.
            logger.info("Slack did not take a board: %s", type(error).__name__)
            shown = False
        return None if shown else message

    def _put(self, client: WebClient, message: Message) -> bool:
        if self.view:
            client.views_update(view_id=self.view, view=answer_dialog(message["blocks"]))
            return True
        if self.answer_to:
            webhook = WebhookClient(self.answer_to, timeout=PATIENCE, retry_handlers=[])
            answered = webhook.send_dict({**message, "replace_original": True})
            return answered.status_code == 200  # noqa: PLR2004 - HTTP's own number
        if self.ts:
            client.chat_update(channel=self.channel, ts=self.ts, **message)
            return True
        return False


def spot_of(press: Press, about: int) -> Spot:
    """Return where a button was pressed, for the dialog that it opens."""
    board, container = board_of(press), press.body["container"]
    if "view" in press.body:
        view = "" if board.tag == HOME else str(press.body["view"]["id"])
        return Spot(board, about, press.user, view=view)
    channel = press.screen.channel
    if container.get("is_ephemeral"):
        answer_to = str(press.body["response_url"])
        return Spot(board, about, press.user, channel, answer_to=answer_to)
    # What others see too is left alone.
    ts = str(container["message_ts"]) if channel.startswith("D") else ""
    return Spot(board, about, press.user, channel, ts)


def read_spot(written: str) -> Spot:
    """Read what a dialog carries; refuse what no dialog of ours does."""
    try:
        parts = json.loads(written)
        # A dialog from before there were decisions tells of none.
        board = Board(parts["t"], tuple(parts["n"]), parts["p"], tuple(parts.get("b", ())))
        return Spot(board, parts["d"], parts["u"], parts["c"], parts["s"], parts["v"], parts["r"])
    except (ValueError, TypeError, KeyError) as error:
        raise Refusal("other") from error
