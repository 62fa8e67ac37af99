"""Whose turn it is: hosts in order, where a turn is used only when the meeting is held."""

from collections.abc import Iterable, Mapping, Sequence


def turns(
    order: Sequence[str],
    held: Iterable[str],
    slots: Sequence[str],
    agreed: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Return the host of each of the coming ``slots``, as if all of them will be held.

    In a round every host of ``order`` has one turn; ``held`` are the hosts of the meetings that
    were held, oldest first. ``agreed`` are slots that a host has swapped to: whoever comes early
    has had the turn, and whoever gave it away still has one left. Without an order nobody is
    named but those.
    """
    agreed = agreed or {}
    round_ = _Round(order)
    for host in held:
        round_.use(host)
    hosts = {}
    for number, slot in enumerate(slots):
        promised = {agreed[one] for one in slots[number + 1 :] if one in agreed}
        turn = agreed.get(slot) or round_.next_but(promised)
        if turn is not None:
            round_.use(turn)
            hosts[slot] = turn
    return hosts


class _Round:
    """The hosts who still have a turn in this round, in order."""

    def __init__(self, order: Sequence[str]) -> None:
        self._order = tuple(order)
        self._left = list(order)

    def use(self, host: str) -> None:
        """Take the host's turn; whoever comes twice in a round takes one of the next."""
        if host in self._left:
            self._left.remove(host)
        if not self._left:
            self._left = list(self._order)

    def next_but(self, promised: Iterable[str]) -> str | None:
        """Return the next host; those who are promised a later slot are passed over."""
        free = [host for host in self._left if host not in set(promised)]
        return next(iter(free or self._left), None)
