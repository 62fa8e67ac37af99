"""A campaign's results: the form made in chat, answered in three ways, compiled, and reported."""

import io
import re
from datetime import timedelta
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from openpyxl import load_workbook
from sqlalchemy import select

from bot.workspace import Member
from storage.models import Inquiry, Person
from tests.bot.documents.word import faults, headings, rows
from tests.flows.campaign import (
    ALE,
    ALES,
    BORASS,
    CHEF,
    CHEFS,
    KEY,
    deliver,
    files,
    open_form,
    press,
    reply,
    said,
    send_form,
    submit,
    tell,
    top,
    visits,
)
from tests.flows.house import INA, KIM, SAM, STRANGER, House, labels, lines
from tests.flows.letters import VERIFIED, Post, mails_to, site, text_of, written


@pytest.fixture
def chat(
    post: Post,  # noqa: ARG001 - brings what mails need
    house: House,
    monkeypatch: pytest.MonkeyPatch,
) -> House:
    """Lend the house with three offices that take part: two are in the chat, one has mail alone."""
    monkeypatch.setattr("bot.app.services.system_clock", house.clock)
    for user, name, address in ((ALE, "Ale", ALES), (CHEF, "Chef", CHEFS)):
        house.workspace.put_member(Member(user, name, address))
    for user in (ALE, CHEF, KIM, SAM, INA):
        house.workspace.open_home(user)
    for office in ("Lerum", "Ale", "Borås"):
        house.ask(SAM, "/samverkan", f"{office} är med i släckvatten")
    house.ask(SAM, "/samverkan", "släckvatten: mål 10 besök")
    return house


def test_a_campaign_from_its_form_to_its_report(chat: House, post: Post, folder: Path) -> None:
    send_form(chat)
    asked = chat.direct(KIM)[-1]
    assert lines(asked)[0] == "Rundfråga: Resultat från Tillsynsprojekt släckvatten"
    assert "Lämna ett svar för varje besök. Svara senast fre 18 dec 2026." in lines(asked)[1]
    assert visits(chat) == {"Lerum": 0, "Ale": 0, "Borås": 0}

    # In the dialog, a visit each; one is changed, and a double click counts once.
    assert "Tack, svaret är sparat: 1. ja" in tell(
        chat, KIM, "Macken", q0="0", q1=["0", "1"], q2="12"
    )
    tell(chat, KIM, "Ärende 2026-114", q0="1", q3="Invallning <!channel>")
    assert "Svaret är ändrat: 1. ej aktuellt" in tell(chat, KIM, "macken", q0="2", q2="14,5")
    chat.workspace.redeliver()
    assert visits(chat) == {"Lerum": 2, "Ale": 0, "Borås": 0}

    # By mail, with what was not understood first, and the same mail once more.
    assert "Jag förstår inte svaret" in reply(chat, post, folder, 1, "Besök: Bryggan\n1. kanske")
    words = "Besök: Bryggan\n1. nej\n3. 40\n4. Bygg en invallning\n\nMvh\nBo"
    assert "Tack, svaret är sparat: 1. nej" in reply(chat, post, folder, 2, words)
    reply(chat, post, folder, 2, words)
    assert visits(chat)["Borås"] == 1

    # On the page, sent in twice.
    asked_by_mail = next(
        one for one in mails_to(folder, BORASS) if "Rundfråga: " in str(one["Subject"])
    )
    (address,) = re.findall(r"https://bot\.example(/svara-fraga/\S+)", text_of(asked_by_mail))
    with site() as client:
        for _ in range(2):
            client.post(address, data={"visit": "Kajen", "q0": "0"})
    assert visits(chat) == {"Lerum": 2, "Ale": 0, "Borås": 2}

    # What all have found, and how far the campaign has come.
    shown = chat.ask(SAM, "/samverkan", "resultat för släckvatten")
    told = "\n".join(lines(shown))
    assert "2 av 3 kontor har svarat · 4 av 10 besök" in told
    assert "Finns en plan för släckvatten: ja 1 (25 %), nej 2 (50 %), ej aktuellt 1 (25 %)" in told
    assert "2 svar, summa 54,5, median 27,25, minst 14,5 och mest 40" in told
    assert "Har inte svarat: Ale" in told
    chat.workspace.press(SAM, shown, "Visa mer")
    assert "Borås: Bygg en invallning" in "\n".join(lines(chat.last(SAM)))
    card = chat.ask(INA, "/projekt", "släckvatten")
    assert "Deltagande: 3 kontor deltar, 4 av 10 besök" in lines(card)
    assert "Resultat" in labels(card)
    history = "\n".join(lines(chat.ask(INA, "/samverkan", "historik för släckvatten")))
    assert "Resultat började samlas in" in history
    assert "Borås: 2 besök (tidigare 1)" in history

    check_picture(chat)
    check_workbook(chat)
    check_report(chat)


def check_picture(chat: House) -> None:
    shown = chat.ask(SAM, "/samverkan", "resultat för släckvatten")
    before = len(files(chat))
    chat.workspace.press(SAM, shown, "Visa som bild")
    assert chat.workspace.wait_until(lambda: len(files(chat)) > before)
    assert files(chat)[-1].name == "resultat.png"
    assert "ja 1 (25 %), nej 2 (50 %)" in files(chat)[-1].alt


def check_workbook(chat: House) -> None:
    shown = chat.ask(SAM, "/samverkan", "resultat för släckvatten")
    before = len(files(chat))
    chat.workspace.press(SAM, shown, "Excel")
    assert chat.workspace.wait_until(lambda: len(files(chat)) > before)
    book = load_workbook(io.BytesIO(files(chat)[-1].content))
    assert book.sheetnames == ["Sammanställning", "Alla svar"]
    counted = [tuple(cell.value for cell in row) for row in book["Sammanställning"].iter_rows()]
    assert ("1", "Finns en plan för släckvatten?", "nej", "2", "50 %") in counted
    answered = [row[1].value for row in book["Alla svar"].iter_rows(min_row=2)]
    assert {"Bryggan", "Kajen", "macken", "Ärende 2026-114"} <= set(answered)


def check_report(chat: House) -> None:
    card = chat.ask(SAM, "/projekt", "släckvatten")
    before = len(files(chat))
    chat.workspace.press(SAM, card, "Rapport (Word)")
    assert chat.workspace.wait_until(lambda: len(files(chat)) > before)
    document = docx.Document(io.BytesIO(files(chat)[-1].content))
    assert list(faults(document)) == []
    assert headings(document, 1) == ["Projektrapport: Tillsynsprojekt släckvatten"]
    assert headings(document, 2) == [
        "Bakgrund", "Vad som har gjorts", "Deltagande", "Resultat", "Material", "Slutsatser",
        "Förslag till fortsatt arbete", "Om uppgifterna",
    ]  # fmt: skip
    assert rows(document, 1)[1:] == [
        ("Borås", "2"), ("Lerum", "2"), ("Ale", "0"), ("Tillsammans", "4"),
    ]  # fmt: skip
    assert rows(document, 2)[1:] == [
        ("ja", "1", "25 %"), ("nej", "2", "50 %"), ("ej aktuellt", "1", "25 %"),
    ]  # fmt: skip
    (drawn, *_) = [one.get("descr") for one in document.element.iter(qn("wp:docPr"))]
    assert drawn == (
        "Finns en plan för släckvatten? ja 1 (25 %), nej 2 (50 %), ej aktuellt 1 (25 %)."
    )
    assert "Lerum: Invallning <!channel>" in [one.text for one in document.paragraphs]


def test_form_is_made_by_mail_with_a_long_checklist(chat: House, post: Post, folder: Path) -> None:
    leader = "projektledare@vast.example"
    lines_ = [f"{at}. {'Finns rutin för släckvatten ' * 3}{at}? (ja/nej)" for at in range(1, 41)]
    mail = written(
        "Resultatformulär för släckvatten, per kontor, till deltagande kontor, senast 18 december",
        "\n".join(lines_), sender=leader, Message_ID="<form@vast.example>",
        Authentication_Results=VERIFIED,
    )  # fmt: skip
    assert post(mail).exit_code == 0
    told = " ".join(text_of(mails_to(folder, leader)[-1]).split())
    assert "Går till 3 kontor" in told
    assert "40. Finns rutin för släckvatten" in told
    assert "fre 18 dec 2026" in told

    # In chat the same draft has all its questions in its dialog.
    press(chat, "Visa", SAM, chat.ask(SAM, "/rundfraga"))
    chat.workspace.press(SAM, top(chat, SAM), "Ändra formuläret")
    fields = [one for one in top(chat, SAM).blocks if one.get("block_id", "").startswith("quest")]
    kept = "\n".join(one["element"].get("initial_value", "") for one in fields)
    assert len(kept.splitlines()) == 40
    assert submit(chat, SAM, title="Släckvatten i länet") == {}
    press(chat, "Skicka till 3 kontor")
    deliver(chat)

    asked = chat.direct(KIM)[-1]
    assert "och 28 till" in lines(asked)
    chat.workspace.press(KIM, asked, "Svara")
    assert "Fråga 1–20 av 40." in said(chat, KIM)
    # What is wrong is said of the questions that the page has.
    assert set(submit(chat, KIM, q0="0")) == {f"q{at}" for at in range(1, 20)}
    assert submit(chat, KIM, **{f"q{at}": "0" for at in range(20)}) == {}
    assert "Fråga 21–40 av 40." in said(chat, KIM)
    assert "sparat men inte skickat" in said(chat, KIM)
    chat.workspace.close_view(KIM)

    # Half an answer counts for nothing, and is there when the dialog is opened again.
    shown = chat.ask(SAM, "/samverkan", "resultat för släckvatten")
    assert "0 av 3 kontor har svarat" in lines(shown)[0]
    chat.workspace.press(KIM, asked, "Svara")
    assert "sparat men inte skickat" in said(chat, KIM)
    assert submit(chat, KIM) == {}
    assert set(submit(chat, KIM, q20="1")) == {f"q{at}" for at in range(21, 40)}
    assert submit(chat, KIM, **{f"q{at}": "1" for at in range(20, 40)}) == {}
    assert "Tack, svaret är sparat: 1. ja" in said(chat, KIM)
    chat.workspace.redeliver()
    shown = chat.ask(SAM, "/samverkan", "resultat för släckvatten")
    assert "1 av 3 kontor har svarat" in lines(shown)[0]
    assert "ja 1 (100 %)" in "\n".join(lines(shown))


def test_long_form_of_a_visit_names_the_visit_once(chat: House) -> None:
    asked = "\n".join(f"Fråga nummer {at}? (ja/nej)" for at in range(1, 26))
    send_form(chat, questions0=asked)
    chat.workspace.press(KIM, chat.direct(KIM)[-1], "Svara")
    assert submit(chat, KIM, visit="Macken", **{f"q{at}": "0" for at in range(20)}) == {}
    assert visits(chat)["Lerum"] == 0
    assert submit(chat, KIM, **{f"q{at}": "0" for at in range(20, 25)}) == {}

    assert visits(chat)["Lerum"] == 1
    assert "Tack, svaret är sparat" in said(chat, KIM)


def test_colleague_who_answers_between_two_pages_is_seen_and_nothing_is_lost(chat: House) -> None:
    asked = "\n".join(f"Fråga nummer {at}? (ja/nej)" for at in range(1, 26))
    send_form(chat, unit="office", questions0=asked)
    every = {f"q{at}": "1" for at in range(25)}
    pages = [dict([*every.items()][:20]), dict([*every.items()][20:])]
    chat.workspace.press(KIM, chat.direct(KIM)[-1], "Svara")
    assert submit(chat, KIM, **pages[0]) == {}
    chat.workspace.press(CHEF, chat.ask(CHEF, "/rundfraga"), "Svara")
    for page in pages:
        assert submit(chat, CHEF, **dict.fromkeys(page, "0")) == {}

    assert submit(chat, KIM, **pages[1]) == {}
    assert "har svarat för Lerum" in said(chat, KIM)
    assert submit(chat, KIM) == {}

    assert "Svaret är ändrat: 1. nej" in said(chat, KIM)
    shown = "\n".join(lines(chat.ask(SAM, "/samverkan", "resultat för släckvatten")))
    assert "ja 0 (0 %), nej 1 (100 %)" in shown


def test_what_is_wrong_with_a_form_stands_at_its_field(chat: House) -> None:
    open_form(chat)

    wrong = submit(chat, SAM, questions0="Finns plan? (ja/)", answer_by="2026-12-18")
    assert wrong == {
        "questions0": "Fråga 1 ska ha 2 till 10 svarsalternativ, med snedstreck emellan."
        " Inget har ändrats."
    }
    wrong = submit(chat, SAM, questions0="Finns plan? (ja/nej)", questions1="A\n" + "å" * 501)
    assert list(wrong) == ["questions1"]
    assert list(submit(chat, SAM, questions0="", questions1="")) == ["questions0"]
    wrong = submit(
        chat, SAM, questions0="Finns plan? (ja/nej)", questions1="", answer_by="2026-01-02"
    )
    assert list(wrong) == ["answer_by"]
    with chat.services.database.session() as session:
        assert session.scalars(select(Inquiry)).all() == []


def test_usual_questions_are_those_of_what_is_answered_for(chat: House) -> None:
    open_form(chat)
    assert submit(chat, SAM, unit="visit", answer_by="2026-12-18") == {}

    shown = said(chat)
    assert "1. Fanns det brister? (ja eller nej)" in shown
    assert "Hur många tillsynsbesök" not in shown
    assert "Varje besvarat besök räknas som ett besök i projektet." in shown


def test_form_that_was_made_meanwhile_is_shown_and_a_sent_one_stays(chat: House) -> None:
    send_form(chat)

    card = chat.ask(SAM, "/projekt", "släckvatten")
    assert "Samla resultat" not in labels(card)
    chat.workspace.press(SAM, card, "Resultat")
    assert "0 av 3 kontor har svarat" in said(chat)
    told = chat.ask(SAM, "/samverkan", "resultatformulär för släckvatten: Annat? (ja/nej)")
    assert "Formuläret är skickat, som rundfråga 1" in "\n".join(lines(told))


def test_leader_who_is_one_no_more_makes_no_form(chat: House) -> None:
    open_form(chat)
    with chat.services.database.write() as session:
        mine = select(Person).filter_by(email="projektledare@vast.example")
        for one in session.scalars(mine).one().memberships:
            one.role = "inspector"
    chat.clock.move(timedelta(minutes=6))

    wrong = submit(chat, SAM, answer_by="2026-12-18")

    assert "bara öppet för en annan roll" in "".join(wrong.values()) or "bara öppet" in said(chat)
    with chat.services.database.session() as session:
        assert session.scalars(select(Inquiry)).all() == []


def test_others_see_what_is_found_and_not_who_has_said_it(chat: House) -> None:
    send_form(chat)
    tell(chat, KIM, "Macken", q0="0", q3="Öva <@U1>")

    shown = chat.ask(INA, "/samverkan", "resultat för släckvatten")
    chat.workspace.press(INA, shown, "Visa mer")
    told = "\n".join(lines(chat.last(INA)))

    assert "Ett kontor: Öva <@U1>" in told
    assert "Lerum" not in told
    assert "Excel" not in labels(shown)
    assert "Samla resultat" not in labels(chat.ask(INA, "/projekt", "släckvatten"))
    stranger = chat.ask(STRANGER, "/samverkan", "resultat för släckvatten i Väst")
    assert "Öva" not in "\n".join(lines(stranger))


def test_colleague_sees_the_first_answer_and_the_visit_counts_once(chat: House) -> None:
    send_form(chat)
    tell(chat, KIM, "Macken", q0="0")

    chat.workspace.press(CHEF, chat.ask(CHEF, "/rundfraga"), "Ändra svaret")
    assert submit(chat, CHEF, visit="macken", q0="1") == {}
    assert "har svarat för Lerum" in said(chat, CHEF)
    assert submit(chat, CHEF) == {}

    assert "Svaret är ändrat: 1. nej" in said(chat, CHEF)
    assert visits(chat)["Lerum"] == 1


def test_results_and_report_come_by_mail_with_their_files(
    chat: House, post: Post, folder: Path
) -> None:
    send_form(chat)
    tell(chat, KIM, "Macken", q0="0")
    leader = "projektledare@vast.example"

    sent = {}
    for number, asked in enumerate(
        (
            "Resultat för släckvatten",
            "Resultat för släckvatten som excel",
            "Rapport för släckvatten",
        )
    ):
        mail = written(
            asked, sender=leader, Message_ID=f"<m-{number}@vast.example>",
            Authentication_Results=VERIFIED,
        )  # fmt: skip
        assert post(mail).exit_code == 0
        answer = mails_to(folder, leader)[-1]
        sent[asked] = [one.get_filename() for one in answer.iter_attachments()]

    assert list(sent.values()) == [
        ["resultat.png"],
        [f"resultat-{KEY}.xlsx"],
        [f"rapport-{KEY}.docx"],
    ]
    told = text_of(next(one for one in mails_to(folder, leader) if "resultat" in str(one).lower()))
    assert "Finns en plan för släckvatten" in told


def test_office_that_joins_later_is_asked_with_a_button(chat: House) -> None:
    send_form(chat)
    chat.ask(SAM, "/samverkan", "Alingsås är med i släckvatten")

    shown = chat.ask(SAM, "/samverkan", "resultat för släckvatten")
    assert "Fråga 1 kontor till" in labels(shown)
    chat.workspace.press(SAM, shown, "Fråga 1 kontor till")

    told = lines(chat.last(SAM))
    assert "0 av 4 kontor har svarat" in told[0]
    assert not any("kontor till" in one for one in labels(chat.last(SAM)))
