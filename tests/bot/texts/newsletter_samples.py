"""What is answered of newsletters, one of each."""

from handlers.answers import Answer, NewsletterLeftAnswer, NewsletterWantedAnswer

WEST = "Miljösamverkan Väst"
NEWSLETTER_CHOICES: tuple[Answer, ...] = (
    NewsletterWantedAnswer(letter=WEST, way="mail"),
    NewsletterWantedAnswer(letter=WEST, way="chat"),
    NewsletterWantedAnswer(letter=WEST, page="https://bot.example/nyhetsbrev/v"),
    NewsletterWantedAnswer(letter=WEST),
    NewsletterLeftAnswer(letter=WEST),
    NewsletterLeftAnswer(letter=WEST, done=False),
)
