"""A case and a round as the handlers hand them over."""

from dataclasses import replace
from datetime import UTC, datetime

from handlers.answers import CaseAnswer, CaseFile, CaseProposal, RoundExportAnswer
from handlers.answers.cases import (
    CaseBacker,
    CaseComment,
    CaseCriterion,
    CaseEvent,
    CaseMail,
    CaseNotice,
    CasePlanLine,
    CasePoints,
    CaseReply,
    CaseStep,
    CaseWeighing,
)
from handlers.opinion_views import Opinion
from tests.bot.texts.weighing_samples import VOTES

AT = datetime(2027, 2, 1, 8, 30, tzinfo=UTC)
FORMULA = '=HYPERLINK("https://ond.example")'
RAW = b"From: kim@habo.example\r\nSubject: Hej\r\n\r\nHej\r\n"
SKATEPARKS = CaseProposal(
    number="2027-001",
    key="2027-001",
    title="Tillsyn av skateparker",
    area="Hälsoskydd",
    year=2027,
    state="in_bank",
    source="",
    source_status="",
    bank_for_plan="",
    notes=(),
    registration_number="2027/114",
    handed_in_at=AT,
    handed_in_by="Ina Spektör",
    late=True,
    incomplete=False,
    version=2,
    background="Ingen vet hur många de är.",
    goal="Alla parker är kända.",
    target_group="",
    form="campaign",
    focus_area="",
    environmental_goals=("climate",),
    wished_time="våren 2028",
    can_take_part="yes",
    standing=False,
    links=("https://habo.example/parker",),
    merged_into="",
    backers=(CaseBacker(name="Ina Spektör", office="Habo", part="proposer", since=AT),),
    steps=(
        CaseStep(
            at=AT,
            before="received",
            after="in_bank",
            reason="Vägledningen kommer 2028.",
            other="",
            by="Sam Ordnare",
            undone_at=None,
        ),
    ),
    comments=(CaseComment(at=AT, by="Kim Kontakt", office="Habo", words=FORMULA),),
    opinions=(Opinion("Habo", "Gärna nästa år.", 7, disputed=True),),
    votes=VOTES,
    weighing=CaseWeighing(
        outcome="in_bank",
        reason="Det kan vänta.",
        points=(
            CasePoints(number=3, criterion="Miljönytta", points=4, most=5),
            CasePoints(number=2, criterion="Rådighet", points=1, most=3),
            CasePoints(number=1, criterion="Miljönytta", points=2, most=3),
        ),
        at=AT,
        by="Bea Bereder",
    ),
    plan_lines=(CasePlanLine(plan="VP 2028", year=2028, line=3, section="", removed=True),),
    project=FORMULA,
    project_key="jonkoping-2028-skateparker",
)
MERGED = replace(
    SKATEPARKS,
    number="",
    key="jkp-forslag/../parker",
    title=FORMULA,
    weighing=None,
    merged_into="2027-001 Tillsyn av skateparker",
)
ALONE = replace(MERGED, title="Parker")
REPLY = CaseReply(
    to="kim@habo.example",
    sent_at=AT,
    message_id="svar-1@bot.example",
    subject="Sv: Hej",
    text="Tack för det.",
    html="<p>Tack för det.</p>",
    in_reply_to="hej@habo.example",
    references=("hej@habo.example",),
    attachments=(("åtgärder.txt", "text/plain", "SGVq"),),
)
CASE = CaseFile(
    collaboration="Miljösamverkan Jönköpings län",
    made_at=AT,
    made_by="Sam Ordnare",
    proposals=(SKATEPARKS, MERGED),
    events=(
        CaseEvent(id=7, at=AT, verb="handed_in", by="Ina Spektör", door="mail", mail=3),
        CaseEvent(id=9, at=AT, verb="exported", by="=Sam", door="slack", details={"proposal": 1}),
    ),
    mails=(
        CaseMail(number=3, received_at=AT, by="Kim Kontakt", raw=RAW, reply=REPLY),
        CaseMail(number=4),
    ),
    notices=(
        CaseNotice(
            created_at=AT,
            to="Ina Spektör",
            event="moved",
            notice_state="sent",
            door="mail",
            ended_at=AT,
            receipt="<1@bot.example>",
        ),
    ),
)
ROUND = RoundExportAnswer(
    ids=("2027-001", "jkp-forslag/../parker"),
    subject="round_export",
    year=2027,
    collaboration="Miljösamverkan Jönköpings län",
    made_at=AT,
    criteria=(
        CaseCriterion(number=3, title="Miljönytta"),
        CaseCriterion(number=2, title="Rådighet", retired=True),
        CaseCriterion(number=1, title="Miljönytta", retired=True),
    ),
    proposals=(SKATEPARKS, MERGED),
)
CASE_ANSWERS = (
    CaseAnswer(ids=("2027-001",), case=CASE),
    CaseAnswer(ids=("x",), case=replace(CASE, proposals=(ALONE,), events=(), mails=())),
    ROUND,
)
