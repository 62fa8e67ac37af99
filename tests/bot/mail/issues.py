"""Issues of a newsletter for the tests of mails, pages and chat: a usual one, and the worst."""

from dataclasses import replace
from datetime import date

from handlers.contents import (
    Edition,
    EditionItem,
    EditionSection,
    Newsletter,
    NewsletterCopy,
    NewsletterSummary,
    Picture,
    Section,
)

PICTURE = Picture("9f86d081884c7d65", "Karta över de elva kommuner som har haft besök", 1200, 675)
ISSUE = Edition(
    collaboration="Miljösamverkan Jönköping",
    key="jonkoping",
    year=2027,
    number=1,
    subject="Släckvatten, ventilation och vårens träffar",
    preview="Anmäl er till chefsmötet senast 9 april",
    sections=(
        EditionSection(
            Section.NOW,
            (
                EditionItem(
                    "Anmäl er till chefsmötet",
                    "Chefsmötet är **tisdag 20 april**, 9.00–12.00, på Länsstyrelsen. "
                    "Svara senast 9 april i [inbjudan](https://bot.example/svar/abc).",
                ),
            ),
        ),
        EditionSection(
            Section.PROJECTS,
            (
                EditionItem(
                    "Ventilation pågår",
                    "Elva kommuner har gjort besök.\n\n![](bild:9f86d081884c7d65)\n\n"
                    "Det är klart:\n- checklista\n- mall för brev\n- frågor och svar",
                ),
                EditionItem(
                    "Släckvatten är klart",
                    "Projektet är avslutat.\n\n# Material\n\n1. Checklista\n2. Två lathundar\n\n"
                    "> Nu vet vi vad vi ska fråga efter.",
                ),
            ),
        ),
        EditionSection(
            Section.DATES,
            (EditionItem("", "- 20 april: chefsmöte\n- 4 maj: träff för ventilation"),),
        ),
        EditionSection(
            Section.PROPOSE,
            (
                EditionItem(
                    "Vad ska vi göra 2028?",
                    "Lämna förslag senast 31 mars. Skriv till "
                    "[samordnaren](mailto:samordnare@jonkoping.example).",
                ),
            ),
        ),
        EditionSection(
            Section.BOARD,
            (EditionItem("Styrgruppen har antagit planen", "Planen för 2027 gäller."),),
        ),
    ),
    pictures=(PICTURE,),
    contact="Sam Ordnare",
    contact_email="samordnare@jonkoping.example",
    published=date(2027, 2, 22),
)
# What hides, turns, breaks or closes: for XML, for HTML, for templates, for lines and for chat.
NASTY = (
    "<script>alert(1)</script>&amp;]]>-->{{ 7*7 }}{% x %}\"'\x00\x0b\ufffe\u202e</mj-text>"
    "<!channel> <@U1> *fet* =1+1"
)
HOSTILE = replace(
    ISSUE,
    collaboration=NASTY,
    subject=f"{NASTY}\r\nBcc: all@kommun.example",
    preview=NASTY,
    contact=NASTY,
    sections=(
        EditionSection(
            Section.NOW,
            (
                EditionItem(NASTY, NASTY),
                EditionItem("Bilder", f"![x](https://evil.example/p.gif) ![](bild:{PICTURE.code})"),
            ),
        ),
    ),
    pictures=(replace(PICTURE, alt=NASTY),),
)
LONG = replace(
    ISSUE,
    subject="ö" * 200,
    sections=(
        EditionSection(
            Section.PROJECTS,
            tuple(
                EditionItem(f"Projekt {number} {'å' * 180}", f"{number} {'ö' * 3000}")
                for number in range(60)
            ),
        ),
        EditionSection(Section.DATES, (EditionItem("", f"https://a.example/{'x' * 900}"),)),
    ),
)
EMPTY = replace(ISSUE, sections=(), pictures=(), preview="", contact="", contact_email="")
ISSUES = {"usual": ISSUE, "hostile": HOSTILE, "long": LONG, "empty": EMPTY}
SENT = {name: Newsletter(one, 7) for name, one in ISSUES.items()}
COPY = NewsletterCopy(replace(ISSUE, published=None), "Kim Al")
SUMMARY = NewsletterSummary(ISSUE, "https://bot.example/nyhetsbrev/jonkoping/2027-1")
