"""The dialogs of a meeting: what it is to be, and on what terms."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from bot.slack.blocks.fields import (
    day_picker,
    field,
    form,
    option,
    text_input,
    time_picker,
)
from bot.slack.blocks.parts import Block, plain, small
from bot.slack.blocks.repeating import repeat_fields
from bot.texts import text
from bot.texts.planned import circle_words
from bot.texts.safe import clean
from bot.texts.wording import word
from handlers.invitations import Circle, Named, Whom
from handlers.meeting_kinds import MeetingKind
from handlers.meetings import LONGEST_HOST, LONGEST_LINK, LONGEST_PLACE, Plan
from handlers.meetings.planned import LONGEST_ABOUT, LONGEST_TITLE

HOST = "host"
# A field for words holds no more than this.
_MOST_WORDS = 3000
_MOST_OPTIONS = 100
LONGEST_NAMES = 3000
_LONGEST_MARK = 200


@dataclass(frozen=True, slots=True)
class Carried:
    """What a dialog carries along: which meeting it is about, 0 for none, and what lies below.

    ``turn`` is whose turn it is to be the host of a new meeting, as far as that is known.
    """

    number: int = 0
    view: str = ""
    turn: str = ""

    def written(self) -> str:
        """Write it down for a dialog."""
        carried = {"m": self.number, "v": self.view, "t": self.turn}
        return json.dumps(carried, separators=(",", ":"))

    @classmethod
    def read(cls, written: str) -> "Carried":
        """Read what a dialog carries; raise ``ValueError`` for what no dialog of ours does."""
        try:
            parts = json.loads(written)
            # A dialog from before hosts were proposed tells of none.
            return cls(int(parts["m"]), str(parts["v"]), str(parts.get("t", "")))
        except (TypeError, KeyError, AttributeError) as error:
            raise ValueError(written) from error


def plan_dialog(
    plan: Plan | None,
    circles: Iterable[Circle],
    people: Iterable[Named],
    carried: Carried,
    times: int = 0,
) -> Block:
    """Ask what a meeting is to be; ``people`` are those that it is for one by one.

    ``times`` is how many times its series has, where it is one of a series.
    """
    title = text("planned.change_title") if carried.number else text("planned.new_title")
    is_new = not carried.number
    note = [] if is_new or not times else [small(text("series.dialog_note", count=times))]
    blocks = [
        *note,
        _heard(
            field("kind", text("planned.kind"), _kinds(plan.kind if plan else ""), optional=True),
            at_once=is_new,
        ),
        field(
            "title",
            text("planned.title"),
            text_input(plan.title if plan else "", longest=LONGEST_TITLE),
        ),
        *_times(plan, at_once=is_new),
        *(repeat_fields() if is_new else []),
        *_places(plan, carried.turn),
        field(
            "about",
            text("planned.about"),
            text_input(
                plan.about if plan else "", longest=min(LONGEST_ABOUT, _MOST_WORDS), many=True
            ),
            optional=True,
        ),
        *_whom(plan.whom if plan else Whom(), circles, people),
        field(
            "answer_by",
            text("planned.answer_by"),
            day_picker(plan.answer_by if plan else None),
            optional=True,
        ),
    ]
    return form("meeting_plan", title, text("planned.save"), blocks, carried.written())


def host_field(host: str, turn: str = "", name: str = "") -> Block:
    """Return the field of a meeting's host; ``turn`` is whose turn it is, where that is known.

    The field has another name for each that is proposed, since Slack keeps what stands in one;
    ``name`` is that of the field which is to keep it.
    """
    written = text_input(host, longest=LONGEST_HOST, placeholder=text("acts.host_example"))
    hint = text("planned.host_turn", host=clean(turn)) if turn else ""
    name = name or (f"{HOST}/{turn[:_LONGEST_MARK]}" if turn else HOST)
    return field(name, text("acts.book_host"), written, hint=hint, optional=True)


def _kinds(chosen: str) -> Block:
    options = [option(kind, word("meeting_kind", kind)) for kind in MeetingKind]
    made: Block = {
        "type": "static_select",
        "options": options,
        "placeholder": plain(text("planned.kind_none"), 150),
    }
    first = [one for one in options if one["value"] == chosen]
    return {**made, "initial_option": first[0]} if first else made


def _heard(block: Block, *, at_once: bool) -> Block:
    """Return a field of which the bot hears as soon as something is chosen, where it is to."""
    return {**block, "dispatch_action": True} if at_once else block


def _times(plan: Plan | None, *, at_once: bool) -> list[Block]:
    when = plan.booking if plan else None
    last = when.last if when and when.last != when.first else None
    return [
        _heard(
            field("first", text("acts.book_first"), day_picker(when.first if when else None)),
            at_once=at_once,
        ),
        field(
            "last",
            text("acts.book_last"),
            day_picker(last),
            hint=text("acts.book_last_hint"),
            optional=True,
        ),
        field(
            "starts",
            text("acts.book_starts"),
            time_picker(when.starts if when else None),
            optional=True,
        ),
        field(
            "ends", text("acts.book_ends"), time_picker(when.ends if when else None), optional=True
        ),
    ]


def _places(plan: Plan | None, turn: str) -> list[Block]:
    place = plan.booking.place if plan else ""
    link = (plan.booking.link or "") if plan else ""
    host = plan.booking.host if plan else ""
    return [
        field(
            "place",
            text("acts.book_place"),
            text_input(place, longest=LONGEST_PLACE),
            optional=True,
        ),
        field("link", text("planned.link"), text_input(link, longest=LONGEST_LINK), optional=True),
        host_field(host or turn, turn),
    ]


def _whom(whom: Whom, circles: Iterable[Circle], people: Iterable[Named]) -> list[Block]:
    options = [option(_circle(one), circle_words(one)) for one in circles][:_MOST_OPTIONS]
    chosen = {f"role/{key}" for key in whom.roles} | {f"group/{key}" for key in whom.groups}
    names = "\n".join(one.written for one in people)
    single = field(
        "singles",
        text("planned.singles"),
        text_input(names, longest=LONGEST_NAMES, many=True),
        hint=text("planned.singles_hint"),
        optional=True,
    )
    if not options:
        return [single]
    several: Block = {
        "type": "multi_static_select",
        "options": options,
        "placeholder": plain(text("planned.circles_pick"), 150),
    }
    first = [one for one in options if one["value"] in chosen]
    if first:
        several["initial_options"] = first
    return [field("circles", text("planned.circles"), several, optional=True), single]


def _circle(circle: Circle) -> str:
    return f"{circle.sort}/{circle.key}"
