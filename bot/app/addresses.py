"""Where the pages are: the addresses that mails lead to, and those that answers show."""

from dataclasses import dataclass

from bot.config import Settings, SettingsError
from bot.texts.newsletters import issue_path
from bot.web.links import SignedLinks
from bot.web.newsletter_paths import archive_path
from bot.web.plan_paths import plan_path
from handlers.ports import Clock


def signed_links(settings: Settings, clock: Clock) -> SignedLinks | None:
    """Return the addresses of people's own pages, where there is a key to sign them with."""
    if settings.public_url is None or settings.secret_key is None:
        return None
    try:
        return SignedLinks(settings.public_url, settings.needed("SECRET_KEY"), clock)
    except ValueError as error:
        raise SettingsError(
            "SECRET_KEY: var och en av nycklarna ska ha minst 32 tecken."
        ) from error


@dataclass(frozen=True, slots=True)
class PageAddresses:
    """The addresses of pages, for answers that show one.

    Signed only then: whoever asks a question in the terminal needs no sound keys for it.
    """

    settings: Settings
    clock: Clock

    def registration(self, number: int, registration: int) -> str:
        """Return where one registers for a meeting; nothing where no page can be reached."""
        links = signed_links(self.settings, self.clock)
        return links.registration(number, registration) if links else ""

    def calendar(self, number: int, generation: int) -> str:
        """Return where somebody subscribes to a feed; nothing where no page can be reached."""
        links = signed_links(self.settings, self.clock)
        return links.calendar(number, generation) if links else ""

    def attendance(self, person_id: int, number: int) -> str:
        """Return where a person sees who comes to a meeting; nothing where no page is reached."""
        links = signed_links(self.settings, self.clock)
        return links.attendance(person_id, number) if links else ""

    def plan(self, collaboration: str, year: int, sort: str) -> str:
        """Return where everybody reads a plan: it is nobody's own page, and needs no signature."""
        url = self.settings.public_url
        return f"{url}{plan_path(collaboration, year, sort)}" if url is not None else ""

    def archive(self, collaboration: str) -> str:
        """Return where everybody reads the issues of the newsletter."""
        url = self.settings.public_url
        return f"{url}{archive_path(collaboration)}" if url is not None else ""

    def joining(self, collaboration: str) -> str:
        """Return where anybody asks for the newsletter: a page for everybody."""
        links = signed_links(self.settings, self.clock)
        return links.joining(collaboration) if links else ""

    def issue(self, collaboration: str, year: int, number: int) -> str:
        """Return where everybody reads an issue of the newsletter; likewise without a signature."""
        url = self.settings.public_url
        return f"{url}{issue_path(collaboration, year, number)}" if url is not None else ""

    def edit(self, person_id: int, issue_id: int) -> str:
        """Return where a person edits an issue; nothing where no page can be reached."""
        links = signed_links(self.settings, self.clock)
        return links.edit(person_id, issue_id) if links else ""
