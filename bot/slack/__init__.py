"""The Slack door: listeners take in what people do, blocks show what they see."""

from bot.slack.door import Door, create_app

__all__ = ["Door", "create_app"]
