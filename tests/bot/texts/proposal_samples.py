"""Proposals, as samples for the cards."""

from datetime import UTC, datetime

from handlers.answers import (
    Item,
    ProposalAct,
    ProposalAnswer,
    ProposalRemark,
    ProposalStepLine,
)
from handlers.opinion_views import Opinion
from tests.bot.texts.weighing_samples import VOTES

BIOCIDES = Item(
    "jkp-forslag-biocid",
    "Biocidprodukter",
    "proposal",
    "i förslagsbanken",
    "2022",
    note="Tillsyn miljöskydd",
    year=2022,
)
PROPOSALS = (
    ProposalAnswer(
        ids=("jkp-forslag-biocid",),
        title="Biocidprodukter",
        category="Tillsyn miljöskydd",
        year_received=2022,
        status="i förslagsbanken",
        bank_for_plan="2025–2027",
        source="jonkoping-verksamhetsplan-2024.txt",
    ),
    ProposalAnswer(
        ids=("2027-014",),
        proposal=14,
        number="2027-014",
        title="Tillsyn av skateparker",
        category="Tillsyn miljöskydd",
        year_received=2027,
        status="in_bank",
        bank_for_plan=None,
        background="Ingen vet hur många de är.",
        goal="Alla parker är kända.",
        target_group="Inspektörer",
        form="campaign",
        focus_area="Klimat",
        environmental_goals=("climate", "air"),
        wished_time="Våren 2028",
        can_take_part="maybe",
        standing=True,
        project=Item("parker", "Tillsyn av skateparker 2028", "project", year=2028),
        links=("https://a.example/1",),
        registration_number="2027:14",
        late=True,
        incomplete=True,
        opinions=(
            Opinion("Habo", "Bra.\nMen sent.", 3),
            Opinion("Habo", "=Nej", 3, disputed=True),
            Opinion("", "Ja", 3),
        ),
        opinion_count=2,
        votes=VOTES,
        offices=("Miljökontoret i Habo",),
        people=("Ina Spektör, Miljökontoret i Habo",),
        steps=(
            ProposalStepLine(at=datetime(2027, 1, 4, 9, tzinfo=UTC), state="received"),
            ProposalStepLine(
                at=datetime(2027, 3, 4, 9, tzinfo=UTC),
                state="in_bank",
                reason="Ryms inte 2028.",
                by="Sam Ordnare",
            ),
        ),
        comments=(
            ProposalRemark(
                at=datetime(2027, 2, 4, 9, tzinfo=UTC),
                words="Vi har fem parker.",
                by="Ane By",
                office="Miljökontoret i Aneby",
            ),
        ),
        merged=(BIOCIDES,),
        acts=tuple(ProposalAct),
        change="moved",
    ),
    ProposalAnswer(
        ids=("2027-015",),
        number="2027-015",
        title="Skateramper",
        category="Tillsyn miljöskydd",
        year_received=2027,
        status="merged",
        bank_for_plan=None,
        offices=("Miljökontoret i Habo",),
        into=BIOCIDES,
        steps=(
            ProposalStepLine(
                at=datetime(2027, 3, 4, 9, tzinfo=UTC), state="merged", other="Biocidprodukter"
            ),
        ),
        withheld=True,
    ),
)
