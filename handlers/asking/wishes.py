"""Wishes to change something. What cannot be done yet goes to the coordinator's list."""

from handlers.access import Information, may
from handlers.answers import (
    AmbiguousActionAnswer,
    Answer,
    PrivacyExportAnswer,
    ProposalDialogAnswer,
    SubscribeAnswer,
    UnsubscribeAnswer,
)
from handlers.asking.phrase import Phrase
from handlers.asking.question import Question
from handlers.asking.signs import sign, used_up
from handlers.asking.topics import topic
from handlers.desk import file_wish
from handlers.proposals import similar
from handlers.roles import coordinator

_USED_UP = used_up("wish")


def own_data(question: Question) -> Answer | None:
    """Take a request for what is kept about the asker."""
    if not question.has("own_data"):
        return None
    keeper = question.scope.where_registered()
    return PrivacyExportAnswer(
        known=keeper.asker.known,
        contact=coordinator(keeper),
        task_id=file_wish(keeper, "privacy_export", question.phrase.text),
    )


def leave(question: Question) -> Answer | None:
    """Take a wish to get no more news of something."""
    if not wants_to_leave(question):
        return None
    return UnsubscribeAnswer(
        topic=_followed(question),
        task_id=file_wish(question.scope, "unsubscribe", question.phrase.text),
    )


def remove_me(question: Question) -> Answer | None:
    """Ask what is meant by "ta bort mig" before anything is changed."""
    if not question.has("remove_me"):
        return None
    return AmbiguousActionAnswer(choices=("unsubscribe", "leave_group", "leave_register"))


def propose_openly(question: Question) -> Answer | None:
    """Take a proposal that says so itself, before "förslag" is read as a command."""
    return _propose(question) if question.has("propose_openly") else None


def propose(question: Question) -> Answer | None:
    """Take a wish for something the collaboration should do."""
    return _propose(question) if question.has("propose") else None


def follow(question: Question) -> Answer | None:
    """Take a wish for news of something."""
    if not wants_to_follow(question):
        return None
    return SubscribeAnswer(
        topic=_followed(question),
        task_id=file_wish(question.scope, "subscribe", question.phrase.text),
    )


def wants_to_follow(question: Question) -> bool:
    """Tell whether newsletters or news of a project are wished for, also after a greeting."""
    return follows(question.phrase)


def wants_to_leave(question: Question) -> bool:
    """Tell whether no more newsletters or news of a project are wished for."""
    return leaves(question.phrase)


def follows(phrase: Phrase) -> bool:
    """Tell whether newsletters or news of a project are wished for in a text."""
    wished = sign("follow", phrase.folded) or sign("follow", phrase.bare)
    return wished is not None and not sign("not_follow", phrase.bare)


def leaves(phrase: Phrase) -> bool:
    """Tell whether no more newsletters or news of a project are wished for in a text."""
    wished = sign("leave", phrase.folded) or sign("not_follow", phrase.bare)
    return wished is not None and not sign("not_leave", phrase.folded)


def _propose(question: Question) -> Answer:
    about = topic(question.topic, _USED_UP)
    alike = similar(question.scope, about) if about else ()
    # Who writes it themselves, in a dialog or under headings, leaves nothing for others to do.
    door = question.scope.asker.door if may(question.scope.asker, Information.PROPOSE) else ""
    in_dialog, by_mail = door == "slack", door == "mail"
    themselves = in_dialog or by_mail
    return ProposalDialogAnswer(
        ids=tuple(item.key for item in alike),
        topic=about,
        similar=alike,
        contact=coordinator(question.scope),
        open=in_dialog,
        by_mail=by_mail,
        task_id=None if themselves else file_wish(question.scope, "proposal", question.phrase.text),
    )


def _followed(question: Question) -> str:
    found = question.sure(question.scope.indexes.projects)
    return found[0].title if found else topic(question.phrase.text, _USED_UP)
