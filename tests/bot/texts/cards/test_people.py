from dataclasses import replace

import pytest

from bot.texts.cards import Line, present
from bot.texts.plain import plain
from handlers.answers import ContactAnswer, ContactCard
from handlers.imports.shapes.people import ROLES
from tests.bot.texts.samples import COORDINATOR, HALLAND, HIDDEN, INSPECTOR


def test_contact_shows_address_number_and_age() -> None:
    assert plain(present(ContactAnswer(cards=(INSPECTOR,)))) == (
        "Inspektör små avlopp, Vetlanda kommun\n"
        "miljokontoret.vetlanda@jonkoping.example · 0383-00 00 00\n"
        "Roll: inspektör\n"
        "Arbetar med: små avlopp, lantbruk\n"
        "Uppgifterna bekräftades i november 2026."
    )


def test_contact_withheld_says_how_to_be_let_in() -> None:
    card = present(ContactAnswer(cards=(HIDDEN,), contact=COORDINATOR))

    assert (card.lead, card.lines[0]) == (
        "Kontaktuppgifterna visas bara för den som finns i registret.",
        Line(
            "Skriv till utvecklingsledaren, utvecklingsledare@jonkoping.example och be att bli "
            "inlagd i registret."
        ),
    )


def test_contact_withheld_without_a_mailbox_refers_to_the_coordinator() -> None:
    card = present(ContactAnswer(cards=(HIDDEN,)))

    assert card.lines[0] == Line(
        "Be samordnaren för din miljösamverkan att lägga in dig i registret."
    )


def test_contact_withheld_never_shows_what_it_was_given_by_mistake() -> None:
    leaking = replace(INSPECTOR, withheld=True)

    written = [
        plain(present(ContactAnswer(cards=cards)), more=True)
        for cards in ((leaking,), (leaking, INSPECTOR))
    ]

    assert [text.count("0383-00 00 00") for text in written] == [0, 1]


def test_contact_of_several_has_a_line_each() -> None:
    named = replace(INSPECTOR, name="Kim Exempel", email="kim@habo.example")

    card = present(ContactAnswer(heading="Små avlopp", cards=(named, named)))

    assert (card.heading, card.lead, card.lines[0]) == (
        "Små avlopp",
        "två kontakter",
        Line(
            "Vetlanda kommun · kim@habo.example · 0383-00 00 00 · små avlopp, lantbruk",
            "Kim Exempel",
        ),
    )


def test_contact_of_many_shows_the_first_and_keeps_the_rest_for_more() -> None:
    cards = tuple(replace(INSPECTOR, name=f"Namn {number}") for number in range(8))

    card = present(ContactAnswer(cards=cards))

    assert (card.heading, card.lead, len(card.lines), len(card.more)) == (
        "Kontakter",
        "åtta kontakter. De fem första visas här.",
        5,
        3,
    )


def test_contact_of_more_than_it_holds_counts_them_all_and_says_how_to_ask_for_fewer() -> None:
    cards = tuple(replace(INSPECTOR, name=f"Namn {number}") for number in range(8))

    card = present(ContactAnswer(cards=cards, total=61))

    assert (card.lead, len(card.lines), len(card.more)) == (
        "61 kontakter. De fem första visas här.",
        5,
        4,
    )
    assert card.more[-1] == Line(
        "Det finns 53 till. Skriv också kommun eller ämne, så blir listan kortare."
    )


def test_contact_withheld_from_somebody_known_does_not_tell_them_to_apply() -> None:
    alone, together = (
        present(ContactAnswer(cards=(HIDDEN,) * count, contact=COORDINATOR, known=True))
        for count in (1, 2)
    )

    assert alone.lead == (
        "Kontaktuppgifterna visas bara för den som arbetar i den här miljösamverkan."
    )
    ask = Line("utvecklingsledaren, utvecklingsledare@jonkoping.example", "Fråga")
    assert [card.lines[0] for card in (alone, together)] == [ask] * 2


@pytest.mark.parametrize(
    ("organisation", "heading"),
    [("Vetlanda kommun", "Vetlanda kommun"), ("", "Person i registret")],
)
def test_contact_withheld_without_a_title_is_called_by_where_they_work(
    organisation: str, heading: str
) -> None:
    nameless = replace(HIDDEN, name="", title="", organisation=organisation)

    assert present(ContactAnswer(cards=(nameless,))).heading == heading


@pytest.mark.parametrize("role", ROLES)
def test_contact_names_every_role_of_the_register_in_swedish(role: str) -> None:
    card = present(ContactAnswer(cards=(replace(INSPECTOR, name="Kim", title="", roles=(role,)),)))

    said = next(line.text for line in card.lines if line.label == "Roll")
    assert said
    assert said != role


def test_contact_role_mailbox_without_number_or_age_says_so() -> None:
    mailbox = ContactCard("samordnare", "", "utvecklingsledare", "", None, None)

    card = present(ContactAnswer(cards=(mailbox,)))

    assert (card.heading, card.lead, card.footer) == (
        "Utvecklingsledare",
        "mejladress saknas",
        "Det framgår inte när uppgifterna senast bekräftades.",
    )


def test_contact_for_something_says_what_and_what_the_source_says() -> None:
    answer = ContactAnswer(
        heading="Dagvattenhantering",
        cards=(
            ContactCard("s", "utvecklingsledare", "utvecklingsledare", "", "u@x.example", None),
        ),
        notes=("utvecklingsledare med projektgruppen",),
    )

    assert present(answer).lines[:2] == (
        Line("Dagvattenhantering", "Gäller"),
        Line("utvecklingsledare med projektgruppen", "Ansvarig"),
    )


def test_contact_for_something_says_when_the_person_responsible_is_withheld() -> None:
    mailbox = ContactCard("s", "utvecklingsledare", "utvecklingsledare", "", "u@x.example", None)

    cards = [
        present(ContactAnswer(heading="Dagvatten", cards=shown, notes_withheld=True))
        for shown in ((mailbox,), ())
    ]

    withheld = Line("visas bara för den som får se registret", "Ansvarig")
    assert [withheld in card.lines for card in cards] == [True, True]


def test_contact_none_says_whom_to_ask() -> None:
    assert plain(present(ContactAnswer(contact=COORDINATOR))) == (
        "Jag hittar ingen kontakt som passar.\n"
        "Fråga: utvecklingsledaren, utvecklingsledare@jonkoping.example"
    )


def test_group_shows_its_size_and_the_note_that_questions_it() -> None:
    assert plain(present(HALLAND)) == (
        "Styrgrupp Halland · 7 personer\n"
        "Består av: Länsstyrelsen (2), miljöchef per kommun\n"
        "Beslutar om: verksamhetsplan, budget, principbeslut\n"
        "Möten: minst 3 per år\n"
        "Anmärkning: Två från Länsstyrelsen och sex chefer ger åtta, men tabellen anger\n"
        "  sju personer.\n"
        "Uppgifterna är från verksamhetsberättelsen 2024."
    )


def test_group_note_shows_even_when_there_is_much_to_say() -> None:
    full = replace(HALLAND, tasks=("planering",), meetings="löpande", meetings_least=False)

    card = present(full)

    assert card.lines[-1].label == "Anmärkning"


def test_group_of_unknown_size_and_with_a_note_on_it() -> None:
    leads = [
        present(replace(HALLAND, size=None)).lead,
        present(replace(HALLAND, size=112, size_note="antal personer i raden Chefsmöten")).lead,
    ]

    assert leads == [
        "Antalet saknas i uppgifterna",
        "112 personer (antal personer i raden Chefsmöten)",
    ]
