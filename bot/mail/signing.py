"""Our own signature on what we send (DKIM, RFC 6376), where no mail server signs for us."""

import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from bot.config import Settings, SettingsError
from bot.mail.lines import Envelope, Line, Meanwhile, nothing
from handlers.ports import Clock, Trace

# What nobody is to change on the way. RFC 8058 wants both that are about leaving.
_SIGNED = (
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "In-Reply-To",
    "References",
    "MIME-Version",
    "Content-Type",
    "List-Id",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
)
_FIELDS = re.compile(rb"([!-9;-~]+):((?:[^\r\n]|\r\n[ \t])*)\r\n")
_SPACE = re.compile(rb"[ \t\r\n]+")
_LINE = 70
# Fewer bits than this are refused by those who check (RFC 8301).
_FEWEST_BITS = 1024


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key, and where its public half stands: at ``selector``._domainkey.``domain``."""

    domain: str
    selector: str
    key: RSAPrivateKey = field(repr=False)

    def signed(self, content: bytes, moment: int) -> bytes:
        """Return a letter with a signature at its head; ``moment`` is in seconds since 1970."""
        head, _, body = content.partition(b"\r\n\r\n")
        fields = list(_chosen(head + b"\r\n"))
        names = ":".join(name for name, _value in fields)
        # As "simple" has it: as it is, but for empty lines at its end.
        digest = sha256(body.rstrip(b"\r\n") + b"\r\n").digest()
        said = (
            f"v=1; a=rsa-sha256; c=relaxed/simple; d={self.domain}; s={self.selector};\r\n"
            f" t={moment};\r\n h={_folded(names, ':')};\r\n bh={b64encode(digest).decode()};\r\n b="
        )
        fields.append(("DKIM-Signature", said.encode("ascii")))
        # The signature's own field is the last one, and is not ended.
        signed = b"\r\n".join(_relaxed(name, value) for name, value in fields)
        signature = b64encode(self.key.sign(signed, PKCS1v15(), SHA256())).decode()
        own = f"DKIM-Signature: {said}{_folded(signature)}\r\n"
        return own.encode("ascii") + content


class SigningLine:
    """Sign letters, and carry them over another line."""

    def __init__(self, line: Line, key: SigningKey, clock: Clock) -> None:
        self._line = line
        self._key = key
        self._clock = clock

    def carry(self, envelope: Envelope, meanwhile: Meanwhile = nothing) -> None:
        """Carry a letter with its signature; raise ``DeliveryError``."""
        moment = int(self._clock().timestamp())
        signed = replace(envelope, content=self._key.signed(envelope.content, moment))
        self._line.carry(signed, meanwhile)

    def trace(self, message_id: str) -> Trace:
        """Tell what is known of a letter that may have been carried."""
        return self._line.trace(message_id)

    def close(self) -> None:
        """Let go of the line."""
        self._line.close()


def signing_key(settings: Settings) -> SigningKey | None:
    """Return the key that is set, None without any; raise ``SettingsError`` for half a one."""
    if not any((settings.dkim_domain, settings.dkim_selector, settings.dkim_key)):
        return None
    domain, selector = settings.needed("DKIM_DOMAIN"), settings.needed("DKIM_SELECTOR")
    # In an environment variable the lines of a key are commonly written like this.
    pem = settings.needed("DKIM_KEY").replace("\\n", "\n")
    try:
        key = load_pem_private_key(pem.encode(), None)
    except (ValueError, TypeError):
        key = None
    if not isinstance(key, RSAPrivateKey) or key.key_size < _FEWEST_BITS:
        wrong = "DKIM_KEY: ska vara en hemlig RSA-nyckel i PEM-form, utan lösenord."
        raise SettingsError(wrong)
    return SigningKey(domain, selector, key)


def signing(line: Line, settings: Settings, clock: Clock) -> Line:
    """Return the line, with a signature on what goes over it where a key is set."""
    key = signing_key(settings)
    return line if key is None else SigningLine(line, key, clock)


def _chosen(head: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the fields that are signed and there, in our order."""
    found = {name.lower(): value for name, value in _FIELDS.findall(head)}
    for name in _SIGNED:
        value = found.get(name.lower().encode())
        if value is not None:
            yield name, value


def _relaxed(name: str, value: bytes) -> bytes:
    return name.lower().encode() + b":" + _SPACE.sub(b" ", value).strip()


def _folded(words: str, after: str = "") -> str:
    """Break what is long into lines, anywhere or behind a mark."""
    if not after:
        return "\r\n ".join(words[at : at + _LINE] for at in range(0, len(words), _LINE))
    lines = [""]
    for word in words.split(after):
        if len(lines[-1]) + len(word) > _LINE:
            lines.append("")
        lines[-1] += f"{word}{after}"
    return "\r\n ".join(lines).removesuffix(after)
