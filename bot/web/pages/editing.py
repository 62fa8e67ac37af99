"""The page on which an issue of the newsletter is written, by several at once if need be."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from starlette.responses import JSONResponse, Response

from bot.texts import text
from bot.texts.dates import hour_words
from bot.texts.markdown import Figure, Figures, as_html
from bot.texts.newsletters import section_heading
from bot.texts.safe import clean
from bot.web.edit_links import EditLink
from bot.web.pages.acting import TOLD
from bot.web.pages.desk import asker_of_link
from bot.web.pages.edited import ACT, PREVIEW, SUBJECT, Saved, mark, save, sent_items, typed
from bot.web.pages.forms import Form, first
from bot.web.pages.safety import HEADERS
from bot.web.pages.shell import BAD_REQUEST, CONFLICT, OK, Shell, Visit, said, status_of
from handlers.answers import Asker
from handlers.contents import Section
from handlers.errors import Refusal
from handlers.newsletter_views import OPEN, IssueView, ItemLine
from handlers.newsletters import (
    LONGEST_PREVIEW,
    LONGEST_SUBJECT,
    Which,
    add_item,
    issue_view,
    move_item,
    remove_item,
    restore_item,
)
from handlers.people import name_of
from handlers.ports import SWEDEN, Services

LOOK, CHECK, PICTURES = "visa", "kontroll", "bilder"
AS_DATA, SAVED = "svar", "sparat"
_FEWEST_ROWS, _MOST_ROWS, _LETTERS = 4, 24, 70
_ABOUT = re.compile(r"(up|down|move|remove|restore|picture|mine|theirs)-([0-9]{1,9})(?:-[0-9]+)?")
# A script of ours saves what is written while it is written; no other page has one.
CSP = HEADERS["Content-Security-Policy"].replace(
    "default-src 'none';", "default-src 'none'; script-src 'self'; connect-src 'self';"
)


class EditPages:
    """Answer those who edit an issue."""

    def __init__(self, services: Services, shell: Shell) -> None:
        self._services = services
        self._shell = shell

    def answer(self, visit: Visit) -> Response:
        """Show the issue, or save what was written; what cannot be saved is shown again."""
        if visit.form is None:
            link, asker, view = self.open(visit)
            return self._page(link, asker, view, told=visit.query.get(TOLD, ""))
        try:
            link, asker, view = self.open(visit)
            saved = save(self._services, asker, view, visit.form)
            if first(visit.form, AS_DATA):
                return self._data(saved, view, link)
            if not saved.whole:
                fresh = issue_view(self._services, asker, Which(link.issue_id))
                return self._page(link, asker, fresh, form=visit.form, saved=saved)
            return self._act(link, asker, view, visit.form)
        except Refusal as refusal:
            return self._unsaved(refusal, visit.form)

    def open(self, visit: Visit) -> tuple[EditLink, Asker, IssueView]:
        """Return who has come to edit which issue; refuse where it cannot be changed any more."""
        link = self._shell.links.edits.read(visit.token)
        asker = asker_of_link(self._services, link.person_id)
        view = issue_view(self._services, asker, Which(link.issue_id))
        if view.state not in OPEN:
            raise Refusal("newsletter_gone_out", label=view.label)
        return link, asker, view

    def _act(self, link: EditLink, asker: Asker, view: IssueView, form: Form) -> Response:
        path, act = self._shell.links.edits.path(link), first(form, ACT)
        if act in {LOOK, CHECK}:
            return self._shell.to(f"{path}/{act}")
        if act.startswith("add-"):
            section = _section(act.removeprefix("add-"))
            added = add_item(self._services, asker, Which(link.issue_id), section, ("", ""))
            return self._back(path, added.item.id)
        found = _ABOUT.fullmatch(act)
        if found is None:
            return self._shell.to(path, **{TOLD: SAVED})
        number = int(found[2])
        check_item(view, number)
        if found[1] == "picture":
            return self._shell.to(f"{path}/{PICTURES}", post=str(number))
        step = _STEPS.get(found[1])
        if step is not None:
            step(self._services, asker, number, form)
        return self._back(path, number, "remove" if found[1] == "remove" else SAVED)

    def _back(self, path: str, number: int, told: str = SAVED) -> Response:
        answer = self._shell.to(path, **{TOLD: told})
        answer.headers["Location"] += f"#item-{number}"
        return answer

    def _page(
        self,
        link: EditLink,
        asker: Asker,
        view: IssueView,
        *,
        told: str = "",
        form: Form | None = None,
        saved: Saved | None = None,
    ) -> Response:
        saved, path = saved or Saved(), self._shell.links.edits.path(link)
        sent = {one.id: one for one in sent_items(form or {}) if one.touched}
        kept = {number: one for number, one in sent.items() if number not in saved.items}
        figures = self.figures(view, path)
        head = _head(view, form if saved.head is None or saved.head.conflict else None)
        status = OK if saved.whole else BAD_REQUEST if saved.faults else CONFLICT
        page = self._shell.page(
            "edit.html",
            status,
            path=path,
            label=view.label,
            issue=view.id,
            owner=clean(view.collaboration),
            who=text("editing.as", name=clean(name_of(self._services, asker))),
            until=_moment(link.until),
            told=told,
            head=head,
            their_head=saved.head if saved.head and saved.head.conflict else None,
            sections=[
                {
                    "code": section.value,
                    "heading": section_heading(section),
                    "items": [
                        _item(one, kept.get(one.id), saved.conflicts.get(one.id), figures)
                        for one in view.shown
                        if one.section is section
                    ],
                    "removed": [
                        (one.id, _name(one))
                        for one in view.items
                        if one.removed and one.section is section
                    ],
                }
                for section in Section
            ],
            choices=[(one.value, section_heading(one)) for one in Section],
            conflicts=len(saved.conflicts) + bool(saved.head and saved.head.conflict),
            faults=saved.faults,
            longest_subject=LONGEST_SUBJECT,
            longest_preview=LONGEST_PREVIEW,
        )
        page.headers["Content-Security-Policy"] = CSP
        return page

    def figures(self, view: IssueView, path: str) -> Figures:
        """Return the issue's pictures, at the address that whoever edits it sees them by."""
        return {
            one.code: Figure(one.alt, f"{path}/bildfil?code={one.code}", one.width, one.height)
            for one in view.pictures
        }

    def _data(self, saved: Saved, view: IssueView, link: EditLink) -> Response:
        """Return the same for the script of the page."""
        figures = self.figures(view, self._shell.links.edits.path(link))
        return JSONResponse(
            {
                "saved": text("editing.saved", time=hour_words(self._now())) if saved.whole else "",
                "items": {
                    number: {
                        "revision": one.item.revision,
                        "was": mark(one.item.heading, one.item.body),
                        "html": as_html(one.item.body, figures),
                    }
                    for number, one in saved.items.items()
                },
                "head": _saved_head(saved),
                "conflicts": [
                    *saved.conflicts,
                    *(["head"] if saved.head and saved.head.conflict else []),
                ],
                "faults": saved.faults,
            },
            headers=dict(HEADERS),
        )

    def _unsaved(self, refusal: Refusal, form: Form) -> Response:
        """Say why nothing more could be saved, and hand back what was written."""
        if first(form, AS_DATA):
            refused = {"refused": said(refusal)}
            return JSONResponse(refused, status_of(refusal), dict(HEADERS))
        texts = typed(form)
        if not texts:
            return self._shell.refused(refusal)
        return self._shell.page(
            "edit_unsaved.html", status_of(refusal), said=said(refusal), texts=texts
        )

    def _now(self) -> Any:
        return self._services.clock().astimezone(SWEDEN).time()


def check_item(view: IssueView, number: int) -> None:
    """Refuse an item of another issue: an address is for one."""
    if number not in {one.id for one in view.items}:
        raise Refusal("newsletter_item_gone")


def _saved_head(saved: Saved) -> list[str] | None:
    """Return the subject and the preview that were saved; what others have saved is not told."""
    if saved.head is None or saved.head.conflict:
        return None
    return [saved.head.subject, saved.head.preview]


def _head(view: IssueView, form: Form | None) -> Mapping[str, str]:
    """Return the subject and the preview as somebody has written them, or else as they are."""
    if form is None or SUBJECT not in form:
        now = {"subject": view.subject, "preview": view.preview}
        return {**now, "was_subject": view.subject, "was_preview": view.preview}
    return {
        "subject": first(form, SUBJECT),
        "preview": first(form, PREVIEW),
        "was_subject": first(form, "was-subject"),
        "was_preview": first(form, "was-preview"),
    }


def _item(one: ItemLine, kept: Any, theirs: ItemLine | None, figures: Figures) -> Mapping[str, Any]:
    """Return an item: as it is, or as somebody has written it where it is not saved."""
    body = kept.body if kept else one.body
    return {
        "id": one.id,
        "name": _name(one),
        "heading": kept.heading if kept else one.heading,
        "body": body,
        "revision": kept.revision if kept else one.revision,
        "was": kept.was if kept else mark(one.heading, one.body),
        "rows": _rows(body),
        "html": as_html(one.body, figures),
        "changed": _changed(one),
        "theirs": theirs,
    }


def _changed(one: ItemLine) -> str:
    if not one.changed_by:
        return ""
    return text("editing.changed", name=clean(one.changed_by), moment=_moment(one.changed_at))


def _name(one: ItemLine) -> str:
    return clean(one.heading) or text("editing.unnamed")


def _rows(body: str) -> int:
    rows = sum(1 + len(line) // _LETTERS for line in body.split("\n"))
    return min(max(rows + 1, _FEWEST_ROWS), _MOST_ROWS)


def _moment(at: Any) -> str:
    local = at.astimezone(SWEDEN)
    return text("editing.moment", day=f"{local.day}/{local.month}", time=hour_words(local.time()))


def _section(written: str) -> Section:
    try:
        return Section(written)
    except ValueError as error:
        raise Refusal("form_unreadable") from error


def _move(services: Services, asker: Asker, number: int, form: Form) -> None:
    move_item(services, asker, number, 0, _section(first(form, f"section-{number}")))


_STEPS: Mapping[str, Callable[[Services, Asker, int, Form], object]] = {
    "up": lambda services, asker, number, _form: move_item(services, asker, number, -1),
    "down": lambda services, asker, number, _form: move_item(services, asker, number, 1),
    "move": _move,
    "remove": lambda services, asker, number, _form: remove_item(services, asker, number),
    "restore": lambda services, asker, number, _form: restore_item(services, asker, number),
}
