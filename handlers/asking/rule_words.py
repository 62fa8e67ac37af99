"""The rules of what recurs, in words: "regler", "regel nyckeltal", "pausa regel nyckeltal"."""

import re

from handlers.access import Information, may, require
from handlers.answers import Answer, Option, RuleAnswer, RulesAnswer
from handlers.asking.meant import Meant, meant, meant_loosely, which
from handlers.asking.orders import command_text, order_text
from handlers.asking.question import Question
from handlers.errors import Refusal
from handlers.rule_sheets import RuleSheet
from storage.models import CadenceRule

_RULE = r"(?:regeln?|påminnelsen?)"
_LIST = re.compile(
    r"(?:visa |lista |vilka )?(?:alla )?(?:våra |återkommande )?"
    r"(?:regel|regler|reglerna|påminnelser|påminnelserna)(?: finns| har vi)?",
    re.IGNORECASE,
)
_SHOW = re.compile(rf"(?:visa )?{_RULE}(?: för| om)?:? (?P<what>\S.*)", re.IGNORECASE)
_CHANGE = re.compile(
    rf"(?P<verb>pausa|återuppta|återställ|ta bort) {_RULE}(?: för| om)?:? (?P<what>\S.*)",
    re.IGNORECASE,
)
_DIALOG = re.compile(
    rf"(?:(?:skapa |gör |lägg till )?(?:en )?ny(?:tt)? {_RULE}|(?:skapa|lägg till)(?: en)? {_RULE}"
    rf"|(?:ändra|redigera) {_RULE})(?:[: ].*)?",
    re.IGNORECASE,
)


def several(question: Question) -> Answer | None:
    """Answer with the rules, for those who keep the calendar."""
    if not _LIST.fullmatch(command_text(question)):
        return None
    from handlers import rules  # noqa: PLC0415 - the days off are slow to load

    lines = rules.list_rules(question.scope.services, question.scope.asker)
    return RulesAnswer(ids=tuple(line.key for line in lines), rules=lines)


def in_dialog(question: Question) -> Answer | None:
    """Say where a rule is made or gets another shape: in a dialog, which shows what it brings."""
    if not _DIALOG.fullmatch(command_text(question)):
        return None
    require(question.scope.asker, Information.CALENDAR)
    raise Refusal("rule_in_dialog")


def change(question: Question) -> Answer | None:
    """Let a rule rest, hold again, or be as its source says; or take one away that has none."""
    said = _CHANGE.fullmatch(order_text(question))
    named = meant(question, said["what"]) if said else None
    if said is None or named is None:
        return None
    verb = said["verb"].casefold()
    return _which(named, f"{verb} regel") or _changed(named, verb)


def one(question: Question) -> Answer | None:
    """Answer with one rule: when it recurs, and who is reminded when."""
    said = _SHOW.fullmatch(command_text(question))
    # Whoever does not keep the calendar asks for what recurs, and not for its rule.
    if said is None or not may(question.scope.asker, Information.CALENDAR):
        return None
    named = meant_loosely(question, said["what"])
    return (_which(named, "regel") or _shown(named)) if named else None


def _which(named: Meant, command: str) -> Answer | None:
    if len(named.rules) == 1:
        return None
    owners = {one.id: one.name for one in named.question.scope.family.members}
    options = [
        Option(
            typed=f"{command} {_name(named, rule)}",
            title=rule.title,
            collaboration=owners[rule.collaboration_id],
        )
        for rule in named.rules
    ]
    return which(named, options)


def _shown(named: Meant) -> Answer:
    from handlers import rules  # noqa: PLC0415 - the days off are slow to load

    services, asker = named.question.scope.services, named.question.scope.asker
    sheet = rules.show_rule(services, asker, *_slot(named))
    return RuleAnswer(ids=(sheet.key,), sheet=sheet, typed=_other(named, sheet))


def _changed(named: Meant, verb: str) -> Answer:
    from handlers import rules  # noqa: PLC0415 - the days off are slow to load

    key, owner = _slot(named)
    services, asker = named.question.scope.let_go()
    if verb == "ta bort":
        sheet = rules.show_rule(services, asker, key, owner)
        rules.remove_rule(services, asker, key, owner)
        return RuleAnswer(ids=(key,), sheet=sheet, change="removed")
    if verb == "återställ":
        sheet = rules.restore_rule(services, asker, key, owner)
        return RuleAnswer(ids=(key,), sheet=sheet, change="restored")
    rests = verb == "pausa"
    sheet = rules.change_rule(services, asker, key, owner, rules.RuleChange(paused=rests))
    done = "paused" if rests else "resumed"
    return RuleAnswer(ids=(key,), sheet=sheet, change=done, typed=_other(named, sheet))


def _other(named: Meant, sheet: RuleSheet) -> str:
    verb = "återuppta" if sheet.paused else "pausa"
    return f"{verb} regel {_name(named, named.rules[0])}"


def _slot(named: Meant) -> tuple[str, str]:
    rule, members = named.rules[0], named.question.scope.family.members
    return rule.key, next(one.key for one in members if one.id == rule.collaboration_id)


def _name(named: Meant, rule: CadenceRule) -> str:
    return named.reference(rule.collaboration_id, rule.key)
