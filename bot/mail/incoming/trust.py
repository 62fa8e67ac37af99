"""Whether the receiving mail server vouches for who a mail is from (RFC 8601, RFC 7489)."""

import logging
import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Any

from authres import all_features
from authres.core import AuthenticationResultsHeader

from bot.mail.addresses import ascii_address
from bot.mail.incoming.message import IncomingMail

logger = logging.getLogger(__name__)

# Past what mail servers write. A parser that reads longer ones takes its time.
_LONGEST = 4000
_COMMENT = r"\((?:[^()\\]|\\.)*\)"
# RFC 8601, 2.2: the id is the first word, after comments, and may be quoted.
_SERVER = re.compile(rf'(?:\s|{_COMMENT})*"?([^\s;()"]+)')
_FROM_DOMAIN = re.compile(r'(?<=header\.from=)[^\s;()"]+', re.IGNORECASE)
# A domain without a record in DNS. The second is what Exchange Online finds by guessing.
_NO_POLICY = {"none", "bestguesspass"}
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
# With a name before it or alone, and nothing after it: a group ends in a semicolon.
_ONE_ADDRESS = re.compile(r"(?:[^@<>;]*<[^@<>]*@[^@<>]+>|[^@<>;:,]*@[^@<>;:,]+)\s*")


def is_verified(mail: IncomingMail, authserv_id: str) -> bool:
    """Tell whether our own mail server has found that the mail is from the domain it names.

    ``authserv_id`` is the name which that server writes its findings under; where there is none,
    no mail is verified. Nothing is raised: what cannot be read is not verified.

    Anybody can write an Authentication-Results field into a mail, under any name. Our server puts
    its own above whatever came in, so of those under its name only the topmost is its word; a lower
    one came with the mail, and counts for nothing even if it says more (RFC 8601, section 5).
    DMARC is the one finding about the From field, which is what people see and we go by (RFC 7489).
    Of a domain that has published no policy, a signature that our server has checked says the same,
    if it is of that very domain (DKIM, RFC 6376): that is how DMARC would have passed. Where there
    is a policy, and the server finds that the mail fails it, no signature helps.

    The field must stand in the head as it was written. It holds no encoded words (RFC 2047, section
    5), but an address that the server repeats may look like one: decoded, it would be findings.
    """
    domain = mail.sender.rpartition("@")[2].lower()
    if not domain or not _has_one_address(mail.head.all("from")):
        return False
    _, findings = _findings(mail, authserv_id)
    return findings is not None and _pass(findings, domain)


def is_refuted(mail: IncomingMail, authserv_id: str) -> bool:
    """Tell whether our own mail server has found something else than that the mail is genuine.

    Where it has found nothing, or that the domain has no policy, it is not. What it has written and
    cannot be read is no reason to believe anything: a forger may have seen to that.
    """
    written, findings = _findings(mail, authserv_id)
    if not written:
        return False
    policy = [one for one in findings or () if one.method == "dmarc"]
    domain = mail.sender.rpartition("@")[2].lower()
    return findings is None or any(
        one.result not in _NO_POLICY and not _is_good(one, "dmarc", "from", domain)
        for one in policy
    )


def _findings(mail: IncomingMail, authserv_id: str) -> tuple[bool, Sequence[Any] | None]:
    """Tell whether our own server has written its findings, and return them if they can be read."""
    ours = authserv_id.strip().lower()
    for field in mail.head.all("authentication-results") if ours else ():
        server = server_of(field)
        if server in {ours, ""}:
            return True, _read(field, ours) if server == ours else None
    return False, None


def _has_one_address(fields: tuple[str, ...]) -> bool:
    """Tell whether there is one From field, with one address that is in no group."""
    if len(fields) != 1 or len(fields[0]) > _LONGEST:
        return False
    # A name may look like anything, as long as it is quoted.
    bare = re.sub(_COMMENT, "", _QUOTED.sub("", fields[0]))
    return _ONE_ADDRESS.fullmatch(bare) is not None


def server_of(field: str) -> str:
    """Return the name that an Authentication-Results field is written under, or nothing.

    Not with the parser: it stumbles over what others write, and a field of ours that it cannot
    read must not make way for one below.
    """
    found = _SERVER.match(field[:_LONGEST])
    return found[1].lower() if found else ""


def _read(field: str, ours: str) -> Sequence[Any] | None:
    header = _parsed(field)
    # Where the parser reads another name than we did, neither reading is believed.
    if header is None or header.authserv_id != ours:
        return None
    return list(header.results)


def _pass(findings: Sequence[Any], domain: str) -> bool:
    policy = [result for result in findings if result.method == "dmarc"]
    # Two of them: one was smuggled in with something that the server repeats.
    if len(policy) > 1:
        return False
    if not policy or policy[0].result in _NO_POLICY:
        return _is_signed(findings, domain)
    return _is_good(policy[0], "dmarc", "from", domain)


def _is_signed(findings: Sequence[Any], domain: str) -> bool:
    """Tell whether the domain's own signature is good.

    Only of those that stand before anything a server may repeat from the mail (its envelope), and
    only if no other says otherwise: what is smuggled in comes after, or beside the real one.
    """
    keys = [one for one in findings if one.method == "dkim"]
    signed = [one for one in keys if _names(one, "header", "d", domain)]
    before = list(takewhile(lambda one: not _is_of_envelope(one), findings))
    good = [one for one in before if _is_good(one, "dkim", "d", domain)]
    return bool(good) and len(good) == len(signed)


def _is_of_envelope(result: Any) -> bool:
    return any(one.type == "smtp" for one in result.properties)


def _names(result: Any, kind: str, name: str, value: str) -> bool:
    own = [str(p.value).lower() for p in result.properties if (p.type, p.name) == (kind, name)]
    return value in own


def _is_good(result: Any, method: str, name: str, domain: str) -> bool:
    if (result.method, result.result) != (method, "pass") or result.version not in {None, "1"}:
        return False
    named = [p.value for p in result.properties if (p.type, p.name) == ("header", name)]
    return len(named) == 1 and str(named[0]).lower() == domain


class _Strict(AuthenticationResultsHeader):  # type: ignore[misc]  # it has no types
    """The library's parser, which else leaves out properties that it cannot read, and goes on."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **{**named, "strict": True})


def _parsed(field: str) -> Any:
    """Return what a field says, or None where it cannot be parsed."""
    said = _FROM_DOMAIN.sub(_in_ascii, field)
    # The parser ignores case in a way that takes a Kelvin sign for a k.
    if len(said) > _LONGEST or not said.isascii():
        return None
    try:
        return _Strict.parse_value(all_features(), said)
    except Exception as error:  # noqa: BLE001 - whatever a stranger makes the parser do, nothing is verified
        # Without the words: they are a stranger's.
        logger.warning("An Authentication-Results field cannot be read: %s", type(error).__name__)
        return None


def _in_ascii(domain: re.Match[str]) -> str:
    # RFC 8601, 2.2 lets a server write the letters of the domain.
    try:
        return ascii_address(f"a@{domain[0]}").partition("@")[2]
    except ValueError:
        return domain[0]
