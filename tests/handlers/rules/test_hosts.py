from handlers.rules import UnknownHost
from handlers.rules.hosts import as_registered, unknown_hosts

KNOWN = ("Habo", "Värnamo", "Länsstyrelsen i Jönköpings län")


def test_hosts_are_spelt_as_in_the_register() -> None:
    hosts = as_registered((" habo", "VÄRNAMO ", "", "Miljösamverkan  Skåne"), KNOWN)

    assert hosts == ("Habo", "Värnamo", "Miljösamverkan Skåne")


def test_hosts_that_nobody_knows_are_told_with_what_they_may_be() -> None:
    unknown = unknown_hosts(("Habo", "Vernamo", "Miljösamverkan Skåne"), KNOWN)

    assert unknown == (UnknownHost("Vernamo", "Värnamo"), UnknownHost("Miljösamverkan Skåne"))
