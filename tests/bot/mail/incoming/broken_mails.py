"""Mails as nobody should send them, for Hypothesis to put together."""

from hypothesis import strategies as st

ADDRESSES = (
    "asa.oberg@vaxjo.example",
    "EVIL@evil.example",
    "nils@växjö.example",
    "b@x",
    "@",
    "<>",
)
_NAMES = (
    "From", "from", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "X-Odd",
    "Content-Type", "Content-Transfer-Encoding", "Content-Disposition", "MIME-Version", "X-Åsa",
)  # fmt: skip
_CHARSETS = (
    "utf-8",
    "iso-8859-1",
    "utf-16",
    "utf-7",
    "zip",
    "idna",
    "x\x00",
    "unicode_escape",
    "å",
    "",
)
_KINDS = (
    "text/plain", "text/html", "text/calendar", "multipart/mixed", "multipart/signed",
    "multipart/report", "multipart/digest", "message/rfc822", "message/delivery-status",
    "message/partial", "application/ms-tnef", "application/pkcs7-mime", "image/png", "/", "x", "",
)  # fmt: skip
_ENCODINGS = ("7bit", "8bit", "binary", "base64", "quoted-printable", "x-uuencode", "\xff", "")
_DATES = (
    "Fri, 20 Nov 2026 09:00:00 +0100",
    "31 Dec 9999 23:00 -1400",
    "9" * 30,
    "31 Feb 2026",
)
_SNIPPETS = (
    "\r", "\n", "\r\n", "\x00", "\x1b", "\t ", " ", "<", ">", "(", ")", '"', "\\", ",", ";", ":",
    "=", "=?utf-8?q?=0D=0A?=", "=?utf-8?b?YQ0KDQ", "=?utf-8?q?=C3?= =?utf-8?q?=A5?=",
    "=?zip?b?YQ==?=",
    "=?utf-8?q?chef=40x=2Eexample=2C?=", "<id@x>", "From: ", "> ", "-- ", "--b", "--b--", "&#0;",
    "<!", "<br>", "<blockquote>", "<script>", "\u2028", "\x85", "\ufeff",
    "Den 2026 14:02 skrev A <a@b.c>:",
    "=C3=A5", "=\n", "VHLDpGZm", "begin 644 x\n",
)  # fmt: skip

odd_text = st.lists(
    st.one_of(st.sampled_from(_SNIPPETS), st.text(max_size=8), st.sampled_from(ADDRESSES)),
    max_size=8,
).map("".join)
odd_bytes = st.one_of(
    odd_text.map(lambda text: text.encode("utf-8", "replace")),
    odd_text.map(lambda text: text.encode("latin-1", "replace")),
    st.binary(max_size=30),
)


@st.composite
def content_types(draw: st.DrawFn) -> bytes:
    """Return a Content-Type that may contradict itself, and whatever follows it."""
    kind, charset = draw(st.sampled_from(_KINDS)), draw(st.sampled_from(_CHARSETS))
    parameters = [f"charset={charset}", 'boundary="b"', "boundary=", 'name="a', "name*=zip''%ff"]
    chosen = draw(st.lists(st.sampled_from(parameters), max_size=4))
    return "; ".join([kind, *chosen]).encode()


_people = st.sampled_from(
    [
        "Asa <asa.oberg@vaxjo.example>", "EVIL@evil.example", "nils@växjö.example, b@x",
        "=?utf-8?q?=C3=85sa=2C?= <asa.oberg@vaxjo.example>", '"chef@kommun1.example" <a@x.example>',
        "chef@kommun1.example <a@x.example>", "a@x.example]<b@x.example>", "g: a@x.example;",
        "(a@x.example) b@x.example", "a@x.example,,b@x.example\n\tc@x.example", "å@x.example",
    ]
)  # fmt: skip
_fitting: dict[str, st.SearchStrategy[bytes]] = {
    "From": _people.map(str.encode),
    "from": _people.map(lambda people: people.encode("latin-1")),
    "Message-ID": st.sampled_from([b"<a@x>", b"a@x", b"<a b>", b"<", b"=?utf-8?q?=3Ca=0D=0A=3E?="]),
    "Content-Type": content_types(),
    "Content-Transfer-Encoding": st.sampled_from(_ENCODINGS).map(str.encode),
    "Date": st.sampled_from(_DATES).map(str.encode),
}
_ended = st.sampled_from([b"--\n", b"--\n", b"\n", b"", b"--\n--b\n\nord\n--b--\n"])


def _one_in(number: int) -> st.SearchStrategy[bool]:
    return st.integers(1, number).map(lambda drawn: drawn == number)


@st.composite
def values(draw: st.DrawFn, name: str) -> bytes:
    """Return a value that mostly fits the name of its field; now and then the head ends in it."""
    if name in _fitting and not draw(_one_in(5)):
        return draw(_fitting[name])
    odd = draw(odd_bytes)
    return odd if draw(_one_in(8)) else b"\n ".join(odd.splitlines())


@st.composite
def heads(draw: st.DrawFn, *always: str) -> bytes:
    """Return the fields named, in some order, and a few more; one in ten lacks its colon."""
    names = draw(st.permutations([*always, *draw(st.lists(st.sampled_from(_NAMES), max_size=3))]))
    colons = [b" x " if draw(_one_in(10)) else draw(st.sampled_from([b": ", b":", b":\n "]))]
    colons += [b": "] * len(names)
    fields = [
        name.encode() + colon + draw(values(name))
        for name, colon in zip(names, colons, strict=False)
    ]
    return b"\n".join(reversed(fields)) + b"\n"


@st.composite
def bodies(draw: st.DrawFn, depth: int = 0) -> bytes:
    """Return what stands below a head's last field: a part, or a container around others."""
    if depth == 3 or draw(st.booleans()):
        return (
            draw(heads("Content-Type")) + b"\n" + b"\n".join(draw(st.lists(odd_bytes, max_size=4)))
        )
    kind = draw(st.sampled_from([kind for kind in _KINDS if kind.startswith("m")]))
    boundary = b"b%d" % draw(st.integers(0, depth))
    inner = draw(st.lists(bodies(depth + 1), min_size=1, max_size=2))
    opened = b"".join(b"\n--" + boundary + b"\n" + part for part in inner)
    head = b"Content-Type: " + kind.encode() + b"; boundary=" + boundary + b"\n"
    return head + opened + b"\n--" + boundary + draw(_ended)


@st.composite
def broken_mails(draw: st.DrawFn) -> bytes:
    """Return the octets of a mail: its lines end somehow, and it may end too early."""
    head = draw(heads("From", "Subject", "Date", "Message-ID", "References"))
    raw = head + draw(bodies())
    ended = raw.replace(b"\n", draw(st.sampled_from([b"\n", b"\n", b"\r\n", b"\r"])))
    return ended[: draw(st.integers(0, len(ended)))] if draw(_one_in(4)) else ended
