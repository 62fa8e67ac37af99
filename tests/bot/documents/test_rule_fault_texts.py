import pytest

from bot.documents.problems import describe
from bot.texts.wording import has_word
from handlers.imports import Code, Problem
from handlers.imports.problems import RuleFault


@pytest.mark.parametrize("why", list(RuleFault))
def test_every_rule_fault_has_words_that_say_what_was_expected(why: RuleFault) -> None:
    said = describe(Problem(Code.BAD_RULE, "cadence.yaml", 7, "recurring[0].rule", why=why))

    assert has_word("rule_fault", why)
    assert said.startswith("cadence.yaml, rad 7, fält recurring[0].rule: ")
    assert "väntade" in said


def test_rule_fault_says_what_stands_there() -> None:
    fault = Problem(
        Code.BAD_RULE,
        "cadence.yaml",
        9,
        "recurring[0].rule.date",
        found="02-29",
        why=RuleFault.LEAP_DAY,
    )

    assert describe(fault) == (
        "cadence.yaml, rad 9, fält recurring[0].rule.date: 29 februari finns inte varje år, "
        "väntade 02-last, som är månadens sista dag, här står ”02-29”."
    )


def test_rule_fault_of_a_code_without_words_is_told_all_the_same() -> None:
    said = describe(Problem(Code.BAD_RULE, "cadence.yaml", why="newer"))

    assert said == "cadence.yaml: regeln går inte att följa."
