"""A sheet to draw on, measured in pixels from its lower left corner.

It uses Matplotlib's objects and none of its global state, so that several threads may draw at
once, and the fonts that come with it, so that a picture is the same on every machine. Loading
Matplotlib takes longer than answering a question: import this module where a picture is wanted.
"""

import io
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Literal

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.ft2font import LoadFlags
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, FancyBboxPatch, Patch, Polygon, Wedge
from matplotlib.text import Text
from matplotlib.transforms import IdentityTransform
from PIL import Image

from bot.documents.pictures import GROUND, INK, Paint

Point = tuple[float, float]
Align = Literal["left", "center", "right"]
# With so many dots an inch, a point is a pixel.
_DPI = 72
# Divides without a rest, so that no pixel is lost on the way to inches and back.
_STEP = 36
# A font counts in parts of a pixel.
_PARTS = 64
# What the few colours and their soft edges need: a picture of a third of the size.
_SHADES = 96
_UNKNOWN = "\N{WHITE SQUARE}"
_FONTS = Path(mpl.get_data_path()) / "fonts" / "ttf"
_PLAIN, _BOLD = _FONTS / "DejaVuSans.ttf", _FONTS / "DejaVuSans-Bold.ttf"


class Sheet:
    """Draw one picture; what is drawn later lies on top. The height is a multiple of 36."""

    def __init__(self, width: int, height: float) -> None:
        self.width = width
        self.height = -int(-height // _STEP) * _STEP
        size = (width / _DPI, self.height / _DPI)
        self.figure = Figure(figsize=size, dpi=_DPI, facecolor=GROUND)
        self._canvas = FigureCanvasAgg(self.figure)
        self._drawn = 0

    def text(
        self,
        at: Point,
        said: str,
        size: float,
        *,
        bold: bool = False,
        colour: str = INK,
        align: Align = "left",
        turned: float = 0,
        middle: bool = False,
    ) -> None:
        """Write on one line; ``middle`` puts its middle at the height instead of its baseline."""
        # What people write is never a formula, whatever signs it holds.
        written = Text(
            *at,
            drawable(said),
            color=colour,
            fontproperties=_font(size, bold=bold),
            horizontalalignment=align,
            verticalalignment="center_baseline" if middle else "baseline",
            rotation=turned,
            rotation_mode="anchor",
            parse_math=False,
            usetex=False,
        )
        self._add(written)

    def wedge(self, centre: Point, radii: Point, arc: Point, paint: Paint, thick: float) -> None:
        """Draw a piece of a ring; ``arc`` is in degrees, against the clock from the right."""
        inner, outer = radii
        self._fill(Wedge(centre, outer, *arc, width=outer - inner), paint, thick)

    def disc(self, at: Point, radius: float, paint: Paint, thick: float) -> None:
        """Draw a disc."""
        self._fill(Circle(at, radius), paint, thick)

    def polygon(self, corners: Sequence[Point], paint: Paint, thick: float) -> None:
        """Draw a shape with straight sides."""
        self._fill(Polygon(corners, closed=True), paint, thick)

    def pill(self, at: Point, size: Point, paint: Paint, thick: float) -> None:
        """Draw a rectangle with round corners around a point."""
        width, height = size
        corner = (at[0] - width / 2, at[1] - height / 2)
        style = f"round,pad=0,rounding_size={height / 4}"
        self._fill(FancyBboxPatch(corner, width, height, boxstyle=style), paint, thick)

    def circle(self, at: Point, radius: float, thick: float, colour: str) -> None:
        """Draw a circle that is not filled."""
        self._add(Circle(at, radius, fill=False, edgecolor=colour, linewidth=thick))

    def line(self, points: Sequence[Point], thick: float, colour: str) -> None:
        """Draw a line."""
        across, up = zip(*points, strict=True)
        self._add(Line2D(across, up, color=colour, linewidth=thick, solid_capstyle="butt"))

    def png(self) -> bytes:
        """Return the picture; the same drawing gives the same bytes."""
        self._canvas.draw()  # type: ignore[no-untyped-call]  # the library says no types here
        drawn = self._canvas.buffer_rgba()  # type: ignore[no-untyped-call]  # nor here
        size = (self.width, self.height)
        image = Image.frombuffer("RGBA", size, drawn).convert("RGB")
        written = io.BytesIO()
        image.quantize(_SHADES, dither=Image.Dither.NONE).save(written, "png")
        return written.getvalue()

    def _fill(self, shape: Patch, paint: Paint, thick: float) -> None:
        shape.set(facecolor=paint.fill, edgecolor=paint.edge, linewidth=thick, joinstyle="miter")
        self._add(shape)

    def _add(self, artist: Artist) -> None:
        artist.set_transform(IdentityTransform())
        artist.set_zorder(self._drawn)
        self._drawn += 1
        self.figure.add_artist(artist)


def width_of(said: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text becomes."""
    # Matplotlib keeps a font for each thread: no other one writes with it meanwhile.
    font = get_font(str(_BOLD if bold else _PLAIN))
    font.set_size(size, _DPI)
    font.set_text(drawable(said), 0, flags=LoadFlags.FORCE_AUTOHINT)
    return float(font.get_width_height()[0]) / _PARTS


def wrapped(said: str, width: float, size: float, most: int) -> list[str]:
    """Break a text into lines that are no wider; the last of at most ``most`` ends in "…"."""
    lines = [""]
    for word in said.split():
        longer = f"{lines[-1]} {word}".lstrip()
        if lines[-1] and width_of(longer, size) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    kept = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [_cut(line, width, size) for line in kept if line]


def drawable(said: str) -> str:
    """Return the text with a square for each sign that the font does not have."""
    return "".join(sign if ord(sign) in _known() else _UNKNOWN for sign in said)


def _cut(line: str, width: float, size: float) -> str:
    cut = line
    while width_of(cut, size) > width:
        line = line[:-1].rstrip(" ,;:(")
        cut = f"{line}…"
    return cut


@cache
def _known() -> frozenset[int]:
    fonts: Iterable[Path] = (_PLAIN, _BOLD)
    plain, bold = (frozenset(get_font(str(font)).get_charmap()) for font in fonts)
    return plain & bold


def _font(size: float, *, bold: bool) -> FontProperties:
    # By its file: a search among the machine's fonts could find another one by the same name.
    return FontProperties(fname=str(_BOLD if bold else _PLAIN), size=size)
