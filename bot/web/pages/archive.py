"""The public pages of newsletters: the list of issues, and each of them, also on paper.

They are everybody's: unlike the pages that are one person's own, search engines may find them.
"""

from itertools import groupby
from operator import attrgetter
from typing import Any

from starlette.responses import Response

from bot.texts import text
from bot.texts.dates import day_words
from bot.texts.newsletters import issue_name, issue_path, shown_sections
from bot.texts.safe import clean
from bot.web.newsletter_paths import (
    ArchivePath,
    archive_path,
    feed_path,
    joining_path,
    read_archive_path,
)
from bot.web.pages.shell import Shell, Visit
from handlers.errors import Refusal
from handlers.newsletters import Archive, archive_of, archived_issue
from handlers.ports import Services

_PUBLIC = {"Cache-Control": "public, max-age=300"}


class ArchivePages:
    """Answer whoever reads newsletters. There is no form."""

    def __init__(self, services: Services, shell: Shell) -> None:
        self._services = services
        self._shell = shell

    def answer(self, visit: Visit) -> Response:
        """Show the list of issues, or one of them."""
        path = read_archive_path(visit.token)
        if path is None:
            raise Refusal("newsletter_not_public")
        shown = self._issue(path) if path.year else self._list(path)
        del shown.headers["X-Robots-Tag"]
        shown.headers.update(_PUBLIC)
        return shown

    def _list(self, path: ArchivePath) -> Response:
        found = archive_of(self._services, path.collaboration)
        return self._page(
            "archive.html",
            found.key,
            letter=clean(found.collaboration),
            years=self._years(found),
        )

    def _years(self, found: Archive) -> list[tuple[int, list[dict[str, str]]]]:
        prefix = self._shell.links.prefix
        return [
            (
                year,
                [
                    {
                        "path": f"{prefix}{issue_path(found.key, line.year, line.number)}",
                        "number": text("newsletter.number", number=line.number),
                        "subject": clean(line.subject),
                        "preview": clean(line.preview),
                        "day": day_words(line.published),
                        "datetime": line.published.isoformat(),
                    }
                    for line in lines
                ],
            )
            for year, lines in groupby(found.lines, attrgetter("year"))
        ]

    def _issue(self, path: ArchivePath) -> Response:
        edition = archived_issue(self._services, path.collaboration, path.year, path.number)
        links = self._shell.links
        return self._page(
            "issue.html",
            edition.key,
            letter=clean(edition.collaboration),
            name=issue_name(edition),
            subject=clean(edition.subject),
            preview=clean(edition.preview),
            day=day_words(edition.published) if edition.published else "",
            sections=shown_sections(edition, links.prefix),
            contact=clean(edition.contact),
            contact_email=clean(edition.contact_email),
            address=f"{links.public_url}{issue_path(edition.key, edition.year, edition.number)}",
        )

    def _page(self, template: str, key: str, **shown: Any) -> Response:
        prefix = self._shell.links.prefix
        return self._shell.page(
            template,
            archive=f"{prefix}{archive_path(key)}",
            join=f"{prefix}{joining_path(key)}",
            feed=f"{prefix}{feed_path(key)}",
            **shown,
        )
