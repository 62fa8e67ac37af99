"""Finding one's way: the picker, lists in pages, near misses, the home tab."""

from bot.workspace import Message
from handlers.desk import file_task
from handlers.following import follow
from handlers.people import asker_by_email
from tests.flows.house import EVA, INA, SAM, STRANGER, House, labels, lines, make_politician


def test_command_without_a_name_shows_what_runs_and_a_picker(house: House) -> None:
    answer = house.ask(INA, "/projekt")

    options = house.workspace.suggest(INA, answer, "pick_project", "släck")
    house.workspace.choose(INA, answer, "pick_project", options[0].value)

    assert lines(answer)[0].startswith("Pågående projekt · ")
    assert options[0].label == "Tillsynsprojekt släckvatten (2024)"
    assert lines(house.last(INA))[0] == "Tillsynsprojekt släckvatten · Avslutat november 2024"


def test_picker_suggests_what_runs_before_anything_is_typed(quick_house: House) -> None:
    answer = quick_house.ask(INA, "/projekt")

    options = quick_house.workspace.suggest(INA, answer, "pick_project", "")

    running = _titles(answer)
    assert [option.label.rpartition(" (")[0] for option in options][: len(running)] == running


def test_picker_suggests_nothing_for_nonsense(quick_house: House) -> None:
    answer = quick_house.ask(INA, "/projekt")

    assert quick_house.workspace.suggest(INA, answer, "pick_project", "qqqqzzzz") == ()


def test_list_is_read_a_page_at_a_time(house: House) -> None:
    first = house.ask(EVA, "/samverkan", "vilka projekt finns 2026?")
    second = house.press(EVA, "Visa fler")
    third = house.press(EVA, "Visa fler")
    back = house.press(EVA, "Till början")

    seen = [*_titles(first), *_titles(second), *_titles(third)]
    assert [lines(page)[0].partition(" · ")[2] for page in (second, third)] == [
        "6–15 av 16",
        "16–16 av 16",
    ]
    assert len(seen) == len(set(seen)) == 16
    assert "Visa fler" not in labels(third)
    assert lines(back) == lines(first)


def test_line_of_a_list_shows_its_record(quick_house: House) -> None:
    answer = quick_house.ask(INA, "/projekt")
    title = _titles(answer)[1]

    shown = quick_house.press(INA, "choose_1")

    assert lines(shown)[0].startswith(title)


def test_near_miss_is_offered_as_buttons(quick_house: House) -> None:
    answer = quick_house.ask(INA, "/projekt", "tillsyn")
    offered = labels(answer)

    shown = quick_house.press(INA, offered[0])

    assert lines(answer)[0].endswith("Menade du …")
    assert offered[-1] == "Visa alla pågående"
    assert lines(shown)[0].startswith(offered[0].rpartition(" (")[0])


def test_what_is_not_found_is_begun_as_a_proposal(house: House) -> None:
    answer = house.ask(INA, "/projekt", "skateparker")

    house.workspace.press(INA, answer, "Lämna det som förslag")

    dialog = house.workspace.view(INA)
    title = next(block for block in dialog.blocks if block["block_id"] == "proposal_title")
    assert title["element"]["initial_value"] == "skateparker"


def test_what_a_politician_does_not_find_can_be_left_for_the_coordinator(house: House) -> None:
    make_politician(house)
    answer = house.ask(INA, "/projekt", "skateparker")

    taken = house.press(INA, "Lämna det som förslag")
    waiting = house.ask(SAM, "/samverkan", "lista")

    assert lines(answer)[0].startswith("Jag hittar inget om ”skateparker”.")
    assert lines(taken)[0].startswith("Tack. Det står nu som nummer 1 ")
    assert lines(waiting)[1] == "Nummer 1 · Förslag"
    assert lines(waiting)[-1] == "/projekt skateparker"


def test_nothing_found_leads_on_to_what_runs(quick_house: House) -> None:
    quick_house.ask(INA, "/projekt", "skateparker")

    shown = quick_house.press(INA, "Visa alla pågående")

    assert lines(shown)[0].startswith("Pågående projekt · ")


def test_long_answer_is_read_a_page_at_a_time(quick_house: House) -> None:
    quick_house.ask(INA, "/samverkan", "grupp gemensam styrgrupp")
    short = lines(quick_house.last(INA))

    longer = lines(quick_house.press(INA, "Visa mer"))
    again = lines(quick_house.press(INA, "Visa färre"))

    assert longer[: len(short) - 1] == short[:-1]
    assert len(longer) > len(short)
    assert again == short


def test_home_shows_what_runs_what_is_mine_and_how_to_ask(house: House) -> None:
    asker = asker_by_email(house.services, "avlopp.lerum@vast.example", "slack")
    assert asker is not None
    follow(house.services, asker, "vast-2024-slackvatten")

    house.workspace.open_home(INA)
    home = house.workspace.home(INA)

    shown = lines(home)
    assert shown[0] == "Pågående projekt"
    assert shown[shown.index("Mina bevakningar") + 1] == "Tillsynsprojekt släckvatten"
    assert len(labels(home)[-3:]) == 3
    assert "Att hantera" not in shown


def test_home_examples_all_get_an_answer(quick_house: House) -> None:
    quick_house.workspace.open_home(INA)
    examples = labels(quick_house.workspace.home(INA))[-3:]

    answers = []
    for example in examples:
        quick_house.workspace.press(INA, quick_house.workspace.home(INA), example)
        answers.append(lines(quick_house.workspace.view(INA))[0])
        quick_house.workspace.close_view(INA)

    assert not [said for said in answers if said.startswith("Jag hittar inget")]


def test_home_answer_opens_in_a_dialog_and_can_be_used_there(house: House) -> None:
    house.workspace.open_home(INA)
    house.workspace.press(INA, house.workspace.home(INA), "choose_0", _first_row(house))

    house.workspace.press(INA, house.workspace.view(INA), "Bevaka")
    followed = lines(house.workspace.view(INA))
    house.workspace.press(INA, house.workspace.view(INA), "Rätta uppgift")
    sent = house.workspace.submit(INA, {"correction": "Slutdatumet är fel."})

    assert followed[-1].startswith("Du bevakar nu ")
    assert sent.acknowledged
    assert "Dela i kanalen" not in labels(house.workspace.views(INA)[0])


def test_home_of_a_coordinator_counts_and_opens_the_list(house: House) -> None:
    make_politician(house)
    house.ask(INA, "/projekt", "skateparker")
    house.press(INA, "Lämna det som förslag")

    house.workspace.open_home(SAM)
    home = house.workspace.home(SAM)
    house.workspace.press(SAM, home, "Visa listan")
    house.workspace.press(SAM, house.workspace.view(SAM), "Ta")

    assert lines(home)[0] == "Att göra"
    assert lines(home)[2:4] == ["Att hantera", "Öppna ärenden: 1"]
    assert lines(house.workspace.view(SAM))[1].startswith("Nummer 1 tas nu av ")


def test_home_of_a_stranger_is_public_with_a_way_in(quick_house: House) -> None:
    quick_house.workspace.open_home(STRANGER)
    home = quick_house.workspace.home(STRANGER)

    quick_house.workspace.press(STRANGER, home, "Be att få bli inlagd")

    assert "Jag känner inte igen dig än." in " ".join(lines(home))
    assert lines(quick_house.workspace.view(STRANGER))[0].startswith("Din begäran står nu")


def _titles(answer: Message) -> list[str]:
    return [b["text"]["text"].split("\n")[0] for b in answer.blocks if b["type"] == "section"]


def _first_row(house: House) -> str:
    blocks = house.workspace.home(INA).blocks
    return str(next(block["block_id"] for block in blocks if block["type"] == "section"))


def test_contact_without_a_name_says_how_to_ask(quick_house: House) -> None:
    answer = quick_house.ask(INA, "/kontakt")

    assert lines(answer) == [
        "Skriv vem du söker, till exempel /kontakt små avlopp vetlanda.",
    ]


def test_coordinators_list_is_read_a_page_at_a_time(house: House) -> None:
    asker = asker_by_email(house.services, "avlopp.lerum@vast.example", "slack")
    assert asker is not None
    for number in range(10):
        file_task(house.services, asker, "correction", f"Fel {number}.")

    first = lines(house.ask(SAM, "/samverkan", "att hantera"))
    second = lines(house.press(SAM, "Visa fler"))
    back = lines(house.press(SAM, "Till början"))

    assert (first[-1], second[-1]) == ("Fel 7.", "Fel 9.")
    assert back == first


def test_wish_that_waits_for_the_coordinator_is_put_on_the_list_once(house: House) -> None:
    house.ask(INA, "/samverkan", "säg till när det händer något med skateparker")
    house.ask(INA, "/projekt")

    waiting = lines(house.ask(SAM, "/samverkan", "att hantera"))

    assert waiting[0] == "Att hantera · Öppna ärenden: 1"
