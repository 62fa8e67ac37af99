"""Octets to text, whatever charset they claim to be in."""

import codecs
import re

# A list of what is let in: names lead to codecs that are no charsets (zip, unicode_escape), or that
# take quadratic time (idna, punycode), and Python remembers every unknown name it is asked for.
_KNOWN = re.compile(
    r"(us-?)?ascii|utf[-_]?(8|16|32)([-_]?(le|be|sig))?|iso[-_]?8859[-_]\d{1,2}|latin[-_]?\d"
    r"|windows[-_]?\d{3,4}|cp\d{3,4}|mac[-_]?(roman|latin2|iceland|cyrillic|greek|turkish)"
    r"|koi8[-_][rut]|gb2312|gbk|gb18030|big5(hkscs)?|shift[-_]?jis|euc[-_](jp|kr)|iso-2022-(jp|kr)",
    re.ASCII,
)
# What mails call by these names holds the quotation marks and dashes of Windows-1252 as well.
_WINDOWS = {"iso8859-1", "cp1252"}
_FALLBACKS = ("utf-8", "cp1252")


def decoded(content: bytes, charset: str) -> str:
    """Return the text in octets that claim to be in a charset: in that one, else UTF-8, else
    Windows-1252. Never raises; what stands for nothing becomes a replacement character.
    """
    for name in (_codec(charset), *_FALLBACKS):
        text = _strictly(content, name)
        if text is not None:
            return text
    return content.decode("cp1252", errors="replace")


def utf8_or_latin1(content: bytes) -> str:
    """Return the text in raw octets that say nothing of their charset."""
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _codec(charset: str) -> str:
    # RFC 2231, section 5: the language may stand behind an asterisk.
    named = charset.strip().strip("\"'").partition("*")[0].lower()
    if not _KNOWN.fullmatch(named):
        return ""
    try:
        found = codecs.lookup(named).name
    except LookupError:
        return ""
    return "cp1252" if found in _WINDOWS else found


def _strictly(content: bytes, name: str) -> str | None:
    if not name:
        return None
    try:
        return content.decode(name)
    except UnicodeError:
        return _cut_short(content) if name == "utf-8" else None


def _cut_short(content: bytes) -> str | None:
    """Return UTF-8 whose last letter was cut in two, if there are other letters to tell it by."""
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(content)
    except UnicodeError:
        return None
    return None if text.isascii() else text
