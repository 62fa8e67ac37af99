"""All the rules, over a whole mail."""

from collections.abc import Iterator

from tests.letters.faults import Fault, fault
from tests.letters.fields import field_faults
from tests.letters.heads import Field, parted, read_fields
from tests.letters.parts import part_faults

_LONGEST_LINE = 998
_ALWAYS = (b"from", b"date", b"message-id")


def codes(raw: bytes) -> list[str]:
    """Return the code of each fault, in the order of finding."""
    return [one.code for one in faults(raw)]


def faults(raw: bytes) -> list[Fault]:
    """Return what is wrong with a mail as it is handed to a mail server without SMTPUTF8.

    RFC 5322 (lines, fields), RFC 2047 (encoded words), RFC 2045 and 2046 (parts), RFC 3834, 2369,
    2919 and 8058 (fields of machines). Obsolete syntax is a fault, since nobody may write it.
    """
    head, body = parted(raw.split(b"\r\n"))
    fields, found = read_fields(head)
    return [
        *_line_faults(raw),
        *found,
        *_missing(fields),
        *(one for field in fields for one in field_faults(field)),
        *part_faults(fields, body, is_whole=True),
    ]


def _line_faults(raw: bytes) -> Iterator[Fault]:
    """Yield what RFC 5322, sections 2.1.1 and 2.3, forbids of lines."""
    bare = raw.replace(b"\r\n", b"")
    for code, octet in (("bare_cr", b"\r"), ("bare_lf", b"\n"), ("nul", b"\0")):
        if octet in bare:
            yield fault(code, bare)
    for line in raw.split(b"\r\n"):
        if len(line) > _LONGEST_LINE:
            yield fault("line_too_long", line)
    if not raw.endswith(b"\r\n"):
        yield fault("line_unended", raw[-40:])


def _missing(fields: list[Field]) -> Iterator[Fault]:
    names = {field.name for field in fields}
    for name in _ALWAYS:
        if name not in names:
            yield fault("field_missing", name)
