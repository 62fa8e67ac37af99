"""Nothing is lost, and nothing comes twice without a fault in the journal that explains it."""

from pathlib import Path

from tests.crash.evidence import Cause
from tests.crash.trial import Terms, Trial, run

SEED = 20261120


def test_receiver_that_can_be_asked_gets_all_and_nothing_twice_but_for_a_pause(
    database_url: str, tmp_path: Path
) -> None:
    trial = printed(run(database_url, tmp_path, Terms(SEED, can_ask=True)))

    assert_nothing_lost(trial)
    # Or nobody would know whether the receiver was asked.
    assert trial.found > 0


def test_receiver_that_cannot_be_asked_gets_all_and_nothing_twice_but_for_a_cut(
    database_url: str, tmp_path: Path
) -> None:
    trial = printed(run(database_url, tmp_path, Terms(SEED, can_ask=False)))

    assert_nothing_lost(trial)
    # Or nobody would know whether a duplicate is seen.
    assert trial.verdict.causes[Cause.KILLED] > 0


def printed(trial: Trial) -> Trial:
    """Print the figures; pytest shows them where the test fails, and with -rP."""
    print(trial, *trial.mysteries, sep="\n")  # noqa: T201 - the figures are the point
    return trial


def assert_nothing_lost(trial: Trial) -> None:
    notices = trial.terms.notices
    assert trial.killed >= trial.terms.fire.kills
    assert trial.states == {"sent": notices}
    # Two processes put everything: each notice is there once, and each was put by one of them.
    assert len(set(trial.keys)) == len(trial.keys) == trial.put == notices
    assert trial.parcels == trial.bundles
    assert trial.verdict.lost == ()
    assert trial.verdict.torn == ()
    assert trial.verdict.unexplained == ()
