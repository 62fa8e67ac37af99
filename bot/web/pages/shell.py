"""What all pages have in common: how they are rendered, and what is said when something fails."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.texts import refusal_text, word
from bot.web.links import SignedLinks
from bot.web.pages.forms import Form, FormError
from bot.web.pages.multipart import Sent, received_files
from bot.web.pages.safety import HEADERS, is_from_here, received
from handlers.errors import Refusal, new_reference

logger = logging.getLogger(__name__)

TEMPLATES = Path(__file__).parents[2] / "templates" / "web"
OK, SEE_OTHER, BAD_REQUEST, CONFLICT = 200, 303, 400, 409
# What HTTP calls a refusal; any other is a form that cannot be taken as it is.
_STATUS = {
    "link_broken": 404,
    "link_old": 410,
    "attendance_old": 410,
    "edit_old": 410,
    "newsletter_gone": 410,
    "newsletter_item_gone": 410,
    "newsletter_image_gone": 410,
    "newsletter_gone_out": 410,
    "feed_gone": 410,
    "duty_gone": 410,
    "meeting_gone": 410,
    "mail_gone": 410,
    "mail_old": 410,
    "not_on_list": 410,
    "answer_too_late": 410,
    "inquiry_gone": 410,
    "inquiry_closed": 410,
    "inquiry_not_asked": 410,
    "inquiry_not_speaker": 403,
    "registration_closed": 410,
    "registration_over": 410,
    "plan_not_public": 404,
    "newsletter_not_public": 404,
    "newsletter_join_old": 410,
    "not_from_here": 403,
    "not_allowed": 403,
    "not_known_yet": 403,
    "database_busy": 503,
    "database_down": 503,
    "program_error": 500,
}

# Returns the refusal's code for an error of the database, or nothing for any other error.
Classify = Callable[[Exception], str]


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody looks at a page, or sends its form."""

    token: str
    query: Mapping[str, str]
    form: Form | None = None


class Shell:
    """Answer browsers with pages."""

    def __init__(self, links: SignedLinks, executor: Executor, classify: Classify) -> None:
        self.links = links
        self._executor = executor
        self._classify = classify
        self._templates = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals |= {"prefix": links.prefix}

    def endpoint(
        self, answer: Callable[[Visit], Response], anywhere: Callable[[Form], bool] | None = None
    ) -> Callable[[Request], Awaitable[Response]]:
        """Return what answers requests by way of ``answer``, which may wait for the database.

        ``anywhere`` tells which forms may come from elsewhere than our own pages.
        """

        async def respond(request: Request) -> Response:
            token, query = request.path_params.get("token", ""), dict(request.query_params)
            visit = Visit(token, query)
            if request.method == "POST":
                ours = is_from_here(request, self.links.public_url)
                if not ours and anywhere is None:
                    return self.refused(Refusal("not_from_here"))
                try:
                    form = await received(request)
                except FormError as error:
                    answered = self.refused(Refusal("form_unreadable"), error.status)
                    # The rest could be waited for as long as its sender likes.
                    answered.headers["Connection"] = "close"
                    return answered
                if not ours and (anywhere is None or not anywhere(form)):
                    return self.refused(Refusal("not_from_here"))
                visit = Visit(token, query, form)
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._executor, self._answered, answer, visit)

        return respond

    def upload(
        self, answer: Callable[[Visit, Sent], Response]
    ) -> Callable[[Request], Awaitable[Response]]:
        """Return what answers a form with files."""

        async def respond(request: Request) -> Response:
            if not is_from_here(request, self.links.public_url):
                return self.refused(Refusal("not_from_here"))
            token = request.path_params.get("token", "")
            try:
                # Before ten megabytes are taken in from whoever sends them.
                self.links.edits.read(token)
                sent = await received_files(request)
            except Refusal as refusal:
                return self.refused(refusal)
            except FormError as error:
                answered = self.refused(Refusal("form_unreadable"), error.status)
                answered.headers["Connection"] = "close"
                return answered
            visit = Visit(token, {}, sent.form)
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(
                self._executor, self._answered, lambda visit: answer(visit, sent), visit
            )

        return respond

    def page(self, template: str, status: int = OK, **shown: Any) -> Response:
        """Return a page."""
        written = self._templates.get_template(template).render(**shown)
        return HTMLResponse(written, status, dict(HEADERS))

    def to(self, path: str, **query: str) -> Response:
        """Send the browser on to a page, so that loading it anew sends nothing again."""
        address = f"{path}?{urlencode(query)}" if query else path
        return RedirectResponse(address, SEE_OTHER, dict(HEADERS))

    def refused(self, refusal: Refusal, status: int = 0) -> Response:
        """Return the page that says no, and what to do."""
        code = refusal.code
        return self.page(
            "refused.html",
            status or status_of(refusal),
            heading=word("page_refused", code, word("page_refused", "other")),
            said=said(refusal),
        )

    def _answered(self, answer: Callable[[Visit], Response], visit: Visit) -> Response:
        try:
            return answer(visit)
        except Refusal as refusal:
            return self.refused(refusal)
        except Exception as error:  # noqa: BLE001 - whatever it is, the person gets a page
            return self.refused(self.trouble(error))

    def trouble(self, error: Exception) -> Refusal:
        """Return what the person is told of an error of ours; what nobody foresaw is logged."""
        code = self._classify(error)
        if code:
            return Refusal(code)
        reference = new_reference()
        # The address stays out of the log: whoever has it may use it.
        logger.error("%s: a page", reference, exc_info=error)
        return Refusal("program_error", reference=reference)


def status_of(refusal: Refusal) -> int:
    """Return what HTTP calls a refusal."""
    return _STATUS.get(refusal.code, BAD_REQUEST)


def said(refusal: Refusal) -> str:
    """Return what a person is told; what other doors word for themselves is worded for pages."""
    return word("page_says", refusal.code, "") or refusal_text(refusal)
