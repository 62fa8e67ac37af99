"""A correction in words: the same task as the dialog files, about the record that is meant."""

import pytest
from sqlalchemy import select

from handlers.answers import Answer, Asker, CorrectionAnswer
from handlers.asking import WouldChange, ask, ask_only
from handlers.errors import Refusal
from handlers.people import asker_by_email
from handlers.ports import Services
from storage.models import Collaboration, CoordinatorTask

INSPECTOR = "avlopp.vetlanda@jonkoping.example"
STRANGER = Asker("jonkoping", door="mail")
DAGVATTEN = ("jonkoping", "correction", "project", "jkp-2026-dagvatten", "Slutdatumet är fel.")


@pytest.fixture
def asker(sample_services: Services) -> Asker:
    found = asker_by_email(sample_services, INSPECTOR, "mail")
    assert found is not None
    return found


def filed(services: Services) -> list[tuple[str, ...]]:
    """Return whose each task is, its kind, the record that it is about, and what it says."""
    with services.database.session() as session:
        rows = session.execute(
            select(
                Collaboration.key,
                CoordinatorTask.kind,
                CoordinatorTask.record_kind,
                CoordinatorTask.record_key,
                CoordinatorTask.text,
            )
            .join(Collaboration, Collaboration.id == CoordinatorTask.collaboration_id)
            .order_by(CoordinatorTask.id)
        )
        return [tuple(row) for row in rows]


def offered(answer: Answer) -> tuple[list[str], str]:
    assert isinstance(answer, CorrectionAnswer)
    assert answer.task_id is None
    return [item.key for item in answer.items], answer.said


@pytest.mark.parametrize(
    "text",
    [
        "rätta dagvatten: Slutdatumet är fel.",
        "Rätta dagvatten:Slutdatumet är fel.",
        "Hej!\nRätta uppgift om dagvattenprojektet :  Slutdatumet är fel.",
        "rätta projekt jkp-2026-dagvatten: Slutdatumet är fel.",
    ],
)
def test_correction_is_filed_with_the_project_that_is_meant(
    sample_services: Services, asker: Asker, text: str
) -> None:
    answer = ask(sample_services, asker, text)

    assert answer == CorrectionAnswer(
        ids=("jkp-2026-dagvatten",),
        title="Dagvattenhantering",
        said="Slutdatumet är fel.",
        task_id=answer.task_id,
    )
    assert answer.task_id is not None
    assert filed(sample_services) == [DAGVATTEN]


@pytest.mark.parametrize(
    ("what", "record"),
    [
        ("verksamhetsberättelsen", ("jonkoping", "rule", "jkp-verksamhetsberattelse")),
        ("möte jkp-styrgrupp", ("jonkoping", "rule", "jkp-styrgrupp")),
        ("förslag jkp-forslag-biocid", ("jonkoping", "proposal", "jkp-forslag-biocid")),
        ("projekt vast-2024-slackvatten", ("vast", "project", "vast-2024-slackvatten")),
        ("släckvatten i Väst", ("vast", "project", "vast-2024-slackvatten")),
    ],
)
def test_correction_reaches_whose_record_it_is(
    sample_services: Services, asker: Asker, what: str, record: tuple[str, str, str]
) -> None:
    ask(sample_services, asker, f"rätta {what}: fel år")

    [(owner, kind, record_kind, key, said)] = filed(sample_services)
    assert (owner, record_kind, key) == record
    assert (kind, said) == ("correction", "fel år")


def test_correction_of_a_contact_is_about_the_person(
    sample_services: Services, asker: Asker
) -> None:
    answer = ask(sample_services, asker, "rätta kontakt utvecklingsledaren: ny telefon")

    [(owner, _, record_kind, key, said)] = filed(sample_services)
    assert answer.ids == ("samordnare",)
    assert (owner, record_kind, said) == ("jonkoping", "person", "ny telefon")
    # By number: a key may be made of the name.
    assert key.isdigit()


def test_time_of_day_is_no_colon_to_split_at(sample_services: Services, asker: Asker) -> None:
    ask(sample_services, asker, "rätta dagvatten: mötet är 10:30, inte 9:00: ändra")

    assert [said for *_, said in filed(sample_services)] == ["mötet är 10:30, inte 9:00: ändra"]


@pytest.mark.parametrize(
    ("what", "keys"),
    [
        ("ventilation", ["jkp-2026-ventilation", "jkp-2022-ventilation"]),
        # The other collaboration's.
        ("släckvatten", ["vast-2024-slackvatten"]),
    ],
)
def test_what_is_not_certain_is_asked_about_and_nothing_is_filed(
    sample_services: Services, asker: Asker, what: str, keys: list[str]
) -> None:
    answer = ask_only(sample_services, asker, f"rätta {what}: fel år")

    assert offered(answer) == (keys, "fel år")


def test_long_correction_that_is_not_certain_is_filed_whole(
    sample_services: Services, asker: Asker
) -> None:
    said = "fel " * 300

    ask(sample_services, asker, f"rätta ventilation: {said}")

    assert filed(sample_services) == [
        ("jonkoping", "correction", "", "", f"ventilation: {said.strip()}")
    ]


def test_stranger_may_say_that_a_fact_is_wrong(sample_services: Services) -> None:
    ask(sample_services, STRANGER, "rätta dagvatten: Slutdatumet är fel.")

    assert filed(sample_services) == [DAGVATTEN]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("rätta", "correction_words"),
        ("rätta dagvatten", "correction_words"),
        ("rätta dagvatten:", "correction_words"),
        ("rätta : fel", "correction_words"),
        ("rätta skateparker: fel", "nothing_to_correct"),
        ("rätta kontakt Kalle Anka: fel", "nothing_to_correct"),
    ],
)
def test_what_cannot_be_filed_is_said_with_how_to_write(
    sample_services: Services, asker: Asker, text: str, code: str
) -> None:
    with pytest.raises(Refusal, match=code):
        ask(sample_services, asker, text)

    assert filed(sample_services) == []


def test_where_nothing_may_be_changed_a_correction_is_not_filed(
    sample_services: Services, asker: Asker
) -> None:
    with pytest.raises(WouldChange):
        ask_only(sample_services, asker, "rätta dagvatten: fel år")

    assert filed(sample_services) == []


@pytest.mark.parametrize("text", ["rättelser i planen", "är det rätt att dagvatten är klart?"])
def test_question_with_a_like_word_is_still_one(reading: Services, text: str) -> None:
    answer = ask_only(reading, STRANGER, text)

    assert not isinstance(answer, CorrectionAnswer)
