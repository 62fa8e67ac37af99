from dataclasses import replace
from datetime import date

import pytest

from bot.mail.links import NoLinks
from bot.mail.rendering import render
from bot.texts import word
from bot.texts.duties import act_label
from handlers.contents import Act, Content, Missed
from handlers.ports import Recipient
from tests.bot.mail.parcels import (
    CONTENTS,
    FIGURES,
    INA,
    JONKOPING,
    MISSED,
    OWN_PART,
    REPORT,
    SUMMONS,
    TODAY,
    PlainLinks,
    parcel,
    reminders,
)
from tests.bot.mail.reading import Reader, addresses, unwrapped


def test_text_of_a_reminder_says_the_answer_first_and_everything_after_it() -> None:
    said = render(parcel(CONTENTS["four"]), PlainLinks()).text

    sign = "x" * 43
    assert said == (
        "Att göra nu och framöver, Miljösamverkan Jönköping\n"
        "\n"
        "4 saker, varav 1 är försenad.\n"
        "\n"
        "Försenat:\n"
        "\n"
        "- Kallelse (styrgruppsmöten), skulle vara klart fre 12 feb\n"
        f"  Klart:\n  https://bot.example/do/42.8.done?s={sign}\n"
        f"  Påminn mig senare:\n  https://bot.example/do/42.8.later?s={sign}\n"
        f"  Flytta:\n  https://bot.example/do/42.8.move?s={sign}\n"
        f"  Hoppa över i år:\n  https://bot.example/do/42.8.skip?s={sign}\n"
        "\n"
        "Den här veckan:\n"
        "\n"
        "- Verksamhetsberättelse med bokslut, senast fre 26 feb\n"
        f"  Klart:\n  https://bot.example/do/42.7.done?s={sign}\n"
        f"  Påminn mig senare:\n  https://bot.example/do/42.7.later?s={sign}\n"
        f"  Flytta:\n  https://bot.example/do/42.7.move?s={sign}\n"
        f"  Hoppa över i år:\n  https://bot.example/do/42.7.skip?s={sign}\n"
        "\n"
        "Längre fram:\n"
        "\n"
        "- Jämförelse av länsgemensamma nyckeltal: 9 av 13 kontor klara, saknas\n"
        "  Aneby, Habo, Mullsjö, Tranås, senast tors 1 april\n"
        f"  Visa kontoren:\n  https://bot.example/do/42.9.offices?s={sign}\n"
        f"  Påminn dem:\n  https://bot.example/do/42.9.remind?s={sign}\n"
        f"  Klart:\n  https://bot.example/do/42.9.done?s={sign}\n"
        f"  Påminn mig senare:\n  https://bot.example/do/42.9.later?s={sign}\n"
        f"  Flytta:\n  https://bot.example/do/42.9.move?s={sign}\n"
        f"  Hoppa över i år:\n  https://bot.example/do/42.9.skip?s={sign}\n"
        "\n"
        "- Boka styrgruppsmöten: 2 av 3 bokade, senast fre 31 dec\n"
        f"  Boka:\n  https://bot.example/do/42.10.book?s={sign}\n"
        f"  Påminn mig senare:\n  https://bot.example/do/42.10.later?s={sign}\n"
        f"  Hoppa över i år:\n  https://bot.example/do/42.10.skip?s={sign}\n"
        "\n"
        "Samverkansboten skickar det här för Miljösamverkan Jönköping.\n"
        "Du får det för att du som samordnare har hand om kalendern för\n"
        "Miljösamverkan Jönköping.\n"
        "Ändra hur och när du får påminnelser:\n"
        f"https://bot.example/settings/42?s={sign}\n"
    )


def test_html_of_a_reminder_says_the_same() -> None:
    read = Reader(render(parcel(CONTENTS["four"]), PlainLinks()).html)

    preview, *lines = read.lines()
    assert preview.startswith("Sedan: Verksamhetsberättelse med bokslut, senast fre 26 feb; Jämf")
    assert lines == [
        "Att göra nu och framöver, Miljösamverkan Jönköping",
        "4 saker, varav 1 är försenad.",
        "Försenat",
        "Kallelse (styrgruppsmöten), skulle vara klart fre 12 feb",
        "Klart: Kallelse (styrgruppsmöten)",
        "Påminn mig senare · Flytta · Hoppa över i år",
        "Den här veckan",
        "Verksamhetsberättelse med bokslut, senast fre 26 feb",
        "Klart: Verksamhetsberättelse med bokslut",
        "Påminn mig senare · Flytta · Hoppa över i år",
        "Längre fram",
        (
            "Jämförelse av länsgemensamma nyckeltal: 9 av 13 kontor klara, saknas Aneby, Habo, "
            "Mullsjö, Tranås, senast tors 1 april"
        ),
        "Visa kontoren: Jämförelse av länsgemensamma nyckeltal",
        "Påminn dem · Klart · Påminn mig senare · Flytta · Hoppa över i år",
        "Boka styrgruppsmöten: 2 av 3 bokade, senast fre 31 dec",
        "Boka: Styrgruppsmöten",
        "Påminn mig senare · Hoppa över i år",
        "Samverkansboten skickar det här för Miljösamverkan Jönköping.",
        "Du får det för att du som samordnare har hand om kalendern för Miljösamverkan Jönköping.",
        "Ändra hur och när du får påminnelser",
    ]


def test_subject_of_one_duty_says_it_all() -> None:
    mail = render(parcel(CONTENTS["one"]), PlainLinks())

    assert mail.subject == "Påminnelse: verksamhetsberättelse med bokslut, senast fre 26 feb"
    assert mail.text.startswith(
        "Att göra den här veckan, Miljösamverkan Jönköping\n\n- Verksamhetsberättelse"
    )


@pytest.mark.parametrize("act", Act)
def test_link_says_by_itself_what_is_done_about_what(act: Act) -> None:
    lone = replace(REPORT, acts=(act,))
    behind = replace(REPORT, acts=(Act.REOPEN, act))
    whole = f"{act_label(act)}: Verksamhetsberättelse med bokslut"

    alone, second = (
        Reader(render(parcel(reminders(duty)), PlainLinks()).html) for duty in (lone, behind)
    )

    assert whole in alone.lines()
    assert list(second.told("a"))[1]["aria-label"] == whole


def test_an_offices_part_is_told_as_such_to_its_contact_person() -> None:
    mail = render(parcel(CONTENTS["an office's part"]), PlainLinks())

    assert "Klart: Jämförelse av länsgemensamma nyckeltal för Habo" in Reader(mail.html).lines()
    assert "part=1" in mail.text
    assert "Du får det för att du är kontaktperson för Habo." in mail.text
    assert "samordnare" not in mail.text


@pytest.mark.parametrize(
    ("content", "to", "answer"),
    [
        (reminders(REPORT), INA, word("mail_answer", "keeper")),
        (reminders(OWN_PART), INA, word("mail_answer", "office")),
        (reminders(OWN_PART), replace(INA, slack_user="U1"), word("mail_answer", "chat")),
        (reminders(REPORT), Recipient(None, "", "ina@habo.example"), word("mail_answer", "keeper")),
    ],
)
def test_mail_without_pages_says_how_to_answer(
    content: Content, to: Recipient, answer: str
) -> None:
    links = NoLinks() if to.person_id else PlainLinks()

    mail = render(parcel(content, to), links)

    assert answer in unwrapped(mail.text)
    assert answer in Reader(mail.html).lines()
    assert list(Reader(mail.html).told("a")) == []
    assert "http" not in mail.text
    assert "Klart" not in mail.text
    assert "påminnelserna på ett annat sätt, eller inte alls" in unwrapped(mail.text)


@pytest.mark.parametrize("name", ["one", "missed"])
def test_mail_says_how_to_answer_only_where_no_link_does(name: str) -> None:
    content = CONTENTS[name]
    links = PlainLinks() if name == "one" else NoLinks()

    said = unwrapped(render(parcel(content), links).text)

    assert word("mail_answer", "keeper") not in said


def test_act_without_a_page_is_no_link_and_told_in_words() -> None:
    class OnlyDone(PlainLinks):
        """Pages for one act alone."""

        def act(self, person_id: int, number: int, act: Act, office: str) -> str | None:
            """Return an address for that act."""
            return super().act(person_id, number, act, office) if act is Act.DONE else None

    mail = render(parcel(reminders(REPORT)), OnlyDone())

    assert Reader(mail.html).addresses() == [
        *addresses(REPORT)[:1],
        str(PlainLinks().settings(42)),
    ]
    assert "Flytta" not in mail.text
    assert word("mail_answer", "keeper") in unwrapped(mail.text)


def test_duty_without_a_number_has_no_links() -> None:
    mail = render(parcel(reminders(replace(REPORT, number=None))), PlainLinks())

    assert Reader(mail.html).addresses() == [PlainLinks().settings(42)]


def test_duty_of_another_collaboration_says_whose_it_is() -> None:
    theirs = replace(REPORT, collaboration="Miljösamverkan Halland")

    said = render(parcel(reminders(theirs)), NoLinks()).text

    assert "- Verksamhetsberättelse med bokslut, senast fre 26 feb · Miljösamverkan\n" in said


def test_duties_of_one_stretch_need_no_heading() -> None:
    mail = render(parcel(reminders(REPORT, replace(REPORT, number=8, title="Budget"))), NoLinks())

    assert "2 saker." in mail.text
    assert "Den här veckan" not in mail.text
    assert list(Reader(mail.html).told("h2")) == []


def test_duty_as_soon_as_possible_belongs_to_this_week() -> None:
    soon = replace(REPORT, title="Utbildning", due=None, first=date(2026, 12, 1))

    said = render(parcel(reminders(FIGURES, soon)), NoLinks()).text

    assert "Den här veckan:\n\n- Utbildning, så snart som möjligt" in said


@pytest.mark.parametrize(
    ("late", "lead"),
    [(0, "3 saker."), (1, "3 saker, varav 1 är"), (2, "3 saker, varav 2 är"), (3, "3 saker.")],
)
def test_lead_counts_the_duties_and_those_that_are_late(late: int, lead: str) -> None:
    duties = [replace(SUMMONS if number < late else REPORT, number=number) for number in range(3)]

    said = render(parcel(reminders(*duties)), NoLinks()).text

    assert said.split("\n\n")[1].startswith(lead)


def test_missed_reminders_say_why() -> None:
    mail = render(parcel(MISSED), PlainLinks())

    assert mail.subject == "Påminnelser som inte skickades, Miljösamverkan Jönköping"
    assert Reader(mail.html).lines()[1:6] == [
        "Påminnelser som inte skickades, Miljösamverkan Jönköping",
        (
            "Jag var inte i gång som jag skulle från fre 19 feb 2027 till mån 22 feb 2027. De här "
            "påminnelserna skickades därför inte, och nu är det för sent för dem."
        ),
        "Kallelse (styrgruppsmöten), skulle vara klart fre 12 feb",
        "Verksamhetsberättelse med bokslut, senast fre 26 feb",
        "Boka styrgruppsmöten: 2 av 3 bokade, senast fre 31 dec",
    ]


def test_missed_reminders_can_still_be_dealt_with() -> None:
    content = Missed(JONKOPING, TODAY, TODAY, (SUMMONS,))

    mail = render(parcel(content), PlainLinks())

    assert Reader(mail.html).addresses()[:4] == addresses(SUMMONS)
