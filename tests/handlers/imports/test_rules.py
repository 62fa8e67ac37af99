"""The small rules: dates as people write them, keys, addresses, headings, families."""

import pytest

from handlers.addresses import address
from handlers.imports.families import Families
from handlers.imports.headings import CONTACTS, MATERIALS, PROJECTS, TableKind, kind_of
from handlers.imports.relations import added_materials, merged_materials
from handlers.imports.slugs import slug
from handlers.imports.swedish_dates import partial_date


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2024", "2024"),
        ("2024-04", "2024-04"),
        ("2024-04-02", "2024-04-02"),
        ("20240402", "2024-04-02"),
        ("2/4 2024", "2024-04-02"),
        ("2.4.2024", "2024-04-02"),
        ("2 april 2024", "2024-04-02"),
        ("April 2024", "2024-04"),
        ("sept. 2024", "2024-09"),
        ("Våren 2024", "2024-vår"),
        ("vår 2024", "2024-vår"),
        ("2024-höst", "2024-höst"),
        ("2024 sommar", "2024-sommar"),
    ],
)
def test_partial_date_reads_what_people_write(written: str, read: str) -> None:
    assert partial_date(written) == read


@pytest.mark.parametrize(
    "written",
    ["", "snart", "i vår", "31/2 2024", "13 2024", "ju 2024", "5 våren 2024", "24-04-02",
     "0 maj 2024"],
)  # fmt: skip
def test_partial_date_refuses_what_is_no_date(written: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        partial_date(written or " ")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Vetlanda", "vetlanda"),
        ("Upplands Väsby", "upplands-vasby"),
        ("Åmål", "amal"),
        ("Länsstyrelsen i Jönköpings län", "lansstyrelsen-i-jonkopings-lan"),
        ("summa 37+7", "summa-37-7"),
        ("A\u030are", "are"),
        ("–", ""),
    ],
)
def test_slug_is_plain_ascii(text: str, key: str) -> None:
    assert slug(text) == key


def test_address_is_casefolded_and_may_be_an_example() -> None:
    assert address(" Kim@Vast.Example".strip()) == "kim@vast.example"


@pytest.mark.parametrize(
    "text",
    ["", "kim", "kim@", "@vast.example", "a b@vast.example", "kim@vast", "kim@[127.0.0.1]",
     "k\u0456m@vast.example", "kim@v\u0430st.example", '"k im"@vast.example', "kim@localhost",
     f"{'k' * 65}@vast.example", "kim@vast..example", "a@b.example, c@d.example"],
)  # fmt: skip
def test_address_refuses_what_is_none(text: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        address(text)


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        (["Namn", "Titel", "E-post"], CONTACTS),
        (["Projekt", "Namn", "E-post", "Telefon"], CONTACTS),
        (["Titel", "Typ", "Status", "År"], PROJECTS),
        (["Projekt", "Status", "Länk"], PROJECTS),
        (["Projekt", "Material", "Länk"], MATERIALS),
        (["Projekt", "År", "Material", "Länk"], MATERIALS),
        (["Namn", "Titel"], None),
        (["", " "], None),
    ],
)
def test_kind_of_table_shows_in_its_headings(headings: list[str], kind: TableKind | None) -> None:
    assert kind_of(headings) is kind


@pytest.mark.parametrize("kind", [CONTACTS, PROJECTS, MATERIALS])
def test_no_heading_means_two_columns(kind: TableKind) -> None:
    for column, headings in kind.columns.items():
        assert {kind.column(heading) for heading in headings} == {column}


def test_family_is_everything_under_one_umbrella() -> None:
    families = Families({"vast": None, "vg": "vast", "halland": "vast", "jonkoping": None})

    assert families.of("vg") == {"vast", "vg", "halland"}
    assert families.of("jonkoping") == {"jonkoping"}
    assert families.of("okand") == {"okand"}


def test_family_that_bites_its_tail_still_ends() -> None:
    families = Families({"a": "b", "b": "a", "c": "c"})

    assert "a" in families.of("a")
    assert families.of("c") == {"c"}


def test_materials_merge_without_losing_links() -> None:
    current = [{"title": "A", "url": "u"}, {"title": "B", "url": None}, {"title": "C", "url": "w"}]

    merged = merged_materials(current, [{"title": "D", "url": None}, {"title": "A", "url": None}])
    added = added_materials(current, [{"title": "B", "url": "v"}, {"title": "D", "url": None}])

    assert [(each["title"], each["url"]) for each in merged] == [
        ("D", None), ("A", "u"), ("C", "w"),
    ]  # fmt: skip
    assert [(each["title"], each["url"]) for each in added] == [
        ("A", "u"), ("B", "v"), ("C", "w"), ("D", None),
    ]  # fmt: skip
