"""The settings: environment variables, read once."""

from bot.config.loading import load_settings, usable_settings
from bot.config.settings import SLACK, Settings, SettingsError

# Where Slack calls us over HTTP, below `PUBLIC_URL`.
EVENTS_PATH = "/slack/events"

__all__ = ["EVENTS_PATH", "SLACK", "Settings", "SettingsError", "load_settings", "usable_settings"]
