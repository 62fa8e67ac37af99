"""Answers about rules, as samples for the cards."""

from dataclasses import replace
from datetime import date

from handlers.answers import RuleAnswer, RulesAnswer
from handlers.contents import CalendarLine
from handlers.rules import Preview, RuleLine, RuleSheet
from handlers.shapes import shape_of

_SHAPE = shape_of({"shape": "deadline", "date": "04-01", "per_office": True}, str)
_NEXT = CalendarLine(
    rule="jkp-nyckeltal",
    part="",
    title="Nyckeltal",
    slot="2027",
    kind="deadline",
    state="open",
    first=date(2027, 4, 1),
    last=date(2027, 4, 1),
    least=1,
    most=1,
    booked=0,
    missing=1,
)

SHEET = RuleSheet(
    key="jkp-nyckeltal",
    owner="jonkoping",
    collaboration="Miljösamverkan Jönköpings län",
    title="Nyckeltal",
    shape=_SHAPE,
    source=_SHAPE,
    paused=False,
    source_paused=False,
    changed=False,
    made=False,
    wording=(("2026", "senast 1 april"),),
    preview=Preview(_SHAPE, (_NEXT,)),
)

LINE = RuleLine(
    key="jkp-nyckeltal",
    owner="jonkoping",
    collaboration="Miljösamverkan Jönköpings län",
    title="Nyckeltal",
    shape=_SHAPE,
    upcoming=_NEXT,
)

RULES = RulesAnswer(
    ids=tuple(f"jkp-{number}" for number in range(7)),
    rules=tuple(replace(LINE, key=f"jkp-{number}", title=f"Sak {number}") for number in range(7)),
)
NO_RULES = RulesAnswer(rules=())

RULE = RuleAnswer(ids=("jkp-nyckeltal",), sheet=SHEET, typed="pausa regel jkp-nyckeltal")
RULE_OF_OWN = RuleAnswer(
    ids=("jkp-nyckeltal",),
    sheet=replace(SHEET, paused=True, remind=(10, 0), audience="channel", hosts=("Habo", "Aneby")),
    typed="återuppta regel jkp-nyckeltal",
)
BROKEN_RULE = RuleAnswer(
    ids=("jkp-nyckeltal",),
    sheet=replace(SHEET, preview=None, fault="bad_date"),
    typed="pausa regel jkp-nyckeltal",
)
PAUSED = RuleAnswer(
    ids=("jkp-nyckeltal",),
    sheet=replace(SHEET, paused=True),
    change="paused",
    typed="återuppta regel jkp-nyckeltal",
)
REMOVED = RuleAnswer(ids=("jkp-nyckeltal",), sheet=replace(SHEET, made=True), change="removed")

RULE_ANSWERS = (RULES, NO_RULES, RULE, RULE_OF_OWN, BROKEN_RULE, PAUSED, REMOVED)
