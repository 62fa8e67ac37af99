import io

from openpyxl import load_workbook
from PIL import Image

from bot.documents.inquiry_picture import WIDTH, inquiry_picture
from bot.documents.inquiry_sheet import inquiry_sheet_file
from tests.bot.texts.inquiry_samples import CLOSED, NOTHING_YET, PICTURE


def test_picture_says_in_words_what_it_shows() -> None:
    drawn = inquiry_picture(PICTURE)

    assert drawn.alt == (
        "2 av 4 kontor har svarat. Har ni egna provtagare? ja 1, nej 1. Hur många prov? 1 svar, "
        "summa 14,5, minst 14,5 och mest 14,5. När passar det? Våren 1, Hösten 1. Vilka ämnen? "
        "PFAS 2, Metaller 1, Annat 0. Varför? 1 svar."
    )


def test_picture_is_as_wide_as_a_telephone_and_the_same_each_time() -> None:
    first, again = (inquiry_picture(PICTURE).png for _ in range(2))

    assert Image.open(io.BytesIO(first)).width == WIDTH
    assert first == again
    assert first != inquiry_picture(NOTHING_YET).png


def test_workbook_has_every_answer_as_text_and_the_silent_last() -> None:
    sheet = load_workbook(io.BytesIO(inquiry_sheet_file(PICTURE).content)).worksheets[0]

    rows = list(sheet.values)
    assert [(row[0], row[2], row[4]) for row in rows[1:]] == [
        ("Aneby", "inskrivet av samordnaren", "gäller · sent"),
        ("Habo", "Kim Al", "gäller"),
        ("Habo", "Mia Mil", "omtvistat"),
        ("Tranås", None, "inget svar"),
        ("Vaggeryd", None, "inget svar"),
    ]
    assert "f" not in {cell.data_type for row in sheet for cell in row}
    assert rows[2][5:9] == ("ja", "två stycken", "14,5", None)


def test_workbook_is_named_after_the_inquiry() -> None:
    assert inquiry_sheet_file(CLOSED).name == "rundfraga-3.xlsx"
