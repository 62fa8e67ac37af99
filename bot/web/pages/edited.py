"""What was sent from the page on which an issue is edited, and saving it.

What somebody has not touched is not sent again: each item says what it was when it was shown.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from bot.web.pages.forms import Form, first
from bot.web.pages.shell import said
from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.newsletter_views import IssueView, ItemLine
from handlers.newsletters import Edited, Headed, Which, edit_item, set_head
from handlers.ports import Services

ACT, SUBJECT, PREVIEW = "gor", "subject", "preview"
_BODY = re.compile(r"body-([0-9]{1,9})")
_MINE = re.compile(r"mine-([0-9]{1,9})-([0-9]{1,9})")
# The field beside which a refusal is shown; any other is told on a page of its own.
_BESIDE = {
    "newsletter_heading_long": "heading-{}",
    "newsletter_body_long": "body-{}",
    "newsletter_no_subject": SUBJECT,
    "newsletter_subject_long": SUBJECT,
    "newsletter_preview_long": PREVIEW,
}


@dataclass(frozen=True, slots=True)
class SentItem:
    """An item as it stood in the form, and what it was when it was shown."""

    id: int
    heading: str
    body: str
    revision: int
    was: str

    @property
    def touched(self) -> bool:
        """Tell whether anything was changed in it."""
        return mark(self.heading, self.body) != self.was


@dataclass(slots=True)
class Saved:
    """What became of what was sent: by item, and by field."""

    items: dict[int, Edited] = field(default_factory=dict)
    conflicts: dict[int, ItemLine] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    head: Headed | None = None

    @property
    def whole(self) -> bool:
        """Tell whether everything was saved."""
        head = self.head is not None and self.head.conflict
        return not (self.conflicts or self.faults or head)


def mark(heading: str, body: str) -> str:
    """Return what tells one text from another."""
    return sha256(f"{heading}\0{body}".encode()).hexdigest()[:16]


def sent_items(form: Form) -> Iterator[SentItem]:
    """Return the items that stand in a form."""
    for name in form:
        if found := _BODY.fullmatch(name):
            number = found[1]
            yield SentItem(
                int(number),
                " ".join(first(form, f"heading-{number}").split()),
                first(form, name).replace("\r\n", "\n").strip(),
                _number(first(form, f"rev-{number}")),
                first(form, f"was-{number}"),
            )


def save(services: Services, asker: Asker, view: IssueView, form: Form) -> Saved:
    """Save what was changed, each item by itself; what cannot be saved is told beside it."""
    saved, act = Saved(), first(form, ACT)
    if SUBJECT in form:
        _save_head(services, asker, view, form, saved)
    known = {one.id for one in view.items}
    for sent in sent_items(form):
        if not sent.touched or act == f"theirs-{sent.id}":
            continue
        if sent.id not in known:
            raise Refusal("newsletter_item_gone")
        _save_item(services, asker, sent, _based_on(sent, act), saved)
    return saved


def _based_on(sent: SentItem, act: str) -> int:
    """Return which revision was changed: whoever has seen both texts says so."""
    mine = _MINE.fullmatch(act)
    return int(mine[2]) if mine and int(mine[1]) == sent.id else sent.revision


def _save_item(
    services: Services, asker: Asker, sent: SentItem, based_on: int, saved: Saved
) -> None:
    try:
        edited = edit_item(services, asker, sent.id, based_on, (sent.heading, sent.body))
    except Refusal as refusal:
        saved.faults[_field(refusal, sent.id)] = said(refusal)
        return
    if edited.conflict:
        saved.conflicts[sent.id] = edited.item
    else:
        saved.items[sent.id] = edited


def _save_head(services: Services, asker: Asker, view: IssueView, form: Form, saved: Saved) -> None:
    act = first(form, ACT)
    written = first(form, SUBJECT), first(form, PREVIEW)
    was = first(form, "was-subject"), first(form, "was-preview")
    if act == "head-theirs" or written == was:
        return
    based_on = (first(form, "now-subject"), first(form, "now-preview"))
    try:
        saved.head = set_head(
            services,
            asker,
            Which(view.id),
            based_on if act == "head-mine" else was,
            written,
        )
    except Refusal as refusal:
        saved.faults[_field(refusal, 0)] = said(refusal)


def _field(refusal: Refusal, number: int) -> str:
    name = _BESIDE.get(refusal.code)
    if name is None:
        raise refusal
    return name.format(number)


def typed(form: Form) -> tuple[Mapping[str, str], ...]:
    """Return the items that somebody has changed, to be shown where they could not be saved."""
    return tuple(
        {"heading": one.heading, "body": one.body} for one in sent_items(form) if one.touched
    )


def _number(written: str) -> int:
    return int(written[:9]) if written.isdecimal() else -1
