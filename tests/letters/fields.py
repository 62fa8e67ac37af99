"""What may stand in each field, by its name."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from tests.letters.faults import Fault, fault
from tests.letters.heads import Field
from tests.letters.mailboxes import DOT_ATOM, mailbox_faults
from tests.letters.words import has_word, line_faults, text_faults

# RFC 5322, section 3.6.4; on the right also what a literal address looks like.
_ID = rb"<%b@(?:%b|\[[!-Z^-~]*\])>" % (DOT_ATOM, DOT_ATOM)
_URI = rb"<[A-Za-z][A-Za-z0-9+.-]*:[!-;=?-~]+>"
_SHAPES: Mapping[bytes, tuple[str, re.Pattern[bytes]]] = {
    b"message-id": ("message_id", re.compile(_ID)),
    b"in-reply-to": ("message_id", re.compile(rb"%b(?:[ \t]+%b)*" % (_ID, _ID))),
    b"references": ("message_id", re.compile(rb"%b(?:[ \t]+%b)*" % (_ID, _ID))),
    b"mime-version": ("mime_version", re.compile(rb"1\.0")),
    # RFC 3834, section 5.
    b"auto-submitted": ("keyword", re.compile(rb"no|auto-generated|auto-replied")),
    b"precedence": ("keyword", re.compile(rb"bulk|list|junk")),
    b"x-auto-response-suppress": ("keyword", re.compile(rb"[A-Za-z]+(?:,[ \t]*[A-Za-z]+)*")),
    # RFC 2369, section 2, RFC 2919, section 2, and RFC 8058, section 3.1.
    b"list-unsubscribe": ("list_field", re.compile(rb"%b(?:,[ \t]*%b)*" % (_URI, _URI))),
    b"list-help": ("list_field", re.compile(rb"%b(?:,[ \t]*%b)*" % (_URI, _URI))),
    b"list-id": ("list_field", re.compile(rb"<%b>" % DOT_ATOM)),
    b"list-unsubscribe-post": ("list_field", re.compile(rb"List-Unsubscribe=One-Click")),
}
# Whose values are read elsewhere, but hold no words for people.
_OF_PARTS = {b"content-type", b"content-transfer-encoding", b"content-disposition", b"content-id"}
_MAILBOXES = {b"from", b"to", b"reply-to", b"cc", b"sender"}
_DATE = re.compile(
    rb"(?:(?P<name>[A-Z][a-z]{2}), )?(?P<day>\d{1,2}) (?P<month>[A-Z][a-z]{2}) (?P<year>\d{4}) "
    rb"(?:[01]\d|2[0-3]):[0-5]\d(?::(?:[0-5]\d|60))? [+-]\d\d[0-5]\d"
)
_DAYS = (b"Mon", b"Tue", b"Wed", b"Thu", b"Fri", b"Sat", b"Sun")
_MONTHS = (
    b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec",
)  # fmt: skip


def field_faults(field: Field) -> Iterator[Fault]:
    """Yield what is wrong with a field's value."""
    if not field.is_plain:
        # That is a fault of its own, and nothing can be read in it any more.
        return
    yield from line_faults(field.lines, field.name)
    yield from _reader_of(field.name)(field)


def _reader_of(name: bytes) -> Callable[[Field], Iterator[Fault]]:
    if name == b"date":
        return _date
    if name in _MAILBOXES:
        return _mailboxes
    if name in _SHAPES:
        return _shaped
    return _no_words if name in _OF_PARTS or name.startswith(b"list-") else _text


def _mailboxes(field: Field) -> Iterator[Fault]:
    return mailbox_faults(field.value)


def _text(field: Field) -> Iterator[Fault]:
    return text_faults(field.value)


def _no_words(field: Field) -> Iterator[Fault]:
    if has_word(field.value):
        yield fault("word_misplaced", field.value)


def _shaped(field: Field) -> Iterator[Fault]:
    code, shape = _SHAPES[field.name]
    if has_word(field.value):
        yield fault("word_misplaced", field.value)
    elif not shape.fullmatch(field.value):
        yield fault(code, field.value)


def _date(field: Field) -> Iterator[Fault]:
    """Yield it where it is no date (RFC 5322, section 3.3), or no day of that name."""
    found = _DATE.fullmatch(field.value)
    if has_word(field.value):
        yield fault("word_misplaced", field.value)
    elif found is None or not _is_day(**found.groupdict()):
        yield fault("date", field.value)


def _is_day(*, name: bytes | None, day: bytes, month: bytes, year: bytes) -> bool:
    try:
        said = date(int(year), _MONTHS.index(month) + 1, int(day))
    except ValueError:
        return False
    return name is None or name == _DAYS[said.weekday()]
