"""How an issue will look, and its pictures, for those who write it."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from starlette.responses import HTMLResponse, Response

from bot.documents.pictures_in import prepared
from bot.texts.newsletters import PICTURE_PATH
from bot.texts.safe import clean
from bot.web.edit_links import EditLink
from bot.web.pages.acting import TOLD
from bot.web.pages.editing import EditPages, check_item
from bot.web.pages.forms import Form, first
from bot.web.pages.multipart import Sent
from bot.web.pages.safety import HEADERS
from bot.web.pages.shell import BAD_REQUEST, OK, Shell, Visit, said
from handlers.answers import Asker
from handlers.contents import NewsletterCopy
from handlers.errors import Refusal
from handlers.newsletters import (
    LONGEST_ALT,
    Which,
    add_image,
    image_of_issue,
    issue_edition,
    issue_images,
    remove_image,
    set_image_alt,
)
from handlers.people import name_of
from handlers.ports import Services

# Writes an issue as a mail, its pages below an address: as HTML and as text.
PrintIssue: TypeAlias = Callable[[NewsletterCopy, str], tuple[str, str]]
# In the frame of a mail nothing runs, and its own style sheet alone counts.
_FRAMED = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'; sandbox"
)
_FRAMES = HEADERS["Content-Security-Policy"] + "; frame-src 'self'"
_DARK = "@media (prefers-color-scheme: dark)"
# A frame is light or dark as one asks, and not as one's own screen is.
_SCHEMES: Mapping[str, str] = {"ljus": "@media not all", "mork": "@media all"}
_BESIDE = {
    "newsletter_alt_missing": "alt",
    "newsletter_alt_long": "alt",
    **dict.fromkeys(
        (
            "newsletter_image_large",
            "newsletter_image_pixels",
            "newsletter_image_small",
            "newsletter_image_unread",
            "newsletter_image_missing",
            "newsletter_images_many",
        ),
        "picture",
    ),
}


class PreviewPages:
    """Answer those who look at an issue before it is sent, and who put pictures in it."""

    def __init__(
        self, services: Services, shell: Shell, edits: EditPages, print_issue: PrintIssue | None
    ) -> None:
        self._services = services
        self._shell = shell
        self._edits = edits
        self._print = print_issue

    def look(self, visit: Visit) -> Response:
        """Show the mail in frames, wide and narrow, light and dark, and its text."""
        link, asker, view = self._edits.open(visit)
        page = self._shell.page(
            "edit_look.html",
            path=self._shell.links.edits.path(link),
            label=view.label,
            subject=clean(view.subject),
            preview=clean(view.preview),
            text=self._mail(link, asker)[1],
        )
        page.headers["Content-Security-Policy"] = _FRAMES
        return page

    def mail(self, visit: Visit) -> Response:
        """Return the mail itself, to be shown in a frame."""
        link, asker, _view = self._edits.open(visit)
        scheme = _SCHEMES.get(visit.query.get("farg", ""), _SCHEMES["ljus"])
        html = self._mail(link, asker)[0].replace(_DARK, scheme)
        if scheme == _SCHEMES["ljus"]:
            html = html.replace('content="light dark"', 'content="light"').replace(
                "color-scheme: light dark", "color-scheme: light"
            )
        # Only its writers may see a picture of what has not been sent.
        path = self._shell.links.edits.path(link)
        html = html.replace(
            f"{self._shell.links.public_url}{PICTURE_PATH}/", f"{path}/bildfil?code="
        )
        return HTMLResponse(html, OK, {**HEADERS, "Content-Security-Policy": _FRAMED})

    def picture(self, visit: Visit) -> Response:
        """Return a picture of an issue that is being written."""
        link, asker, _view = self._edits.open(visit)
        code = visit.query.get("code", "")
        kind, content = image_of_issue(self._services, asker, Which(link.issue_id), code)
        return Response(content, OK, {**HEADERS, "Content-Type": kind})

    def pictures(self, visit: Visit) -> Response:
        """Show the pictures, or say in other words what one shows, or remove it."""
        link, asker, _view = self._edits.open(visit)
        number = visit.query.get("post", "")
        if visit.form is None:
            return self._pictures(link, asker, number, told=visit.query.get(TOLD, ""))
        code, alt = first(visit.form, "code"), first(visit.form, "alt")
        if first(visit.form, "gor") == "remove":
            remove_image(self._services, asker, Which(link.issue_id), code)
            return self._to_pictures(link, number, "borta")
        try:
            set_image_alt(self._services, asker, Which(link.issue_id), code, alt)
        except Refusal as refusal:
            if _BESIDE.get(refusal.code) != "alt":
                raise
            return self._pictures(link, asker, number, faults={f"alt-{code}": said(refusal)})
        return self._to_pictures(link, number, "sparat")

    def upload(self, visit: Visit, sent: Sent) -> Response:
        """Put a picture into an item."""
        link, asker, view = self._edits.open(visit)
        number, alt = first(sent.form, "post"), first(sent.form, "alt")
        check_item(view, _number(number))
        try:
            image = prepared(sent.files.get("picture", b""))
            add_image(self._services, asker, _number(number), image, alt)
        except Refusal as refusal:
            beside = _BESIDE.get(refusal.code)
            if beside is None:
                raise
            faults = {beside: said(refusal)}
            return self._pictures(link, asker, number, faults=faults, form=sent.form)
        answer = self._shell.to(self._shell.links.edits.path(link), **{TOLD: "sparat"})
        answer.headers["Location"] += f"#item-{_number(number)}"
        return answer

    def _pictures(
        self,
        link: EditLink,
        asker: Asker,
        number: str,
        *,
        told: str = "",
        faults: Mapping[str, str] | None = None,
        form: Form | None = None,
    ) -> Response:
        path = self._shell.links.edits.path(link)
        lines = issue_images(self._services, asker, Which(link.issue_id))
        return self._shell.page(
            "edit_pictures.html",
            BAD_REQUEST if faults else OK,
            path=path,
            number=_number(number),
            alt=first(form or {}, "alt"),
            faults=faults or {},
            told=told,
            longest=LONGEST_ALT,
            pictures=[
                {
                    "code": one.picture.code,
                    "alt": one.picture.alt,
                    "width": one.picture.width,
                    "height": one.picture.height,
                    "used": one.used,
                }
                for one in lines
            ],
        )

    def _to_pictures(self, link: EditLink, number: str, told: str) -> Response:
        path = self._shell.links.edits.path(link)
        return self._shell.to(f"{path}/bilder", post=str(_number(number)), **{TOLD: told})

    def _mail(self, link: EditLink, asker: Asker) -> tuple[str, str]:
        if self._print is None:
            raise Refusal("newsletter_no_preview")
        edition = issue_edition(self._services, asker, Which(link.issue_id))
        return self._print(
            NewsletterCopy(edition, name_of(self._services, asker)), self._shell.links.public_url
        )


def _number(written: str) -> int:
    return int(written[:9]) if written.isdecimal() else 0
