"""The page on which an issue is written: nothing is lost, and nobody is overwritten."""

import json
import re
from datetime import timedelta

import pytest

from bot.web.pages.edited import mark
from handlers.contents import Section
from handlers.newsletters import Which, remove_item, set_head
from storage.models import Membership
from tests.bot.web.editing import Editor, viewed
from tests.bot.web.reading import Page
from tests.bot.web.visiting import Site


@pytest.fixture
def editor(site: Site) -> Editor:
    return Editor(site)


def test_page_shows_every_section_with_its_items(editor: Editor) -> None:
    page = editor.site.look(editor.address)

    assert page.title == "Redigera nyhetsbrev 2027-1 – Samverkansboten"
    assert ("h2", "Viktigast just nu") in page.headings
    assert "Anmäl er" in page.text
    assert "Du redigerar som Sam Ordnare." in page.text
    assert "Länken är din och gäller till" in page.text


def test_what_was_written_is_saved(editor: Editor) -> None:
    fields = editor.fields()
    fields[f"body-{editor.item}"] = ["Senast *2 maj*.\r\n\r\n- a"]
    fields["subject"] = ["Ämnet är nytt"]

    page = editor.site.send(editor.address, {**fields, "gor": ["save"]})

    assert editor.body() == "Senast *2 maj*.\n\n- a"
    assert viewed(editor.desk, editor.issue).subject == "Ämnet är nytt"
    assert "Sparat." in page.text


def test_what_nobody_touched_is_not_changed(editor: Editor) -> None:
    fields = editor.fields()
    editor.other_writes("Senast 3 maj.")

    editor.site.send(editor.address, {**fields, "gor": ["save"]})

    assert editor.body() == "Senast 3 maj."


def test_later_save_of_an_older_text_shows_both(editor: Editor) -> None:
    fields = editor.fields()
    editor.other_writes("Deras text.")
    fields[f"body-{editor.item}"] = ["Min text."]

    page = editor.site.refused(editor.address, {**fields, "gor": ["save"]}, 409)

    assert editor.body() == "Deras text."
    assert editor.fields(page)[f"body-{editor.item}"] == ["Min text."]
    assert "Deras text." in page.text
    assert "Två texter" in page.text


def test_saving_all_again_does_not_overwrite_either(editor: Editor) -> None:
    fields = editor.fields()
    editor.other_writes("Deras text.")
    fields[f"body-{editor.item}"] = ["Min text."]
    page = editor.site.refused(editor.address, {**fields, "gor": ["save"]}, 409)

    editor.site.refused(editor.address, {**editor.fields(page), "gor": ["save"]}, 409)

    assert editor.body() == "Deras text."


@pytest.mark.parametrize(("act", "kept"), [("mine", "Båda."), ("theirs", "Deras text.")])
def test_whoever_sees_both_chooses(editor: Editor, act: str, kept: str) -> None:
    fields = editor.fields()
    editor.other_writes("Deras text.")
    fields[f"body-{editor.item}"] = ["Min text."]
    written = editor.site.post(editor.address, {**fields, "gor": ["save"]}).text
    (choice,) = re.findall(rf'value="({act}-{editor.item}[-0-9]*)"', written)
    fields = editor.fields(Page(written))
    fields[f"body-{editor.item}"] = ["Båda."]

    editor.site.send(editor.address, {**fields, "gor": [choice]})

    assert editor.body() == kept


def test_a_third_change_is_not_overwritten_by_the_choice(editor: Editor) -> None:
    fields = editor.fields()
    editor.other_writes("Deras text.")
    fields[f"body-{editor.item}"] = ["Min text."]
    written = editor.site.post(editor.address, {**fields, "gor": ["save"]}).text
    (choice,) = re.findall(rf'value="(mine-{editor.item}-\d+)"', written)
    editor.other_writes("Ännu en.")

    editor.site.refused(editor.address, {**editor.fields(Page(written)), "gor": [choice]}, 409)

    assert editor.body() == "Ännu en."


@pytest.mark.parametrize(("act", "kept"), [("head-mine", "Mitt"), ("head-theirs", "Deras")])
def test_subject_is_chosen_likewise(editor: Editor, act: str, kept: str) -> None:
    fields = editor.fields()
    view = viewed(editor.desk, editor.issue)
    now = (view.subject, view.preview)
    which = Which(editor.issue)
    set_head(editor.desk.services, editor.desk.coordinator, which, now, ("Deras", "d"))
    fields["subject"] = ["Mitt"]
    page = editor.site.refused(editor.address, {**fields, "gor": ["save"]}, 409)
    assert "Nu står det ”Deras” och ”d”." in page.text

    editor.site.send(editor.address, {**editor.fields(page), "gor": [act]})

    assert viewed(editor.desk, editor.issue).subject == kept


def test_other_changes_are_saved_beside_a_conflict(editor: Editor) -> None:
    fields = editor.fields()
    editor.other_writes("Deras text.")
    fields[f"body-{editor.item}"] = ["Min text."]
    fields["subject"] = ["Nytt ämne"]

    editor.site.refused(editor.address, {**fields, "gor": ["save"]}, 409)

    assert viewed(editor.desk, editor.issue).subject == "Nytt ämne"


def test_too_much_is_told_at_its_field_and_kept(editor: Editor) -> None:
    fields = editor.fields()
    fields[f"heading-{editor.item}"] = ["å" * 201]
    fields["subject"] = [" "]

    page = editor.site.refused(editor.address, {**fields, "gor": ["save"]})

    assert "Rubriken får vara högst 200 tecken, och din är 201." in page.text
    assert "Skriv en ämnesrad." in page.text
    kept = editor.fields(page)
    assert kept[f"heading-{editor.item}"] == ["å" * 201]


def test_every_field_takes_three_thousand_letters_or_says_how_many(editor: Editor) -> None:
    fields = {name: ["å" * 3000] if "-" in name else one for name, one in editor.fields().items()}
    fields |= {f"rev-{editor.item}": ["å" * 3000], "subject": ["å" * 3000]}

    answered = editor.site.post(editor.address, {**fields, "gor": ["save"]})

    assert answered.status_code == 400


def test_pasted_markup_is_shown_as_it_is(editor: Editor) -> None:
    fields = editor.fields()
    pasted = "<b>fet</b> <!channel> <@U1> <script>alert(1)</script></textarea><h1>"
    fields[f"body-{editor.item}"] = [pasted]

    page = editor.site.send(editor.address, {**fields, "gor": ["save"]})

    assert editor.body() == pasted
    assert editor.fields(page)[f"body-{editor.item}"] == [pasted]
    written = editor.site.get(editor.address).text
    assert "<script>alert" not in written
    assert written.count("<h1>") == 1


def test_items_are_moved_added_removed_and_put_back(editor: Editor) -> None:
    def sent(act: str, **more: list[str]) -> Page:
        return editor.site.send(editor.address, {**editor.fields(), **more, "gor": [act]})

    sent("add-now")
    items = [one for one in viewed(editor.desk, editor.issue).shown if one.section is Section.NOW]
    new = items[-1].id
    sent(f"up-{new}")
    moved = [one.id for one in viewed(editor.desk, editor.issue).shown if one.section == "now"]
    assert moved.index(new) == len(moved) - 2
    sent(f"down-{new}")
    sent(f"move-{new}", **{f"section-{new}": ["board"]})
    assert [one.id for one in viewed(editor.desk, editor.issue).shown if one.section == "board"][
        -1
    ] == new
    page = sent(f"remove-{new}")
    assert "Utan rubrik är borttagen." in page.text
    assert new not in [one.id for one in viewed(editor.desk, editor.issue).shown]
    sent(f"restore-{new}")
    assert new in [one.id for one in viewed(editor.desk, editor.issue).shown]


def test_a_button_saves_what_was_written_first(editor: Editor) -> None:
    fields = editor.fields()
    fields[f"body-{editor.item}"] = ["Nytt."]

    editor.site.send(editor.address, {**fields, "gor": ["add-board"]})

    assert editor.body() == "Nytt."


def test_item_that_somebody_has_removed_is_a_conflict(editor: Editor) -> None:
    fields = editor.fields()
    remove_item(editor.desk.services, editor.desk.coordinator, editor.item)
    fields[f"body-{editor.item}"] = ["Min text."]

    answered = editor.site.post(editor.address, {**fields, "svar": ["data"], "gor": ["save"]})

    assert answered.json()["conflicts"] == [editor.item]
    assert answered.json()["saved"] == ""


def data(editor: Editor, **fields: str) -> dict[str, object]:
    sent = {"gor": "save", "svar": "data", **fields}
    answered = editor.site.post(editor.address, sent)
    return json.loads(answered.text)  # type: ignore[no-any-return]  # what the script reads


def test_script_is_told_what_was_saved(editor: Editor) -> None:
    number = editor.item
    told = data(
        editor,
        **{
            f"heading-{number}": "Ny",
            f"body-{number}": "**Ny** text",
            f"rev-{number}": str(viewed(editor.desk, editor.issue).items[-1].revision),
            f"was-{number}": "x",
        },
    )

    (item,) = [one for one in viewed(editor.desk, editor.issue).items if one.id == number]
    assert told["items"] == {
        str(number): {
            "revision": item.revision,
            "was": mark("Ny", "**Ny** text"),
            "html": "<p><strong>Ny</strong> text</p>",
        }
    }
    assert re.fullmatch(r"Sparat \d+\.\d\d", str(told["saved"]))
    assert (told["conflicts"], told["faults"]) == ([], {})


def test_script_is_not_told_the_subject_that_others_have_saved(editor: Editor) -> None:
    """What it takes for the last saved one would let the next save overwrite theirs."""
    view = viewed(editor.desk, editor.issue)
    now = (view.subject, view.preview)
    set_head(editor.desk.services, editor.desk.coordinator, Which(editor.issue), now, ("Deras", ""))
    was = {"was-subject": view.subject, "was-preview": view.preview}

    lost = data(editor, subject="Mitt", preview="", **was)
    alone = data(editor)
    saved = data(editor, subject="Nytt", preview="", **{**was, "was-subject": "Deras"})

    assert (lost["conflicts"], lost["head"]) == (["head"], None)
    assert (alone["conflicts"], alone["head"]) == ([], None)
    assert saved["head"] == ["Nytt", ""]


def test_old_link_gives_back_what_was_written(editor: Editor) -> None:
    fields = editor.fields()
    fields[f"body-{editor.item}"] = ["Det jag skrev."]
    editor.desk.clock.now += timedelta(hours=24, minutes=2)

    page = editor.site.refused(editor.address, {**fields, "gor": ["save"]}, 410)

    assert "Skriv ”redigera nyhetsbrev”" in page.text
    assert "Det jag skrev." in page.text
    assert editor.body() == "Senast **1 maj**."
    assert "refused" in data(editor)
    assert editor.site.get(editor.address).status_code == 410


def test_lost_role_changes_nothing_and_gives_back_what_was_written(editor: Editor) -> None:
    fields = editor.fields()
    fields[f"body-{editor.item}"] = ["Det jag skrev."]
    with editor.desk.services.database.write() as session:
        for row in session.query(Membership).filter_by(person_id=editor.desk.coordinator_id):
            session.delete(row)

    page = editor.site.refused(editor.address, {**fields, "gor": ["save"]}, 403)

    assert "Det jag skrev." in page.text
    assert editor.body() == "Senast **1 maj**."


def test_nobody_else_edits_it(editor: Editor) -> None:
    person = editor.site.add_person("Ina", roles=("inspector",))

    assert editor.site.get(editor.site.links.edit(person, editor.issue)).status_code == 403
    assert editor.site.get(editor.address[:-1] + "x").status_code == 404
    assert editor.site.get("/redigera").status_code == 404
    unknown = editor.site.links.edit(editor.desk.coordinator_id, editor.issue + 9)
    assert editor.site.get(unknown).status_code == 410


def test_another_site_cannot_send_the_form(editor: Editor) -> None:
    editor.site.headers = {"Sec-Fetch-Site": "cross-site"}

    assert editor.site.post(editor.address, {"gor": ["add-now"]}).status_code == 403
    answered = editor.site.client.post(
        f"{editor.address}/bild", files={"picture": ("a.png", b"x")}, headers=editor.site.headers
    )
    assert answered.status_code == 403


def test_item_of_another_issue_is_not_reached(editor: Editor) -> None:
    number = editor.item + 1000

    answered = editor.site.post(
        editor.address, {f"body-{number}": ["x"], f"was-{number}": ["y"], "gor": ["save"]}
    )

    assert answered.status_code == 410


def test_a_script_of_ours_runs_here_and_nowhere_else(editor: Editor) -> None:
    csp = "content-security-policy"

    assert "script-src 'self'; connect-src 'self'" in editor.site.get(editor.address).headers[csp]
    assert "script-src" not in editor.site.get(f"{editor.address}/visa").headers[csp]
    framed = editor.site.get(f"{editor.address}/mejl").headers[csp]
    assert "sandbox" in framed
    assert "script-src" not in framed


def test_mail_is_seen_light_and_dark_and_as_text(editor: Editor) -> None:
    page = editor.site.look(f"{editor.address}/visa")
    light = editor.site.get(f"{editor.address}/mejl?farg=ljus").text
    dark = editor.site.get(f"{editor.address}/mejl?farg=mork").text

    assert "VIKTIGAST JUST NU" in page.text
    assert ("@media not all" in light, "@media all" in light) == (True, False)
    assert ("@media not all" in dark, "@media all" in dark) == (False, True)
    assert "prefers-color-scheme" not in light + dark
    assert "1 maj" in light


def test_two_save_the_same_text_at_once(editor: Editor) -> None:
    fields = editor.fields()
    fields[f"body-{editor.item}"] = ["Samma."]

    editor.site.send(editor.address, {**fields, "gor": ["save"]})
    editor.site.send(editor.address, {**fields, "gor": ["save"]})

    assert editor.body() == "Samma."


def test_log_says_who_changed_it_and_how(editor: Editor) -> None:
    assert ("newsletter_item_added", editor.desk.coordinator_id, "slack") in editor.site.log()
    fields = editor.fields()
    fields[f"body-{editor.item}"] = ["Nytt."]

    editor.site.send(editor.address, {**fields, "gor": ["save"]})

    assert editor.site.log()[-1] == (
        "newsletter_item_changed",
        editor.desk.coordinator_id,
        "link",
    )


def test_links_and_words_are_checked_without_being_in_the_way(editor: Editor) -> None:
    fields = editor.fields()
    fields[f"body-{editor.item}"] = ["En tillsynsvägledning på http://127.0.0.1:1/x om BTEX."]

    page = editor.site.send(editor.address, {**fields, "gor": ["kontroll"]})

    assert "http://127.0.0.1:1/x Adressen är intern" in page.text
    assert "tillsynsvägledning" in page.text
    assert "BTEX" in page.text
    assert "ord, ungefär 1 min att läsa." in page.text
