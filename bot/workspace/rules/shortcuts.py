"""What the menu of a message may hold."""

from collections import Counter
from collections.abc import Sequence

from bot.workspace.rules.schema import Problems, listing, shape, string
from bot.workspace.settings import Shortcut
from bot.workspace.wire import Refused

MOST = 10
SHORTCUT = shape(
    {
        "callback_id": string(255, least=1),
        "name": string(24, least=1),
        "description": string(150, least=1),
    }
)


def check_shortcuts(shortcuts: Sequence[Shortcut]) -> None:
    """Refuse what Slack would refuse in the manifest of an app."""
    problems = Problems()
    written = [
        {"callback_id": one.callback_id, "name": one.name, "description": one.description}
        for one in shortcuts
    ]
    listing(SHORTCUT, MOST, least=0)(written, "/features/shortcuts", problems)
    for name, times in Counter(one.callback_id for one in shortcuts).items():
        if times > 1:
            problems.add(f"callback_id `{name}` already exists", "/features/shortcuts")
    if problems.found:
        raise Refused("invalid_manifest", *problems.found)
