"""Whether the links of an issue lead anywhere, for whoever writes it."""

from collections.abc import Callable

from starlette.responses import Response

from bot.texts import text, word
from bot.texts.markdown import links_in
from bot.texts.safe import clean
from bot.web.fetching import WebFetcher
from bot.web.pages.editing import EditPages
from bot.web.pages.shell import Shell, Visit
from handlers.newsletter_views import IssueView
from handlers.newsletters import MOST_LINKS, Fetcher, LinkState, check_links, reading_aids


class CheckPages:
    """Answer those who check an issue's links."""

    def __init__(
        self, shell: Shell, edits: EditPages, fetcher: Callable[[], Fetcher] = WebFetcher
    ) -> None:
        self._shell = shell
        self._edits = edits
        self._fetcher = fetcher

    def links(self, visit: Visit) -> Response:
        """Show every link with what is found there; nothing of it is kept."""
        link, _asker, view = self._edits.open(visit)
        checked = check_links(self._fetcher(), addresses_in(view))
        faulty = [one for one in checked if one.state is not LinkState.FINE]
        aids = reading_aids(view.items)
        return self._shell.page(
            "edit_check.html",
            path=self._shell.links.edits.path(link),
            label=view.label,
            faulty=[(clean(one.address), word("link_state", one.state)) for one in faulty],
            fine=len(checked) - len(faulty),
            most=MOST_LINKS if len(addresses_in(view)) > MOST_LINKS else 0,
            length=text(
                "editing.length",
                words=aids.words,
                minutes=aids.minutes,
                verdict=word("issue_length", aids.length),
            ),
            aids=[
                (word("reading_aid", name), [(one.item, clean(one.said)) for one in places])
                for name, places in (
                    ("sentences", aids.sentences),
                    ("long_words", aids.long_words),
                    ("abbreviations", aids.abbreviations),
                )
                if places
            ],
        )


def addresses_in(view: IssueView) -> tuple[str, ...]:
    """Return the addresses that an issue links to, each once."""
    found = (address for one in view.shown for address in links_in(one.body))
    return tuple(dict.fromkeys(found))
