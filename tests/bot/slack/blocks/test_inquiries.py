from dataclasses import replace
from typing import get_args

import pytest

from bot.slack.blocks.inquiries import (
    inquiry_form_card,
    inquiry_list,
    inquiry_message,
    inquiry_picture_card,
    inquiry_result_message,
)
from bot.slack.blocks.inquiry_answers import answer_dialog_of
from bot.slack.blocks.inquiry_dialogs import Held, plan_dialog, question_dialog
from bot.slack.courier import TELLERS
from bot.workspace.rules import check_message, check_view
from handlers.contents import (
    Confirmation,
    Content,
    Duties,
    InquiryNotice,
    Newsletter,
    NewsletterJoin,
    Reply,
)
from handlers.inquiries import OfficeNamed
from handlers.inquiry_views import (
    Asked,
    Given,
    InquiryForm,
    InquiryPicture,
    InquiryQuestion,
    QuestionKind,
)
from handlers.invitations import Circle
from tests.bot.texts import inquiry_samples as samples
from tests.bot.texts.inquiry_samples import BY_OTHER, FORM, HABO, NOTICES, PICTURE, RESULT


def contents() -> set[object]:
    found: set[object] = set()
    waiting: list[object] = [Content]
    while waiting:
        one = waiting.pop()
        if inner := get_args(one):
            waiting += inner
        else:
            found.add(one)
    return found


def test_every_content_but_answers_to_mails_is_told_in_chat() -> None:
    # Copies of newsletters go by mail alone, as does what proves whose an address is.
    assert set(TELLERS) == contents() - {Confirmation, Reply, Newsletter, NewsletterJoin}
    assert set(get_args(Duties)) <= set(TELLERS)


LONG = "å<&! " * 600
MANY = tuple(
    InquiryQuestion(
        text=f"{at} " + "Fråga " * 80,
        kind=QuestionKind.SEVERAL,
        options=tuple(f"{number} " + "val" * 24 for number in range(10)),
    )
    for at in range(10)
)
FULL = tuple(Given(one.options, LONG) for one in MANY)
LARGE_FORM = replace(BY_OTHER, questions=MANY, given=FULL, about=LONG, title="T" * 150)
ROWS = tuple(
    replace(HABO, id=at, target=at, who=f"Kontoret i {at} och flera till", given=FULL)
    for at in range(60)
)
LARGE = replace(
    PICTURE,
    plan=replace(PICTURE.plan, questions=MANY, about=LONG),
    rows=(*ROWS, *(replace(one, id=one.id + 100, disputed=True) for one in ROWS)),
    asked=tuple(f"Kontoret i {at} och flera till" for at in range(290)),
    silent=tuple(f"Kontoret i {at} och flera till" for at in range(230)),
)
PICTURES = [
    samples.DRAFT,
    samples.NOTHING_YET,
    PICTURE,
    samples.CLOSED,
    LARGE,
    replace(LARGE, line=samples.DRAFT.line, rows=()),
]


@pytest.mark.parametrize("notice", [*NOTICES, InquiryNotice(form=LARGE_FORM)])
def test_what_is_asked_fits_a_message(notice: InquiryNotice) -> None:
    check_message({"channel": "C1", **inquiry_message(notice)})


@pytest.mark.parametrize("picture", PICTURES)
def test_how_it_stands_fits_a_message(picture: InquiryPicture) -> None:
    check_message({"channel": "C1", **inquiry_picture_card(picture, "Sparat.")})


def test_lists_and_results_fit_a_message() -> None:
    lines = [samples.LINE] * 60

    check_message({"channel": "C1", **inquiry_list(lines, lines, "Sparat.")})
    check_message({"channel": "C1", **inquiry_result_message(RESULT)})
    check_message(
        {"channel": "C1", **inquiry_result_message(replace(RESULT, tallies=LARGE.tallies))}
    )


@pytest.mark.parametrize("form", [FORM, samples.ANSWERED, BY_OTHER, samples.VISIT, LARGE_FORM])
def test_dialog_of_an_answer_is_one_that_slack_takes(form: InquiryForm) -> None:
    check_view(answer_dialog_of(form, Held(3)), "modal")


def test_dialogs_of_an_inquiry_are_ones_that_slack_takes() -> None:
    offices = [OfficeNamed(at, "Kontor " * 20) for at in range(150)]
    circles = [Circle("group", f"g{at}", "Grupp " * 30, 3) for at in range(150)]
    plan = replace(PICTURE.plan, asked=Asked(everybody=True, offices=(1,), groups=("g1",)))

    check_view(plan_dialog(plan, circles, offices, Held()), "modal")
    check_view(plan_dialog(plan, [], [], Held(3)), "modal")
    check_view(question_dialog(MANY[0], Held(3, 1)), "modal")


def test_nothing_that_people_wrote_is_markup_in_the_fallback() -> None:
    form = replace(FORM, title="<!channel> <@U1>")

    assert "<" not in inquiry_message(InquiryNotice(form=form))["text"]
    assert "<" not in inquiry_form_card(form)["text"]
