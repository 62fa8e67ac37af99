"""The body of a mail and of each of its parts (RFC 2045, RFC 2046)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.calendars import faults as calendar_faults
from tests.letters.contents import content_faults, octets_of
from tests.letters.faults import Fault, fault
from tests.letters.fields import field_faults
from tests.letters.heads import Field, parted, read_fields

_TOKEN = rb"[!#$%&'*+.^_`{|}~0-9A-Za-z-]+"
_TYPE = re.compile(rb"(?P<kind>%b/%b)(?P<rest>.*)" % (_TOKEN, _TOKEN))
_PARAMETER = re.compile(
    rb';[ \t]*(?P<name>%b)=(?:(?P<token>%b)|"(?P<quoted>[^"\\]*)")[ \t]*' % (_TOKEN, _TOKEN)
)
# RFC 2046, section 5.1.1.
_BOUNDARY = re.compile(rb"[0-9A-Za-z'()+_,./:=? -]{0,69}[0-9A-Za-z'()+_,./:=?-]")
_ALTERNATIVE = b"multipart/alternative"
_UNCHANGED = {b"7bit", b"8bit", b"binary"}


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a Content-Type says, in lower case but for the values of its parameters."""

    name: bytes
    parameters: dict[bytes, bytes]


@dataclass(frozen=True, slots=True)
class _Slices:
    """What the boundary parts a body into, and whether it is closed at the end."""

    parts: list[list[bytes]]
    closed: bool


def part_faults(fields: list[Field], body: list[bytes], *, is_whole: bool) -> Iterator[Fault]:
    """Yield what is wrong with a body, by what the fields above it say it is."""
    values = {field.name: field.value for field in fields}
    if is_whole and b"content-type" in values and b"mime-version" not in values:
        yield fault("mime_version", b"none")
    kind = _kind(values.get(b"content-type", b"text/plain"))
    if kind is None:
        yield fault("content_type", values[b"content-type"])
    elif kind.name.startswith(b"multipart/"):
        yield from _container(kind, values, body)
    else:
        yield from _leaf(kind, values, body, is_whole=is_whole)


def _kind(value: bytes) -> _Kind | None:
    found = _TYPE.fullmatch(value)
    if found is None:
        return None
    parameters: dict[bytes, bytes] = {}
    at, rest = 0, found["rest"].lstrip(b" \t")
    while at < len(rest):
        one = _PARAMETER.match(rest, at)
        if one is None or one["name"].lower() in parameters:
            return None
        parameters[one["name"].lower()] = one["token"] or one["quoted"] or b""
        at = one.end()
    return _Kind(found["kind"].lower(), parameters)


def _container(kind: _Kind, values: dict[bytes, bytes], body: list[bytes]) -> Iterator[Fault]:
    # RFC 2045, section 6.4: what holds parts is not encoded itself.
    if values.get(b"content-transfer-encoding", b"7bit").lower() not in _UNCHANGED:
        yield fault("encoding", values[b"content-transfer-encoding"])
    boundary = kind.parameters.get(b"boundary", b"")
    if not _BOUNDARY.fullmatch(boundary):
        yield fault("boundary", boundary)
        return
    slices = _sliced(body, b"--" + boundary)
    if not slices.parts:
        yield fault("boundary_unused", boundary)
    elif not slices.closed:
        yield fault("boundary_unclosed", boundary)
    if kind.name == _ALTERNATIVE:
        yield from _order(slices.parts)
    for part in slices.parts:
        yield from _part(part)


def _sliced(body: Sequence[bytes], delimiter: bytes) -> _Slices:
    parts: list[list[bytes]] = []
    for line in body:
        said = line.rstrip(b" \t")
        if said == delimiter + b"--":
            return _Slices(parts, closed=True)
        if said == delimiter:
            parts.append([])
        elif parts:
            parts[-1].append(line)
    return _Slices(parts, closed=False)


def _part(lines: list[bytes]) -> Iterator[Fault]:
    head, body = parted(lines)
    fields, found = read_fields(head)
    yield from found
    for field in fields:
        yield from field_faults(field)
    yield from part_faults(fields, body, is_whole=False)


def _order(parts: list[list[bytes]]) -> Iterator[Fault]:
    """Yield it where HTML stands before text: the last that can be shown is (section 5.1.4)."""
    kinds = [_kind_of(part) for part in parts]
    texts, htmls = (
        [at for at, kind in enumerate(kinds) if kind == wanted]
        for wanted in (b"text/plain", b"text/html")
    )
    if texts and htmls and max(texts) > min(htmls):
        yield fault("html_first", b", ".join(kinds))


def _kind_of(part: list[bytes]) -> bytes:
    fields, _ = read_fields(parted(part)[0])
    told = next((field.value for field in fields if field.name == b"content-type"), b"text/plain")
    kind = _kind(told)
    return kind.name if kind else b""


def _leaf(
    kind: _Kind, values: dict[bytes, bytes], body: list[bytes], *, is_whole: bool
) -> Iterator[Fault]:
    encoding = values.get(b"content-transfer-encoding", b"").lower()
    if not encoding and not is_whole:
        yield fault("encoding_missing", kind.name)
    charset = (
        kind.parameters.get(b"charset", b"us-ascii") if kind.name.startswith(b"text/") else b""
    )
    yield from content_faults(encoding or b"7bit", charset, body)
    if kind.name == b"text/calendar":
        yield from _calendar(kind, values, octets_of(encoding or b"7bit", body))


def _calendar(kind: _Kind, values: dict[bytes, bytes], content: bytes) -> Iterator[Fault]:
    """Yield what is wrong with a calendar, and with a message to one (RFC 6047, section 2.4)."""
    for one in calendar_faults(content):
        yield fault("calendar", f"{one.code} {one.at}".encode())
    method = kind.parameters.get(b"method", b"")
    if method and b"METHOD:" + method not in content.split(b"\r\n"):
        yield fault("calendar_method", method)
    if method and values.get(b"content-disposition", b"").lower().startswith(b"attachment"):
        yield fault("calendar_attached", values[b"content-disposition"])
