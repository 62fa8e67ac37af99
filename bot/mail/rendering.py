"""What a parcel says, as a mail: a subject, and the same text twice."""

import re
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from mrml import RenderOptions, to_html

from bot.documents.attachments import Attachment
from bot.mail.attaching import unpacked
from bot.mail.columns import breakable
from bot.mail.composing import composed
from bot.mail.inquiries import inquiry_result_sheet, inquiry_sheet
from bot.mail.invitations import enclosed_files, invitation_sheet
from bot.mail.joining import join_sheet
from bot.mail.links import Links
from bot.mail.minutes import minutes_sheet
from bot.mail.newsletters import fitted, summary_sheet
from bot.mail.notes import confirmation_sheet, note_sheet
from bot.mail.project_news import project_news_sheet
from bot.mail.proposals import proposal_sheet
from bot.mail.sheets import Link, Sheet
from bot.texts.safe import fit_for_xml
from handlers.contents import (
    Confirmation,
    Content,
    Duties,
    InquiryNotice,
    InquiryResult,
    Invitation,
    Missed,
    Newsletter,
    NewsletterCopy,
    NewsletterJoin,
    NewsletterSummary,
    Note,
    ProjectNews,
    ProposalNews,
    Reminders,
    Reply,
    SentMinutes,
)
from handlers.ports import Parcel, Recipient

TEMPLATES = Path(__file__).parents[1] / "templates" / "mail"
WIDTH = 76
# Gmail hides what comes after 102 kB, and the mail gets longer on its way.
LARGEST = 90_000
# For so many duties there are links: as many as anybody reads.
_MOST = 30
# By itself it has the fonts that it knows by name fetched over the network.
_OPTIONS = RenderOptions(fonts={})
_ISSUE = "newsletter"
_GAPS = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A mail's subject, its text, the same as HTML, and the files that go with it."""

    subject: str
    text: str
    html: str
    attachments: tuple[Attachment, ...] = ()


def render(parcel: Parcel, links: Links) -> Rendered:
    """Return a parcel as a mail; what has no room in it is a line, or counted."""
    content = parcel.content
    if isinstance(content, Reply):
        files = tuple(unpacked(*file) for file in content.attachments)
        return Rendered(content.subject, content.text, content.html, files)
    if isinstance(content, Reminders | Missed):
        return _of_duties(parcel.to, content, links)
    if isinstance(content, Newsletter | NewsletterCopy):
        return newsletter(content, links.public_url)
    template, make = _SHEETS[type(content)]
    said = set_in(template, make(content, parcel.to, links))
    if isinstance(content, Invitation | SentMinutes):
        return replace(said, attachments=enclosed_files(content.papers))
    return said


# Each takes its own kind of content, which one mapping's type cannot say.
_SHEETS: Mapping[type[Content], tuple[str, Callable[[Any, Recipient, Links], object]]] = {
    Confirmation: ("confirmation", lambda one, _to, links: confirmation_sheet(one, links)),
    Note: ("answer", lambda one, _to, _links: note_sheet(one)),
    Invitation: ("invitation", invitation_sheet),
    ProjectNews: ("answer", lambda one, _to, _links: project_news_sheet(one)),
    ProposalNews: ("answer", lambda one, _to, _links: proposal_sheet(one)),
    SentMinutes: ("answer", lambda one, _to, _links: minutes_sheet(one)),
    NewsletterJoin: ("confirmation", join_sheet),
    NewsletterSummary: ("answer", lambda one, _to, _links: summary_sheet(one)),
    InquiryNotice: ("inquiry", inquiry_sheet),
    InquiryResult: ("answer", lambda one, _to, _links: inquiry_result_sheet(one)),
}


def newsletter(content: Newsletter | NewsletterCopy, base: str | None) -> Rendered:
    """Return an issue as a mail; what is its recipient's own is marked (``bot.mail.press``).

    ``base`` is what our pages are below, None without any.
    """
    sheet = fitted(content, base, lambda one: len(_html(_ISSUE, one).encode()), LARGEST)
    return set_in(_ISSUE, sheet)


def printed(content: NewsletterCopy, base: str) -> tuple[str, str]:
    """Return an issue as the HTML and the text of its mail, to be looked at on a page."""
    said = newsletter(content, base)
    return said.html, said.text


def _of_duties(to: Recipient, content: Duties, links: Links) -> Rendered:
    notice = type(content).__name__.casefold()
    sheet, html = _fitted(notice, to, content, links, _MOST)
    return _rendered(notice, sheet, html)


def set_in(notice: str, sheet: object) -> Rendered:
    """Return a sheet set in the templates of ``notice``, as text and as HTML."""
    return _rendered(notice, sheet, _html(notice, sheet))


def _rendered(notice: str, sheet: object, html: str) -> Rendered:
    body = _filled(notice, "body.txt", sheet)
    return Rendered(
        subject=_filled(notice, "subject.txt", sheet).strip(),
        text=_GAPS.sub("\n\n", body).strip() + "\n",
        html=html,
    )


def _fitted(
    notice: str, to: Recipient, content: Duties, links: Links, most: int
) -> tuple[Sheet, str]:
    """Return the longest mail that is not cut off: wordy duties leave room for fewer of them."""
    sheet = composed(to, content, links, most)
    html = _html(notice, sheet)
    if most > 1 and len(html.encode()) > LARGEST:
        return _fitted(notice, to, content, links, most // 2)
    return sheet, html


def _html(notice: str, sheet: object) -> str:
    return to_html(_filled(notice, "body.mjml", sheet), render_options=_OPTIONS).content


def _filled(notice: str, name: str, sheet: object) -> str:
    return fit_for_xml(templates().get_template(f"{notice}/{name}").render(sheet=sheet))


@cache
def templates() -> Environment:
    """Return the templates of mails; what they are not given is an error, never a gap."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        # Left to itself it escapes .html alone, and people's own words would be markup.
        autoescape=select_autoescape(("html", "mjml"), default_for_string=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {"wrapped": _wrapped, "written": _written, "breakable": breakable}
    return made


def _wrapped(words: str, first: str = "", further: str = "") -> str:
    """Set words in lines, the first of them and the further ones indented as given."""
    return textwrap.fill(
        words,
        WIDTH,
        initial_indent=first,
        subsequent_indent=further,
        # An address that is broken in two leads nowhere.
        break_long_words=False,
        break_on_hyphens=False,
    )


def _written(link: Link) -> str:
    """Write a link out, its address on a line of its own where both have no room."""
    together = f"  {link.label}: {link.address}"
    return together if len(together) <= WIDTH else f"  {link.label}:\n  {link.address}"
