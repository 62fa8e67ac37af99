"""Rules that rest: nothing falls due by them until somebody says that they hold again."""

from storage.models import CadenceRule


def is_paused(rule: CadenceRule) -> bool:
    """Tell whether a rule is silent: by its source or a coordinator, unless one confirmed it."""
    return bool(rule.own.get("paused", rule.paused))
