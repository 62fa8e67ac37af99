import io

from openpyxl import load_workbook
from PIL import Image

from bot.documents.inquiry_picture import WIDTH, inquiry_picture
from bot.documents.inquiry_sheet import inquiry_sheet_file
from tests.bot.texts.inquiry_samples import CLOSED, COMMENTS, COURSES, NOTHING_YET, PICTURE, VOTE


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


def test_picture_of_a_vote_has_a_bar_for_each_proposal_the_most_wanted_first() -> None:
    drawn = inquiry_picture(VOTE)

    assert drawn.alt == (
        "2 av 4 kontor har svarat. 2028-002 Förslag 2 Medel 3,0: 3 mycket 1, 2 lite 0, "
        "1 inte alls 0, avstår 0 (1 kontor). Kontor där någon ska välja mellan två röster: 1. Den "
        "första räknas tills dess. 2028-001 Förslag 1 Medel 1,5: 3 mycket 0, 2 lite 1, "
        "1 inte alls 1, avstår 0 (2 kontor). Kontor där någon ska välja mellan två röster: 1. Den "
        "första räknas tills dess."
    )
    assert drawn.png != inquiry_picture(COMMENTS).png != inquiry_picture(COURSES).png


def test_workbook_of_courses_begins_with_what_is_needed() -> None:
    needs, answers = load_workbook(io.BytesIO(inquiry_sheet_file(COURSES).content)).worksheets

    assert list(needs.values)[1:] == [
        ("Provtagning", "Habo", "3", None), ("Provtagning", "Aneby", "2", "I höst"),
    ]  # fmt: skip
    assert answers.title == "Svar"


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
