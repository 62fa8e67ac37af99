"""Corrections and what files say otherwise: let be so, or let be; and who made them is told."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest

from handlers.contents import Note, NoteCode
from handlers.delivery import Delivery
from handlers.desk import file_task, open_tasks
from handlers.errors import Refusal
from handlers.living import KINDS, Wanted, accept_suggestion, decline_suggestion
from tests.fakes import RecordingCourier
from tests.handlers.living.test_beside_imports import DONE, bring
from tests.handlers.living.yard import KEY, Yard


def correct(yard: Yard, said: str) -> int:
    about = {"record_kind": "project", "record_key": KEY, "record_owner": "vast"}
    return file_task(yard.services, yard.inspector, "correction", said, **about).id


def notes(yard: Yard) -> list[tuple[int | None, NoteCode, str, str]]:
    mail = RecordingCourier()
    Delivery(yard.services, {"mail": mail}, KINDS).deliver_due()
    found = [(parcel.to.person_id, parcel.content) for parcel in mail.sent]
    return [
        (who, note.code, dict(note.values)["reason"], note.quote)
        for who, note in found
        if isinstance(note, Note)
    ]


def refusal(act: object, *given: object) -> str:
    with pytest.raises(Refusal) as refused:
        act(*given)  # type: ignore[operator]  # what is called is what is tried
    return refused.value.code


def test_correction_that_says_what_is_right_is_done_and_told(yard: Yard) -> None:
    number = correct(yard, "avslutat november 2026")

    done = accept_suggestion(yard.services, yard.lead, number)

    assert [one.field for one in done.changed.changes] == ["status"]
    assert (yard.project().status, yard.project().end) == ("avslutat", "2026-11")
    assert open_tasks(yard.services, yard.lead) == ()
    assert notes(yard) == [
        (yard.inspector.person_id, NoteCode.CORRECTION_MADE, "", "avslutat november 2026")
    ]


def test_correction_in_other_words_waits_for_somebody_to_write_it(yard: Yard) -> None:
    number = correct(yard, "slutdatumet är fel")

    assert refusal(accept_suggestion, yard.services, yard.lead, number) == "suggestion_unclear"
    assert [one.id for one in open_tasks(yard.services, yard.lead)] == [number]


def test_declined_correction_is_told_with_its_reason(yard: Yard) -> None:
    number = correct(yard, "avslutat november 2026")

    decline_suggestion(yard.services, yard.second, number, "Det pågår  än.")

    assert yard.project().status == "pågående"
    (told,) = notes(yard)
    assert told[1:3] == (NoteCode.CORRECTION_DECLINED, "Det pågår än.")


def test_suggestion_is_settled_once_however_many_press(yard: Yard) -> None:
    number = correct(yard, "avslutat november 2026")
    together = Barrier(2)

    def press(by: int) -> str:
        together.wait()
        try:
            accept_suggestion(yard.services, (yard.lead, yard.second)[by], number)
        except Refusal as no:
            return no.code
        return ""

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(press, range(2))) == ["", "suggestion_settled"]
    assert (yard.project().version, len(notes(yard))) == (1, 1)


def test_what_a_file_says_is_taken_over_and_is_the_files_again(yard: Yard) -> None:
    yard.change(DONE)
    yard.change(Wanted("milestone", {"kind": "träff", "start": "2027-05", "end": "2027-05"}))
    bring(yard)
    (task,) = open_tasks(yard.services, yard.lead)

    accept_suggestion(yard.services, yard.lead, task.id)

    assert (yard.project().status, yard.project().end) == ("planerat", "2028")
    assert (yard.milestones(), yard.project().by_hand) == ([("kickoff", "2027-03")], {})
    bring(yard, status="avslutat")
    assert yard.project().status == "avslutat"


def test_others_settle_nothing(yard: Yard) -> None:
    number = correct(yard, "avslutat november 2026")
    theirs = yard.asker("Jon Köping", "coordinator", family="jonkoping")
    accept = partial(accept_suggestion, yard.services)

    assert refusal(accept, yard.inspector, number) == "not_allowed"
    assert refusal(accept, theirs, number) == "task_gone"
    assert yard.project().version == 0


def test_what_is_no_correction_is_not_settled_so(yard: Yard) -> None:
    number = file_task(yard.services, yard.inspector, "question", "Hur går det?").id

    assert refusal(accept_suggestion, yard.services, yard.lead, number) == "no_suggestion"
