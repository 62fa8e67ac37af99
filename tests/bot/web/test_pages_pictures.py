"""Pictures in an issue: put in with what they show, and seen by whoever writes it."""

import io
from datetime import timedelta

import pytest
from PIL import Image

from handlers.newsletters import Which, new_issue, throw_away
from tests.bot.web.editing import Editor, viewed
from tests.bot.web.reading import Page
from tests.bot.web.visiting import Site


@pytest.fixture
def editor(site: Site) -> Editor:
    return Editor(site)


def png(size: tuple[int, int] = (40, 30)) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, "green").save(written, "PNG")
    return written.getvalue()


def upload(editor: Editor, content: bytes, alt: str) -> tuple[int, Page]:
    answered = editor.site.client.post(
        f"{editor.address}/bild",
        data={"post": str(editor.item), "alt": alt},
        files={"picture": ("bild.png", content, "image/png")},
    )
    return answered.status_code, Page(answered.text)


def test_picture_is_put_in_with_what_it_shows(editor: Editor) -> None:
    status, _ = upload(editor, png(), "Ett <rör>")

    (picture,) = viewed(editor.desk, editor.issue).pictures
    assert status == 303
    assert (picture.alt, picture.width, picture.height) == ("Ett <rör>", 40, 30)
    assert editor.body() == f"Senast **1 maj**.\n\n![](bild:{picture.code})"
    seen = editor.site.get(f"{editor.address}/bildfil?code={picture.code}")
    assert (seen.status_code, seen.headers["content-type"]) == (200, "image/png")
    assert Image.open(io.BytesIO(seen.content)).size == (40, 30)
    shown = editor.site.get(editor.address).text
    assert f'{editor.path}/bildfil?code={picture.code}" alt="Ett &lt;rör&gt;"' in shown
    assert f"{editor.path}/bildfil?code=" in editor.site.get(f"{editor.address}/mejl").text


@pytest.mark.parametrize(
    ("content", "alt", "said"),
    [
        (png(), " ", "Skriv vad bilden visar."),
        (png(), "å" * 501, "högst 500 tecken. Nu är det 501."),
        (b"", "Ett rör", "Välj en bild."),
        (b"GIF89a<script>", "Ett rör", "Bilden går inte att läsa."),
        (b"%PDF-1.7", "Ett rör", "Bilden går inte att läsa."),
        (png((2, 900)), "Ett rör", "Bilden är för liten."),
        (png((9000, 9000)), "Ett rör", "Bilden har för många punkter."),
    ],
)
def test_what_cannot_be_put_in_is_told_at_its_field(
    editor: Editor, content: bytes, alt: str, said: str
) -> None:
    status, page = upload(editor, content, alt)

    assert status == 400
    assert said in page.text
    assert viewed(editor.desk, editor.issue).pictures == ()


def test_form_that_is_too_large_or_broken_is_refused(editor: Editor) -> None:
    address = f"{editor.address}/bild"
    kind = {"Content-Type": "multipart/form-data; boundary=b"}

    large = editor.site.client.post(address, content=b"x" * 10_600_000, headers=kind)
    broken = editor.site.client.post(address, content=b"--b\r\nx", headers=kind)
    other = editor.site.client.post(address, content=b"a=b")

    assert [large.status_code, broken.status_code, other.status_code] == [413, 400, 400]


def test_who_has_no_link_is_not_listened_to(editor: Editor) -> None:
    kind = {"Content-Type": "multipart/form-data; boundary=b"}
    forged = editor.site.client.post(
        f"{editor.address[:-1]}x/bild", content=b"x" * 10_600_000, headers=kind
    )

    assert forged.status_code == 404


def test_words_for_a_picture_can_be_changed_and_unused_ones_removed(editor: Editor) -> None:
    upload(editor, png(), "Ett rör")
    (picture,) = viewed(editor.desk, editor.issue).pictures
    pictures = f"{editor.address}/bilder?post={editor.item}"

    editor.site.send(pictures, {"code": picture.code, "alt": "Två rör", "gor": "alt"})
    used = editor.site.post(pictures, {"code": picture.code, "gor": "remove"})
    blank = editor.site.refused(pictures, {"code": picture.code, "alt": " ", "gor": "alt"})
    fields = editor.fields()
    fields[f"body-{editor.item}"] = ["Utan bild"]
    editor.site.send(editor.address, {**fields, "gor": ["save"]})
    page = editor.site.send(pictures, {"code": picture.code, "gor": "remove"})

    assert used.status_code == 400
    assert "Skriv vad bilden visar." in blank.text
    assert "Bilden är borttagen." in page.text
    assert viewed(editor.desk, editor.issue).pictures == ()


def test_pictures_that_stand_nowhere_are_forgotten(editor: Editor) -> None:
    upload(editor, png(), "Ett rör")
    fields = editor.fields()
    fields[f"body-{editor.item}"] = ["Utan bild"]
    editor.site.send(editor.address, {**fields, "gor": ["save"]})
    editor.desk.clock.now += timedelta(hours=25)
    editor.address = editor.site.links.edit(editor.desk.coordinator_id, editor.issue)

    upload(editor, png(), "Två rör")

    assert [one.alt for one in viewed(editor.desk, editor.issue).pictures] == ["Två rör"]


def test_picture_of_another_issue_is_not_seen(editor: Editor) -> None:
    upload(editor, png(), "Ett rör")
    (picture,) = viewed(editor.desk, editor.issue).pictures
    throw_away(editor.desk.services, editor.desk.coordinator, Which(editor.issue))
    other = new_issue(editor.desk.services, editor.desk.coordinator)
    address = editor.site.links.edit(editor.desk.coordinator_id, other)

    assert editor.site.get(f"{address}/bildfil?code={picture.code}").status_code == 410
    assert editor.site.get(f"{editor.address}/bildfil?code={picture.code}").status_code == 410
