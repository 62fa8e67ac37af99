"""Newsletters: drafted from what happened, approved by a person, delivered for certain."""

from collections.abc import Mapping

from handlers.delivery import Kind
from handlers.newsletter_choices import Choice
from handlers.newsletters import finishing, telling
from handlers.newsletters.approving import approve, approvers, ask_approval, withdraw_approval
from handlers.newsletters.audience import Audience, recipients, set_audience
from handlers.newsletters.choices import (
    OwnChoice,
    choice_by_link,
    choice_of,
    choose,
    choose_by_link,
)
from handlers.newsletters.drafting import new_issue, refill, throw_away
from handlers.newsletters.editions import edition_of
from handlers.newsletters.finding import Which
from handlers.newsletters.finishing import announce, mark_posted, tell_ended
from handlers.newsletters.images import (
    LONGEST_ALT,
    ImageLine,
    PreparedImage,
    add_image,
    image_of_issue,
    issue_edition,
    issue_images,
    remove_image,
    set_image_alt,
)
from handlers.newsletters.items import (
    LONGEST_BODY,
    LONGEST_HEADING,
    LONGEST_PREVIEW,
    LONGEST_SUBJECT,
    Edited,
    Headed,
    add_item,
    edit_item,
    move_item,
    remove_item,
    restore_item,
    set_head,
)
from handlers.newsletters.settings import Custom, newsletter_custom, set_newsletter_custom
from handlers.newsletters.showing import issue_lines, issue_view
from handlers.newsletters.telling import KINDS, copy_to_myself, send_copies

__all__ = [
    "KINDS",
    "LONGEST_ALT",
    "LONGEST_BODY",
    "LONGEST_HEADING",
    "LONGEST_PREVIEW",
    "LONGEST_SUBJECT",
    "Audience",
    "Choice",
    "Custom",
    "Edited",
    "Headed",
    "ImageLine",
    "Kind",
    "Mapping",
    "OwnChoice",
    "PreparedImage",
    "Which",
    "add_image",
    "add_item",
    "announce",
    "approve",
    "approvers",
    "ask_approval",
    "choice_by_link",
    "choice_of",
    "choose",
    "choose_by_link",
    "copy_to_myself",
    "edit_item",
    "edition_of",
    "finishing",
    "image_of_issue",
    "issue_edition",
    "issue_images",
    "issue_lines",
    "issue_view",
    "mark_posted",
    "move_item",
    "new_issue",
    "newsletter_custom",
    "recipients",
    "refill",
    "remove_image",
    "remove_item",
    "restore_item",
    "send_copies",
    "set_audience",
    "set_head",
    "set_image_alt",
    "set_newsletter_custom",
    "tell_ended",
    "telling",
    "throw_away",
    "withdraw_approval",
]
