"""What a source says of who answers for a project: to be told to everyone, or a person's name.

The source's words are kept as they stand, so nothing but they themselves tell which it is. They
are public when each of them is a word for a role or an organisation, or holds such words together.
One word that is neither may be somebody's name, and then the whole belongs to the register. No
source is trusted more than another: what was typed by hand into a data file and what came in a
table's column "Projektledare" are read by the same rule.
"""

import re
from functools import lru_cache

from handlers.access import Information, may
from handlers.scope import Scope
from storage.indexes import Family
from storage.mailboxes import Mailbox
from storage.words import words

# How words for roles and organisations end; most are compounds ("länssamordnaren").
_TAILS = """
ledar samordnar koordinator handläggar inspektör chef strateg sekreterar kommunikatör
administratör utredar specialist ingenjör jurist planerar rådgivar expert konsult politiker
ordförand kontaktperson representant företrädar deltagar ledamot ledamöt
grupp nätverk råd kommitté presidi nämnd styrels kommun region län förvaltning kontor enhet
avdelning sektion myndighet verk inspektion tjänst polis förbund bolag organisation institut
universitet högskol samverkan departement
"""
_ENDING = "(?:a|ar|arna|e|en|er|erna|et|n|na|or|orna|t)?s?"
_NAMED = re.compile(rf"\w*(?:{'|'.join(_TAILS.split())}){_ENDING}")
# What holds them together, and what each of them does.
_AROUND = frozenset(
    words(
        """
        och eller samt med utan i in på för från till av hos vid som om även också tillsammans genom
        via bland en ett den det de alla varje respektive egen egna gemensam gemensamma annan andra
        växlande tidigare nuvarande ny nya ej inte angivet angiven bestämt
        fastställt känt okänt okänd oklart saknas vakant utses senare
        ansvar ansvarig ansvariga ansvarar sammankallande samordning samordnar ordnar leder ledning
        håller planering planerar stöd stödjer deltar medverkar medverkan bistår lägger genomför
        genomförande inspel innehåll innehållet praktiskt praktiska önskemål beslut beslutar kallar
        kallelse uppföljning redovisning administration tillsyn tillsynen information värd värdar
        värden
        """
    )
)
# "miljö- och byggnadsnämnden": the first of two compounds with the same last part.
_HALF = re.compile(r"\b[^\W\d_]+- (?=(?:och|eller|samt) )")
_YEAR = re.compile(r"(?:19|20)\d\d")


def may_be_told(scope: Scope, wording: str) -> bool:
    """Tell whether the asker may see what the source says of who answers for a project."""
    known = may(scope.asker, Information.REGISTER)
    return known or names_nobody(wording, scope.family, scope.indexes.mailboxes)


def names_nobody(wording: str, family: Family, mailboxes: tuple[Mailbox, ...]) -> bool:
    """Tell whether every word is that of a function or an organisation, and none a person's."""
    if "@" in wording:
        return False
    left = {word for word in words(_HALF.sub("", wording)) if not _is_plain(word)}
    return not left or left <= _own_words(family.names, mailboxes)


def holds_only_roles(word: str) -> bool:
    """Tell whether a single word is one for a role or an organisation, or holds such together."""
    return _is_plain(word)


def _is_plain(word: str) -> bool:
    return word in _AROUND or bool(_NAMED.fullmatch(word) or _YEAR.fullmatch(word))


@lru_cache(maxsize=64)
def _own_words(names: tuple[str, ...], mailboxes: tuple[Mailbox, ...]) -> frozenset[str]:
    """Return the words of the collaborations' names and of the titles of their own roles."""
    titles = (text for one in mailboxes for text in (one.title, *one.aliases))
    return frozenset(word for text in (*names, *titles) for word in words(text))
