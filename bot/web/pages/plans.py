"""The public page of a plan: what everybody may read, also on paper."""

from datetime import datetime
from typing import Any

from starlette.responses import Response

from bot.texts import text
from bot.texts.dates import hour_words, short_day
from bot.texts.plans import (
    bank_table,
    line_notes,
    national_table,
    plan_facts,
    position_words,
    year_tables,
)
from bot.texts.safe import clean
from bot.texts.sources import source_words
from bot.web.pages.shell import Shell, Visit
from bot.web.plan_paths import plan_path, read_plan_path
from handlers.answers import Asker, PlanAnswer, PlanYearLine
from handlers.errors import Refusal
from handlers.plans import public_plan
from handlers.ports import SWEDEN, Services

DOOR = "link"


class PlanPages:
    """Answer whoever reads a plan: a stranger, whoever that is."""

    def __init__(self, services: Services, shell: Shell) -> None:
        self._services = services
        self._shell = shell

    def answer(self, visit: Visit) -> Response:
        """Show a plan as those see it who are in no register. There is no form."""
        path = read_plan_path(visit.token)
        if path is None:
            raise Refusal("link_broken")
        reader = Asker(path.collaboration, door=DOOR)
        found = public_plan(self._services, reader, path.year, path.sort)
        bank = [line for year in found.years for line in year.bank]
        return self._shell.page(
            "plan.html",
            plan=found.title,
            owner=clean(found.owner),
            facts=plan_facts(found),
            years=[_year(found, year) for year in found.years],
            bank=bank_table(bank) if bank else None,
            bank_for=clean(found.bank_for),
            national=national_table(found) if found.national else None,
            notes=line_notes(found),
            withheld=found.withholds,
            source=source_words(found.source) if found.source else "",
            ways=[
                (
                    year,
                    f"{self._shell.links.prefix}{plan_path(path.collaboration, year, path.sort)}",
                )
                for year in found.every_year
            ],
            shown=[year.year for year in found.years],
            fetched=_moment(self._services.clock().astimezone(SWEDEN)),
        )


def _year(answer: PlanAnswer, year: PlanYearLine) -> dict[str, Any]:
    return {
        "year": year.year,
        "heading": text("plans.year_heading", year=year.year, position=position_words(year)),
        "tables": year_tables(answer, year),
    }


def _moment(now: datetime) -> str:
    return text("attending.fetched", day=short_day(now.date()), time=hour_words(now.time()))
