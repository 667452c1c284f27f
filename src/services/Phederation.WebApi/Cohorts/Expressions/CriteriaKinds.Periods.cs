using static Phederation.WebApi.Cohorts.Expressions.AttributeKind;
using static Phederation.WebApi.Cohorts.Expressions.AttributeNeeds;

namespace Phederation.WebApi.Cohorts.Expressions;

/// <summary>The kinds that are times: eras, visits, observation and insurance.</summary>
internal static partial class CriteriaKinds
{
    private static IEnumerable<CriteriaKind> Periods() =>
        [
            Lasting("ConditionEra", "condition_era", "t.condition_era_start_date", "t.condition_era_end_date") with
            {
                Concept = "condition_concept_id",
                Attributes =
                [
                    .. Era("EraStartDate", "EraEndDate"),
                    new("OccurrenceCount", Integer, "c.condition_occurrence_count"),
                    new("EraLength", Integer, Length),
                ],
                CountColumns = new Dictionary<string, string> { ["ERA_OCCURRENCES"] = "c.condition_occurrence_count" },
            },
            Lasting("DoseEra", "dose_era", "t.dose_era_start_date", "t.dose_era_end_date") with
            {
                Concept = "drug_concept_id",
                Attributes =
                [
                    .. Era("EraStartDate", "EraEndDate"),
                    .. Pair("Unit", "c.unit_concept_id"),
                    new("DoseValue", AttributeKind.Decimal, "c.dose_value"),
                    new("EraLength", Integer, Length),
                ],
                CountColumns = new Dictionary<string, string> { ["UNIT"] = "c.unit_concept_id", ["VALUE_AS_NUMBER"] = "c.dose_value" },
            },
            Lasting("DrugEra", "drug_era", "t.drug_era_start_date", "t.drug_era_end_date") with
            {
                Concept = "drug_concept_id",
                Attributes =
                [
                    .. Era("EraStartDate", "EraEndDate"),
                    new("OccurrenceCount", Integer, "c.drug_exposure_count"),
                    new("GapDays", Integer, "c.gap_days"),
                    new("EraLength", Integer, Length),
                ],
                CountColumns = new Dictionary<string, string>
                {
                    ["ERA_OCCURRENCES"] = "c.drug_exposure_count",
                    ["GAP_DAYS"] = "c.gap_days",
                },
            },
            Lasting("ObservationPeriod", "observation_period", "t.observation_period_start_date", "t.observation_period_end_date") with
            {
                Attributes =
                [
                    .. Era("PeriodStartDate", "PeriodEndDate"),
                    new("UserDefinedPeriod", AttributeKind.Period, ""),
                    .. Pair("PeriodType", "c.period_type_concept_id"),
                    new("PeriodLength", Integer, Length),
                ],
                CountColumns = new Dictionary<string, string> { ["DOMAIN_CONCEPT"] = "c.period_type_concept_id" },
            },
            Lasting("PayerPlanPeriod", "payer_plan_period", "t.payer_plan_period_start_date", "t.payer_plan_period_end_date") with
            {
                Attributes =
                [
                    .. Era("PeriodStartDate", "PeriodEndDate"),
                    new("UserDefinedPeriod", AttributeKind.Period, ""),
                    new("PeriodLength", Integer, Length),
                    new("PayerConcept", ConceptSetNumber, "c.payer_concept_id"),
                    new("PlanConcept", ConceptSetNumber, "c.plan_concept_id"),
                    new("SponsorConcept", ConceptSetNumber, "c.sponsor_concept_id"),
                    new("StopReasonConcept", ConceptSetNumber, "c.stop_reason_concept_id"),
                    new("PayerSourceConcept", ConceptSetNumber, "c.payer_source_concept_id"),
                    new("PlanSourceConcept", ConceptSetNumber, "c.plan_source_concept_id"),
                    new("SponsorSourceConcept", ConceptSetNumber, "c.sponsor_source_concept_id"),
                    new("StopReasonSourceConcept", ConceptSetNumber, "c.stop_reason_source_concept_id"),
                ],
                CountColumns = new Dictionary<string, string> { ["DOMAIN_CONCEPT"] = "c.payer_concept_id" },
            },
            Lasting("VisitOccurrence", "visit_occurrence", "t.visit_start_date", "t.visit_end_date") with
            {
                Concept = "visit_concept_id",
                SourceConcept = "visit_source_concept_id",
                SourceMember = "VisitSourceConcept",
                HasVisit = true,
                Attributes =
                [
                    .. Between(),
                    .. Pair("VisitType", "c.visit_type_concept_id", exclude: "VisitTypeExclude"),
                    new("VisitLength", Integer, Length),
                    .. Specialty(),
                    .. Pair("PlaceOfService", "cs.place_of_service_concept_id", CareSite),
                    new("PlaceOfServiceLocation", Unsupported, "location_history"),
                ],
            },
            Lasting("VisitDetail", "visit_detail", "t.visit_detail_start_date", "t.visit_detail_end_date") with
            {
                Concept = "visit_detail_concept_id",
                SourceConcept = "visit_detail_source_concept_id",
                SourceMember = "VisitDetailSourceConcept",
                HasVisit = true,
                Attributes =
                [
                    new("VisitDetailStartDate", Date, "c.start_date"),
                    new("VisitDetailEndDate", Date, "c.end_date"),
                    new("VisitDetailTypeCS", AttributeKind.ConceptSet, "c.visit_detail_type_concept_id"),
                    new("VisitDetailLength", Integer, Length),
                    new("Age", Integer, AgeAtEnd, Person),
                    new("GenderCS", AttributeKind.ConceptSet, "p.gender_concept_id", Person),
                    new("ProviderSpecialtyCS", AttributeKind.ConceptSet, "pr.specialty_concept_id", Provider),
                    new("PlaceOfServiceCS", AttributeKind.ConceptSet, "cs.place_of_service_concept_id", CareSite),
                    new("PlaceOfServiceLocation", Unsupported, "location_history"),
                ],
                CountColumns = new Dictionary<string, string> { ["VISIT_DETAIL_ID"] = "c.visit_detail_id" },
            },
            // The table came with 6.0; the kind is known so that a definition that holds it can be kept.
            Lasting("LocationRegion", "location_history", "t.start_date", "t.end_date") with
            {
                Attributes = [new("StartDate", Unsupported, "location_history"), new("EndDate", Unsupported, "location_history")],
            },
        ];

    private static CriteriaKind Lasting(string name, string table, string start, string end) =>
        new()
        {
            Name = name,
            Table = table,
            Key = $"{table}_id",
            Start = start,
            End = end,
            IsPeriod = true,
            Attributes = [],
        };
}
