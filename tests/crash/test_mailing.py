"""A newsletter whose workers are killed: the outbox knows of every mail that was taken."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from tests.crash.mailing import Fire, Outcome, Trial, printed, run

SEED = 20261127
USUAL = Fire(people=600, kills=8, patience=120.0, seed=SEED)
IDS = {one: frozenset({f"<{one}@vast.example>"}) for one in "abc"}
BEFORE = Outcome(1, {"a": "sent", "b": "unsure", "c": "unsure"}, Counter("ab"))
AFTER = Outcome(0, dict.fromkeys("abc", "sent"), Counter("abbc"), IDS)
CLEAN = Trial(replace(USUAL, kills=1), BEFORE, AFTER, 1.0)


def test_newsletter_under_fire_is_known_mail_by_mail(database_url: str, tmp_path: Path) -> None:
    trial = run(database_url, tmp_path, USUAL)

    printed([trial])
    assert trial.faults == []
    # Or nobody would know whether anybody was cut off.
    assert trial.before.counts["unsure"] > 0
    assert len(trial.after.known_by) == USUAL.people


def test_clean_trial_has_no_faults() -> None:
    assert CLEAN.faults == []


@pytest.mark.parametrize(
    ("planted", "named"),
    [
        ({"before": replace(BEFORE, taken=Counter("abb"))}, "duplicates"),
        ({"before": replace(BEFORE, taken=Counter("b"))}, "sent, but not taken"),
        ({"before": replace(BEFORE, kills=0)}, "too few killed"),
        (
            {"before": replace(BEFORE, states={**BEFORE.states, "b": "queued"})},
            "taken, but not sent or unsure",
        ),
        (
            {"before": replace(BEFORE, states={**BEFORE.states, "c": "queued"})},
            "neither sent nor unsure",
        ),
        (
            {
                "before": replace(
                    BEFORE, states={str(one): "unsure" for one in range(21)}, taken=Counter()
                )
            },
            "more than a group unsure for a kill",
        ),
        ({"after": replace(AFTER, taken=Counter("ab"))}, "somebody missing in the end"),
        ({"after": replace(AFTER, taken=Counter("aabbc"))}, "more duplicates than were held"),
        (
            {"after": replace(AFTER, known_by={**IDS, "b": IDS["b"] | {"<other@vast.example>"}})},
            "another Message-ID",
        ),
        ({"after": replace(AFTER, known_by={**IDS, "b": IDS["a"]})}, "another Message-ID"),
        ({"after": replace(AFTER, known_by={**IDS, "b": frozenset("-")})}, "another Message-ID"),
        (
            {"after": replace(AFTER, states={**AFTER.states, "c": "failed"})},
            "not all sent in the end",
        ),
    ],
)
def test_fault_is_seen(planted: dict[str, Outcome], named: str) -> None:
    before, after = planted.get("before", BEFORE), planted.get("after", AFTER)

    assert named in replace(CLEAN, before=before, after=after).faults
