"""The preparatory group's answers as the handlers give them."""

from dataclasses import replace
from datetime import date

from handlers.answers import (
    CriteriaAnswer,
    CriterionLine,
    MovedAsWeighedAnswer,
    ReviewAnswer,
    ReviewLine,
    ReviewSheet,
    RoleContact,
    RowProblem,
    WeighedAnswer,
)
from handlers.opinion_views import Opinion, VoteResult

VOTES = (
    VoteResult(
        key="1", title="Biocidprodukter", inquiry=3, counts=(("ja", 25), ("nej", 3)), voted=28
    ),
    VoteResult(
        key="1", title="Biocidprodukter", inquiry=5, counts=(("3 mycket", 1), ("1 inte", 1)),
        voted=2, mean=2.0, waiting=1,
    ),
)  # fmt: skip
CRITERIA = (CriterionLine(1, "Miljönytta", 5), CriterionLine(2, "Rådighet", 3))
CONTACT = RoleContact(
    "utvecklingsledare", title="Utvecklingsledare", email="utvecklingsledare@jonkoping.example"
)
SKATE = ReviewLine(
    id=1,
    key="2027-001",
    number="2027-001",
    title="Tillsyn av skateparker",
    state="under_review",
    area="Miljöskydd",
    year=2027,
    offices=("Miljökontoret i Habo", "Miljökontoret i Aneby"),
    background="Flera kommuner bygger skateparker.\nIngen vet hur bullret ska mätas.",
    goal="Alla mäter på samma sätt.",
    form="guidance",
    late=True,
    points=(None, None),
)
BIOCIDES = replace(
    SKATE,
    id=2,
    key="jkp-forslag-biocid",
    number="",
    title="Biocidprodukter",
    state="in_bank",
    year=2022,
    offices=(),
    late=False,
    incomplete=True,
    notes=("inget år i källan",),
    outcome="not_in_plan",
    reason="Kemikalieinspektionen gör det 2028.",
    votes=VOTES,
    opinions=(Opinion("Habo", "=1+1", 3), Opinion("Habo", "Nej", 3, disputed=True)),
    points=(2, 3),
    version=2,
)
SHEET = ReviewSheet("Miljösamverkan Jönköpings län", date(2027, 2, 1), CRITERIA, (SKATE, BIOCIDES))
NOTHING = replace(SHEET, lines=())
WEIGHED = replace(SHEET, lines=(BIOCIDES,))
PROBLEMS = (
    RowProblem(3, "2027-002", "weighed_without_reason"),
    RowProblem(5, "2027-777", "weighed_unknown", {"name": "2027-777"}),
)
REVIEW = ReviewAnswer(subject="review", sheet=SHEET)
FOUND = ReviewAnswer(subject="weighed", sheet=WEIGHED, to_move=1)
TAKEN = WeighedAnswer(subject="weighed_now", sheet=WEIGHED, same=4)
NOT_TAKEN = WeighedAnswer(subject="weighed_now", sheet=NOTHING, problems=PROBLEMS)
TO_MOVE = MovedAsWeighedAnswer(subject="as_weighed", lines=(BIOCIDES,))
WEIGHING_ANSWERS = (
    CriteriaAnswer(subject="criteria", criteria=CRITERIA, contact=CONTACT),
    CriteriaAnswer(subject="criteria", criteria=CRITERIA, changed=True, may_set=True),
    CriteriaAnswer(subject="criteria", criteria=(), contact=CONTACT),
    CriteriaAnswer(subject="criteria", criteria=(), changed=True, may_set=True),
    REVIEW,
    replace(REVIEW, sheet=NOTHING),
    FOUND,
    replace(FOUND, sheet=NOTHING, to_move=0),
    TAKEN,
    replace(TAKEN, sheet=NOTHING),
    NOT_TAKEN,
    TO_MOVE,
    replace(TO_MOVE, lines=()),
    replace(TO_MOVE, lines=(replace(BIOCIDES, state="not_in_plan"),), done=True),
)
