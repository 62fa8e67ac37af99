"""What is wrong with a mail, and where."""

from dataclasses import dataclass

CODES = frozenset(
    {
        "bare_cr", "bare_lf", "nul", "line_too_long", "line_unended", "field_unreadable",
        "field_missing", "field_repeated", "fold_blank", "head_line_long", "head_8bit",
        "head_control", "date", "message_id", "mailbox_unreadable", "mailbox_domain", "keyword",
        "list_field", "word_too_long", "word_line_long", "word_malformed", "word_charset",
        "word_encoding", "word_base64", "word_q", "word_undecodable", "word_split_character",
        "word_unseparated", "word_misplaced", "mime_version", "content_type", "boundary",
        "boundary_unused", "boundary_unclosed", "html_first", "encoding", "encoding_missing",
        "octets_8bit", "charset", "base64", "base64_line_long", "qp_line_long", "qp_escape",
        "qp_octet", "qp_trailing_blank", "qp_open_end", "calendar", "calendar_method",
        "calendar_attached",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule that is broken, as a code, and the octets that break it."""

    code: str
    at: str


def fault(code: str, at: bytes) -> Fault:
    """Return a fault that shows the beginning of the octets; raise KeyError for no code of ours."""
    if code not in CODES:
        raise KeyError(code)
    return Fault(code, ascii(at[:120]))
