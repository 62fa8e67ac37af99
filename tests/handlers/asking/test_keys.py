"""A choice is a typed command with the key of a record."""

import pytest

from handlers.answers import Asker
from handlers.asking import ask
from handlers.ports import Services
from tests.factories import add_collaboration, add_group, add_project


@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        ("projekt vast-2024-slackvatten", "project", "vast-2024-slackvatten"),
        ("projekt jkp-2026-ventilation", "project", "jkp-2026-ventilation"),
        ("förslag jkp-forslag-biocid", "proposal", "jkp-forslag-biocid"),
        ("möte jkp-styrgrupp", "meeting", "jkp-styrgrupp"),
        ("grupp styrgrupp-halland", "group", "styrgrupp-halland"),
        ("nationell jkp-nat-2021-hast", "project", "jkp-nat-2021-hast"),
    ],
)
@pytest.mark.parametrize("collaboration", ["vast", "jonkoping"])
def test_key_leads_to_its_record_from_every_collaboration(
    reading: Services, collaboration: str, text: str, kind: str, key: str
) -> None:
    answer = ask(reading, Asker(collaboration), text)

    assert (answer.kind, answer.ids) == (kind, (key,))


@pytest.mark.parametrize(
    "text", ["projekt vast-2024-borta-helt", "grupp inget-sadant", "nationell strategi"]
)
def test_key_of_nothing_is_searched_for_as_words(reading: Services, text: str) -> None:
    assert ask(reading, Asker("vast"), text).kind in {"did_you_mean", "not_found", "ambiguous"}


def test_key_that_several_have_is_the_askers_own(services: Services) -> None:
    with services.database.write() as session:
        for name in ("vast", "jonkoping"):
            owner = add_collaboration(session, name)
            add_group(session, owner, f"Beredning {name}", key="beredningsgrupp")
            add_project(session, owner, f"Solarier {name}", key="solarier")

    titles = {
        home: repr(ask(services, Asker(home), "grupp beredningsgrupp"))
        for home in ("vast", "jonkoping")
    }

    assert "Beredning vast" in titles["vast"]
    assert "Beredning jonkoping" in titles["jonkoping"]


@pytest.mark.parametrize("key", ["vast-2026.2", "v1.0-solarier", "2026.1.a"])
def test_every_key_that_an_import_takes_leads_to_its_record(services: Services, key: str) -> None:
    with services.database.write() as session:
        owner = add_collaboration(session)
        add_project(session, owner, "Solarier", key=key)
        add_group(session, owner, "Referensgrupp solarier", key=key)

    found = [ask(services, Asker("vast"), f"{kind} {key}") for kind in ("projekt", "grupp")]

    assert [(one.kind, one.ids) for one in found] == [("project", (key,)), ("group", (key,))]
