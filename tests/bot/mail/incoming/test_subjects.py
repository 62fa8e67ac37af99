import pytest

from bot.mail.incoming.subjects import bare_subject, is_forwarded


@pytest.mark.parametrize(
    ("subject", "bare"),
    [
        ("SV: Träff", "Träff"),
        ("Sv: Re: VB: FW: Fwd: AW: TR: Träff", "Träff"),
        ("sv:re:Träff", "Träff"),
        ("Sv (2): Träff", "Träff"),
        ("Re[3]: Träff", "Träff"),
        ("SV : Träff", "Träff"),
        ("  SV:   Träff  ", "Träff"),
        ("[Tillsyn] Träff", "[Tillsyn] Träff"),
        ("Sv: [Tillsyn] Re: Träff", "[Tillsyn] Träff"),
        ("Re: [Tillsyn] Re: [Tillsyn] Träff", "[Tillsyn] Träff"),
        ("Träff Sv: nej", "Träff Sv: nej"),
        ("Svar: Träff", "Svar: Träff"),
        ("Resa: Kalmar", "Resa: Kalmar"),
        ("Sverige", "Sverige"),
        ("SV:", ""),
        ("", ""),
    ],
)
def test_subject_loses_the_marks_before_it_and_nothing_else(subject: str, bare: str) -> None:
    assert bare_subject(subject) == bare


@pytest.mark.parametrize("subject", ["VB: Lukt", "Fwd: Lukt", "FW: Sv: Lukt", "[Tillsyn] vb: Lukt"])
def test_forwarded_mail_says_so_first(subject: str) -> None:
    assert is_forwarded(subject)


@pytest.mark.parametrize("subject", ["Lukt", "Sv: VB: Lukt", "Lukt VB: x", "VB Lukt", ""])
def test_answer_to_a_forwarded_mail_is_no_forwarded_mail(subject: str) -> None:
    assert not is_forwarded(subject)
