"""What somebody has said of the newsletter."""

from bot.texts.cards.model import Card, Line
from bot.texts.cards.shaping import make
from bot.texts.safe import clean
from bot.texts.wording import text
from handlers.answers import NewsletterLeftAnswer, NewsletterWantedAnswer


def newsletter_wanted_card(answer: NewsletterWantedAnswer) -> Card:
    """Say how the newsletter comes now, or where a stranger asks for it."""
    letter = clean(answer.letter)
    if answer.way:
        chat = answer.way == "chat"
        said = (
            text("newsletter.in_chat", letter=letter)
            if chat
            else text("newsletter.by_mail", letter=letter)
        )
        lead = said
        return make("subscribe", lead, lines=(Line(text("newsletter.ends")),))
    how = (
        Line(answer.page, text("newsletter.join_page", letter=letter), leads=True)
        if answer.page
        else Line(text("newsletter.join_no_page"))
    )
    return make("subscribe", text("newsletter.stranger"), lines=(how,))


def newsletter_left_card(answer: NewsletterLeftAnswer) -> Card:
    """Say that the newsletter has ended, or how a stranger ends it."""
    letter = clean(answer.letter)
    if answer.done:
        lead = text("newsletter.left", letter=letter)
        return make("unsubscribe", lead, lines=(Line(text("newsletter.again")),))
    how = Line(text("newsletter.leave_how", letter=letter))
    return make("unsubscribe", text("newsletter.stranger"), lines=(how,))
