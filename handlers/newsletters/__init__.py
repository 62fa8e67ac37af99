"""Newsletters: drafted from what happened, approved by a person, delivered for certain."""

from collections.abc import Mapping

from handlers.delivery import Kind
from handlers.newsletter_choices import Choice
from handlers.newsletter_views import Progress
from handlers.newsletters import ending, finishing, joining, telling
from handlers.newsletters.approving import (
    approve,
    approvers,
    ask_approval,
    sending_moment,
    withdraw_approval,
)
from handlers.newsletters.archive import (
    Archive,
    ArchiveLine,
    PublicPicture,
    Published,
    archive_of,
    archived_issue,
    latest_issues,
    picture,
)
from handlers.newsletters.audience import Audience, recipients, set_audience
from handlers.newsletters.choosing import (
    AudienceOptions,
    audience_options,
    count_audience,
    issue_audience,
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
from handlers.newsletters.joining import (
    LONGEST_EMAIL,
    VALID_FOR,
    ask_to_join,
    confirm_joining,
    joining_letter,
    joining_of,
)
from handlers.newsletters.links import (
    MOST_LINKS,
    Answer,
    Fetcher,
    LinkCheck,
    LinkState,
    UnreachableError,
    check_links,
)
from handlers.newsletters.live import LiveSending, live_sendings, note_message
from handlers.newsletters.orders import (
    how_far,
    leave_unsure,
    pause_sending,
    resume_sending,
    send_failed_again,
    send_unsure_again,
    sending_of,
    stop_sending,
)
from handlers.newsletters.progress import OutcomeLine, outcome_lines, sending_progress
from handlers.newsletters.publishing import NEWSLETTER, publish, reopen, start, start_due
from handlers.newsletters.reading_aids import Place, ReadingAids, reading_aids
from handlers.newsletters.reporting import report, text_to_post
from handlers.newsletters.searching import IssueHit, search_issues
from handlers.newsletters.sending import Sending
from handlers.newsletters.settings import (
    Custom,
    newsletter_custom,
    set_newsletter_custom,
    tell_in_channel,
)
from handlers.newsletters.showing import issue_lines, issue_view
from handlers.newsletters.steering import (
    go_on,
    hold_back,
    let_unsure_be,
    pause,
    resend_unsure,
    retry_failed,
    stop,
)
from handlers.newsletters.telling import copy_to_myself, send_copies
from handlers.own_newsletters import (
    OwnChoice,
    choice_by_link,
    choice_of,
    choose,
    choose_by_link,
)

# What is told about issues; the copies themselves have a lane of their own.
KINDS: Mapping[str, Kind] = {**telling.KINDS, **finishing.KINDS, **ending.KINDS, **joining.KINDS}

__all__ = [
    "KINDS",
    "LONGEST_ALT",
    "LONGEST_BODY",
    "LONGEST_EMAIL",
    "LONGEST_HEADING",
    "LONGEST_PREVIEW",
    "LONGEST_SUBJECT",
    "MOST_LINKS",
    "NEWSLETTER",
    "VALID_FOR",
    "Answer",
    "Archive",
    "ArchiveLine",
    "Audience",
    "AudienceOptions",
    "Choice",
    "Custom",
    "Edited",
    "Fetcher",
    "Headed",
    "ImageLine",
    "IssueHit",
    "LinkCheck",
    "LinkState",
    "LiveSending",
    "OutcomeLine",
    "OwnChoice",
    "Place",
    "PreparedImage",
    "Progress",
    "PublicPicture",
    "Published",
    "ReadingAids",
    "Sending",
    "UnreachableError",
    "Which",
    "add_image",
    "add_item",
    "announce",
    "approve",
    "approvers",
    "archive_of",
    "archived_issue",
    "ask_approval",
    "ask_to_join",
    "audience_options",
    "check_links",
    "choice_by_link",
    "choice_of",
    "choose",
    "choose_by_link",
    "confirm_joining",
    "copy_to_myself",
    "count_audience",
    "edit_item",
    "edition_of",
    "go_on",
    "hold_back",
    "how_far",
    "image_of_issue",
    "issue_audience",
    "issue_edition",
    "issue_images",
    "issue_lines",
    "issue_view",
    "joining_letter",
    "joining_of",
    "latest_issues",
    "leave_unsure",
    "let_unsure_be",
    "live_sendings",
    "mark_posted",
    "move_item",
    "new_issue",
    "newsletter_custom",
    "note_message",
    "outcome_lines",
    "pause",
    "pause_sending",
    "picture",
    "publish",
    "reading_aids",
    "recipients",
    "refill",
    "remove_image",
    "remove_item",
    "reopen",
    "report",
    "resend_unsure",
    "restore_item",
    "resume_sending",
    "retry_failed",
    "search_issues",
    "send_copies",
    "send_failed_again",
    "send_unsure_again",
    "sending_moment",
    "sending_of",
    "sending_progress",
    "set_audience",
    "set_head",
    "set_image_alt",
    "set_newsletter_custom",
    "start",
    "start_due",
    "stop",
    "stop_sending",
    "tell_ended",
    "tell_in_channel",
    "text_to_post",
    "throw_away",
    "withdraw_approval",
]
