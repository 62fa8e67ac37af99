"""What to ask, and what is not answered here."""

from collections.abc import Iterator

from bot.texts.cards.model import Action, Card, Choice, Line
from bot.texts.cards.shaping import LONGEST_CHOICE, asking, make
from bot.texts.safe import clean, shortened
from bot.texts.wording import phrases, text, word
from handlers.answers import HelpAnswer, IgnoreAnswer, OutOfScopeAnswer, RefuseAnswer


def help_card(answer: HelpAnswer) -> Card:
    """Show examples that work, and what else can be asked."""
    examples = [clean(one) for one in answer.examples or phrases("guide.examples")]
    lead = text("guide.hello") if answer.greeting else text("guide.ask")
    return make(
        "help",
        lead,
        lines=(*_by_mail(answer), *_what(answer), Line(text("guide.try"))),
        choices=[Choice(shortened(one, LONGEST_CHOICE), one) for one in examples],
        actions=(Action.ALL_RUNNING,),
        summary=text("guide.ask"),
    )


def _by_mail(answer: HelpAnswer) -> Iterator[Line]:
    """Say how to ask where there are no buttons; a mail has room for all of it."""
    if answer.by_mail:
        yield Line(text("guide.mail_ask"))
        yield Line(text("guide.mail_choose"))
        yield Line(text("guide.mail_change"))


def _what(answer: HelpAnswer) -> Iterator[Line]:
    """Say what else can be asked and done; whoever is known may do something."""
    yield Line(text("guide.also"), text("label.also"))
    yield Line(text("guide.calendar"), text("label.calendar"))
    if not answer.known:
        yield Line(text("guide.free"))
        return
    mine = text("guide.mine_keeper") if answer.keeps else text("guide.mine")
    yield Line(mine, text("label.mine"))
    change = text("guide.change_keeper") if answer.keeps else text("guide.change")
    yield Line(change, text("label.change"))


def refuse_card(answer: RefuseAnswer) -> Card:
    """Say no, plainly and without blame, and whom to ask."""
    said = word("refuse", answer.reason, word("refuse", "other"))
    return make("refuse", said, lines=asking(answer.contact))


def out_of_scope_card(answer: OutOfScopeAnswer) -> Card:
    """Refer a citizen's own case or a legal question to those who answer it."""
    said = word("out_of_scope", answer.reason, word("out_of_scope", "other"))
    return make("out_of_scope", said)


def ignore_card(_answer: IgnoreAnswer) -> Card:
    """Return an empty card: no answer is sent to an automatic mail."""
    return make("ignore", "")
