"""Which presenter says which answer."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.texts.cards.agenda import (
    agenda_card,
    booking_card,
    duty_card,
    offices_card,
    registration_card,
)
from bot.texts.cards.board_agenda import agenda_proposal_card, written_agenda_card
from bot.texts.cards.cases import case_card, round_export_card
from bot.texts.cards.decisions import decision_card, decisions_card
from bot.texts.cards.drafts import proposal_draft_card
from bot.texts.cards.duties import cadence_card, meeting_card
from bot.texts.cards.feeds import feed_card
from bot.texts.cards.figures import budget_card, statistic_card
from bot.texts.cards.guidance import help_card, ignore_card, out_of_scope_card, refuse_card
from bot.texts.cards.inquiries import (
    inquiries_card,
    inquiry_form_card,
    inquiry_gone_card,
    inquiry_picture_card,
)
from bot.texts.cards.knowledge import channel_card, concept_card, education_card
from bot.texts.cards.lists import (
    ambiguous_card,
    did_you_mean_card,
    list_card,
    not_found_card,
    unknown_fact_card,
)
from bot.texts.cards.living import (
    call_card,
    history_card,
    members_card,
    project_changed_card,
    project_removed_card,
    taking_part_card,
    which_project_card,
)
from bot.texts.cards.meetings import (
    attendance_card,
    my_meetings_card,
    planned_card,
    standing_card,
)
from bot.texts.cards.minutes import minutes_card
from bot.texts.cards.model import Card
from bot.texts.cards.newsletter_archive import newsletter_archive_card
from bot.texts.cards.newsletter_choices import newsletter_left_card, newsletter_wanted_card
from bot.texts.cards.newsletter_reports import newsletter_report_card, newsletter_text_card
from bot.texts.cards.newsletters import (
    newsletter_card,
    newsletter_place_card,
    newsletter_thrown_card,
    newsletters_card,
)
from bot.texts.cards.papers import papers_card
from bot.texts.cards.people import contact_card, group_card
from bot.texts.cards.plans import plan_card, plan_versions_card
from bot.texts.cards.projects import project_card
from bot.texts.cards.proposals import proposal_card, proposal_dialog_card
from bot.texts.cards.quarantine import quarantine_card
from bot.texts.cards.results import report_card, results_card
from bot.texts.cards.rooms import room_card, rounds_card
from bot.texts.cards.rules import rule_card, rules_card
from bot.texts.cards.settings import settings_card
from bot.texts.cards.shaping import MOST_LINES, on_the_list
from bot.texts.cards.tasks import tasks_card
from bot.texts.cards.visits import visit_card
from bot.texts.cards.voting import vote_scale_card
from bot.texts.cards.weighing import (
    criteria_card,
    moved_as_weighed_card,
    review_card,
    weighed_card,
)
from bot.texts.cards.which import which_card
from bot.texts.cards.wishes import (
    ambiguous_action_card,
    correction_card,
    privacy_export_card,
    subscribe_card,
    unsubscribe_card,
)
from handlers import answers

# Each takes its own kind of answer, which one mapping's type cannot say.
PRESENTERS: Mapping[type[answers.Answer], Callable[[Any], Card]] = {
    answers.AgendaAnswer: agenda_card,
    answers.AgendaProposalAnswer: agenda_proposal_card,
    answers.AmbiguousActionAnswer: ambiguous_action_card,
    answers.AmbiguousAnswer: ambiguous_card,
    answers.AttendanceAnswer: attendance_card,
    answers.BookingAnswer: booking_card,
    answers.BudgetAnswer: budget_card,
    answers.CallAnswer: call_card,
    answers.CadenceAnswer: cadence_card,
    answers.CaseAnswer: case_card,
    answers.ChannelAnswer: channel_card,
    answers.ConceptAnswer: concept_card,
    answers.ContactAnswer: contact_card,
    answers.CorrectionAnswer: correction_card,
    answers.CriteriaAnswer: criteria_card,
    answers.DecisionAnswer: decision_card,
    answers.DecisionsAnswer: decisions_card,
    answers.DidYouMeanAnswer: did_you_mean_card,
    answers.DutyAnswer: duty_card,
    answers.EducationAnswer: education_card,
    answers.FeedAnswer: feed_card,
    answers.GroupAnswer: group_card,
    answers.HistoryAnswer: history_card,
    answers.HelpAnswer: help_card,
    answers.IgnoreAnswer: ignore_card,
    answers.InquiriesAnswer: inquiries_card,
    answers.InquiryFormAnswer: inquiry_form_card,
    answers.InquiryGoneAnswer: inquiry_gone_card,
    answers.InquiryPictureAnswer: inquiry_picture_card,
    answers.ListAnswer: list_card,
    answers.MeetingAnswer: meeting_card,
    answers.MembersAnswer: members_card,
    answers.MinutesAnswer: minutes_card,
    answers.MovedAsWeighedAnswer: moved_as_weighed_card,
    answers.MyMeetingsAnswer: my_meetings_card,
    answers.NewsletterAnswer: newsletter_card,
    answers.NewsletterPlaceAnswer: newsletter_place_card,
    answers.NewsletterThrownAnswer: newsletter_thrown_card,
    answers.NewslettersAnswer: newsletters_card,
    answers.NotFoundAnswer: not_found_card,
    answers.OfficesAnswer: offices_card,
    answers.OutOfScopeAnswer: out_of_scope_card,
    answers.PapersAnswer: papers_card,
    answers.PlanAnswer: plan_card,
    answers.PlanVersionsAnswer: plan_versions_card,
    answers.PlannedAnswer: planned_card,
    answers.PrivacyExportAnswer: privacy_export_card,
    answers.ProjectChangedAnswer: project_changed_card,
    answers.ProjectRemovedAnswer: project_removed_card,
    answers.ProjectAnswer: project_card,
    answers.ProposalAnswer: proposal_card,
    answers.ProposalDialogAnswer: proposal_dialog_card,
    answers.ProposalDraftAnswer: proposal_draft_card,
    answers.ProposalRoundsAnswer: rounds_card,
    answers.QuarantineAnswer: quarantine_card,
    answers.RegistrationAnswer: registration_card,
    answers.RefuseAnswer: refuse_card,
    answers.ProjectReportAnswer: report_card,
    answers.ResultsAnswer: results_card,
    answers.ReviewAnswer: review_card,
    answers.RoundExportAnswer: round_export_card,
    answers.SettingsAnswer: settings_card,
    answers.NewsletterLeftAnswer: newsletter_left_card,
    answers.NewsletterReportAnswer: newsletter_report_card,
    answers.NewsletterTextAnswer: newsletter_text_card,
    answers.NewsletterWantedAnswer: newsletter_wanted_card,
    answers.NewsletterArchiveAnswer: newsletter_archive_card,
    answers.RoomAnswer: room_card,
    answers.RuleAnswer: rule_card,
    answers.RulesAnswer: rules_card,
    answers.StandingAnswer: standing_card,
    answers.StatisticAnswer: statistic_card,
    answers.SubscribeAnswer: subscribe_card,
    answers.TakingPartAnswer: taking_part_card,
    answers.TasksAnswer: tasks_card,
    answers.UnknownFactAnswer: unknown_fact_card,
    answers.UnsubscribeAnswer: unsubscribe_card,
    answers.VisitAnswer: visit_card,
    answers.VoteScaleAnswer: vote_scale_card,
    answers.WhichProjectAnswer: which_project_card,
    answers.WeighedAnswer: weighed_card,
    answers.WhichAnswer: which_card,
    answers.WrittenAgendaAnswer: written_agenda_card,
}


def present(answer: answers.Answer) -> Card:
    """Say an answer in Swedish, the same for every door."""
    card = PRESENTERS[type(answer)](answer)
    if answer.task_id is None:
        return card
    return _listed(card, answer.task_id)


def _listed(card: Card, number: int) -> Card:
    """Add that the wish stands on the coordinator's list, where the card does not say it."""
    line = on_the_list(number)
    if line in card.lines or line in card.more:
        return card
    room = MOST_LINES - 2 - bool(card.footer)
    return replace(card, lines=(*card.lines[:room], line), more=(*card.lines[room:], *card.more))
