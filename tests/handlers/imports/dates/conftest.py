from collections.abc import Callable

import pytest

from handlers.imports import Code, ImportPlan, Problem, Table, plan_import
from handlers.ports import Services
from tests.handlers.imports.conftest import Importer
from tests.handlers.imports.makers import collaboration, document

HOUSE = """
id: vast
name: Miljösamverkan Väst
members:
  - {id: vg, name: Miljösamverkan Västra Götaland}
  - {id: halland, name: Miljösamverkan Halland}
groups:
  - {id: styrgrupp, name: Styrgrupp, aliases: [SG]}
  - {id: luft, name: Luft och buller}
"""
RULES = """
recurring:
  - id: chefer-var
    title: Gemensamt chefsmöte, vår
    rule: {shape: quota, count: 1, season: vår}
  - id: chefer-host
    title: Gemensamt chefsmöte, höst
    rule: {shape: quota, count: 1, season: höst}
  - id: styrgrupp
    title: Möte i styrgruppen
    rule: {shape: quota, min: 2, per: year}
"""


@pytest.fixture
def stocked(bring_in: Importer) -> Importer:
    """Lend an importer into a family with groups, and with meetings that recur."""
    bring_in(collaboration(HOUSE), document(RULES, "cadence.yaml"))
    return bring_in


@pytest.fixture
def planned(stocked: Importer) -> Callable[..., ImportPlan]:
    """Lend a look at what importing tables would do."""

    def plan(
        *tables: Table, own: str | None = None, services: Services = stocked.services
    ) -> ImportPlan:
        return plan_import(services, tables, own)

    return plan


def faults(plan: ImportPlan) -> list[tuple[str, str, int | None]]:
    """Return what is wrong, in which column and in which row."""
    return [(_what(one), one.column, one.row) for one in plan.problems]


def _what(problem: Problem) -> str:
    return problem.why if problem.code is Code.BAD_MEETING else str(problem.code)
