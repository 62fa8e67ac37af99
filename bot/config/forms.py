"""What each variable must look like, and how that is said to whoever set it wrong."""

import re

DATABASE = re.compile(
    r"sqlite:///(?!:memory:).+"
    r"|postgresql\+psycopg://(?:[^@/\s]*@)?(?:\[[^\]\s]+\]|[^\[\]:/@\s]*)(?::\d+)?/\S+"
)
ADDRESS = re.compile(r"https?://[^\s/?#]+(/[^\s?#]*)?")
HOST = re.compile(r"[\w.:%\[\]-]+")
# A relay with or without an account on it, or a directory for trying out.
RELAY = re.compile(r"smtps?://(?:[^/?#\s]+@)?(?:\[[0-9A-Fa-f:.]+\]|[\w.-]+)(?::\d+)?/?|file:.+")
# A mailbox, and the folder in it where that is not the inbox.
MAILBOX = re.compile(r"imaps?://[^/?#\s@]+@(?:\[[0-9A-Fa-f:.]+\]|[\w.-]+)(?::\d+)?(?:/[^?#\s]*)?")
# An address alone, or "Name <address>"; the courier looks at the address itself more closely.
SENDER = re.compile(r"[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+|[^<>\r\n]*<[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+>")
# The secret goes there: over the network only where nobody can listen.
TOKEN_ADDRESS = re.compile(
    r"(?:https://[^\s/?#]+|http://(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?)(?:/[^\s#]*)?"
)
# One word, in ASCII (RFC 8601, section 2.5).
NAME = re.compile(r"[A-Za-z0-9._-]+")
LINE = re.compile(r"[^\r\n]+")
BETWEEN_KEYS = re.compile(r"[\s,]+")
# What signs the links must not be guessed by trying.
SHORTEST_KEY = 32

# What each variable must be, for whoever set it wrong. The value itself is never repeated: it may
# be a secret that was put in the wrong place.
EXPECTED = {
    "DATABASE_URL": "ska vara sqlite:///fil eller postgresql+psycopg://konto:lösenord@server/namn",
    "SLACK_BOT_TOKEN": "ska vara botens nyckel, som börjar med xoxb-",
    "SLACK_APP_TOKEN": "ska vara appens nyckel för Socket Mode, som börjar med xapp-",
    "SLACK_SIGNING_SECRET": "ska vara appens Signing Secret, utan mellanslag",
    "SLACK_API_URL": "ska vara en adress som börjar med https:// eller http://",
    "HOST": "ska vara ett värdnamn eller en IP-adress",
    "PORT": "ska vara ett heltal från 0 till 65535",
    "PUBLIC_URL": "ska vara en adress som börjar med https:// eller http://",
    "SMTP_URL": "ska vara smtp://konto:lösenord@server:587, smtps://konto:lösenord@server:465 "
    "eller file:katalog",
    "MAIL_FROM": "ska vara en e-postadress, eller Namn <adress>",
    "MAIL_PER_MINUTE": "ska vara ett heltal som är minst 1",
    "DKIM_DOMAIN": "ska vara domänen som mejlen signeras för, som kommunen.example",
    "DKIM_SELECTOR": "ska vara namnet som den öppna nyckeln har i DNS, före ._domainkey",
    "DKIM_KEY": "ska vara en hemlig RSA-nyckel i PEM-form, utan lösenord",
    "MAIL_AUTHSERV_ID": "ska vara namnet som er mejlserver skriver först i Authentication-Results",
    "MAIL_COLLABORATION": "ska vara nyckeln till den samverkan som brevlådan hör till, som vast",
    "SMTP_TOKEN_URL": "ska vara adressen som delar ut nycklar (OAuth 2.0), och börja med https://",
    "SMTP_CLIENT_ID": "ska vara botens id hos den som delar ut nycklar",
    "SMTP_CLIENT_SECRET": "ska vara botens hemlighet hos den som delar ut nycklar",
    "SMTP_SCOPE": "ska vara den rättighet som nyckeln ska ge (scope)",
    "IMAP_URL": "ska vara imaps://konto:lösenord@server:993 eller imap://konto:lösenord@server:143",
    "IMAP_TOKEN_URL": "ska vara adressen som delar ut nycklar (OAuth 2.0), och börja med https://",
    "IMAP_CLIENT_ID": "ska vara botens id hos den som delar ut nycklar",
    "IMAP_CLIENT_SECRET": "ska vara botens hemlighet hos den som delar ut nycklar",
    "IMAP_SCOPE": "ska vara den rättighet som nyckeln ska ge (scope)",
    "SECRET_KEY": "ska vara minst 32 tecken som ingen kan gissa",
}
SECRETS = frozenset(
    {
        "DATABASE_URL",
        "SLACK_BOT_TOKEN",
        "SLACK_APP_TOKEN",
        "SLACK_SIGNING_SECRET",
        "SMTP_URL",
        "DKIM_KEY",
        "SMTP_CLIENT_SECRET",
        "IMAP_URL",
        "IMAP_CLIENT_SECRET",
        "SECRET_KEY",
    }
)


def matching(pattern: re.Pattern[str], value: str) -> str:
    """Return the value; raise ValueError where it does not have the form."""
    if not pattern.fullmatch(value):
        raise ValueError("unexpected form")
    return value
