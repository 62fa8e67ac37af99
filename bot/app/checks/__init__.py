"""The doctor: whether each setting works, and what to do where it does not."""

from bot.app.checks.findings import Finding, Ground, State
from bot.app.checks.running import CHECKS, Check, check_all
from bot.app.checks.trial import trial_of

__all__ = ["CHECKS", "Check", "Finding", "Ground", "State", "check_all", "trial_of"]
