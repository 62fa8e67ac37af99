"""The calendar of a collaboration, and how its people deal with it in Slack."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from bot.slack.courier import slack_courier
from bot.workspace import Member, Message, View
from handlers.delivery import Delivery
from handlers.people import set_role
from handlers.reminders import KINDS, plan_due
from tests.flows.house import BOT_TOKEN, House, labels, lines

SARA, HANNA = "U0SARA", "U0HABO"
# The first day of the calendar's use, a Monday: what fell due before is nobody's concern.
NOVEMBER, JANUARY = date(2026, 11, 23), date(2027, 1, 4)
SHORT, VISIT, PHONE_BOOK = "kort avstämning", "besök hos kommunerna", "telefonboken"


@dataclass(frozen=True, slots=True)
class Calendar:
    """The calendar of Jönköping, and how its people deal with it."""

    house: House

    def to(self, day: date, hour: int = 9) -> None:
        """Let the time pass until an hour in UTC, and let the clock tick then."""
        self.house.clock.now = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
        courier = slack_courier(BOT_TOKEN, self.house.workspace.api_url, self.house.clock)
        plan_due(self.house.services)
        Delivery(self.house.services, {"slack": courier}, KINDS).deliver_due()

    def reminder(self, user: str) -> Message:
        """Return the latest reminder; what came too late is told of in a message of its own."""
        told = [one for one in self.house.direct(user) if one.blocks]
        return next(one for one in reversed(told) if "inte skickades" not in lines(one)[0])

    def ask(self, text: str, user: str = SARA) -> Message:
        return self.house.ask(user, "/samverkan", text)

    def say(self, text: str) -> None:
        """Ask in the direct message, where the answer is a message of its own."""
        workspace = self.house.workspace
        workspace.say(SARA, workspace.direct(SARA), text)

    def latest(self) -> Message:
        return self.house.direct(SARA)[-1]

    def turn_to(self, words: str) -> None:
        """Turn the pages of the latest message until one holds some words."""
        while words not in "\n".join(lines(self.latest())):
            self.house.workspace.press(SARA, self.latest(), "Visa fler")

    def row(self, where: Message, words: str) -> list[str]:
        """Return what stands on the buttons under a line."""
        row = row_under(where, words)
        blocks = tuple(one for one in where.blocks if one["block_id"] == row)
        return labels(replace(where, blocks=blocks))

    def press(self, user: str, where: Message | View, line: str, label: str) -> None:
        """Press a button in the row under a line."""
        row = row_under(where, line)
        outcome = self.house.workspace.press(user, where, label, row)
        assert outcome.acknowledged, outcome

    def send(self, values: dict[str, str | list[str] | None], user: str = SARA) -> dict[str, str]:
        """Send the dialog on top; return what is to be mended."""
        outcome = self.house.workspace.submit(user, values)
        assert outcome.acknowledged, outcome
        return dict(outcome.errors)

    def open_dialog(self, user: str = SARA) -> bool:
        return bool(self.house.workspace.views(user))


def row_under(where: Message | View, words: str) -> str:
    """Return the id of the row of buttons under the line that holds some words."""
    (mark,) = [
        block["block_id"]
        for block in where.blocks
        if re.search(r"\|[dpmb]\d+$", block["block_id"])
        and words.casefold() in said_in(block).casefold()
    ]
    return f"{mark}!"


def said_in(block: dict[str, Any]) -> str:
    parts = [part for group in block["elements"] for part in group["elements"]]
    return "".join(part.get("text", "") for part in parts)


def line(where: Message | View, words: str) -> str:
    """Return the one line that holds some words."""
    (found,) = [each for each in lines(where) if words.casefold() in each.casefold()]
    return found


def opened(house: House) -> Calendar:
    services, workspace = house.services, house.workspace
    address = "samordning@jonkoping.example"
    set_role(services, address, "coordinator", "jonkoping", "Sara Samordnare")
    workspace.put_member(Member(SARA, "Sara", address))
    workspace.put_member(Member(HANNA, "Hanna", "kontaktperson.habo@jonkoping.example"))
    for user in (SARA, HANNA):
        workspace.open_home(user)
    return Calendar(house)
