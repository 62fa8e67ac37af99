"""One answer of each office: who gives it, who may replace it, and what happens where two do."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier

import pytest
from sqlalchemy import select

from handlers.contents import Note
from handlers.errors import Refusal
from handlers.inquiries import (
    InquiryReply,
    answer_for,
    answer_inquiry,
    close_inquiry,
    settle_answer,
    settle_by_turn,
    show_form,
    show_form_for,
)
from handlers.inquiry_views import Asked, Given, InquiryQuestion, QuestionKind, Unit
from storage.models import InquiryAnswer, Membership
from tests.handlers.inquiries.conftest import HOW_MANY, LAST, NO, YES, Asking, refused


def stored(asking: Asking) -> list[str]:
    with asking.desk.services.database.session() as session:
        return [one.state for one in session.scalars(select(InquiryAnswer).order_by("id"))]


def test_answer_of_an_office_counts(asking: Asking) -> None:
    number = asking.sent()

    receipt = asking.answer("Kim", number, YES)

    assert (receipt.fate, receipt.form.given, receipt.form.own) == ("taken", (YES,), True)
    assert asking.counted(number) == {"Habo": ("ja",)}
    assert asking.picture(number).silent == ("Aneby",)
    assert asking.verbs()[-1] == "inquiry_answered"


def test_same_answer_again_changes_nothing(asking: Asking) -> None:
    number = asking.sent()

    fates = [asking.answer("Kim", number, YES).fate for _ in range(2)]

    assert (fates, stored(asking)) == (["taken", "same"], ["current"])


def test_own_answer_can_be_changed_and_the_old_one_is_kept(asking: Asking) -> None:
    number = asking.sent()
    asking.answer("Kim", number, YES)

    receipt = asking.answer("Kim", number, NO)

    assert (receipt.fate, stored(asking)) == ("changed", ["replaced", "current"])
    assert asking.counted(number) == {"Habo": ("nej",)}


def test_second_of_an_office_must_have_seen_the_first(asking: Asking) -> None:
    number = asking.sent()
    asking.answer("Kim", number, YES)

    blind = refused(asking.answer, "Mia", number, NO)
    seen = show_form(asking.desk.services, asking.asker("Mia"), number)
    receipt = asking.answer("Mia", number, NO, seen=seen.current)

    assert (blind, seen.by, seen.own, seen.given) == (
        "inquiry_answered_already", "Kim Kontakt", False, (YES,),
    )  # fmt: skip
    assert (receipt.fate, asking.counted(number)) == ("changed", {"Habo": ("nej",)})


def test_what_was_seen_must_be_what_counts_now(asking: Asking) -> None:
    number = asking.sent()
    asking.answer("Kim", number, YES)
    seen = show_form(asking.desk.services, asking.asker("Mia"), number).current
    asking.answer("Kim", number, Given(("ja",), "två stycken"))

    code = refused(asking.answer, "Mia", number, NO, seen=seen)

    assert (code, asking.counted(number)) == ("inquiry_answered_already", {"Habo": ("ja",)})


def test_second_by_mail_is_kept_apart_and_everybody_is_told(asking: Asking) -> None:
    number = asking.sent()
    asking.deliver()
    asking.answer("Kim", number, YES)

    receipt = asking.answer("Mia", number, NO, apart=True)
    again = asking.answer("Mia", number, NO, apart=True)
    asking.deliver()

    assert (receipt.fate, again.fate) == ("disputed", "same")
    assert (asking.counted(number), asking.picture(number).line.answered) == (
        {"Habo": ("ja",)}, 1,
    )  # fmt: skip
    assert asking.told_of() == [(name, "inquiry_disputed") for name in ("Kim", "Mia", "Sam")]
    content = asking.told[0].content
    assert isinstance(content, Note)
    assert content.quote == "1. Kim Kontakt: ja\n2. Mia Mil: nej"


def test_disputed_answer_is_changed_by_who_gave_it_without_telling_again(asking: Asking) -> None:
    number = asking.sent()
    asking.answer("Kim", number, YES)
    asking.answer("Mia", number, NO, apart=True)
    asking.deliver()

    asking.answer("Mia", number, Given(("nej",), "inte än"), apart=True)

    assert asking.deliver() == []
    assert stored(asking) == ["current", "replaced", "disputed"]


@pytest.mark.parametrize("who", ["Sam", "Kim", "Mia"])
def test_dispute_is_settled_by_whoever_may(asking: Asking, who: str) -> None:
    number = asking.sent()
    asking.answer("Kim", number, YES)
    asking.answer("Mia", number, NO, apart=True)
    disputed = asking.picture(number).disputed[0].id

    settle_answer(asking.desk.services, asking.asker(who), disputed)
    settle_answer(asking.desk.services, asking.asker(who), disputed)
    asking.deliver()

    assert (asking.counted(number), asking.picture(number).disputed) == ({"Habo": ("nej",)}, ())
    assert {one for one in asking.told_of() if one[1] == "inquiry_settled"} == {
        ("Kim", "inquiry_settled"),
        ("Mia", "inquiry_settled"),
    }
    assert asking.verbs().count("inquiry_settled") == 1


def test_dispute_is_not_settled_by_others(asking: Asking) -> None:
    number = asking.sent()
    asking.answer("Kim", number, YES)
    asking.answer("Mia", number, NO, apart=True)
    disputed = asking.picture(number).disputed[0].id
    services = asking.desk.services

    codes = [
        refused(settle_answer, services, asking.asker("Kaj"), disputed),
        refused(settle_answer, services, asking.asker("Ina"), disputed),
        refused(settle_by_turn, services, asking.desk.coordinator, number, "Habo", 3),
        refused(settle_by_turn, services, asking.desk.coordinator, number, "Tranås", 1),
    ]

    assert codes == [
        "inquiry_other_office", "inquiry_not_speaker", "inquiry_answer_gone",
        "inquiry_office_not_asked",
    ]  # fmt: skip


def test_replacing_knowingly_settles_a_dispute(asking: Asking) -> None:
    number = asking.sent()
    asking.answer("Kim", number, YES)
    asking.answer("Mia", number, NO, apart=True)

    asking.answer("Kim", number, Given(("ja",), "vi har talat om det"))

    assert stored(asking) == ["replaced", "set_aside", "current"]


def test_coordinator_answers_for_an_office(asking: Asking) -> None:
    number = asking.sent()
    services, sam = asking.desk.services, asking.desk.coordinator
    habo = asking.desk.offices["Habo"]

    receipt = answer_for(services, sam, number, habo, InquiryReply(given=(YES,)))
    form = show_form_for(services, sam, number, habo)
    code = refused(asking.answer, "Kim", number, NO)

    assert (receipt.fate, form.given, form.office, code) == (
        "taken", (YES,), "Habo", "inquiry_answered_already",
    )  # fmt: skip
    assert asking.told == []


def test_coordinator_replaces_what_they_have_seen(asking: Asking) -> None:
    number = asking.sent()
    services, sam = asking.desk.services, asking.desk.coordinator
    habo = asking.desk.offices["Habo"]
    asking.answer("Kim", number, YES)

    blind = refused(answer_for, services, sam, number, habo, InquiryReply(given=(NO,)))
    seen = show_form_for(services, sam, number, habo).current
    answer_for(services, sam, number, habo, InquiryReply(given=(NO,), seen=seen))

    assert (blind, asking.counted(number)) == ("inquiry_answered_already", {"Habo": ("nej",)})


def test_who_is_not_asked_or_does_not_speak_gives_no_answer(asking: Asking) -> None:
    number = asking.sent(asked=Asked(offices=(asking.desk.offices["Habo"],)))

    codes = [refused(asking.answer, name, number, YES) for name in ("Ina", "Kaj", "Sam")]

    assert codes == ["inquiry_not_speaker", "inquiry_not_asked", "inquiry_not_asked"]
    assert asking.counted(number) == {}


def test_role_that_was_lost_meanwhile_gives_no_answer(asking: Asking) -> None:
    number = asking.sent()
    show_form(asking.desk.services, asking.asker("Kim"), number)
    with asking.desk.services.database.write() as session:
        held = session.scalars(select(Membership).filter_by(person_id=asking.people["Kim"])).one()
        held.valid_to = date(2027, 1, 3)

    assert refused(asking.answer, "Kim", number, YES) == "inquiry_not_speaker"


def test_contact_person_who_moves_answers_for_the_new_office(asking: Asking) -> None:
    number = asking.sent()
    asking.change_person("Kim", office_id=asking.desk.offices["Aneby"])

    asking.answer("Kim", number, YES)

    assert asking.counted(number) == {"Aneby": ("ja",)}


def test_closed_inquiry_takes_no_answer_and_loses_none(asking: Asking) -> None:
    number = asking.sent()
    asking.answer("Kim", number, YES)
    close_inquiry(asking.desk.services, asking.desk.coordinator, number)

    codes = [refused(asking.answer, name, number, NO) for name in ("Kim", "Kaj")]

    assert codes == ["inquiry_closed", "inquiry_closed"]
    assert asking.counted(number) == {"Habo": ("ja",)}


@pytest.mark.parametrize(("takes_late", "told"), [(True, "taken"), (False, "inquiry_closed")])
def test_late_answer_is_marked_or_refused(asking: Asking, takes_late: bool, told: str) -> None:
    number = asking.sent(takes_late=takes_late)
    asking.desk.clock.now = datetime(2027, 1, 30, 9, tzinfo=UTC)

    def fate() -> str:
        try:
            return asking.answer("Kim", number, YES).fate
        except Refusal as no:
            return no.code

    assert fate() == told
    assert [one.late for one in asking.picture(number).rows] == [True] * takes_late


def test_each_visit_of_an_office_has_an_answer_of_its_own(asking: Asking) -> None:
    number = asking.sent(unit=Unit.VISIT)

    asking.answer("Kim", number, YES, visit="Macken i Habo")
    asking.answer("Kim", number, NO, visit="Verkstaden")
    again = asking.answer("Kim", number, NO, visit="  macken i  HABO ")
    missing = refused(asking.answer, "Kim", number, YES)

    picture = asking.picture(number)
    assert ([(one.visit, one.given[0].values) for one in picture.counted], again.fate) == (
        [("macken i HABO", ("nej",)), ("Verkstaden", ("nej",))], "changed",
    )  # fmt: skip
    assert (picture.line.answered, missing) == (1, "inquiry_visit_missing")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ((), "inquiry_changed"),
        ((Given(), Given()), "inquiry_answer_missing"),
        ((Given(("kanske",)), Given()), "inquiry_answer_choice"),
        ((Given(("ja", "nej")), Given()), "inquiry_answer_choice"),
        ((YES, Given(("många",))), "inquiry_answer_number"),
        ((Given(("ja",), "x" * 3001), Given()), "inquiry_answer_long"),
    ],
)
def test_what_does_not_fit_the_questions_is_refused(
    asking: Asking, given: tuple[Given, ...], code: str
) -> None:
    number = asking.sent(InquiryQuestion(text="Har ni?", kind=QuestionKind.YES_NO), HOW_MANY)

    assert refused(asking.answer, "Kim", number, *given) == code
    assert stored(asking) == []


def test_three_thousand_letters_are_kept_as_they_are(asking: Asking) -> None:
    number = asking.sent(InquiryQuestion(text="Vad tycker ni?"))
    words = ("<b>Hej</b> <!channel> =1+1 å " * 200)[:3000]

    asking.answer("Kim", number, Given((words,)))

    assert asking.counted(number) == {"Habo": (words,)}


def at_once(*acts: Callable[[], object]) -> list[str]:
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        start.wait()
        try:
            act()
        except Refusal as no:
            return no.code
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


def test_two_of_an_office_at_once_give_one_answer(asking: Asking) -> None:
    number = asking.sent()

    fates = at_once(
        lambda: asking.answer("Kim", number, YES), lambda: asking.answer("Mia", number, NO)
    )

    assert fates == ["done", "inquiry_answered_already"]
    assert len(asking.counted(number)) == 1


def test_double_click_counts_once(asking: Asking) -> None:
    number = asking.sent()

    fates = at_once(*[lambda: asking.answer("Kim", number, YES)] * 3)

    assert (fates, stored(asking)) == (["done"] * 3, ["current"])


def test_person_answers_for_themselves(asking: Asking) -> None:
    number = asking.sent(unit=Unit.PERSON, asked=Asked(roles=("inspector",)))

    asking.answer("Ina", number, YES)

    assert asking.counted(number) == {"Ina In (Miljökontoret i Habo)": ("ja",)}
    assert refused(asking.answer, "Kim", number, NO) == "inquiry_not_asked"


def test_stranger_gives_no_answer(asking: Asking) -> None:
    number = asking.sent()
    stranger = asking.asker("Kim")
    nobody = type(stranger)("jonkoping")

    code = refused(answer_inquiry, asking.desk.services, nobody, number, InquiryReply(given=(YES,)))

    assert code == "not_known_yet"


def test_day_is_local(asking: Asking) -> None:
    number = asking.sent(takes_late=False)
    # Half past midnight of the next day in Sweden.
    asking.desk.clock.now = datetime(LAST.year, LAST.month, LAST.day, 23, 30, tzinfo=UTC)

    assert refused(asking.answer, "Kim", number, YES) == "inquiry_closed"
