"""What several changes come to: what was undone meanwhile is nothing. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from handlers.answers import Values
from handlers.living.fields import COLUMNS

# Where something stands says nothing of it, and when it was said counts only with what was said.
_APART = frozenset({"position", "details", "aliases", "period_text"})
_WHEN_SAID = "status_asof"
_EVENTS = frozenset({"call", "results"})


class Changing(Protocol):
    """A change as it is stored."""

    @property
    def field(self) -> str:
        """Return what it is a change of."""

    @property
    def old(self) -> dict[str, Any] | None:
        """Return the values before."""

    @property
    def new(self) -> dict[str, Any] | None:
        """Return the values after."""


@dataclass(slots=True)
class Net:
    """A field before the first and after the last of some changes."""

    field: str
    old: Values | None
    new: Values | None

    @property
    def is_nothing(self) -> bool:
        """Tell whether all is as it was."""
        old, new = _said(self.old), _said(self.new)
        if self.field in COLUMNS and old and new:
            return {name for name in new if new[name] != old.get(name)} <= {_WHEN_SAID}
        return old == new


def netted(changes: Iterable[Changing]) -> list[Net]:
    """Return what the changes come to, in the order in which each field was first changed."""
    found: list[Net] = []
    for one in changes:
        before = _before(found, one)
        if before is None:
            found.append(Net(one.field, one.old, one.new))
        elif one.field in COLUMNS:
            before.old = {**(one.old or {}), **(before.old or {})}
            before.new = {**(before.new or {}), **(one.new or {})}
        else:
            before.new = one.new
    return [one for one in found if not one.is_nothing]


def _before(found: Iterable[Net], one: Changing) -> Net | None:
    """Return what an earlier change left, where this one goes on from there."""
    mine = [net for net in found if net.field == one.field]
    if one.field in COLUMNS or one.field in _EVENTS:
        return next(iter(mine), None)
    if one.field == "office":
        about = one.new or one.old or {}
        return next((net for net in mine if _office(net) == about.get("office")), None)
    left = (net for net in mine if one.old is not None and _said(net.new) == _said(one.old))
    back = (net for net in mine if net.new is None and _said(net.old) == _said(one.new))
    return next(left, None) or (next(back, None) if one.old is None else None)


def _office(net: Net) -> object:
    return (net.new or net.old or {}).get("office")


def _said(values: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if values is None:
        return None
    return {name: value for name, value in values.items() if name not in _APART}
