"""The tables that were written by hand before there was a program to compare with."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import yaml

from schedules.cadence import Occurrence, Rules, Written, read_rules
from tests.sample import SAMPLE

HERE = Path(__file__).parent
# rule, part, slot, first day, last day, least, most, state
Row: TypeAlias = tuple[str, ...]


def rows() -> list[Row]:
    """Return what recurs in 2027 and 2028."""
    return [tuple(cell.strip() for cell in line.split("|")) for line in _lines("recurs_2027_2028")]


def visits() -> list[tuple[str, str, bool]]:
    """Return the month, the host, and whether the visit was held."""
    parts = [line.split(maxsplit=2) for line in _lines("hosts_2027_2028")]
    return [(month, host, not said) for month, host, *said in parts]


def row_of(one: Occurrence) -> Row:
    """Write an occurrence as a row of the table."""
    most = "-" if one.most is None else str(one.most)
    days = (str(one.first), str(one.last))
    return (one.rule.key, one.rule.part, one.slot, *days, str(one.least), most, str(one.state))


def sample_rules(*collaborations: str) -> Rules:
    """Read the rules of the collaborations that come with the program."""
    return read_rules(one for key in collaborations for one in _written(key))


def _written(collaboration: str) -> Iterator[Written]:
    data = yaml.safe_load((SAMPLE / collaboration / "cadence.yaml").read_text("utf-8"))
    for entry in data["recurring"]:
        paused = entry.get("active_in_latest_plan") is False
        yield Written(entry["id"], entry["rule"], paused)


def _lines(name: str) -> list[str]:
    lines = (HERE / f"{name}.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
