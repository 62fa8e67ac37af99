"""An inquiry by mail alone: asked in words, answered in replies, disputed, settled."""

import io

from openpyxl import load_workbook

from tests.flows.letters import COORDINATOR, link_in, site, text_of
from tests.flows.mailing import Mailing

HABO, ANEBY = "kontaktperson.habo@jonkoping.example", "kontaktperson.aneby@jonkoping.example"
HABO_MANAGER = "miljochef.habo@jonkoping.example"
INSPECTOR = "avlopp.vetlanda@jonkoping.example"
UNTRUSTED = "mx.vast.example; dmarc=fail header.from=jonkoping.example"


def ask(mailing: Mailing) -> None:
    drafted = mailing.write(
        "Rundfråga till Habo, Aneby och Vetlanda: Har ni egna provtagare? ja/nej, senast 15 mars"
    )
    assert "Går till 3 kontor och når 3 personer. Inget är skickat än." in drafted
    assert "Aneby, Habo, Vetlanda" in drafted
    told = mailing.write(f"Sv: {drafted[:20]}", "Ja", to=mailing.mails_to(COORDINATOR)[-1])
    assert "Rundfrågan är skickad. 0 av 3 kontor har svarat." in told


def test_an_inquiry_by_mail_from_question_to_workbook(mailing: Mailing) -> None:
    ask(mailing)
    asked = mailing.asked(HABO)
    assert asked["Subject"] == "Rundfråga: Har ni egna provtagare"
    assert "frågar Habo. Ett svar gäller för hela kontoret. Svara senast mån 15 mars" in (
        mailing.words(HABO)
    )
    assert "https://bot.example/svara-fraga/" in text_of(asked)

    receipt = mailing.reply(
        HABO, "Hej!\n\nJa, vi har två\n\nMvh\nKim\n\nDen 23 nov skrev boten:\n> Nej\n"
    )
    assert "Tack, svaret är sparat: ja, vi har två" in receipt
    assert "Jag förstår inte svaret" in mailing.reply(ANEBY, "Det beror på")
    assert "Svara så här: ja eller nej" in mailing.words(ANEBY)
    again = mailing.write("Sv: igen", "Nej", sender=ANEBY, to=mailing.mails_to(ANEBY)[-1])
    assert "Tack, svaret är sparat: nej" in again

    shown = mailing.write("rundfråga 1")
    assert "2 av 3 kontor har svarat." in shown
    assert "ja 1, nej 1" in shown
    assert "Har inte svarat: 1 kontor: Vetlanda" in shown
    files = list(mailing.mails_to(COORDINATOR)[-1].iter_attachments())
    assert [one.get_filename() for one in files] == ["rundfraga-1.png"]

    mailing.write("rundfråga 1 som excel")
    (file,) = mailing.mails_to(COORDINATOR)[-1].iter_attachments()
    rows = list(load_workbook(io.BytesIO(file.get_content())).worksheets[0].values)
    assert [(row[0], row[4], row[5], row[6]) for row in rows[1:]] == [
        ("Aneby", "gäller", "nej", None),
        ("Habo", "gäller", "ja", "vi har två"),
        ("Vetlanda", "inget svar", None, None),
    ]


def test_second_answer_of_an_office_is_kept_apart_until_somebody_chooses(mailing: Mailing) -> None:
    ask(mailing)
    mailing.reply(HABO, "Ja")
    forwarded = mailing.asked(HABO)

    told = mailing.write("Sv: vidare", "Nej", sender=HABO_MANAGER, to=forwarded)

    assert "har redan svarat för Habo. Ditt svar är sparat bredvid" in told
    assert "Två har svarat olika för kontoret." in mailing.words(HABO)
    assert "Skriv ”rundfråga 1 för Habo gäller svar 1” eller 2" in mailing.words(COORDINATOR)
    assert mailing.picture().line.answered == 1
    settled = mailing.write("rundfråga 1 för Habo gäller svar 2")
    assert "Nu gäller det svaret." in settled
    assert [one.given[0].values for one in mailing.picture().counted] == [("nej",)]
    assert "Det här svaret räknas nu." in mailing.words(HABO)


def test_who_does_not_speak_for_the_office_is_told_who_does(mailing: Mailing) -> None:
    ask(mailing)

    told = mailing.write("Sv: fråga", "Ja", sender=INSPECTOR, to=mailing.asked(HABO))

    assert "Det är kontorets kontaktperson eller chef som svarar på rundfrågan." in told
    assert mailing.picture().rows == ()


def test_sender_that_is_not_verified_is_asked_to_confirm(mailing: Mailing) -> None:
    ask(mailing)

    mailing.reply(HABO, "Ja, vi har två", findings=UNTRUSTED)

    confirming = mailing.mails_to(HABO)[-1]
    assert "Är det här mejlet från dig?" in str(confirming["Subject"])
    assert mailing.picture().rows == ()
    with site() as pages:
        assert pages.post(link_in(confirming)).is_success
    mailing.tick()
    assert "Tack, svaret är sparat: ja, vi har två" in mailing.words(HABO)
    assert [one.who for one in mailing.picture().counted] == ["Habo"]


def test_several_questions_are_asked_and_answered_by_number(mailing: Mailing) -> None:
    drafted = mailing.write(
        "Rundfråga till alla kontor, senast 15 mars",
        "Provtagning 2027\n1. Har ni egna provtagare? ja/nej\n2. Hur många prov? antal (st)\n"
        "3. Vilka ämnen? flera: PFAS, metaller, annat",
    )
    assert "3. Vilka ämnen? (välj ett eller flera: PFAS, metaller, annat)" in drafted
    mailing.write("skicka rundfråga 1")

    told = mailing.reply(HABO, "1. ja, sedan i våras\n2. 14 st\n3. pfas och metaller")

    assert "Tack, svaret är sparat: 1. ja, sedan i våras; 2. 14; 3. PFAS, metaller" in told
    assert "1 av 13 kontor har svarat." in mailing.write("rundfråga 1")


def test_coordinator_sees_to_it_in_words(mailing: Mailing) -> None:
    ask(mailing)

    assert "Tack, svaret är sparat: ja" in mailing.write("svara på rundfråga 1 för Habo: ja")
    assert "Någon annan har svarat" in mailing.write("svara på rundfråga 1 för Habo: nej")
    assert "Svaret är ändrat: nej" in mailing.write("ersätt svaret på rundfråga 1 för Habo: nej")
    assert "får en påminnelse" in mailing.write("påminn rundfråga 1")
    assert "Påminnelse om rundfråga" in str(mailing.mails_to(ANEBY)[-1]["Subject"])
    assert "Sista dagen är ändrad." in mailing.write("förläng rundfråga 1 till 20 mars")
    assert "så frågorna går inte att ändra" in mailing.write("ändra rundfråga 1 fråga 1: Har ni?")
    assert "Vetlanda" in mailing.write("vilka har inte svarat på rundfråga 1?")
    assert "Rundfrågan är stängd." in mailing.write("stäng rundfråga 1")
    assert "tar inte emot svar längre" in mailing.reply(ANEBY, "Ja")
    assert "öppen igen" in mailing.write("öppna rundfråga 1 igen")
    assert "Har ni egna provtagare" in mailing.write("rundfrågor")
    assert "öppet för en annan roll" in mailing.write("stäng rundfråga 1", sender=HABO)


def test_contact_person_answers_in_words_too(mailing: Mailing) -> None:
    ask(mailing)

    assert "inte besvarad" in mailing.write("mina rundfrågor", sender=HABO)
    assert "Har ni egna provtagare?" in mailing.write("rundfråga 1", sender=HABO)
    assert "Tack, svaret är sparat: nej" in mailing.write("svara på rundfråga 1: nej", sender=HABO)
    assert "besvarad" in mailing.write("mina rundfrågor", sender=HABO)


def test_draft_for_one_office_says_that_it_reaches_one_person(mailing: Mailing) -> None:
    drafted = mailing.write("Rundfråga till Habo: Har ni provtagare? ja/nej, senast 15 mars")

    assert "Går till 1 kontor och når en person. Inget är skickat än." in drafted
