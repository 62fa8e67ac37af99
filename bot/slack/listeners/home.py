"""The home tab."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from bot.slack.blocks.duties import Note
from bot.slack.blocks.home import Home, home_tab
from bot.slack.middleware import Introductions
from handlers.access import Information, may
from handlers.answers import Asker, Item
from handlers.coming import to_do
from handlers.desk import open_tasks
from handlers.following import followed_projects
from handlers.inquiries import inquiries, my_inquiries
from handlers.invitations import my_meetings
from handlers.newsletters import issue_lines
from handlers.ports import Services
from handlers.projects import running_projects
from handlers.proposals import Draft, my_drafts, my_proposals


def register(app: App, introductions: Introductions) -> None:
    """Listen for somebody opening the home tab."""
    app.event("app_home_opened", matchers=[_home], middleware=[introductions.introduce])(show_home)


def show_home(
    event: Mapping[str, Any], services: Services, asker: Asker, client: WebClient
) -> None:
    """Publish the person's home tab as it is now."""
    publish_home(services, asker, client, str(event["user"]))


def publish_home(
    services: Services, asker: Asker, client: WebClient, user: str, note: Note | None = None
) -> None:
    """Publish a person's home tab; ``note`` is what they have just done about something on it."""
    waiting = None
    if may(asker, Information.COORDINATOR_LIST):
        waiting = len(open_tasks(services, asker))
    home = Home(
        running=running_projects(services, asker).items,
        followed=followed_projects(services, asker),
        known=asker.known,
        waiting=waiting,
        to_do=to_do(services, asker) if may(asker, Information.OFFICE_DUTIES) else None,
        note=note,
        mine=my_meetings(services, asker) if may(asker, Information.FOLLOWING) else (),
        asked=my_inquiries(services, asker),
        made=inquiries(services, asker) if may(asker, Information.INQUIRIES) else None,
        proposals=_proposals(services, asker),
        newsletters=(issue_lines(services, asker) if may(asker, Information.NEWSLETTERS) else None),
    )
    client.views_publish(user_id=user, view=home_tab(home))


def _proposals(
    services: Services, asker: Asker
) -> tuple[tuple[Draft, ...], tuple[Item, ...]] | None:
    if not may(asker, Information.PROPOSE):
        return None
    return my_drafts(services, asker), my_proposals(services, asker).items


def _home(event: Mapping[str, Any]) -> bool:
    return event.get("tab") == "home"
