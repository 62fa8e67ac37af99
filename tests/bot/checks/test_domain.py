import sys
from collections.abc import Mapping
from typing import Any

import pytest

from bot.app.checks import Finding
from bot.app.checks.domain import (
    NoDnsError,
    NoSuchDomainError,
    NotInstalledError,
    ask_dns,
    check_domain,
)
from tests.bot.checks.ground import ground, said

DOMAIN = "kommun.example"
# As checkdmarc 6.0 answers, less what nobody here reads.
SPF = {
    "record": "v=spf1 ip4:192.0.2.1 -all",
    "valid": True,
    "dns_lookups": 0,
    "void_dns_lookups": 0,
    "warnings": [],
    "parsed": {"mechanisms": [], "redirect": None, "exp": None, "all": "fail"},
}
DMARC = {
    "record": "v=DMARC1; p=reject",
    "location": DOMAIN,
    "valid": True,
    "warnings": [],
    "tags": {
        "v": {"value": "DMARC1", "explicit": True},
        "p": {"value": "reject", "explicit": True},
    },
}
NO_SPF: dict[str, Any] = {
    "record": None,
    "valid": False,
    "void_dns_lookups": None,
    "error": "An SPF record does not exist.",
    "warnings": [],
}
NO_DMARC: dict[str, Any] = {
    "record": None,
    "location": None,
    "valid": False,
    "error": "A DMARC record does not exist.",
    "warnings": [],
}
BAD_SPF = {**NO_SPF, "record": "v=spf1 ip4:x", "error": "x is not a valid IPv4 value."}
BAD_DMARC = {**NO_DMARC, "record": "v=DMARC1; p=x", "error": "Tag p must\nhave a value"}
SPF_THERE = "SPF finns för kommun.example och går att läsa. Kontrollera att er mejlserver står där."
NOT_INSTALLED = (
    "SPF och DMARC kontrolleras inte. Installera tillägget om du vill se dem: pip install "
    "'samverkansbot[checkdmarc]'"
)
DKIM = (
    "DKIM syns inte utan att man vet namnet (selector) som mejlservern signerar med. Skicka ett "
    "provmejl med --send-to och läs fältet Authentication-Results i det."
)


class Dns:
    """What the domain says of itself, and which domain was asked about."""

    def __init__(self, told: Mapping[str, Any] | Exception) -> None:
        self.told = told
        self.asked: list[str] = []

    def __call__(self, domain: str) -> Mapping[str, Any]:
        self.asked.append(domain)
        if isinstance(self.told, Exception):
            raise self.told
        return self.told


def checked(
    told: Mapping[str, Any] | Exception, sender: str = f"Boten <bot@{DOMAIN}>"
) -> list[Finding]:
    return list(check_domain(ground(MAIL_FROM=sender), Dns(told)))


def test_domain_with_all_records_is_fine_and_dkim_is_said_to_be_unseen() -> None:
    assert said(checked({"spf": SPF, "dmarc": DMARC})) == [
        ("ok", SPF_THERE),
        ("skipped", DKIM),
        ("ok", "DMARC finns för kommun.example, med p=reject."),
    ]


def test_missing_dmarc_is_a_warning_with_what_to_do() -> None:
    found = checked({"spf": SPF, "dmarc": NO_DMARC})

    assert said(found[2:]) == [("warning", "DMARC saknas för kommun.example.")]
    assert "_dmarc.kommun.example" in found[2].todo


def test_missing_spf_is_a_warning_with_what_to_do() -> None:
    found = checked({"spf": NO_SPF, "dmarc": DMARC})

    assert said(found[:1]) == [("warning", "SPF saknas för kommun.example.")]
    assert "SPF-post" in found[0].todo


def test_records_that_are_wrong_are_faults_and_say_why() -> None:
    spf, _, dmarc = checked({"spf": BAD_SPF, "dmarc": BAD_DMARC})

    assert said([spf, dmarc]) == [
        ("fault", "SPF för kommun.example är fel: x is not a valid IPv4 value."),
        ("fault", "DMARC för kommun.example är fel: Tag p must have a value"),
    ]


def test_answer_of_another_shape_breaks_nothing() -> None:
    nothing = checked({})
    odd = checked({"spf": {"valid": True}, "dmarc": {"valid": True, "tags": ["p"]}})

    assert [finding.state for finding in nothing] == ["warning", "skipped", "warning"]
    assert odd[2].said == "DMARC finns för kommun.example, med p=?."


@pytest.mark.parametrize(
    ("error", "finding"),
    [
        (
            NotInstalledError(),
            ("skipped", NOT_INSTALLED),
        ),
        (
            NoDnsError(),
            (
                "skipped",
                "SPF och DMARC går inte att kontrollera: DNS svarar inte om kommun.example.",
            ),
        ),
        (NoSuchDomainError(), ("fault", "Domänen kommun.example i MAIL_FROM finns inte i DNS.")),
    ],
)
def test_domain_that_cannot_be_looked_up_says_why(
    error: Exception, finding: tuple[str, str]
) -> None:
    assert said(checked(error)) == [finding]


def test_domain_is_asked_for_in_ascii() -> None:
    dns = Dns({})

    list(check_domain(ground(MAIL_FROM="bot@växjö.example"), dns))

    assert dns.asked == ["xn--vxj-qla6g.example"]


def test_library_that_is_not_installed_is_told_from_a_fault(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "checkdmarc", None)

    with pytest.raises(NotInstalledError):
        ask_dns(DOMAIN)


def test_sender_that_is_no_address_is_a_fault_and_unset_is_skipped() -> None:
    wrong = checked({}, "bot@-.example")
    unset = list(check_domain(ground(), Dns({})))

    assert said([*wrong, *unset]) == [
        ("fault", "MAIL_FROM: ska vara en adress som det går att skicka mejl från."),
        ("skipped", "Inget att kontrollera: MAIL_FROM är inte satt."),
    ]
