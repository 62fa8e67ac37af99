"""Asking offices about proposals in chat: which ones, whom, until when; and the scale of votes."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.slack.blocks.fields import day_picker, field, form, option, text_input
from bot.slack.blocks.inquiry_whom import several_of, whom_fields
from bot.slack.blocks.parts import Block, button, buttons, said, small
from bot.slack.blocks.proposal_dialogs import option_name
from bot.texts import text
from bot.texts.safe import clean
from handlers.inquiries import OfficeNamed
from handlers.inquiries.planning import LONGEST_ABOUT
from handlers.inquiry_views import Asked, Purpose
from handlers.invitations import Circle
from handlers.proposals import MovedLine
from handlers.voting import LONGEST_STEP, MOST_PROPOSALS, MOST_STEPS

ASKED_OF, SCALE = "voting_asked_of", "voting_scale"


@dataclass(frozen=True, slots=True)
class Carried:
    """What the dialog carries along: what offices are asked, and the dialog that lies below."""

    purpose: str
    view: str = ""

    def written(self) -> str:
        """Write it down for a dialog."""
        return json.dumps([self.purpose, self.view], separators=(",", ":"))

    @classmethod
    def read(cls, written: str) -> "Carried":
        """Read what a dialog carries; raise ``ValueError`` for what no dialog of ours does."""
        try:
            purpose, view = json.loads(written)
        except TypeError as error:
            raise ValueError(written) from error
        return cls(str(purpose), str(view))


def asking_buttons(more: Sequence[Block] = ()) -> list[Block]:
    """Return the buttons by which offices are asked about proposals, and ``more`` after them."""
    return buttons(
        [
            button(text("vote.new_comments"), "voting_comments"),
            button(text("vote.new"), "voting_vote"),
            button(text("vote.scale"), SCALE),
            *more,
        ]
    )


def asked_of_dialog(
    proposals: Sequence[MovedLine],
    circles: Iterable[Circle],
    offices: Sequence[OfficeNamed],
    steps: Sequence[str],
    carried: Carried,
) -> Block:
    """Ask which proposals the offices are to be asked of, and until when."""
    votes = carried.purpose == Purpose.VOTE
    options = [
        option(str(one.id), option_name(one.number, one.title))
        for one in proposals[:MOST_PROPOSALS]
    ]
    every = {str(one["value"]) for one in options}
    more = (
        [small(text("vote.most", most=MOST_PROPOSALS))] if len(proposals) > MOST_PROPOSALS else []
    )
    scale = text("vote.scale_now", steps=", ".join(map(clean, steps)))
    return form(
        ASKED_OF,
        text("vote.voting") if votes else text("vote.commenting"),
        text("inquiry.save_send"),
        [
            said(scale if votes else text("vote.commented")),
            field(
                "proposals",
                text("vote.proposals"),
                several_of(options, every, text("vote.proposals_pick")),
            ),
            *more,
            *whom_fields(Asked(everybody=True), circles, offices),
            field("answer_by", text("inquiry.field_answer_by"), day_picker()),
            field(
                "about",
                text("inquiry.field_about"),
                text_input("", longest=LONGEST_ABOUT, many=True),
                optional=True,
            ),
        ],
        carried.written(),
    )


def scale_dialog(steps: Sequence[str]) -> Block:
    """Ask what offices are to choose among when they vote."""
    written = text_input("\n".join(steps), longest=(MOST_STEPS + 1) * (LONGEST_STEP + 1), many=True)
    hint = text("vote.steps_hint", most=MOST_STEPS)
    return form(
        SCALE,
        text("vote.scale"),
        text("inquiry.save"),
        [field("steps", text("vote.steps"), written, hint=hint)],
    )
