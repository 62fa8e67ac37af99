"""Asking offices whether they take part in a project, or which courses they need."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.slack.blocks.fields import day_picker, field, form, text_input
from bot.slack.blocks.inquiry_whom import whom_fields
from bot.slack.blocks.parts import Block, said
from bot.texts import text
from handlers.inquiries import OfficeNamed
from handlers.inquiries.planning import LONGEST_ABOUT
from handlers.inquiry_views import Asked, Purpose
from handlers.invitations import Circle
from handlers.living import Which

TERMS = "known_terms"
NO_PROJECT = Which("")


@dataclass(frozen=True, slots=True)
class Known:
    """What the dialog carries along: the kind, which project, and the dialog that lies below."""

    purpose: str
    which: Which = NO_PROJECT
    view: str = ""

    def written(self) -> str:
        """Write it down for a dialog."""
        parts = [self.purpose, self.which.key, self.which.owner, self.view]
        return json.dumps(parts, separators=(",", ":"))

    @classmethod
    def read(cls, written: str) -> "Known":
        """Read what a dialog carries; raise ``ValueError`` for what no dialog of ours does."""
        try:
            purpose, key, owner, view = json.loads(written)
        except TypeError as error:
            raise ValueError(written) from error
        return cls(str(purpose), Which(str(key), str(owner)), str(view))


def terms_dialog(circles: Iterable[Circle], offices: Sequence[OfficeNamed], known: Known) -> Block:
    """Ask whom an inquiry of a known kind is for, and until when."""
    part = known.purpose == Purpose.PARTICIPATION
    return form(
        TERMS,
        text("known.participation") if part else text("known.courses"),
        text("inquiry.save_send"),
        [
            said(text("known.about_part") if part else text("known.about_courses")),
            *whom_fields(Asked(everybody=True), circles, offices),
            field("answer_by", text("inquiry.field_answer_by"), day_picker()),
            field(
                "about",
                text("inquiry.field_about"),
                text_input("", longest=LONGEST_ABOUT, many=True),
                optional=True,
            ),
        ],
        known.written(),
    )
