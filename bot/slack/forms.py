"""A dialog that was sent in: done once and shown where it was opened, or what is to be mended."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.slack.blocks.dialogs import answer_dialog
from bot.slack.blocks.duties import Note
from bot.slack.blocks.fields import Filled
from bot.slack.blocks.parts import Message
from bot.slack.boards import Spot, read_spot
from bot.texts import refusal_text
from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.meetings import Booking
from handlers.ports import Services
from handlers.replays import only_once

# The fields that a refusal is told beside: the first of them that the dialog has.
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "no_such_plan_record": ("record",),
    "plan_adopted_ahead": ("day",),
    "plan_adopted_already": ("day",),
    "plan_board_unclear": ("boards", "board"),
    "plan_boards_adopted": ("boards",),
    "plan_comments_after": ("comments_by",),
    "plan_noun_length": ("noun",),
    "plan_proposal_becomes": ("becomes",),
    "plan_proposal_ended": ("record",),
    "plan_reason_missing": ("reason",),
    "plan_title_missing": ("title",),
    "plan_too_long": ("years",),
    "plan_without_boards": ("boards",),
    "plan_year_taken": ("first",),
    "plan_years_unclear": ("first",),
    "answer_after_meeting": ("answer_by",),
    "bad_places": ("places",),
    "inquiry_title_missing": ("title",),
    "inquiry_title_long": ("title",),
    "inquiry_about_long": ("about",),
    "inquiry_question_missing": ("question",),
    "inquiry_question_long": ("question",),
    "inquiry_options": ("choices",),
    "inquiry_option_long": ("choices",),
    "inquiry_reminder_days": ("remind_first",),
    "results_nobody": ("whom",),
    "results_sent": ("title",),
    "inquiry_visit_missing": ("visit",),
    "inquiry_visit_long": ("visit",),
    "inquiry_changed": ("q0",),
    "inquiry_duty_gone": ("duty",),
    "vote_empty": ("q0",),
    "vote_scale_long": ("steps",),
    "vote_scale_steps": ("steps",),
    "vote_scale_twice": ("steps",),
    "voting_decided": ("proposals",),
    "voting_many_proposals": ("proposals",),
    "voting_no_proposals": ("proposals",),
    "inquiry_closed": ("answer_by", "q0"),
    "inquiry_not_speaker": ("q0",),
    "inquiry_sent_already": ("title", "question"),
    "inquiry_many_questions": ("question",),
    "inquiry_question_gone": ("question",),
    "least_over_places": ("least",),
    "link_not_web": ("link",),
    "meeting_title_missing": ("title",),
    "meeting_words_too_long": ("about",),
    "only_one_person": ("receiver",),
    "series_first_left_out": ("first",),
    "series_of_one": ("until",),
    "series_too_long": ("until",),
    "series_too_many": ("until",),
    "series_until_missing": ("until",),
    "several_invitees": ("singles", "receiver", "people"),
    "too_many_named": ("singles", "people"),
    "weighed_meanwhile": ("outcome",),
    "weighed_reason_too_long": ("reason",),
    "weighed_without_reason": ("reason",),
    "unknown_invitee": ("singles", "receiver", "people"),
    "bad_hours": ("last_hour",),
    "before_window": ("first",),
    "newsletter_audience_large": ("newsletter_whom_groups", "other_subjects"),
    "newsletter_audience_unknown": ("newsletter_whom_groups", "other_subjects"),
    "newsletter_body_long": ("body",),
    "newsletter_changed_since": ("day",),
    "newsletter_copies_many": ("people",),
    "newsletter_copies_nobody": ("people",),
    "newsletter_empty": ("day",),
    "newsletter_full": ("heading",),
    "newsletter_gone_out": ("heading", "subject", "other_subjects", "people", "day"),
    "newsletter_heading_long": ("heading",),
    "newsletter_item_gone": ("heading",),
    "newsletter_moment_far": ("day",),
    "newsletter_moment_past": ("day",),
    "newsletter_no_subject": ("subject",),
    "newsletter_nobody": ("day",),
    "newsletter_not_working_hours": ("day",),
    "newsletter_other_approves": ("day",),
    "newsletter_place_long": ("place",),
    "newsletter_preview_long": ("preview",),
    "newsletter_subject_long": ("subject",),
    "day_missing": ("day", "first", "answer_by"),
    "day_off": ("first", "day"),
    "day_past": ("first", "day", "answer_by"),
    "day_too_far": ("first", "day", "answer_by"),
    "end_without_start": ("ends",),
    "ends_before_start": ("ends",),
    "meeting_too_long": ("last",),
    "meeting_without_end": ("ends",),
    "night_hour": ("starts",),
    "no_weekdays": ("weekdays",),
    "newsletter_no_address": ("newsletter",),
    "newsletter_no_chat": ("newsletter",),
    "outside_window": ("first",),
    "period_backwards": ("last",),
    "proposal_reason_missing": ("reason",),
    "reason_missing": ("reason",),
}

_Result = TypeVar("_Result")


class BesideField(Refusal):
    """A refusal of what stands in one of several fields that could be wrong in the same way."""

    def __init__(self, field: str, no: Refusal) -> None:
        super().__init__(no.code, **no.values)
        self.field = field


def _as_it_is(no: Refusal) -> Refusal:
    return no


@dataclass(frozen=True, slots=True)
class Form:
    """What a listener for a dialog is given."""

    services: Services
    asker: Asker
    client: WebClient
    view: Mapping[str, Any]

    @property
    def filled(self) -> Filled:
        """Return what was filled in."""
        return Filled(self.view)

    @property
    def spot(self) -> Spot:
        """Return where the dialog was opened."""
        return read_spot(str(self.view["private_metadata"]))

    @property
    def number(self) -> int:
        """Return the number of the duty or the meeting that it is about."""
        return self.spot.about

    def once(self, act: Callable[["Form"], Note]) -> Note | None:
        """Do what is asked for unless it is done already: a dialog may be sent in twice."""
        return only_once(self.services, f"slack:{self.view['id']}", lambda: act(self))


def sent_in(ack: Ack, form: Form, act: Callable[[Form], Note]) -> None:
    """Do what a dialog asks for, once, and show the message it was opened in as it is now."""
    try:
        note = form.once(act)
    except Refusal as no:
        if not point_out(ack, form, no):
            raise
        return
    left = form.spot.show(form.services, form.asker, form.client, note)
    if left is None:
        ack()
    else:
        ack(response_action="update", view=answer_dialog(left["blocks"]))


def done_once(
    ack: Ack,
    form: Form,
    act: Callable[[], _Result],
    *,
    step: str = "",
    placed: Callable[[Refusal], Refusal] = _as_it_is,
) -> _Result | None:
    """Do what a dialog asks for, once; None, and acknowledged, where it is done or has a fault.

    ``step`` tells apart what is done in one dialog after another of the same number. ``placed``
    says beside which field a refusal belongs.
    """
    try:
        done = only_once(form.services, f"slack:{form.view['id']}{step}", act)
    except Refusal as no:
        if not point_out(ack, form, placed(no)):
            raise
        return None
    if done is None:
        ack()
    return done


def show_instead(ack: Ack, form: Form, root: str, message: Message) -> None:
    """Show an answer in the dialog that this one was opened from, else in its own place."""
    shown = answer_dialog(message["blocks"])
    if root:
        form.client.views_update(view_id=root, view=shown)
        ack()
    else:
        ack(response_action="update", view=shown)


def point_out(ack: Ack, form: Form, no: Refusal) -> bool:
    """Say what is wrong beside the field it is about; tell whether the dialog has that field."""
    fields = {block["block_id"] for block in form.view["blocks"] if block["type"] == "input"}
    meant = (no.field,) if isinstance(no, BesideField) else _FIELDS.get(no.code, ())
    at = next((name for name in meant if name in fields), None)
    if at is not None:
        ack(response_action="errors", errors={at: refusal_text(no)})
    return at is not None


def booking(filled: Filled) -> Booking:
    """Return what somebody wants to book; refuses none without a day."""
    first = filled.day("first")
    if first is None:
        raise Refusal("day_missing")
    return Booking(
        first=first,
        last=filled.day("last"),
        starts=filled.time("starts"),
        ends=filled.time("ends"),
        place=filled.text("place"),
        # A dialog without the field keeps what there is.
        link=filled.text("link") if filled.has("link") else None,
        host=filled.text_of("host"),
    )


def chosen_day(written: str) -> date:
    """Return the day that an option stands for."""
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise Refusal("day_missing") from error
