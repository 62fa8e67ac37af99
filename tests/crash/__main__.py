"""The long trial: 500 workers killed for each database and each kind of receiver, with figures."""

import argparse
import secrets
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from tests.benchmarks.timing import heading, line
from tests.crash import mailing
from tests.crash.evidence import Cause
from tests.crash.faults import What
from tests.crash.trial import USUAL, Terms, Trial, run
from tests.databases import PostgresMissingError, TestDatabases

KILLS = 500
NOTICES_PER_KILL = 10
SECONDS_PER_KILL = 5.0
NEWSLETTER_KILLS, MAILS_PER_KILL = 50, 120
RECEIVERS = {True: "mottagaren kan tillfrågas", False: "mottagaren kan inte tillfrågas"}
CAUSES = {
    Cause.PAUSED_BEFORE: "paus mellan kontroll och sändning",
    Cause.STOOD_STILL: "maskinen stod still mellan kontroll och sändning",
    Cause.KILLED: "dödad mellan mottagande och kvittens",
    Cause.PAUSED_AFTER: "paus mellan mottagande och kvittens",
    Cause.GAVE_UP: "svaret kom inte i tid",
    Cause.WAITED: "kvittensen väntade på databasen",
}


def main() -> None:
    """Run the trials and print the figures; fail where something is lost or unexplained."""
    parser = argparse.ArgumentParser(prog="python -m tests.crash")
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    parser.add_argument("--only", choices=("reminders", "newsletters"))
    given = parser.parse_args()
    clean = []
    if given.only != "newsletters":
        clean += reminders(given)
    if given.only != "reminders":
        clean += newsletters(given)
    sys.exit(not clean or not all(clean))


def reminders(given: argparse.Namespace) -> list[bool]:
    """Run the trials of what is each person's own, and tell which of them were clean."""
    fire = replace(USUAL, kills=given.kills, patience=given.kills * SECONDS_PER_KILL)
    trials = []
    for name in ("SQLite", "PostgreSQL"):
        for can_ask, receiver in RECEIVERS.items():
            terms = Terms(given.seed, can_ask, given.kills * NOTICES_PER_KILL, fire)
            heading(f"{name}, {receiver}")
            try:
                with lent(name) as (url, folder):
                    trials.append(run(url, folder, terms))
            except PostgresMissingError as missing:
                line("hoppas över", missing)
            else:
                report(trials[-1])
    return [trial.is_clean for trial in trials]


def newsletters(given: argparse.Namespace) -> list[bool]:
    """Run the trials of a newsletter, and tell which of them were clean."""
    kills = min(given.kills, NEWSLETTER_KILLS)
    fire = mailing.Fire(kills * MAILS_PER_KILL, kills, kills * SECONDS_PER_KILL + 60, given.seed)
    clean = []
    for name in ("SQLite", "PostgreSQL"):
        heading(f"{name}, nyhetsbrev till {fire.people}")
        try:
            with lent(name) as (url, folder):
                trial = mailing.run(url, folder, fire)
        except PostgresMissingError as missing:
            line("hoppas över", missing)
        else:
            report_mailing(trial)
            clean.append(not trial.faults)
    return clean


def report_mailing(trial: mailing.Trial) -> None:
    """Print what came of a trial of a newsletter."""
    before, after = trial.before, trial.after
    line("frö, och hur lång tid det tog", f"{trial.fire.seed}, {trial.seconds:.0f} s")
    line("dödade arbetare (kill -9)", before.kills)
    line("skickade / osäkra / mottagna", f"{before.counts['sent']} / {_unsure(before)}")
    line("mottagna som boten inte vet om (mål: 0)", len(before.hidden))
    line("skickade som ingen har tagit emot (mål: 0)", len(before.invented))
    line("dubbletter (mål: 0)", before.duplicates)
    line("saknas när de osäkra har skickats igen (mål: 0)", len(after.missing))
    line(f"dubbletter då (mål: högst {before.held})", after.duplicates)
    for fault in trial.faults:
        line("FEL", fault)


def _unsure(before: mailing.Outcome) -> str:
    return f"{before.counts['unsure']} ({before.held} framme) / {before.taken.total()}"


@contextmanager
def lent(name: str) -> Iterator[tuple[str, Path]]:
    """Lend a migrated, empty database and a directory for the journal."""
    databases = TestDatabases.create()
    try:
        with tempfile.TemporaryDirectory() as folder:
            if name == "SQLite":
                with databases.sqlite(Path(folder) / "crash.sqlite") as url:
                    yield url, Path(folder)
            else:
                server = databases.postgres()
                with server.database() as url:
                    yield url, Path(folder)
                server.close()
    finally:
        databases.remove()


def report(trial: Trial) -> None:
    """Print what came of a trial."""
    line("frö, och hur lång tid det tog", f"{trial.terms.seed}, {trial.seconds:.0f} s")
    line("notiser / försändelser / mottagna försändelser", _sizes(trial))
    line("dödade arbetare (kill -9), varav i en port", _deaths(trial))
    line("pauser längre än lånet", trial.count(What.PAUSED))
    line("gånger som databasen var låst", trial.count(What.BUSY))
    line("förlorade notiser (mål: 0)", len(trial.verdict.lost))
    line("delade försändelser (mål: 0)", len(trial.verdict.torn))
    line("dubbletter", trial.verdict.duplicates)
    for cause, count in trial.verdict.causes.most_common():
        line(f"  {CAUSES[cause]}", count)
    line("dubbletter utan förklaring (mål: 0)", len(trial.verdict.unexplained))
    for event in trial.mysteries:
        line("", event)


def _sizes(trial: Trial) -> str:
    return f"{len(trial.rows)} / {trial.parcels} / {len(trial.taken)}"


def _deaths(trial: Trial) -> str:
    return f"{trial.killed}, {trial.count(What.KILLS_ITSELF)}"


if __name__ == "__main__":
    main()
