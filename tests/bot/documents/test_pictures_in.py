"""Pictures that people send in: upright, small enough, and without what a camera has noted."""

import io
import random

import pytest
from PIL import Image

from bot.documents.pictures_in import LARGEST_FILE, LARGEST_KEPT, prepared
from handlers.errors import Refusal


def written(picture: Image.Image, kind: str = "PNG", **more: object) -> bytes:
    content = io.BytesIO()
    picture.save(content, kind, **more)
    return content.getvalue()


def noise(width: int, height: int) -> Image.Image:
    pixels = random.Random(7).randbytes(width * height * 3)  # noqa: S311 - noise
    return Image.frombytes("RGB", (width, height), pixels)


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_every_kind_is_read_and_written_anew(kind: str) -> None:
    found = prepared(written(Image.new("RGB", (300, 200), "green"), kind))

    assert found.media_type in {"image/png", "image/jpeg"}
    assert (found.width, found.height) == opened(found.content).size == (300, 200)


def test_wide_pictures_are_scaled_and_keep_their_shape() -> None:
    found = prepared(written(Image.new("RGB", (3000, 1500), "green")))

    assert (found.width, found.height) == (1200, 600)


def test_photograph_is_written_small_enough() -> None:
    found = prepared(written(noise(1800, 1200), "JPEG", quality=95))

    assert len(found.content) <= LARGEST_KEPT
    assert found.media_type == "image/jpeg"
    assert opened(found.content).size == (found.width, found.height)


def test_what_a_camera_has_noted_is_left_out_and_the_picture_is_upright() -> None:
    picture = Image.new("RGB", (80, 40), "green")
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x9003] = 6, "Kamera i Habo", "2027:01:01 10:00:00"

    found = prepared(written(picture, "JPEG", exif=exif))

    assert (found.width, found.height) == (40, 80)
    assert dict(opened(found.content).getexif()) == {}
    assert b"Habo" not in found.content


def test_what_is_see_through_stays_so_where_it_is_small() -> None:
    found = prepared(written(Image.new("RGBA", (50, 50), (0, 128, 0, 0))))

    assert found.media_type == "image/png"
    assert opened(found.content).mode in {"RGBA", "P", "LA"}


def test_first_frame_of_what_moves_is_shown() -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("green", "red")]
    moving = written(frames[0], "GIF", save_all=True, append_images=frames[1:])

    found = prepared(moving)

    assert getattr(opened(found.content), "n_frames", 1) == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "newsletter_image_missing"),
        (b"x" * (LARGEST_FILE + 1), "newsletter_image_large"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "newsletter_image_unread"),
        (written(Image.new("RGB", (40, 40)))[:60], "newsletter_image_unread"),
        (written(Image.new("RGB", (40, 40)), "BMP"), "newsletter_image_unread"),
        (written(Image.new("1", (12_000, 12_000))), "newsletter_image_pixels"),
        (written(Image.new("RGB", (4, 400))), "newsletter_image_small"),
    ],
)
def test_what_is_no_picture_of_use_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        prepared(content)

    assert refused.value.code == code
