import pytest

from bot.texts.sources import listed, source_words


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("vast-verksamhetsberattelse-2024.txt", "verksamhetsberättelsen 2024"),
        ("jonkoping-verksamhetsplan-2026-2028.txt", "verksamhetsplanen 2026–2028"),
        ("vast-avsiktsforklaring-2023.txt", "avsiktsförklaringen 2023"),
        (
            "jonkoping-verksamhetsplan-2024.txt, vast-avsiktsforklaring-2023.txt",
            "verksamhetsplanen 2024 och avsiktsförklaringen 2023",
        ),
        (
            (
                "jonkoping-verksamhetsplan-2021-2023.txt, jonkoping-verksamhetsplan-2024.txt, "
                "jonkoping-verksamhetsplan-2026-2028.txt"
            ),
            "verksamhetsplanen 2021–2023, verksamhetsplanen 2024 och en till",
        ),
        ("Kontakter våren 2026.xlsx", "”Kontakter våren 2026.xlsx”"),
        ("länets hemsida", "”länets hemsida”"),
        ("", ""),
    ],
)
def test_source_words_name_the_document(source: str, said: str) -> None:
    assert source_words(source) == said


def test_listed_joins_as_in_speech() -> None:
    assert [listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])] == [
        "",
        "a",
        "a och b",
        "a, b och c",
    ]
