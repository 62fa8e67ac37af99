"""Which of the rules of one sort of meeting a title means: "handläggarträff om små avlopp"."""

from collections.abc import Mapping

from handlers.meeting_kinds import kind_of
from handlers.planning.resting import is_paused
from storage.models import CadenceRule
from storage.words import LINKING, stem, words


def rules_meant(own: Mapping[str, CadenceRule], kind: str, title: str) -> list[str]:
    """Return the keys of the rules of a sort that a title may mean: all, where it does not tell.

    Those that rest are left out.
    """
    alike = {
        key: _stems(rule.title)
        for key, rule in own.items()
        if not is_paused(rule) and kind_of(rule.title) == kind
    }
    if len(alike) < 2:  # noqa: PLR2004 - one alone is meant by any title
        return list(alike)
    told = _stems(title) - frozenset.intersection(*alike.values())
    shared = {key: (len(stems & told), -len(stems - told)) for key, stems in alike.items()}
    most = max(shared.values())
    return [key for key in alike if not most[0] or shared[key] == most]


def _stems(title: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(title)) - LINKING
