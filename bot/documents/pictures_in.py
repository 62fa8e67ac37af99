"""Pictures that people send in: read with care, turned upright, and made small enough to send on.

What a camera has written in them (where, when, by whom) is left out.
"""

import io
from collections.abc import Iterator

from PIL import Image, ImageOps, UnidentifiedImageError

from handlers.errors import Refusal
from handlers.newsletters import PreparedImage

LARGEST_FILE = 10_000_000
LARGEST_KEPT = 300_000
WIDEST = 1200
# A few kilobytes can hold a picture that fills the memory: what is larger is not unpacked.
MOST_PIXELS = 50_000_000
# A strip that nobody can see anything in would also be scaled to nothing.
_NARROWEST = 8
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
_QUALITIES = (85, 75, 60, 45)
_SMALLER = 0.75
_FEWEST_COLOURS = 256


def prepared(content: bytes) -> PreparedImage:
    """Return a picture as it is sent to everyone; refuse what is none, or too large."""
    if not content:
        raise Refusal("newsletter_image_missing")
    if len(content) > LARGEST_FILE:
        raise Refusal("newsletter_image_large", most=LARGEST_FILE // 1_000_000)
    picture = _read(content)
    # Nobody reads past a picture that is four times as high as it can be wide.
    picture.thumbnail((WIDEST, 4 * WIDEST), Image.Resampling.LANCZOS)
    for one, kind, written in _attempts(picture):
        if len(written) <= LARGEST_KEPT:
            return PreparedImage(written, kind, one.width, one.height)
    raise Refusal("newsletter_image_large", most=LARGEST_FILE // 1_000_000)


def _read(content: bytes) -> Image.Image:
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as opened:
            _check(*opened.size)
            opened.seek(0)
            upright = ImageOps.exif_transpose(opened)
            has_alpha = upright.has_transparency_data
            return upright.convert("RGBA" if has_alpha else "RGB")
    except Refusal:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refusal("newsletter_image_pixels") from error
    # The library says of broken files whatever its parts say.
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise Refusal("newsletter_image_unread") from error


def _check(width: int, height: int) -> None:
    """Refuse by the size that a file says it has, before any of it is unpacked."""
    if width * height > MOST_PIXELS:
        raise Refusal("newsletter_image_pixels")
    if min(width, height) < _NARROWEST:
        raise Refusal("newsletter_image_small", least=_NARROWEST)


def _attempts(picture: Image.Image) -> Iterator[tuple[Image.Image, str, bytes]]:
    """Yield it in ever smaller writings: a drawing stays sharp, a photograph loses what is fine."""
    if _is_drawing(picture) or picture.mode == "RGBA":
        yield picture, "image/png", _png(picture)
    flat = _on_white(picture)
    while min(flat.size) >= _NARROWEST:
        for quality in _QUALITIES:
            yield flat, "image/jpeg", _jpeg(flat, quality)
        size = (round(flat.width * _SMALLER), max(1, round(flat.height * _SMALLER)))
        flat = flat.resize(size, Image.Resampling.LANCZOS)


def _is_drawing(picture: Image.Image) -> bool:
    return picture.getcolors(_FEWEST_COLOURS) is not None


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground


def _png(picture: Image.Image) -> bytes:
    written = io.BytesIO()
    picture.save(written, "PNG", optimize=True)
    return written.getvalue()


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=quality, optimize=True, progressive=True)
    return written.getvalue()
