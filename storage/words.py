"""Swedish words made comparable: normal form, folded letters, stems."""

import re
import unicodedata
from functools import lru_cache
from threading import Lock

import snowballstemmer

_STEMMER = snowballstemmer.stemmer("swedish")
_WORD = re.compile(r"\w+", re.UNICODE)


def normal(text: str) -> str:
    """Return ``text`` in composed form and lower case; Macs send decomposed letters."""
    return unicodedata.normalize("NFC", text).casefold()


def fold(text: str) -> str:
    """Return ``text`` without accents: å and ä become a, ö becomes o."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", normal(text))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def words(text: str) -> list[str]:
    """Return the words of ``text``, normalised, å ä ö kept."""
    return _WORD.findall(normal(text).replace("_", " "))


# A stemmer keeps the word it works on; two threads in one would mix their words.
_ONE_AT_A_TIME = Lock()


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return the folded stem of a normalised word.

    Swedish inflection hides in the endings ("solarierna", "solarier"), so the stem is taken
    before the accents are folded away: the stemmer knows å, ä and ö.
    """
    with _ONE_AT_A_TIME:
        stemmed = _STEMMER.stemWord(word)
    return fold(stemmed)


# The last part of many compounds says what sort of thing it is, not which one:
# "släckvattenprojektet" asks for släckvatten.
_TAIL = re.compile(
    r"(?P<head>\w{3,}?)s?(?:-)?"
    r"(?:projekt|kampanj|träff|traff|möt|mot|utbildning|kurs|förslag|forslag|insats|satsning|"
    r"tillsyn|grej|material|checklist|dag|ärend|arend|kommun|samverkan)"
    r"(?:et|en|e|n|ets|ens|er|erna|ar|arna|or|orna|a|an|ens|s)?"
)
# Words that stand in every second title and tell nothing apart.
_GENERIC = """
projekt tillsyn tillsynsprojekt tillsynskampanj kampanj handläggarstöd handläggarträff stöd
checklista lathund mall material vägledning utbildning träff möte arbete aktivitet insats
information miljö kommun länet gemensam ny nya samverkan fokus grupp förslag nationell rutin
bilaga dokument plan verksamhet steg fas del läge status kickoff samarbete kvar kurs besök
"""
# Words that hold a name together and are not asked for ("kemikalier i handeln").
LINKING = frozenset(
    fold(word) for word in words("och i av för från hos med om på till vid som det den en ett")
)
GENERIC = frozenset(stem(word) for word in words(_GENERIC))


def head_of_compound(word: str) -> str | None:
    """Return what stands before a telling-nothing last part, or None if there is none."""
    match = _TAIL.fullmatch(word)
    return match["head"] if match else None


def is_generic(word: str) -> bool:
    """Tell whether a word, or both parts of a compound, tell nothing apart."""
    if stem(word) in GENERIC:
        return True
    head = head_of_compound(word)
    return head is not None and stem(head) in GENERIC
