"""Newsletters in chat hold within Slack's limits, and offer what can be done and no more."""

from dataclasses import replace

import pytest

from bot.slack.blocks.newsletter_cards import items_message, newsletter_message, newsletters_message
from bot.slack.blocks.newsletter_dialogs import (
    Held,
    approve_dialog,
    audience_dialog,
    copies_dialog,
    head_dialog,
    item_dialog,
    settings_dialog,
)
from bot.slack.blocks.parts import Message
from bot.workspace.rules import check_message, check_view
from handlers.answers import NewsletterAnswer, NewslettersAnswer
from handlers.contents import Section
from handlers.newsletter_views import (
    AudienceLine,
    AudienceView,
    IssueState,
    IssueView,
    ItemLine,
    Progress,
)
from handlers.newsletters import Audience, AudienceOptions
from tests.bot.texts.newsletter_writing_samples import (
    APPROVED,
    ASKED,
    AT,
    DRAFT,
    FAR,
    NEWSLETTERS,
    STATES,
    newsletter,
)

LONG = "å<&! *_`" * 400
HOSTILE = "<!channel> <@U1> [x](javascript:alert(1))"
LARGE = replace(
    DRAFT,
    subject=LONG[:200],
    preview=LONG[:300],
    writer=LONG[:200],
    items=tuple(
        ItemLine(
            id=at, section=list(Section)[at % 7], heading=LONG[:200], body=LONG * 6, revision=9,
            changed_at=AT, changed_by=HOSTILE, removed=at % 5 == 0,
        )
        for at in range(1, 101)
    ),
    audience=AudienceView(
        parts=tuple(AudienceLine("subjects", LONG[:200], LONG[:200]) for _ in range(50)),
        people=20_000, chat=1_000, left=30, lost=4,
    ),
)  # fmt: skip


def actions(shown: Message) -> list[str]:
    return [
        element["action_id"]
        for block in shown["blocks"]
        for element in (*block.get("elements", ()), block.get("accessory", {}))
        if "action_id" in element
    ]


def offered(issue: IssueView, progress: Progress | None = None) -> set[str]:
    answer = replace(newsletter(issue), progress=progress)
    return {one.removeprefix("newsletter_") for one in actions(newsletter_message(answer))}


@pytest.mark.parametrize("answer", NEWSLETTERS)
def test_whatever_is_said_of_a_newsletter_is_taken_by_slack(answer: object) -> None:
    if isinstance(answer, NewsletterAnswer):
        check_message(dict(newsletter_message(answer, HOSTILE)))
    if isinstance(answer, NewslettersAnswer):
        check_message(dict(newsletters_message(answer, HOSTILE)))


@pytest.mark.parametrize("start", [0, 12, 36, 72, 500])
def test_largest_issue_is_taken_by_slack(start: int) -> None:
    check_message(dict(newsletter_message(newsletter(LARGE, "drafted"))))
    check_message(dict(items_message(LARGE, start, HOSTILE)))
    check_message(
        dict(newsletters_message(NewslettersAnswer(subject="newsletters", issues=STATES * 9)))
    )


def test_dialogs_are_taken_by_slack_whatever_stands_in_them() -> None:
    held = Held(1, 2, 3, 4, "V0123456789", "x" * 16)
    item = replace(LARGE.items[0], body=LONG[:3000])
    options = AudienceOptions(
        groups=tuple((at, LONG[:200]) for at in range(150)),
        roles=("manager",),
        counties=((1, LONG[:100]),),
        subjects=(*(f"{at} {LONG[:200]}" for at in range(150)), "avlopp", ""),
    )
    chosen = Audience(groups=(140,), subjects=("avlopp", LONG[:200]))

    for view in (
        item_dialog(None, held),
        item_dialog(item, held, replace(item, body=LONG * 6)),
        head_dialog((LONG[:200], LONG[:300]), held, (LONG[:200], LONG[:300])),
        audience_dialog(options, chosen, LARGE.audience, held),
        copies_dialog(held),
        approve_dialog(LARGE, AT, held),
        settings_dialog(LONG[:100], held),
    ):
        check_view(view, "modal")
    assert Held.read(held.written()) == held


def test_group_that_is_chosen_stands_in_its_list_however_many_there_are() -> None:
    options = AudienceOptions(tuple((at, f"Grupp {at}") for at in range(150)), (), (), ())

    view = audience_dialog(options, Audience(groups=(140,)), LARGE.audience, Held(1))

    (block,) = [one for one in view["blocks"] if one.get("block_id") == "newsletter_whom_groups"]
    assert [one["value"] for one in block["element"]["initial_options"]] == ["140"]


def test_nobody_is_offered_what_they_may_not_do() -> None:
    assert "approve" not in offered(DRAFT)
    assert "ask" in offered(DRAFT)
    assert "approve" in offered(ASKED)
    assert "ask" not in offered(ASKED)
    assert offered(APPROVED) & {"approve", "ask", "pause", "stop"} == set()
    assert "withdraw" in offered(APPROVED)


@pytest.mark.parametrize(
    ("state", "far", "steps"),
    [
        (IssueState.SENDING, FAR, {"pause", "stop", "retry", "resend", "leave_unsure"}),
        (IssueState.PAUSED, Progress(), {"resume", "stop"}),
        (IssueState.STOPPED, Progress(failed=1), {"retry"}),
        (IssueState.SENT, Progress(unsure=1), {"resend", "leave_unsure"}),
        (IssueState.SENT, Progress(sent=9), set()),
    ],
)
def test_sending_offers_what_helps_now(state: IssueState, far: Progress, steps: set[str]) -> None:
    always = {"refresh", "items"}

    found = offered(replace(APPROVED, state=state), far)

    assert {one for one in found if not one.startswith("choose")} == steps | always
    assert "posted" in offered(replace(APPROVED, state=state, place="Ping Pong"), far)


def test_page_is_led_to_where_there_is_one() -> None:
    shown = newsletter_message(newsletter(replace(DRAFT, edit_address="https://bot.example/r/x")))

    (edit,) = [
        one
        for block in shown["blocks"]
        for one in block.get("elements", ())
        if one.get("action_id") == "newsletter_edit"
    ]
    assert edit["url"] == "https://bot.example/r/x"
    assert "edit" not in offered(DRAFT)


@pytest.mark.parametrize("written", ["", "[]", "[1]", '["a",1,1,1,"",""]', "{}", "nej"])
def test_what_no_dialog_of_ours_carries_is_refused(written: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - json's own, and ours
        Held.read(written)
