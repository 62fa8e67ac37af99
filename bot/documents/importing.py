"""An import as somebody at the terminal sees it: what is wrong, or what changes."""

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from bot.documents.problems import describe
from bot.documents.reading import read_sources
from bot.texts import text, word
from bot.texts.listed_dates import meeting_lines
from handlers.imports import Change, ImportPlan, Outcome, apply_import, plan_import
from handlers.ports import Services

# More lines than this are counted instead of listed.
_MOST_CHANGES = 40
_MOST_PROBLEMS = 50

Say = Callable[[str], object]


def run_import(
    services: Services, paths: Iterable[Path], collaboration: str | None, *, dry_run: bool, say: Say
) -> bool:
    """Show the difference, then write it unless ``dry_run``; False when the files are wrong."""
    plan = plan_import(services, read_sources(list(paths)), collaboration)
    if plan.problems:
        _say_problems(plan, say)
        return False
    _say_difference(plan, say)
    if dry_run:
        say(text("import.dry_run"))
    elif plan.count(Outcome.ADDED) or plan.count(Outcome.CHANGED):
        apply_import(services, plan, "terminal")
        say(text("import.done"))
    return True


def _say_problems(plan: ImportPlan, say: Say) -> None:
    for problem in plan.problems[:_MOST_PROBLEMS]:
        say(describe(problem))
    if len(plan.problems) > _MOST_PROBLEMS:
        say(text("import.more_problems", count=str(len(plan.problems) - _MOST_PROBLEMS)))
    say(text("import.nothing_written", count=str(len(plan.problems))))


def _say_difference(plan: ImportPlan, say: Say) -> None:
    counts = Counter(change.kind for change in plan.added)
    for kind, number in counts.items():
        say(text("import.added", count=str(number), kind=word("record", kind)))
    for change in plan.changed[:_MOST_CHANGES]:
        say(_changed(change))
    if len(plan.changed) > _MOST_CHANGES:
        say(text("import.more_changes", count=str(len(plan.changed) - _MOST_CHANGES)))
    for line in meeting_lines(plan.meetings):
        say(line)
    say(
        text(
            "import.summary",
            added=str(plan.count(Outcome.ADDED)),
            changed=str(plan.count(Outcome.CHANGED)),
            unchanged=str(plan.count(Outcome.UNCHANGED)),
        )
    )
    if plan.count(Outcome.KEPT):
        say(text("import.kept", count=str(plan.count(Outcome.KEPT))))
    if any(one.outcome is Outcome.ADDED for one in plan.meetings):
        say(text("import.nobody_invited"))


def _changed(change: Change) -> str:
    fields = ", ".join(
        text("import.field", name=field.name, old=str(field.old), new=str(field.new))
        for field in change.fields
    )
    return text(
        "import.changed", kind=word("record", change.kind), title=change.title, fields=fields
    )
