"""The page that says how to subscribe to a calendar, and on which its address is made void."""

from starlette.responses import Response

from bot.texts import text, word
from bot.texts.dates import day_words
from bot.texts.feeds import feed_name
from bot.texts.safe import clean
from bot.web.feed_links import FeedLink
from bot.web.pages.acting import TOLD
from bot.web.pages.desk import asker_of_link
from bot.web.pages.shell import Shell, Visit
from handlers.answers import Asker
from handlers.feeds import Feed, feed_owner, opened_feed, revoke_feed
from handlers.people import name_of
from handlers.ports import SWEDEN, Services

RENEWED = "ny"


class FeedPages:
    """Answer those who come by the link to a calendar of theirs."""

    def __init__(self, services: Services, shell: Shell) -> None:
        self._services = services
        self._shell = shell

    def answer(self, visit: Visit) -> Response:
        """Show the address and how to use it, or make another one."""
        feeds = self._shell.links.feeds
        link = feeds.read_page(visit.token)
        asker = asker_of_link(self._services, feed_owner(self._services, link.number))
        if visit.form is not None:
            new = revoke_feed(self._services, asker, link.number, link.generation)
            return self._shell.to(
                feeds.path(FeedLink(new.number, new.generation)), **{TOLD: RENEWED}
            )
        feed = opened_feed(self._services, link.number, link.generation)
        return self._page(asker, feed, link, renewed=visit.query.get(TOLD) == RENEWED)

    def _page(self, asker: Asker, feed: Feed, link: FeedLink, *, renewed: bool) -> Response:
        feeds = self._shell.links.feeds
        address = feeds.file(link)
        return self._shell.page(
            "calendar.html",
            path=feeds.path(link),
            name=feed_name(feed),
            what=word("feed_what", feed.scope),
            who=text("feed.of", name=clean(name_of(self._services, asker))),
            address=address,
            # What a phone or a program of one's own takes over at once.
            subscribe=f"webcal:{address.partition(':')[2]}",
            since=_since(feed),
            # Whoever loads the page anew is told so only while it is news.
            renewed=renewed and feed.revoked_at is not None,
        )


def _since(feed: Feed) -> str:
    if feed.revoked_at is None:
        return ""
    return text("feed.since", day=day_words(feed.revoked_at.astimezone(SWEDEN).date()))
