"""What is handed over of a case and of a round: all that is kept, and nobody else's."""

from dataclasses import replace

import pytest
from sqlalchemy import delete

from handlers.answers import CriterionLine
from handlers.cases import export_case, export_round
from handlers.errors import Refusal
from handlers.proposals import Move, comment, join, merge, move, start_from_proposal, undo_move
from handlers.weighing import Found, set_criteria, weigh
from storage.models import Collaboration, IncomingMail
from tests.factories import add_proposal
from tests.fakes import recorded_statements
from tests.handlers.proposals.house import Bench

LONG = "å" * 3000
NASTY = "<!channel> <b>fet</b> & <@U0SAM>"
REASON = "Vägledningen kommer 2028."


def worked_on(bench: Bench, title: str = "Tillsyn av skateparker") -> int:
    """Return a proposal that much has happened to."""
    number = bench.propose(title)
    join(bench.services, bench.aneby, number)
    comment(bench.services, bench.habo, number, NASTY)
    (moved,) = move(bench.services, bench.coordinator, Move(numbers=(number,), to="in_plan"))
    undo_move(bench.services, bench.coordinator, number, moved.step)
    banked = Move(numbers=(number,), to="in_bank", reason=REASON)
    move(bench.services, bench.coordinator, banked)
    return number


def keep_mail(bench: Bench, **values: object) -> int:
    with bench.services.database.write() as session:
        count = session.query(IncomingMail).count()
        usual = {
            "mailbox": "INBOX",
            "digest": f"{count:064d}",
            "raw": b"Subject: Hej\r\n\r\nHej",
            "received_at": bench.services.clock(),
            "state": "answered",
        }
        row = IncomingMail(**{**usual, **values})
        session.add(row)
        session.flush()
        return row.id


def test_case_holds_the_proposal_with_its_whole_way(bench: Bench) -> None:
    number = worked_on(bench)

    answer = export_case(bench.services, bench.coordinator, number)

    assert (answer.kind, answer.ids) == ("proposal", ("2027-001",))
    (kept,) = answer.case.proposals
    assert (kept.number, kept.title, kept.state) == (
        "2027-001",
        "Tillsyn av skateparker",
        "in_bank",
    )
    assert (kept.background, kept.goal) == ("Ingen vet hur många de är.", "Alla parker är kända.")
    assert (kept.handed_in_by, kept.handed_in_at) == ("Ina Spektör", bench.services.clock())
    assert [(one.name, one.office, one.part) for one in kept.backers] == [
        ("Ina Spektör", "Miljökontoret i Habo", "proposer"),
        ("Ane By", "Miljökontoret i Aneby", "supporter"),
    ]
    assert [(one.before, one.after, one.reason, one.by) for one in kept.steps] == [
        ("", "received", "", "Ina Spektör"),
        ("received", "in_plan", "", "Sam Ordnare"),
        ("received", "in_bank", REASON, "Sam Ordnare"),
    ]
    assert [one.undone_at is not None for one in kept.steps] == [False, True, False]
    assert [(one.by, one.words) for one in kept.comments] == [("Kim Kontakt", NASTY)]


def test_handing_over_is_in_the_log_and_in_the_case(bench: Bench) -> None:
    number = worked_on(bench)

    case = export_case(bench.services, bench.coordinator, number).case

    assert [(one.verb, one.by) for one in case.events] == [
        ("handed_in", "Ina Spektör"),
        ("joined", "Ane By"),
        ("commented", "Kim Kontakt"),
        ("moved", "Sam Ordnare"),
        ("move_undone", "Sam Ordnare"),
        ("moved", "Sam Ordnare"),
        ("exported", "Sam Ordnare"),
    ]
    assert bench.events()[-1].verb == "proposal_exported"
    assert {one.door for one in case.events} == {"slack"}


def test_what_was_merged_into_it_belongs_to_the_case(bench: Bench) -> None:
    first, second = worked_on(bench), bench.propose("Skateparker", by=bench.aneby)
    bench.propose("Solarier")
    merge(bench.services, bench.coordinator, second, first)

    case = export_case(bench.services, bench.coordinator, first).case

    assert [one.number for one in case.proposals] == ["2027-001", "2027-002"]
    assert case.proposals[1].merged_into == "2027-001 Tillsyn av skateparker"
    assert {one.details["proposal"] for one in case.events} == {first, second}
    assert "Ane By" in {one.by for one in case.events if one.details["proposal"] == second}


def test_weighing_is_told_with_its_points(bench: Bench) -> None:
    number = bench.propose()
    (one, other) = set_criteria(
        bench.services,
        bench.coordinator,
        [CriterionLine(0, "Miljönytta", 5), CriterionLine(0, "Rådighet", 3)],
    )
    found = Found(outcome="in_bank", reason=REASON, points={one.id: 4, other.id: None})
    weigh(bench.services, bench.coordinator, number, found)

    (kept,) = export_case(bench.services, bench.coordinator, number).case.proposals

    assert kept.weighing is not None
    assert (kept.weighing.outcome, kept.weighing.reason) == ("in_bank", REASON)
    assert [(it.criterion, it.points, it.most) for it in kept.weighing.points] == [
        ("Miljönytta", 4, 5),
        ("Rådighet", None, 3),
    ]


def test_round_keeps_the_points_of_criteria_that_are_no_more(bench: Bench) -> None:
    number = bench.propose()
    lines = [CriterionLine(0, "Miljönytta", 5), CriterionLine(0, "Rådighet", 3)]
    kept, gone = set_criteria(bench.services, bench.coordinator, lines)
    found = Found(outcome="in_bank", reason=REASON, points={kept.id: 4, gone.id: 2})
    weigh(bench.services, bench.coordinator, number, found)
    set_criteria(bench.services, bench.coordinator, [CriterionLine(kept.id, "Miljönytta", 5)])

    answer = export_round(bench.services, bench.coordinator, 2027)

    assert {(one.number, one.title, one.retired) for one in answer.criteria} == {
        (kept.id, "Miljönytta", False),
        (gone.id, "Rådighet", True),
    }
    (weighing,) = [one.weighing for one in answer.proposals if one.weighing]
    assert {it.number: it.points for it in weighing.points} == {kept.id: 4, gone.id: 2}


def test_project_that_was_started_from_it_is_in_the_case(bench: Bench) -> None:
    number = bench.propose("Solarier")
    begun = start_from_proposal(bench.services, bench.coordinator, number)

    (kept,) = export_case(bench.services, bench.coordinator, number).case.proposals

    assert (kept.project, kept.project_key) == ("Solarier", begun.key)


def test_who_was_told_is_in_the_case(bench: Bench) -> None:
    number = worked_on(bench)
    bench.deliver()

    notices = export_case(bench.services, bench.coordinator, number).case.notices

    told = {(one.to, one.event, one.notice_state) for one in notices}
    assert ("Ina Spektör", "handed_in", "sent") in told
    assert ("Ina Spektör", "commented", "sent") in told
    assert ("Vest Granne", "moved", "sent") not in told


def test_mails_that_something_was_done_by_are_in_the_case(bench: Bench) -> None:
    number = bench.propose()
    mail = keep_mail(
        bench,
        answer_id="svar@bot.example",
        answer={
            "to": "kim@habo.example",
            "reply": {"subject": "Sv: Hej", "text": "Tack.", "html": "<p>Tack.</p>"},
        },
    )
    keep_mail(bench, raw=b"Subject: Annat\r\n\r\nAnnat")
    comment(bench.services, replace(bench.habo, door="mail", mail=mail), number, "Bra")

    case = export_case(bench.services, bench.coordinator, number).case

    (kept,) = case.mails
    assert (kept.number, kept.raw) == (mail, b"Subject: Hej\r\n\r\nHej")
    assert kept.reply is not None
    assert (kept.reply.to, kept.reply.text) == ("kim@habo.example", "Tack.")
    assert [one.mail for one in case.events] == [None, mail, None]


def test_mail_that_is_kept_no_longer_is_said_to_be_gone(bench: Bench) -> None:
    number = bench.propose()
    mail = keep_mail(bench)
    comment(bench.services, replace(bench.habo, mail=mail), number, "Bra")
    with bench.services.database.write() as session:
        session.execute(delete(IncomingMail))

    (kept,) = export_case(bench.services, bench.coordinator, number).case.mails

    assert (kept.number, kept.raw, kept.reply) == (mail, None, None)


def test_answer_to_who_asked_for_a_case_does_not_carry_the_case_once_more(bench: Bench) -> None:
    number = bench.propose()
    reply = {
        "subject": "Sv: exportera",
        "text": "Här.",
        "html": "<p>Här.</p>",
        "attachments": [["forslag.zip", "application/zip", "UEs="]],
    }
    mail = keep_mail(bench, answer_id="a@bot.example", answer={"to": "x", "reply": reply})
    export_case(bench.services, replace(bench.coordinator, mail=mail), number)

    (kept,) = export_case(bench.services, bench.coordinator, number).case.mails

    assert kept.reply is not None
    assert kept.reply.attachments == ()


def test_only_a_coordinator_of_the_proposals_own_gets_a_case(bench: Bench) -> None:
    number = worked_on(bench)
    before = len(bench.events())

    for asker, code in (
        (bench.inspector, "not_allowed"),
        (bench.habo, "not_allowed"),
        (replace(bench.coordinator, roles=frozenset({"project_leader"})), "not_allowed"),
        (bench.neighbour, "proposal_gone"),
    ):
        with pytest.raises(Refusal) as refused:
            export_case(bench.services, asker, number)
        assert refused.value.code == code
    assert len(bench.events()) == before


def test_round_holds_all_that_was_handed_in_for_its_year(bench: Bench) -> None:
    worked_on(bench)
    bench.propose("Solarier", by=bench.aneby)
    with bench.services.database.write() as session:
        owner = session.get_one(Collaboration, bench.desk.collaboration_id)
        add_proposal(session, owner, "Biocider", year_received=2022)
        other = session.query(Collaboration).filter_by(key="vast").one()
        add_proposal(session, other, "Grannens", key="2027-001", number="2027-001")

    answer = export_round(bench.services, bench.coordinator, 2027)
    older = export_round(bench.services, bench.coordinator, 2022)

    assert [(one.number, one.title) for one in answer.proposals] == [
        ("2027-001", "Tillsyn av skateparker"),
        ("2027-002", "Solarier"),
    ]
    assert answer.proposals[0].comments[0].words == NASTY
    assert [one.title for one in older.proposals] == ["Biocider"]


def test_round_without_proposals_is_refused_and_nothing_is_logged(bench: Bench) -> None:
    worked_on(bench)

    with pytest.raises(Refusal) as refused:
        export_round(bench.services, bench.coordinator, 2031)
    with pytest.raises(Refusal) as denied:
        export_round(bench.services, bench.habo, 2027)

    assert (refused.value.code, refused.value.values) == ("round_empty", {"year": 2031})
    assert denied.value.code == "not_allowed"


def test_as_many_queries_however_many_proposals(bench: Bench) -> None:
    worked_on(bench)
    with recorded_statements(bench.services.database) as one:
        export_round(bench.services, bench.coordinator, 2027)
    for title in ("Solarier", "Badbryggor"):
        worked_on(bench, title)

    with recorded_statements(bench.services.database) as three:
        export_round(bench.services, bench.coordinator, 2027)

    assert len(three) == len(one)


def test_longest_words_are_handed_over_whole(bench: Bench) -> None:
    number = bench.hand_in(bench.inspector, bench.said(background=LONG, goal=LONG))

    (kept,) = export_case(bench.services, bench.coordinator, number).case.proposals

    assert (kept.background, kept.goal) == (LONG, LONG)
