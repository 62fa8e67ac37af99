import pytest

from bot.mail.incoming import marks
from bot.mail.incoming.quotations import own_words

WHO = "Miljösamverkan <assistent@miljosamverkan.example>"
BLOCK = f"Från: {WHO}\nSkickat: den 19 november 2026 14:02\nTill: Åsa\nÄmne: Träff\n\nKommer du?"


@pytest.mark.parametrize(
    "attribution",
    [
        f"Den tors 19 nov. 2026 kl 14:02 skrev {WHO}:",
        "Den tors 19 nov. 2026 kl 14:02 skrev Miljö <\nassistent@miljosamverkan.example>:",
        "Den tors 19 nov. 2026 kl 14:02 skrev Miljösamverkan\n<assistent@miljosamverkan.example>:",
        f"19 nov. 2026 kl. 14:02 skrev {WHO}:",
        f"tors 19 nov. 2026 kl. 14:02 skrev {WHO}:",
        "Den 2026-11-19 kl. 14:02, skrev Miljösamverkan:",
        f"Den torsdag 19 november 2026 14:02:00 CET, {WHO} skrev:",
        f"On Thu, Nov 19, 2026 at 2:02 PM {WHO} wrote:",
        "On Thu, Nov 19, 2026 at 2:02 PM Miljö <\nassistent@miljosamverkan.example> wrote:",
        f"2026-11-19 14:02 skrev {WHO}:",
    ],
)
@pytest.mark.parametrize("quoted", ["> Kommer du?\n>\n>> När?", "Kommer du?\n\nHälsningar"])
def test_reply_is_cut_where_the_quotation_begins(attribution: str, quoted: str) -> None:
    assert own_words(f"Ja.\n\n{attribution}\n\n{quoted}") == "Ja."
    assert own_words(f"{attribution}\n{quoted}") == ""


@pytest.mark.parametrize(
    "attribution",
    [
        "Nils Ek skrev:",
        "Den 19/11 skrev Nils:",
        "Am 19.11.2026 um 14:02 schrieb Nils Ek:",
        f"to 19. marrask. 2026 klo 14.02 {WHO} kirjoitti:",
    ],
)
def test_less_is_asked_of_a_line_that_quoted_lines_follow(attribution: str) -> None:
    assert own_words(f"Ja.\n\n{attribution}\n> Kommer du?\n\nNej.") == "Ja.\n\nNej."
    assert own_words(f"{attribution}\nKommer du?") == f"{attribution}\nKommer du?"


@pytest.mark.parametrize(
    "block",
    [
        BLOCK,
        BLOCK.replace("Från:", "*Från:*").replace("Skickat:", "*Skickat:*"),
        BLOCK.replace("\nTill", "\nKopia: Nils\nTill"),
        BLOCK.replace("\n", "\n\n"),
        BLOCK.replace("Från", "From").replace("Skickat", "Sent").replace("Ämne", "Subject"),
        f"________________________________\n{BLOCK}",
        f"-----Ursprungligt meddelande-----\n{BLOCK}",
        f"---------- Forwarded message ---------\n{BLOCK}",
        "-------- Vidarebefordrat meddelande --------\nKommer du?",
        "-------- Originalmeddelande --------\nKommer du?",
        "-----Original Message-----\nKommer du?",
        "Vidarebefordrat brev:\n\nKommer du?",
        "Begin forwarded message:\n\nKommer du?",
    ],
)
def test_whole_mail_below_is_cut(block: str) -> None:
    assert own_words(f"För kännedom.\n\n{block}") == "För kännedom."
    assert own_words(block) == ""


@pytest.mark.parametrize(
    "line",
    [
        "Skickat från min iPhone",
        "Skickat från min iPad.",
        "Skickat från min Samsung Galaxy-telefon.",
        "Skickat från min mobil",
        "Skickat från Outlook för iOS",
        "Skickat från Outlook för Android<https://aka.ms/x>",
        "Hämta Outlook för iOS<https://aka.ms/o0ukef>",
        "Hämta Outlook för Android",
        "Skickat från Yahoo Mail",
        "Skickat från Yahoo Mail för iPhone",
        "Skickat från E-post för Windows",
        "Sent from my iPhone",
        "Get Outlook for iOS<https://aka.ms/o0ukef>",
    ],
)
def test_line_that_a_program_added_is_dropped(line: str) -> None:
    assert own_words(f"Ja.\n\n{line}\n\n> fråga") == "Ja."
    assert own_words(f"{line}\n\nJa.") == "Ja."


@pytest.mark.parametrize(
    "signature",
    [
        "-- \nÅsa Öberg\n" + "En mycket lång rad om vad vi gör. " * 10,
        "--\nÅsa",
        "Med vänlig hälsning\nÅsa Öberg\nVäxjö kommun",
        "Med vänliga hälsningar,\n\nÅsa",
        "Vänliga hälsningar\nÅsa",
        "Bästa hälsningar Åsa",
        "Hälsningar från Åsa",
        "Hälsningar /Åsa",
        "Hälsningar\n" + "rad\n" * 8,
        "Mvh",
        "MVH, Åsa Öberg, miljöinspektör på Växjö kommun",
        "m.v.h. Åsa",
        "Best regards\nÅsa",
    ],
)
def test_signature_is_cut(signature: str) -> None:
    assert own_words(f"Ja.\n\n{signature}") == "Ja."
    assert own_words(f"Ja.\n\n{signature}\n\n{BLOCK}") == "Ja."


@pytest.mark.parametrize(
    "text",
    [
        "På mötet skrev Nils: vi behöver mallar.\nFrån kommunen vill vi ha:\n- tid\n- plats",
        "Den rapport som Nils skrev 2025 finns här:\nhttps://kommun1.example",
        "Torsdagens beslut, som Eva skrev under, gäller:\nja",
        "On the whole it is what he wrote:\nja",
        "Från: Växjö\nTill: Kalmar\nDatum: 3 maj",
        "Till: alla\nÄmne: radon\nDatum: 3 maj",
        "Hälsningar till alla som kom!\nVi ses.",
        "Hälsningar\n" + "rad\n" * 8 + "nio",
        "Med vänlig hälsning\n" + "Ett stycke som är för långt för att vara en underskrift." * 3,
        "Skickat från min kollega på kommunen",
        "Skickat från oss i går",
        "- tid\n- plats\n\n-----\n\n- mer",
        "/Åsa\nmer text",
        "Observera: mejla oss inte\nalls",
    ],
)
def test_what_somebody_wrote_is_not_cut(text: str) -> None:
    assert own_words(text) == text


def test_answers_between_quoted_lines_are_kept() -> None:
    text = "Den 2026-11-19 kl. 14:02, skrev Nils:\n> Dag?\nTorsdag.\n\n> Plats?\n\nVäxjö.\n\nMvh"

    assert own_words(text) == "Torsdag.\n\nVäxjö."


def test_footer_of_a_mailing_list_is_cut() -> None:
    rule = "_" * 47

    assert own_words(f"Ja.\n{rule}\nTillsyn\nhttps://listor.example") == "Ja."
    assert own_words(f"Ja.\n{rule}\nMer text") == f"Ja.\n{rule}\nMer text"


@pytest.mark.parametrize("text", ["", "\n\n", "> a\n> b", "________________________________"])
def test_nothing_of_ones_own_is_nothing(text: str) -> None:
    assert own_words(text) == ""


class Counting:
    """Stands in for the library and counts the characters that it is given to look at."""

    def __init__(self) -> None:
        self.seen: list[int] = []

    @property
    def HEADER_REGEX(self) -> "Counting":  # noqa: N802 - the library's name
        return self

    def match(self, said: str) -> None:
        self.seen.append(len(said))


# The library's expression takes quadratic time or worse for what it is given at once.
@pytest.mark.parametrize(
    "text",
    [
        "\n" * 8_000,
        "On 2026 12:00 " * 4_000 + ":",
        "Den 2026 12:00 skrev\n" * 3_000,
        "On 2026 1:00:\n" * 4_000,
    ],
)
def test_library_is_given_a_few_lines_at_a_time(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    counting = Counting()
    monkeypatch.setattr(marks, "_LIBRARY", counting)

    own_words(text)

    assert max(counting.seen, default=0) <= 3 * (marks.LONGEST_JUDGED + 1)
    assert sum(counting.seen) <= 3 * len(text)
