from markupsafe import Markup

from bot.texts.newsletters import (
    ShownItem,
    ShownSection,
    contents_lines,
    figures,
    issue_name,
    issue_path,
    item_lines,
    section_heading,
    shown_item,
    shown_sections,
)
from handlers.contents import Edition, EditionItem, EditionSection, Picture, Section

EDITION = Edition(
    collaboration="Miljösamverkan Väst",
    key="vast",
    year=2026,
    number=2,
    subject="Släckvatten, PFAS och höstens träffar",
    preview="Tre saker att göra före sommaren",
    sections=(
        EditionSection(
            Section.NOW, (EditionItem("Anmäl er", "Senast **1 maj**.\n\n![](bild:abc)"),)
        ),
        EditionSection(Section.DATES, (EditionItem("", "# Maj\n- 3 maj"),)),
    ),
    pictures=(Picture("abc", "Ett rör", 1200, 800),),
)


def test_issue_has_a_name_and_a_path() -> None:
    assert issue_name(EDITION) == "Nyhetsbrev 2026 nr 2"
    assert issue_path("vast", 2026, 2) == "/nyhetsbrev/vast/2026-2"


def test_every_section_has_a_heading() -> None:
    assert [section_heading(one) for one in Section] == [
        "Viktigast just nu",
        "Projekt",
        "Datum",
        "Lämna förslag eller delta",
        "Nationellt",
        "Från styrgruppen",
        "Kontakt och avsluta",
    ]


def test_sections_are_shown_with_headings_in_order() -> None:
    shown = shown_sections(EDITION, "https://bot.example")

    assert shown[1] == ShownSection(
        "dates", "Datum", (ShownItem("", Markup("<h3>Maj</h3>\n<ul>\n<li>3 maj</li>\n</ul>")),)
    )
    assert "https://bot.example/nyhetsbrev/bild/abc" in shown[0].items[0].html


def test_a_heading_below_an_items_heading_is_of_the_next_level() -> None:
    assert shown_item(EditionItem("A", "# B"), {}).html == "<h4>B</h4>"


def test_item_is_the_same_in_lines() -> None:
    item = EDITION.sections[0].items[0]

    assert item_lines(item, figures(EDITION, None)) == [
        "Anmäl er",
        "",
        "Senast 1 maj.",
        "",
        "[Bild: Ett rör]",
    ]


def test_contents_are_the_headings() -> None:
    assert list(contents_lines(EDITION)) == [("Viktigast just nu", "Anmäl er"), ("Datum", "")]
