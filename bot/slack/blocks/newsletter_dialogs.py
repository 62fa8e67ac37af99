"""The dialogs of a newsletter: an item, its subject, whom it goes to, copies, approving it."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from bot.slack.blocks.fields import (
    day_picker,
    field,
    form,
    option,
    select,
    text_input,
    time_picker,
)
from bot.slack.blocks.inquiry_whom import MOST_IN_LIST, several_of
from bot.slack.blocks.parts import Block, cut, paragraph, quotation, said, small, words
from bot.texts import text
from bot.texts.newsletter_words import (
    audience_words,
    contents_words,
    issue_title,
    length_words,
)
from bot.texts.safe import clean
from bot.texts.wording import word
from handlers.contents import Section
from handlers.newsletter_views import AudienceView, IssueView, ItemLine
from handlers.newsletters import (
    LONGEST_HEADING,
    LONGEST_PREVIEW,
    LONGEST_SUBJECT,
    Audience,
    AudienceOptions,
)
from handlers.ports import SWEDEN

# Slack's own limit of a field.
LONGEST_FIELD = 3000
WHOM = "newsletter_whom_"
OTHER_SUBJECTS = "other_subjects"
_LONGEST_PLACE, _LONGEST_NAMES, _LONGEST_VALUE = 100, 2000, 150
_LONGEST_SHOWN = 700


@dataclass(frozen=True, slots=True)
class Held:
    """What a dialog of a newsletter carries along.

    ``issue`` and ``item`` are rows, ``revision`` is what was shown of them, ``start`` the first
    item on the page that lies below, ``view`` the dialog that does, and ``seen`` a mark of words
    that were shown, or the moment.
    """

    issue: int = 0
    item: int = 0
    revision: int = 0
    start: int = 0
    view: str = ""
    seen: str = ""

    def written(self) -> str:
        """Write it down for a dialog."""
        parts = [self.issue, self.item, self.revision, self.start, self.view, self.seen]
        return json.dumps(parts, separators=(",", ":"))

    @classmethod
    def read(cls, written: str) -> "Held":
        """Read what a dialog carries; raise ``ValueError`` for what no dialog of ours does."""
        try:
            issue, item, revision, start, view, seen = json.loads(written)
            return cls(int(issue), int(item), int(revision), int(start), str(view), str(seen))
        except TypeError as error:
            raise ValueError(written) from error


def mark_of(*said_of: str) -> str:
    """Return a mark of words that were shown, by which it is seen whether they have changed."""
    return sha256("\0".join(said_of).encode()).hexdigest()[:16]


def item_dialog(item: ItemLine | None, held: Held, other: ItemLine | None = None) -> Block:
    """Ask what an item is to say; ``other`` is what somebody else has made of it meanwhile."""
    section = item.section if item else Section.NOW
    options = [option(one, word("newsletter_section", one)) for one in Section]
    blocks = [
        *(_theirs_of(other) if other else ()),
        field("section", text("newsletter_work.field_section"), select(options, section)),
        field(
            "heading",
            text("newsletter_work.field_heading"),
            text_input(item.heading if item else "", longest=LONGEST_HEADING),
            optional=True,
        ),
        field(
            "body",
            text("newsletter_work.field_body"),
            text_input(item.body if item else "", longest=LONGEST_FIELD, many=True),
            hint=text("newsletter_work.field_body_hint"),
            optional=True,
        ),
    ]
    title, save = text("newsletter_work.item_title"), text("newsletter_work.save")
    return form("newsletter_item", title, save, blocks, held.written())


def head_dialog(
    written: tuple[str, str], held: Held, other: tuple[str, str] | None = None
) -> Block:
    """Ask for the subject and the preview; ``other`` are what somebody else has made of them."""
    subject, preview = written
    shown = [said(text("newsletter_work.head_theirs")), quotation("\n".join(other or ()))]
    blocks = [
        *(shown if other else ()),
        field(
            "subject",
            text("newsletter_work.field_subject"),
            text_input(subject, longest=LONGEST_SUBJECT),
        ),
        field(
            "preview",
            text("newsletter_work.field_preview"),
            text_input(preview, longest=LONGEST_PREVIEW, many=True),
            hint=text("newsletter_work.field_preview_hint"),
            optional=True,
        ),
    ]
    title, save = text("newsletter_work.head_title"), text("newsletter_work.save")
    return form("newsletter_head", title, save, blocks, held.written())


def audience_dialog(
    options: AudienceOptions, chosen: Audience, reached: AudienceView, held: Held
) -> Block:
    """Ask whom an issue goes to, and say how many that is, anew with each choice."""
    blocks = [
        said(audience_words(reached)),
        small(text("newsletter_work.audience_hint")),
        *_whom("groups", text("newsletter_work.field_groups"), options.groups, chosen.groups),
        *_whom(
            "roles",
            text("newsletter_work.field_roles"),
            [(one, word("newsletter_role", one)) for one in options.roles],
            chosen.roles,
        ),
        *_whom(
            "counties", text("newsletter_work.field_counties"), options.counties, chosen.counties
        ),
        *_whom(
            "subjects",
            text("newsletter_work.field_subjects"),
            [(one, one) for one in options.subjects],
            chosen.subjects,
        ),
        field(
            OTHER_SUBJECTS,
            text("newsletter_work.field_other_subjects"),
            text_input("\n".join(_others(options, chosen)), longest=LONGEST_FIELD, many=True),
            hint=text("newsletter_work.field_other_hint"),
            optional=True,
        ),
    ]
    title, save = text("newsletter_work.audience_title"), text("newsletter_work.save")
    return form("newsletter_audience", title, save, blocks, held.written())


def copies_dialog(held: Held) -> Block:
    """Ask who is to get a copy to look at."""
    people = field(
        "people",
        text("newsletter_work.field_people"),
        text_input(longest=_LONGEST_NAMES, many=True),
        hint=text("newsletter_work.field_people_hint"),
    )
    title, send = text("newsletter_work.copies_title"), text("newsletter_work.send")
    return form("newsletter_copies", title, send, [people], held.written())


def approve_dialog(issue: IssueView, moment: datetime, held: Held) -> Block:
    """Show what is approved and to how many it goes, and ask when."""
    local = moment.astimezone(SWEDEN)
    blocks = [
        paragraph(words(issue_title(issue), bold=True)),
        paragraph(
            _labelled(text("newsletter_work.contents"), contents_words(issue)),
            _labelled(text("newsletter_work.length"), length_words(issue)),
            _labelled(text("newsletter_work.goes_to"), audience_words(issue.audience)),
        ),
        field(
            "day",
            text("newsletter_work.field_day"),
            day_picker(local.date()),
            hint=text("newsletter_work.field_day_hint"),
        ),
        field("time", text("newsletter_work.field_time"), time_picker(local.time())),
    ]
    title, approve = text("newsletter_work.approve_title"), text("newsletter_work.approve")
    return form("newsletter_approve", title, approve, blocks, held.written())


def settings_dialog(place: str, held: Held) -> Block:
    """Ask where issues are put up once they have been sent."""
    asked = field(
        "place",
        text("newsletter_work.field_place"),
        text_input(place, longest=_LONGEST_PLACE),
        hint=text("newsletter_work.field_place_hint"),
        optional=True,
    )
    title, save = text("newsletter_work.settings_title"), text("newsletter_work.save")
    return form("newsletter_settings", title, save, [asked], held.written())


def _whom(
    name: str, label: str, named: Iterable[tuple[object, str]], chosen: Sequence[object]
) -> Iterator[Block]:
    """Yield a list of which several are chosen, of which the bot hears at once; none if empty."""
    options = [
        option(str(value), clean(title))
        for value, title in named
        if clean(title) and len(str(value)) <= _LONGEST_VALUE
    ]
    if options:
        picked = set(map(str, chosen))
        if len(options) > MOST_IN_LIST:
            # What is chosen stands in the list, however long that would be.
            options.sort(key=lambda one: one["value"] not in picked)
        listed = several_of(options[:MOST_IN_LIST], picked, text("newsletter_work.pick"))
        made = field(f"{WHOM}{name}", label, listed, optional=True)
        yield {**made, "dispatch_action": True}


def _others(options: AudienceOptions, chosen: Audience) -> list[str]:
    known = {one for one in options.subjects if len(one) <= _LONGEST_VALUE}
    return [one for one in chosen.subjects if one not in known]


def _theirs_of(item: ItemLine) -> Iterator[Block]:
    yield said(text("newsletter_work.item_theirs"))
    yield quotation("\n".join(filter(None, (item.heading, item.body))))


def _labelled(label: str, told: str) -> list[Block]:
    return [*words(f"{label}: ", bold=True), *words(cut(told, _LONGEST_SHOWN))]
