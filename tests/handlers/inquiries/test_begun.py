"""Answers that are begun, a page at a time, and sent when the rest is there."""

import pytest

from handlers.inquiries import (
    InquiryReply,
    answer_for,
    close_inquiry,
    show_form,
    show_form_for,
)
from handlers.inquiry_views import Given, InquiryQuestion
from tests.handlers.inquiries.conftest import HAS_SAMPLERS, NO, YES, Asking, refused
from tests.handlers.inquiries.test_answering import at_once, stored

TWO = (HAS_SAMPLERS, InquiryQuestion(text="Vilka?"))
HALF, WHOLE = (YES, Given()), (YES, Given(("Alla <!channel>",)))


def begun(asking: Asking, name: str, number: int) -> tuple[Given, ...]:
    return show_form(asking.desk.services, asking.asker(name), number).begun


def test_begun_answer_is_kept_and_counts_when_the_rest_is_sent(asking: Asking) -> None:
    number = asking.sent(*TWO)

    receipt = asking.answer("Kim", number, *HALF, begun=True)
    asking.answer("Kim", number, *HALF, begun=True)

    assert (receipt.fate, receipt.form.begun, receipt.form.current) == ("begun", HALF, 0)
    assert (asking.picture(number).rows, asking.picture(number).line.answered) == ((), 0)
    assert (begun(asking, "Kim", number), begun(asking, "Mia", number)) == (HALF, ())
    assert asking.answer("Kim", number, *WHOLE).fate == "taken"
    assert begun(asking, "Kim", number) == ()
    assert stored(asking) == ["replaced", "replaced", "current"]
    assert asking.verbs()[-3:] == ["inquiry_answer_begun"] * 2 + ["inquiry_answered"]


def test_begun_answer_of_two_of_an_office_stay_apart(asking: Asking) -> None:
    number = asking.sent(*TWO)
    asking.answer("Kim", number, *HALF, begun=True)
    asking.answer("Mia", number, *WHOLE)

    # What Mia has said is to be seen first, and what Kim has written stays.
    assert refused(asking.answer, "Kim", number, *HALF, begun=True) == "inquiry_answered_already"
    assert begun(asking, "Kim", number) == HALF
    seen = show_form(asking.desk.services, asking.asker("Kim"), number).current
    asking.answer("Kim", number, NO, Given(), begun=True, seen=seen)
    assert asking.picture(number).counted[0].given == WHOLE


def test_begun_answer_by_telephone_is_the_coordinators_alone(asking: Asking) -> None:
    number = asking.sent(*TWO)
    services, sam = asking.desk.services, asking.desk.coordinator
    office = asking.desk.offices["Habo"]

    answer_for(services, sam, number, office, InquiryReply(given=HALF, begun=True))

    assert show_form_for(services, sam, number, office).begun == HALF
    assert begun(asking, "Kim", number) == ()
    answer_for(services, sam, number, office, InquiryReply(given=WHOLE))
    assert show_form_for(services, sam, number, office).begun == ()
    assert asking.picture(number).counted[0].given == WHOLE


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ((Given(("kanske",)), Given()), "inquiry_answer_choice"),
        ((YES, Given(("å" * 3001,))), "inquiry_answer_long"),
        ((YES,), "inquiry_changed"),
    ],
)
def test_begun_answer_that_does_not_fit_is_not_kept(
    asking: Asking, given: tuple[Given, ...], code: str
) -> None:
    number = asking.sent(*TWO)

    assert refused(asking.answer, "Kim", number, *given, begun=True) == code
    assert stored(asking) == []


def test_begun_answer_is_not_kept_once_the_inquiry_is_closed(asking: Asking) -> None:
    number = asking.sent(*TWO)
    close_inquiry(asking.desk.services, asking.desk.coordinator, number)

    assert refused(asking.answer, "Kim", number, *HALF, begun=True) == "inquiry_closed"


def test_double_click_begins_once_each_and_keeps_one(asking: Asking) -> None:
    number = asking.sent(*TWO)

    fates = at_once(*[lambda: asking.answer("Kim", number, *HALF, begun=True)] * 3)

    assert fates == ["done"] * 3
    assert stored(asking).count("begun") == 1
