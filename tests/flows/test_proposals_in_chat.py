"""A proposal from the first letter to what becomes of it, all of it in chat."""

from typing import Any

import pytest
from sqlalchemy import select

from bot.slack.courier import slack_courier
from bot.workspace import Message, View
from handlers.delivery import Delivery
from handlers.people import set_role
from handlers.proposals import KINDS
from storage.models import Person, Proposal, ProposalDraft
from tests.flows.house import BOT_TOKEN, EVA, INA, KIM, OPEN, SAM, STRANGER, House, labels, lines

REST: dict[str, Any] = {
    "proposal_area": "Tillsyn miljöskydd",
    "proposal_background": "Ingen vet hur många de är.",
    "proposal_goal": "Alla parker är kända.",
}


def shown(house: House, user: str = INA) -> Message | View:
    """Return the dialog on top, or the latest answer where none is open."""
    views = house.workspace.views(user)
    return views[-1] if views else house.last(user)


def said(house: House, user: str = INA) -> str:
    return "\n".join(lines(shown(house, user)))


def press(house: House, label: str, user: str = INA, where: Message | View | None = None) -> None:
    outcome = house.workspace.press(user, where or shown(house, user), label)
    assert outcome.acknowledged, outcome


def submit(house: House, user: str = INA, **values: Any) -> dict[str, str]:
    outcome = house.workspace.submit(user, values)
    assert outcome.acknowledged, outcome
    return dict(outcome.errors)


def write(house: House, user: str, field: str, words: str) -> None:
    outcome = house.workspace.type(user, "value", words, field)
    assert outcome.acknowledged, outcome


def open_dialog(house: House, text: str = "", user: str = INA) -> None:
    outcome = house.workspace.command(user, "/forslag", text, OPEN)
    assert outcome.acknowledged, outcome


def propose(house: House, title: str, user: str = INA) -> None:
    open_dialog(house, title, user)
    assert submit(house, user, **REST) == {}
    assert submit(house, user) == {}
    house.workspace.close_view(user, everything=True)


def deliver(house: House) -> None:
    house.clock.now = house.clock.now.replace(hour=9)
    slack = slack_courier(BOT_TOKEN, house.workspace.api_url, house.clock)
    Delivery(house.services, {"slack": slack}, KINDS).deliver_due()


def rows(house: House) -> list[Proposal]:
    with house.services.database.session() as session:
        own = select(Proposal).where(Proposal.number.is_not(None))
        return list(session.scalars(own.order_by(Proposal.id)))


def drafts(house: House) -> list[ProposalDraft]:
    with house.services.database.session() as session:
        return list(session.scalars(select(ProposalDraft).order_by(ProposalDraft.id)))


def card(house: House, user: str, number: str = "2026-001") -> Message:
    if house.workspace.views(user):
        house.workspace.close_view(user, everything=True)
    return house.ask(user, "/forslag", number)


def test_proposal_is_written_looked_through_handed_in_and_followed(house: House) -> None:
    open_dialog(house, user=EVA)
    assert "Förslaget är inte anonymt och kan bli allmän handling." in said(house, EVA)

    write(house, EVA, "proposal_title", "Biocidprodukter i butik")
    like = said(house, EVA)
    assert "Liknar: Biocidprodukter (inkom 2022, i förslagsbanken)" in like
    assert {"Visa", "Ställ er bakom"} <= set(labels(shown(house, EVA)))

    assert submit(house, EVA, **{**REST, "proposal_goal": ""}) != {}
    assert submit(house, EVA, **REST) == {}
    preview = said(house, EVA)
    assert "Biocidprodukter i butik" in preview
    assert "Bakgrund: Ingen vet hur många de är." in preview
    assert rows(house) == []

    assert submit(house, EVA) == {}
    receipt = said(house, EVA)
    assert "Tack. Förslag 2026-001 Biocidprodukter i butik är inlämnat för" in receipt
    assert "Nästa steg: kontaktpersonerna går igenom förslagen." in receipt
    assert labels(shown(house, EVA)) == ["Visa", "Ändra", "Ta tillbaka"]
    assert drafts(house) == []

    deliver(house)
    told = house.direct(EVA)[-1]
    assert lines(told)[0] == "Vi har tagit emot förslag 2026-001"


def test_what_is_typed_survives_closing_the_dialog(house: House) -> None:
    open_dialog(house)
    write(house, INA, "proposal_title", "Skateparker")
    write(house, INA, "proposal_background", "Ingen vet hur många.")
    house.workspace.close_view(INA, everything=True)

    open_dialog(house)

    (draft,) = drafts(house)
    assert (draft.fields["title"], draft.fields["background"]) == (
        "Skateparker",
        "Ingen vet hur många.",
    )
    values = [
        block["element"].get("initial_value")
        for block in shown(house).blocks
        if block["type"] == "input"
    ]
    assert values[:3] == ["Skateparker", None, "Ingen vet hur många."]


def test_similar_one_is_joined_instead_of_repeated(house: House) -> None:
    propose(house, "Tillsyn av skateparker")
    open_dialog(house, user=KIM)
    write(house, KIM, "proposal_title", "tillsyn skateparker")

    press(house, "Ställ er bakom", KIM)

    assert "Du står nu bakom förslaget." in said(house, KIM)
    assert len(rows(house)) == 1
    deliver(house)
    assert "ställer sig bakom förslag 2026-001" in "\n".join(lines(house.direct(INA)[-1]))


def test_message_becomes_a_proposal(house: House) -> None:
    house.workspace.say(INA, OPEN, "Vi borde titta på skateparker.\nDe är många <!channel>")
    message = house.workspace.messages(OPEN)[-1]

    outcome = house.workspace.shortcut(INA, message, "make_proposal")

    assert outcome.acknowledged
    (draft,) = drafts(house)
    assert draft.fields["title"] == "Vi borde titta på skateparker."
    assert draft.fields["background"].startswith("Vi borde titta på skateparker.\nDe är många")
    assert submit(house, **REST) == {}
    assert submit(house) == {}
    assert rows(house)[0].number == "2026-001"


def test_coordinator_moves_it_and_the_proposer_is_told_why(house: House) -> None:
    propose(house, "Tillsyn av skateparker")

    where = card(house, SAM)
    assert "Inkommet" in lines(where)[0]
    press(house, "Flytta", SAM, where)
    assert submit(house, SAM, to="in_bank") != {}
    assert submit(house, SAM, to="in_bank", reason="Ryms inte <!channel> 2027.") == {}
    assert "Förslaget är flyttat" in said(house, SAM)
    deliver(house)

    told = "\n".join(lines(house.direct(INA)[-1]))
    assert "Förslag 2026-001 Tillsyn av skateparker är nu i förslagsbanken." in told
    assert "Ryms inte <!channel> 2027." in told

    press(house, "Ångra", SAM)
    assert "Flytten är ångrad." in said(house, SAM)
    assert rows(house)[0].state == "received"


def test_several_are_moved_at_once_in_the_dialog(house: House) -> None:
    for title in ("Skateparker", "Solarier och spa", "Hundbad i insjöar"):
        propose(house, title)
    numbers = [str(one.id) for one in rows(house)]

    press(house, "Flytta", SAM, card(house, SAM))
    assert submit(house, SAM, proposals=numbers, to="with_contacts") == {}

    assert {one.state for one in rows(house)} == {"with_contacts"}


def test_second_reviewer_is_told_beside_the_field(house: House) -> None:
    propose(house, "Tillsyn av skateparker")
    press(house, "Flytta", SAM, card(house, SAM))
    set_role(house.services, "kontaktperson.lerum@vast.example", "coordinator", "vast")
    press(house, "Flytta", KIM, card(house, KIM))
    assert submit(house, KIM, to="under_review") == {}

    errors = submit(house, SAM, to="in_plan")

    assert "är under beredning. Inget har ändrats." in "".join(errors.values())
    assert rows(house)[0].state == "under_review"


def test_duplicates_are_merged_and_parted(house: House) -> None:
    propose(house, "Tillsyn av skateparker")
    propose(house, "Skateramper i betong", KIM)
    target = str(rows(house)[0].id)

    press(house, "Slå ihop", SAM, card(house, SAM, "2026-002"))
    assert submit(house, SAM, into=target) == {}

    assert "ingen som står bakom dem är borta" in said(house, SAM)
    merged = card(house, SAM, "2026-002")
    assert "Sammanslaget med ett annat" in lines(merged)[0]
    press(house, "Skilj åt", SAM, merged)
    assert rows(house)[1].state == "received"


def test_change_that_somebody_was_quicker_with_is_shown_and_kept(house: House) -> None:
    propose(house, "Tillsyn av skateparker")
    press(house, "Ändra", INA, card(house, INA))
    press(house, "Ändra", SAM, card(house, SAM))
    assert submit(house, SAM, proposal_goal="Samordnarens mål.") == {}

    assert submit(house, proposal_goal="Mitt mål.") == {}
    met = said(house)
    assert "Någon har ändrat förslaget medan du skrev." in met
    assert "Mål: Samordnarens mål. (står där nu; ditt är kvar här nedanför)" in met

    assert submit(house) == {}
    assert rows(house)[0].goal == "Mitt mål."


def test_taken_back_with_the_button_of_the_receipt_and_again(house: House) -> None:
    propose(house, "Tillsyn av skateparker")
    deliver(house)
    receipt = house.direct(INA)[-1]

    press(house, "Ta tillbaka", INA, receipt)

    assert rows(house)[0].state == "withdrawn"
    assert "Förslaget är taget tillbaka." in "\n".join(lines(house.direct(INA)[-1]))


def test_comment_is_told_to_those_behind_it(house: House) -> None:
    propose(house, "Tillsyn av skateparker")

    press(house, "Kommentera", KIM, card(house, KIM))
    assert submit(house, KIM, words="Vi har fem <@U0INA>.") == {}
    deliver(house)

    told = "\n".join(lines(house.direct(INA)[-1]))
    assert "har kommenterat förslag 2026-001" in told
    assert "Vi har fem <@U0INA>." in told


def test_coordinator_hands_in_for_somebody(house: House) -> None:
    # Who is known in the chat is told there.
    house.workspace.open_home(INA)
    open_dialog(house, "Tillsyn av skateparker", SAM)
    office = office_of(house, "avlopp.lerum@vast.example")

    errors = submit(house, SAM, **REST, proposal_offices=[office], proposal_person="finns inte här")
    assert list(errors) == ["proposal_person"]
    done = submit(
        house,
        SAM,
        **REST,
        proposal_offices=[office],
        proposal_person="avlopp.lerum@vast.example",
    )
    assert done == {}
    assert submit(house, SAM) == {}
    deliver(house)

    assert "är inlämnat åt dig av" in "\n".join(lines(house.direct(INA)[-1]))


def office_of(house: House, email: str) -> str:
    with house.services.database.session() as session:
        return str(session.scalars(select(Person.office_id).filter_by(email=email)).one())


def test_stranger_and_who_loses_the_role_are_told_and_nothing_is_handed_in(house: House) -> None:
    outcome = house.workspace.command(STRANGER, "/forslag", "Skateparker", OPEN)
    assert outcome.acknowledged
    assert drafts(house) == []

    open_dialog(house, "Tillsyn av skateparker")
    assert submit(house, **REST) == {}
    with house.services.database.write() as session:
        me = session.scalars(select(Person).filter_by(email="avlopp.lerum@vast.example")).one()
        for one in me.memberships:
            one.valid_to = house.services.today().replace(year=2020)
    outcome = house.workspace.submit(INA, {})

    assert outcome.acknowledged
    assert rows(house) == []
    assert drafts(house)[0].fields["title"] == "Tillsyn av skateparker"


def test_same_submission_sent_again_is_one_proposal(house: House) -> None:
    open_dialog(house, "Tillsyn av skateparker")
    assert submit(house, **REST) == {}
    dialog = house.workspace.view(INA)
    assert submit(house) == {}
    house.workspace.state.set_stack(INA, (dialog,))

    sent_again = house.workspace.submit(INA, {})

    assert sent_again.acknowledged
    assert len(rows(house)) == 1
    assert "Tack. Förslag 2026-001" in said(house)


def test_three_thousand_characters_fit_in_every_field(house: House) -> None:
    long = "å" * 3000
    open_dialog(house, "ö" * 80)
    fields = {
        "proposal_area": "a" * 200,
        "proposal_background": long,
        "proposal_goal": long,
        "proposal_target_group": long,
        "proposal_focus_area": "b" * 200,
        "proposal_wished_time": "c" * 200,
    }

    assert submit(house, **fields) == {}
    assert submit(house) == {}

    assert rows(house)[0].background == long
    assert "ö" * 80 in "\n".join(lines(card(house, INA)))


@pytest.mark.parametrize("pasted", ["<b>Fet</b> <!channel> <@U0SAM>", "=SUMMA(A1)"])
def test_pasted_markup_and_mentions_stay_words(house: House, pasted: str) -> None:
    open_dialog(house, "Tillsyn")
    assert submit(house, **{**REST, "proposal_title": pasted, "proposal_background": pasted}) == {}
    assert submit(house) == {}
    deliver(house)

    assert pasted in "\n".join(lines(card(house, INA)))
    assert pasted in "\n".join(lines(house.direct(INA)[-1]))


def test_home_shows_drafts_and_proposals_and_the_way_to_a_new_one(house: House) -> None:
    propose(house, "Tillsyn av skateparker")
    open_dialog(house, "nytt")
    write(house, INA, "proposal_title", "Halvfärdigt")
    house.workspace.close_view(INA, everything=True)

    house.workspace.open_home(INA)
    home = house.workspace.home(INA)
    assert home is not None
    text = "\n".join(lines(home))
    assert "Utkast: Halvfärdigt" in text
    assert "2026-001 Tillsyn av skateparker" in text

    press(house, "Fortsätt", INA, home)
    assert house.workspace.view(INA).title == "Lämna ett förslag"
    house.workspace.close_view(INA, everything=True)
    press(house, "Kasta utkastet", INA, home)
    assert drafts(house) == []


def test_list_is_narrowed_by_choosing_below_it(quick_house: House) -> None:
    house = quick_house
    for title in ("Tillsyn av skateparker", "Solarier"):
        propose(house, title)
    house.ask(SAM, "/samverkan", "flytta förslag 2026-001 till beredning")
    listed = house.ask(SAM, "/samverkan", "alla förslag")

    for label, titles in (
        ("Förslag under beredning", ["2026-001 Tillsyn av skateparker"]),
        ("Inkomna förslag", ["2026-002 Solarier"]),
        ("Inkomna förslag 2026", ["2026-002 Solarier"]),
        ("Tillbakatagna förslag", []),
    ):
        outcome = house.workspace.choose(SAM, listed, "choose_list", chosen(listed, label))
        assert outcome.acknowledged
        listed = house.last(SAM)
        told = "\n".join(lines(listed))
        assert [one for one in told.split("\n") if one.startswith("2026-")] == titles


def chosen(where: Message | View, label: str) -> str:
    """Return what stands behind one of the choices below a list."""
    (value,) = [
        one["value"]
        for block in where.blocks
        for element in block.get("elements", ())
        for one in element.get("options", ())
        if one["text"]["text"] == label
    ]
    return str(value)
