"""The doctor in the terminal: tries every setting, and says what to do about each fault."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.swedish import Command
from bot.cli.terminal import NEEDS_YOU, app, out, usable_settings_of
from bot.texts import text, word

if TYPE_CHECKING:
    from bot.app.checks import Finding

# The command line's own 2 says that it was used wrongly, here as everywhere.
WARNED = 3
_SIGN = 13


@app.command(cls=Command, help=text("cli.check"), rich_help_panel=text("cli.panel_operate"))
def check(
    *,
    send_to: Annotated[
        str | None, typer.Option(metavar="ADRESS", help=text("cli.check_send_to"))
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help=text("cli.check_json"))] = False,
) -> None:
    """Look at everything; end with 1 for a fault, 3 for a warning alone, 0 otherwise."""
    findings = _findings(send_to)
    if as_json:
        told = [asdict(finding) for finding in findings]
        out.print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        out.print("\n".join(_lines(findings)))
    states = {finding.state for finding in findings}
    raise typer.Exit(NEEDS_YOU if "fault" in states else WARNED if "warning" in states else 0)


def _findings(send_to: str | None) -> "list[Finding]":
    from bot.app.checks import CHECKS, Ground, check_all, trial_of  # noqa: PLC0415 - slow to load
    from bot.app.services import system_clock  # noqa: PLC0415 - as above

    settings, wrong = usable_settings_of()
    trials = () if send_to is None else (trial_of(send_to),)
    return check_all(Ground(settings, system_clock, wrong), (*CHECKS, *trials))


def _lines(findings: "Sequence[Finding]") -> Iterator[str]:
    for subject, found in groupby(findings, lambda finding: finding.subject):
        yield word("check_subject", subject)
        for finding in found:
            yield f"  {word('check_state', finding.state):<{_SIGN}}{finding.said}"
        yield ""
    yield from _todo(findings)
    counts = Counter(finding.state.value for finding in findings)
    yield text(
        "check.summary",
        faults=counts["fault"],
        warnings=counts["warning"],
        fine=counts["ok"],
        skipped=counts["skipped"],
    )


def _todo(findings: "Sequence[Finding]") -> Iterator[str]:
    """List what to do, once each and the faults first."""
    faults = [finding for finding in findings if finding.state == "fault"]
    others = [finding for finding in findings if finding.state != "fault"]
    todo = dict.fromkeys(
        text("check.todo", subject=word("check_subject", finding.subject), what=finding.todo)
        for finding in (*faults, *others)
        if finding.todo
    )
    if todo:
        yield text("check.todo_title")
        yield from (f"  {number}. {what}" for number, what in enumerate(todo, start=1))
        yield ""
