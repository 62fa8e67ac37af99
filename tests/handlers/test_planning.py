from datetime import date

import pytest
from sqlalchemy import select

from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.planning import calendar_lines
from handlers.ports import Services
from storage.models import CadenceRule
from tests.factories import add_collaboration

ASKER = Asker("jonkoping", door="terminal")
FEBRUARY = date(2027, 2, 1), date(2027, 2, 28)


def test_february_holds_the_annual_report_and_what_comes_each_month(
    sample_services: Services,
) -> None:
    lines = calendar_lines(sample_services, ASKER, *FEBRUARY)

    ending = {line.rule: (line.kind, line.last) for line in lines if line.last in FEBRUARY_ENDS}
    assert ending == {
        "jkp-verksamhetsberattelse": ("deadline", date(2027, 2, 26)),
        "jkp-beredningsgrupp": ("quota", date(2027, 2, 28)),
        "jkp-besok": ("quota", date(2027, 2, 28)),
    }


FEBRUARY_ENDS = frozenset({date(2027, 2, 26), date(2027, 2, 28)})


def test_rule_that_stands_in_no_plan_is_told_as_paused(sample_services: Services) -> None:
    lines = calendar_lines(sample_services, ASKER, date(2027, 4, 1), date(2027, 4, 1))

    states = {line.rule: (line.state, line.per_office) for line in lines}
    assert states["jkp-nyckeltal"] == ("paused", True)
    assert states["jkp-styrgrupp"] == ("open", False)


def test_members_of_an_umbrella_see_the_whole_familys_year(sample_services: Services) -> None:
    lines = calendar_lines(sample_services, Asker("halland"), date(2027, 1, 1), date(2027, 12, 31))

    assert {"vast-chefsmote-var", "vast-chefsmote-host"} <= {line.rule for line in lines}


def test_members_that_call_their_rules_alike_each_have_their_own(services: Services) -> None:
    with services.database.write() as session:
        umbrella = add_collaboration(session)
        for key, month in (("vg", "04"), ("halland", "05")):
            member = add_collaboration(session, key, umbrella)
            session.flush()
            rule = {"shape": "deadline", "date": f"{month}-15"}
            session.add(
                CadenceRule(
                    collaboration_id=member.id, key="plan", title=key, sort_key=key, rule=rule
                )
            )

    lines = calendar_lines(services, Asker("vast"), date(2027, 1, 1), date(2027, 12, 31))

    assert [(line.title, line.last) for line in lines] == [
        ("vg", date(2027, 4, 15)),
        ("halland", date(2027, 5, 15)),
    ]


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        (date(2027, 2, 2), date(2027, 2, 1), "period_backwards"),
        (date(2020, 1, 1), date(2031, 1, 1), "period_too_long"),
    ],
)
def test_period_that_cannot_be_is_refused(
    sample_services: Services, first: date, last: date, code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        calendar_lines(sample_services, ASKER, first, last)

    assert refused.value.code == code


def test_rule_that_cannot_be_kept_is_named(sample_services: Services) -> None:
    with sample_services.database.write() as session:
        rule = session.scalars(
            select(CadenceRule).where(CadenceRule.key == "jkp-verksamhetsberattelse")
        ).one()
        rule.rule = {**rule.rule, "date": "02-30"}

    with pytest.raises(Refusal) as refused:
        calendar_lines(sample_services, ASKER, *FEBRUARY)

    assert refused.value.values["rule"] == "jkp-verksamhetsberattelse"
