"""The methods of Slack's Web API that the workspace knows, by name."""

from collections.abc import Mapping

from bot.workspace.web_methods import chat, directory, files, views
from bot.workspace.web_methods.calls import Method

METHODS: Mapping[str, Method] = {
    **chat.METHODS,
    **directory.METHODS,
    **files.METHODS,
    **views.METHODS,
}

__all__ = ["METHODS", "Method"]
