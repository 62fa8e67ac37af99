"""Refuse what Slack refuses, with Slack's error codes."""

from bot.workspace.rules.messages import check_message, check_metadata
from bot.workspace.rules.options import check_options, options_of
from bot.workspace.rules.shortcuts import check_shortcuts
from bot.workspace.rules.views import check_errors, check_view

__all__ = [
    "check_errors",
    "check_message",
    "check_metadata",
    "check_options",
    "check_shortcuts",
    "check_view",
    "options_of",
]
