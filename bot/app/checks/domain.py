"""What the sender's domain says of who may send mail in its name: SPF, DKIM and DMARC.

Asked for by checkdmarc, an optional extra: it brings ten packages that nothing else needs.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from bot.app.checks.findings import Finding, Ground, State
from bot.config import SettingsError
from bot.mail.addresses import sender_of
from bot.texts import text
from bot.texts.safe import clean, shortened

# Takes a domain in ASCII, and returns what is known under "spf" and "dmarc", each as the functions
# ``check_spf`` and ``check_dmarc`` of checkdmarc return it. Raises ``NotInstalledError``,
# ``NoDnsError`` or ``NoSuchDomainError``.
Ask: TypeAlias = Callable[[str], Mapping[str, Any]]

_SUBJECT = "domain"
_INSTALL = "pip install 'samverkansbot[checkdmarc]'"
# For one answer of a name server, and for the first of them.
_SECONDS = 1.5
_LONGEST_WHY = 200


class NotInstalledError(Exception):
    """The extra is not there."""


class NoDnsError(Exception):
    """No name server answers."""


class NoSuchDomainError(Exception):
    """A name server says that there is no such domain."""


def ask_dns(domain: str) -> Mapping[str, Any]:
    """Ask the name servers, by way of checkdmarc."""
    try:
        import dns.exception  # noqa: PLC0415 - comes with the extra
        import dns.resolver  # noqa: PLC0415 - as above
        from checkdmarc.dmarc import check_dmarc  # noqa: PLC0415 - an optional extra
        from checkdmarc.spf import check_spf  # noqa: PLC0415 - as above
    except ImportError as error:
        raise NotInstalledError from error
    try:
        # Whether anybody answers: without it, checkdmarc calls the records missing.
        dns.resolver.resolve(domain, "TXT", raise_on_no_answer=False, lifetime=2 * _SECONDS)
    except dns.resolver.NXDOMAIN as error:
        raise NoSuchDomainError from error
    except dns.exception.DNSException as error:
        raise NoDnsError from error
    return {
        "spf": check_spf(domain, timeout=_SECONDS),
        "dmarc": check_dmarc(domain, timeout=_SECONDS),
    }


def check_domain(ground: Ground, ask: Ask = ask_dns) -> Iterator[Finding]:
    """Look up the domain of ``MAIL_FROM``."""
    if ground.settings.mail_from is None:
        yield Finding(_SUBJECT, State.SKIPPED, text("check.unset", name="MAIL_FROM"))
        return
    try:
        domain = sender_of(ground.settings.mail_from).domain
    except SettingsError as error:
        yield Finding(_SUBJECT, State.FAULT, str(error), text("check.mail_settings_todo"))
        return
    try:
        told = ask(domain)
    except NotInstalledError:
        said = text("check.domain_not_installed", command=_INSTALL)
        yield Finding(_SUBJECT, State.SKIPPED, said)
    except NoDnsError:
        yield Finding(_SUBJECT, State.SKIPPED, text("check.no_dns", domain=domain))
    except NoSuchDomainError:
        said, todo = text("check.no_domain", domain=domain), text("check.mail_settings_todo")
        yield Finding(_SUBJECT, State.FAULT, said, todo)
    else:
        yield _spf(domain, _part(told, "spf"))
        yield Finding(_SUBJECT, State.SKIPPED, text("check.dkim"))
        yield _dmarc(domain, _part(told, "dmarc"))


def _spf(domain: str, told: Mapping[str, Any]) -> Finding:
    if told.get("valid"):
        return Finding(_SUBJECT, State.OK, text("check.spf", domain=domain))
    if told.get("record"):
        said = text("check.spf_wrong", domain=domain, why=_why(told))
        return Finding(_SUBJECT, State.FAULT, said, text("check.spf_todo"))
    said = text("check.spf_missing", domain=domain)
    return Finding(_SUBJECT, State.WARNING, said, text("check.spf_todo"))


def _dmarc(domain: str, told: Mapping[str, Any]) -> Finding:
    if told.get("valid"):
        policy = _part(_part(told, "tags"), "p").get("value", "?")
        return Finding(_SUBJECT, State.OK, text("check.dmarc", domain=domain, policy=policy))
    if told.get("record"):
        said = text("check.dmarc_wrong", domain=domain, why=_why(told))
        return Finding(_SUBJECT, State.FAULT, said, text("check.dmarc_todo", domain=domain))
    said = text("check.dmarc_missing", domain=domain)
    return Finding(_SUBJECT, State.WARNING, said, text("check.dmarc_todo", domain=domain))


def _part(told: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Return a part of the answer, empty where this version of the library has none."""
    part = told.get(name)
    return part if isinstance(part, Mapping) else {}


def _why(told: Mapping[str, Any]) -> str:
    return shortened(clean(str(told.get("error", ""))), _LONGEST_WHY)
