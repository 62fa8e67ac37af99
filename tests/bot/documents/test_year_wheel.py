import colorsys
import io
import random
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from itertools import combinations
from threading import Barrier

import pytest
from matplotlib.text import Text
from PIL import Image

from bot.documents.drawing import Sheet
from bot.documents.pictures import (
    BOOKED,
    COLOURS,
    DAY,
    GROUND,
    OPEN,
    PAINTS,
    QUIET,
    Paint,
)
from bot.documents.year_wheel import WIDTH, drawn, year_wheel
from bot.texts.year_wheel import shown, wheel_alt
from handlers.contents import Duty, Year
from handlers.ports import Services
from tests.bot.documents.colours import (
    DEUTERANOPIA,
    PROTANOPIA,
    TRITANOPIA,
    Matrix,
    contrast,
    distance,
)
from tests.years import (
    TODAY,
    all_year,
    booked,
    deadline,
    monthly,
    quota,
    sample_year,
    year,
)

MARKS = (DAY, OPEN, BOOKED)
FAR_ENOUGH = 30
SOFT = 1.0  # of a pixel: where the edge of a letter may lie
FULL = year(
    deadline("Rapport", date(2027, 2, 26), state="done"),
    deadline("Plan", date(2027, 6, 30)),
    quota("Avfall", date(2027, 1, 1), date(2027, 6, 30)),
    quota("Lantbruk", date(2027, 8, 1), date(2027, 12, 31), missing=0),
    all_year("Styrgrupp", least=3, most=3, missing=2, booked=1),
    *monthly("Besök", *range(1, 13)),
    meetings=(
        booked("Styrgrupp", date(2027, 2, 10), state="held"),
        booked("Styrgrupp", date(2027, 6, 9)),
    ),
)


def picture(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


def texts(sheet: Sheet) -> list[Text]:
    return [one for one in sheet.figure.artists if isinstance(one, Text) and one.get_text()]


def said(sheet: Sheet) -> str:
    return " ".join(one.get_text() for one in texts(sheet))


def outside(sheet: Sheet) -> list[str]:
    boxes = [(one.get_text(), one.get_window_extent()) for one in texts(sheet)]
    return [
        text
        for text, box in boxes
        if box.x0 < 0 or box.y0 < 0 or box.x1 > sheet.width or box.y1 > sheet.height
    ]


def on_each_other(sheet: Sheet) -> list[tuple[str, str]]:
    """List texts that overlap; those that follow the wheel lie on rings of their own."""
    level = [one for one in texts(sheet) if one.get_rotation() == 0]
    boxes = [(one.get_text(), one.get_window_extent().padded(-SOFT)) for one in level]
    return [
        (one, other)
        for (one, box), (other, second) in combinations(boxes, 2)
        if box.overlaps(second)
    ]


def crowded(seed: int) -> Year:
    """Return a year with 25 duties, 3 things every month and 30 meetings, all by chance."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    names = ["Möte", "Handläggarträff: miljöskydd och hälsoskydd i alla kommuner", "x" * 60]

    def day() -> date:
        return date(2027, 1, 1) + timedelta(days=chance.randrange(365))

    def duties() -> Iterator[Duty]:
        for number in range(25):
            name, first = f"{chance.choice(names)} {number}", day()
            last = min(date(2027, 12, 31), first + timedelta(days=chance.choice((3, 28, 90, 200))))
            state = chance.choice(("open", "open", "done", "waits"))
            yield chance.choice(
                (
                    deadline(name, first, state=state),
                    quota(name, first, last, state=state, missing=chance.choice((0, 1))),
                    quota(name, first, last, state=state),
                    all_year(name, state=state),
                )
            )

    often = [one for number in range(3) for one in monthly(f"Varje {number}", *range(1, 13))]
    every = (*duties(), *often)
    meetings = tuple(
        booked(f"Träff {number}", day(), number=number, state=chance.choice(("booked", "held")))
        for number in range(30)
    )
    return year(*every, meetings=meetings)


@pytest.mark.parametrize("of", [FULL, year()])
def test_picture_is_a_png_as_wide_as_promised(of: Year) -> None:
    made = year_wheel(of)

    image = Image.open(io.BytesIO(made.png))
    assert (image.format, image.size[0]) == ("PNG", WIDTH)
    assert made.alt == wheel_alt(of)


@pytest.mark.parametrize("collaboration", ["jonkoping", "vast"])
def test_picture_of_a_sample_names_everything_and_nothing_overlaps(
    sample_services: Services, collaboration: str
) -> None:
    of = sample_year(sample_services, collaboration)

    sheet = drawn(of)

    words = said(sheet)
    assert [entry.name for entry in shown(of) if entry.name not in words] == []
    assert (outside(sheet), on_each_other(sheet)) == ([], [])
    assert len(sheet.png()) < 300_000
    assert sheet.height < 2.2 * sheet.width


def test_numbers_on_the_wheel_are_those_of_the_key() -> None:
    numbers = sorted(int(one.get_text()) for one in texts(drawn(FULL)) if one.get_text().isdigit())

    # Styrgrupp (5) has a mark for each meeting beside the one in the middle.
    assert numbers == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 5, 5, 6, 6]


@pytest.mark.parametrize("seed", range(12))
def test_crowded_year_is_no_tangle(seed: int) -> None:
    sheet = drawn(crowded(seed))

    assert (outside(sheet), on_each_other(sheet)) == ([], [])
    assert "hela listan står under bilden" in said(sheet).replace(" …", "")


def test_what_rests_is_left_out_and_empty_year_says_so() -> None:
    sheet = drawn(year(all_year("Mall", state="paused"), all_year("Enkät", state="skipped")))

    words = said(sheet)
    assert "Mall" not in words
    assert "Enkät" not in words
    assert "Inget är planerat det här året än." in words


@pytest.mark.parametrize(("today", "shown_today"), [(TODAY, True), (date(2026, 3, 3), False)])
def test_today_is_pointed_at_in_its_own_year(today: date, shown_today: bool) -> None:
    sheet = drawn(year(today=today))

    assert ("i dag" in said(sheet)) is shown_today


@pytest.mark.parametrize(
    "name", ["$x_1$ och $", "50 % {x} \\frac", "Möte 🧐 日本", "\u202eMö\nte", "x" * 500]
)
def test_peoples_text_is_drawn_as_it_stands_or_with_squares(name: str) -> None:
    made = year_wheel(year(deadline(name, TODAY), collaboration=name))

    assert picture(made.png).size[0] == WIDTH


def test_sign_that_the_font_lacks_becomes_a_square() -> None:
    assert "Möte □ $1" in said(drawn(year(deadline("Möte 🧐 $1", TODAY))))


def test_two_threads_at_once_make_the_same_picture() -> None:
    together = Barrier(2)

    def draw(_: int) -> bytes:
        together.wait()
        return year_wheel(FULL).png

    with ThreadPoolExecutor(2) as threads:
        first, second = threads.map(draw, range(2))

    assert first == second == year_wheel(FULL).png


def test_drawing_library_is_loaded_for_a_picture_alone() -> None:
    program = (
        "import sys, bot.cli, bot.documents.pictures, bot.slack.blocks.year_wheel;"
        "sys.exit('matplotlib' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", program], check=False)

    assert done.returncode == 0


def test_palette_has_five_colours_and_the_picture_no_other_hues() -> None:
    image = picture(year_wheel(FULL).png)

    hues = {
        round(colorsys.rgb_to_hsv(*(part / 255 for part in colour))[0] * 12) % 12
        for count, colour in image.getcolors(image.size[0] * image.size[1]) or []
        if isinstance(colour, tuple) and count > 200 and max(colour) - min(colour) > 90
    }
    assert len(set(COLOURS)) == 5
    assert hues == {round(hue(colour) * 12) % 12 for colour in MARKS}


def hue(colour: str) -> float:
    return colorsys.rgb_to_hsv(*(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)))[0]


@pytest.mark.parametrize("paint", PAINTS)
def test_number_can_be_read_on_its_mark_and_the_mark_on_the_ground(paint: Paint) -> None:
    assert contrast(paint.words, paint.fill) >= 4.5
    assert max(contrast(paint.fill, GROUND), contrast(paint.edge, GROUND)) >= 3


def test_words_beside_what_matters_can_be_read() -> None:
    assert contrast(QUIET, GROUND) >= 4.5


@pytest.mark.parametrize("sight", [PROTANOPIA, DEUTERANOPIA, TRITANOPIA])
def test_marks_are_far_apart_to_those_who_do_not_see_all_colours(
    sight: Matrix,
) -> None:
    near = [pair for pair in combinations(MARKS, 2) if distance(*pair, sight) < FAR_ENOUGH]

    assert near == []


@pytest.mark.parametrize("sight", [PROTANOPIA, DEUTERANOPIA])
def test_red_and_green_would_not_pass(sight: Matrix) -> None:
    assert distance("#c0392b", "#6b7d12", sight) < FAR_ENOUGH


def test_marks_differ_by_shape_too() -> None:
    shapes = {type(one).__name__ for one in drawn(FULL).figure.artists if type(one) is not Text}

    assert {"Polygon", "Circle", "FancyBboxPatch", "Wedge"} <= shapes
