"""Budgets in which somebody has entered something, as the handlers give them."""

from dataclasses import replace
from datetime import UTC, datetime

from handlers.answers import (
    BudgetAnswer,
    BudgetChangeLine,
    BudgetLine,
    BudgetSheet,
    BudgetTotal,
    RoleContact,
)

AT = datetime(2027, 2, 1, 8, 30, tzinfo=UTC)
FORMULA = "=1+1"
CONTACT = RoleContact(
    "utvecklingsledare", title="Utvecklingsledare", email="utvecklingsledare@jonkoping.example"
)
WAGES = BudgetLine(
    side="cost",
    item="löner",
    budget=1_700_000,
    revised=1_750_000,
    outcome=1_800_000.5,
    note="Vikarie i mars.",
    source="styrgruppen 3 februari",
    printed=1_726_000,
    version=3,
    entered=True,
)
COURSES = BudgetLine(
    side="income", item="utbildningar", budget=60_000, outcome=75_000, entered=True
)
TRAVEL = BudgetLine(side="cost", item=FORMULA, budget=10_000, printed=10_000)
WHOLE = BudgetLine(side="cost", item="", outcome=4_000, entered=True)
SHEET = BudgetSheet(
    key="jkp-2027",
    organisation="Miljösamverkan Jönköpings län",
    year=2027,
    unit="tkr",
    costs_total=1736,
    notes=("raderna summerar inte",),
    source="jonkoping-verksamhetsplan-2026-2028.txt",
    owner="jonkoping",
    lines=(COURSES, WAGES, TRAVEL),
    totals=(
        BudgetTotal(side="income", budget=60_000, outcome=75_000),
        BudgetTotal(side="cost", budget=1_710_000, revised=1_760_000, outcome=1_800_000.5),
    ),
    changes=(
        BudgetChangeLine(
            at=AT, item="löner", side="cost", field="outcome", old=None, new=1_800_000.5, by="Sam"
        ),
        BudgetChangeLine(
            at=AT, item="", side="cost", field="note", old="Förr", new=FORMULA, undone=True
        ),
    ),
)
BARE = BudgetSheet(
    key="halland-2027",
    organisation="Miljösamverkan Halland",
    year=2027,
    unit="kr",
    owner="halland",
    lines=(WHOLE,),
    totals=(BudgetTotal(side="cost", outcome=4_000),),
)
ENTERED = BudgetAnswer(ids=("jkp-2027",), sheets=(SHEET,), year=2027, contact=CONTACT, may_set=True)
BUDGET_ANSWERS = (
    ENTERED,
    replace(ENTERED, set_line=WAGES, undo=7),
    replace(ENTERED, set_line=replace(COURSES, outcome=60_000), undone=True),
    BudgetAnswer(ids=("halland-2027",), sheets=(BARE, SHEET), year=2027),
    BudgetAnswer(year=2031, contact=CONTACT, may_set=True),
    BudgetAnswer(year=2031, contact=CONTACT, may_set=True, set_line=replace(WHOLE, outcome=None)),
    ENTERED.as_file(),
)
