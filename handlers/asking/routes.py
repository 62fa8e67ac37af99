"""From a question to its answer: the intents in order, the first that applies decides.

The order is the policy. What must never be answered comes first, then what a person wants to
change, then the commands, then what is asked, and last the search for a project.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from handlers.answers import Answer, Asker
from handlers.asking import (
    activity_line_words,
    activity_plan_words,
    agenda_words,
    asked,
    begun_words,
    booking,
    budget_words,
    call_words,
    case_words,
    commands,
    correcting,
    counting,
    criteria_words,
    decision_words,
    desk_words,
    doing,
    feed_words,
    guards,
    inquiry_words,
    invite_words,
    known_inquiry_words,
    listing,
    living_words,
    meanings,
    meeting_orders,
    meeting_words,
    mine,
    minutes_words,
    money,
    newsletter_archive_words,
    newsletter_choice_words,
    newsletter_report_words,
    newsletter_words,
    office_words,
    paper_words,
    persons,
    proposal_letters,
    proposal_rooms,
    proposal_rounds,
    proposal_words,
    proposing,
    putting_off,
    quarantine,
    recurring,
    registration_words,
    result_words,
    rsvp_words,
    rule_words,
    settings_words,
    start_words,
    suggestion_words,
    taking_part_words,
    upcoming,
    visit_words,
    voting_words,
    watching,
    weighing_words,
    wishes,
)
from handlers.asking.newsletter_command import said_of_newsletters
from handlers.asking.question import Question
from handlers.enclosures import GivenFile
from handlers.ports import Services
from handlers.scope import scope
from storage.session import ReadOnlyError

Route = Callable[[Question], Answer | None]

ROUTES: tuple[Route, ...] = (
    guards.automatic,
    guards.nothing_said,
    inquiry_words.inquiry,
    newsletter_words.newsletter,
    result_words.ask_more,
    known_inquiry_words.taking_part,
    known_inquiry_words.courses,
    known_inquiry_words.duty,
    begun_words.begun,
    result_words.form,
    voting_words.scale,
    voting_words.ask_offices,
    guards.orders,
    settings_words.settings,
    feed_words.feed,
    weighing_words.take_sheet,
    case_words.export,
    budget_words.enter,
    budget_words.undo,
    budget_words.as_file,
    guards.secrets,
    # "Flytta förslag … till plan 2028" names a plan, and no place on a proposal's way.
    activity_line_words.take_in,
    proposal_words.lists,
    proposal_words.act,
    wishes.own_data,
    watching.unfollow,
    newsletter_report_words.reports,
    newsletter_choice_words.leave,
    wishes.leave,
    wishes.remove_me,
    guards.help_wanted,
    newsletter_archive_words.newsletters,
    activity_plan_words.show,
    activity_plan_words.make,
    activity_plan_words.take_back,
    activity_plan_words.terms,
    activity_plan_words.adopt,
    activity_line_words.show,
    activity_line_words.add,
    activity_line_words.change,
    activity_line_words.act,
    activity_line_words.follow_up,
    proposal_rooms.begin,
    proposal_rooms.hand_in,
    proposal_rounds.change,
    proposal_rounds.remove,
    proposal_rounds.show,
    proposal_rounds.nothing_to_propose,
    proposal_letters.hand_in,
    proposal_letters.throw_away,
    proposal_letters.show,
    criteria_words.criteria,
    weighing_words.papers,
    weighing_words.weighed,
    weighing_words.weigh,
    weighing_words.move,
    wishes.propose_openly,
    upcoming.calendar,
    upcoming.whole_year,
    mine.to_do,
    visit_words.visit,
    minutes_words.minutes,
    minutes_words.send,
    agenda_words.propose,
    agenda_words.write,
    decision_words.log,
    decision_words.act,
    decision_words.decide,
    paper_words.document,
    rsvp_words.mine,
    call_words.call,
    call_words.group,
    taking_part_words.visits,
    taking_part_words.leave,
    taking_part_words.join,
    rsvp_words.answer_for,
    rsvp_words.answer,
    invite_words.coming,
    invite_words.look,
    invite_words.remind,
    invite_words.send_again,
    invite_words.send,
    invite_words.remove,
    invite_words.count,
    meeting_orders.plan,
    desk_words.tasks,
    desk_words.move_task,
    suggestion_words.settle,
    start_words.start,
    start_words.remove,
    quarantine.quarantine,
    correcting.correct,
    result_words.show,
    result_words.report,
    living_words.take_back,
    taking_part_words.history,
    taking_part_words.taking_part,
    living_words.change,
    listing.running,
    watching.followed,
    putting_off.take_back,
    doing.tick_off,
    putting_off.put_off,
    registration_words.open_up,
    registration_words.close,
    meeting_words.move,
    meeting_words.cancel,
    meeting_words.hold,
    putting_off.move,
    putting_off.skip,
    booking.to_book,
    booking.book,
    office_words.remind,
    office_words.offices_left,
    office_words.only_these,
    rule_words.several,
    rule_words.in_dialog,
    rule_words.change,
    rule_words.one,
    commands.command,
    wishes.propose,
    watching.follow,
    newsletter_choice_words.have,
    wishes.follow,
    guards.own_case,
    money.cost_split,
    guards.legal,
    meanings.concept,
    meanings.place,
    proposing.proposal,
    persons.role_contact,
    money.course,
    money.money,
    recurring.recurring,
    counting.number,
    recurring.next_meeting,
    persons.group,
    proposing.plan,
    persons.contact,
    listing.several,
    asked.project,
)


def ask(
    services: Services,
    asker: Asker,
    text: str,
    at: date | None = None,
    files: tuple[GivenFile, ...] = (),
) -> Answer:
    """Answer ``text`` for ``asker`` as of the day ``at`` (default: today in their time zone).

    ``files`` are what came with it.
    """
    with scope(services, asker, at) as opened:
        question = Question.of(said_of_newsletters(text), opened, files)
        for route in ROUTES:
            answer = route(question)
            if answer is not None:
                return answer
    raise AssertionError("the last route always answers")


class WouldChange(Exception):  # noqa: N818 - nothing is wrong: it is to be asked in another way
    """What is asked would change something, and was to change nothing."""


def ask_only(
    services: Services, asker: Asker, text: str, files: tuple[GivenFile, ...] = ()
) -> Answer:
    """Answer ``text`` without changing anything; raise ``WouldChange`` where it would."""
    reading = replace(services, database=services.database.for_reading())
    try:
        return ask(reading, asker, text, files=files)
    except ReadOnlyError:
        raise WouldChange from None
