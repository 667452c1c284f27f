using static Phederation.WebApi.Cohorts.Expressions.AttributeKind;

namespace Phederation.WebApi.Cohorts.Expressions;

/// <summary>The kinds that are recorded events.</summary>
internal static partial class CriteriaKinds
{
    private static IEnumerable<CriteriaKind> Occurrences() =>
        [
            Coded("ConditionOccurrence", "condition_occurrence", "condition", "ConditionSourceConcept") with
            {
                Start = "t.condition_start_date",
                End = "coalesce(t.condition_end_date, t.condition_start_date + 1)",
                IsPeriod = true,
                Attributes =
                [
                    .. Between(),
                    .. Pair("ConditionType", "c.condition_type_concept_id", exclude: "ConditionTypeExclude"),
                    .. Pair("ConditionStatus", "c.condition_status_concept_id"),
                    new("StopReason", Text, "c.stop_reason"),
                    .. ProviderAndVisit(),
                ],
            },
            new CriteriaKind
            {
                Name = "Death",
                Table = "death",
                Key = "person_id",
                Concept = "cause_concept_id",
                SourceConcept = "cause_source_concept_id",
                SourceMember = "DeathSourceConcept",
                Start = "t.death_date",
                End = "(t.death_date + 1)",
                Attributes = [.. AtDate(), .. Pair("DeathType", "c.death_type_concept_id", exclude: "DeathTypeExclude")],
            },
            Coded("DeviceExposure", "device_exposure", "device", "DeviceSourceConcept") with
            {
                Start = "t.device_exposure_start_date",
                End = "coalesce(t.device_exposure_end_date, t.device_exposure_start_date + 1)",
                IsPeriod = true,
                Attributes =
                [
                    .. Between(),
                    .. Pair("DeviceType", "c.device_type_concept_id", exclude: "DeviceTypeExclude"),
                    new("UniqueDeviceId", Text, "c.unique_device_id"),
                    new("Quantity", Integer, "c.quantity"),
                    .. ProviderAndVisit(),
                ],
                CountColumns = new Dictionary<string, string> { ["QUANTITY"] = "c.quantity" },
            },
            Coded("DrugExposure", "drug_exposure", "drug", "DrugSourceConcept") with
            {
                Start = "t.drug_exposure_start_date",
                End = DrugExposureEnd,
                IsPeriod = true,
                Attributes =
                [
                    .. Between(),
                    .. Pair("DrugType", "c.drug_type_concept_id", exclude: "DrugTypeExclude"),
                    new("StopReason", Text, "c.stop_reason"),
                    new("Refills", Integer, "c.refills"),
                    new("Quantity", AttributeKind.Decimal, "c.quantity"),
                    new("DaysSupply", Integer, "c.days_supply"),
                    .. Pair("RouteConcept", "c.route_concept_id"),
                    new("EffectiveDrugDose", Unsupported, "drug_exposure.effective_drug_dose"),
                    new("DoseUnit", Unsupported, "drug_exposure.dose_unit_concept_id"),
                    new("DoseUnitCS", Unsupported, "drug_exposure.dose_unit_concept_id"),
                    new("LotNumber", Text, "c.lot_number"),
                    .. ProviderAndVisit(),
                ],
                CountColumns = new Dictionary<string, string>
                {
                    ["DAYS_SUPPLY"] = "c.days_supply",
                    ["QUANTITY"] = "c.quantity",
                    ["REFILLS"] = "c.refills",
                },
            },
            Coded("Measurement", "measurement", "measurement", "MeasurementSourceConcept") with
            {
                Start = "t.measurement_date",
                End = "(t.measurement_date + 1)",
                Attributes =
                [
                    .. AtDate(),
                    .. Pair("MeasurementType", "c.measurement_type_concept_id", exclude: "MeasurementTypeExclude"),
                    .. Pair("Operator", "c.operator_concept_id"),
                    new("ValueAsNumber", AttributeKind.Decimal, "c.value_as_number"),
                    .. Pair("ValueAsConcept", "c.value_as_concept_id"),
                    .. Pair("Unit", "c.unit_concept_id"),
                    new("RangeLow", AttributeKind.Decimal, "c.range_low"),
                    new("RangeHigh", AttributeKind.Decimal, "c.range_high"),
                    new("RangeLowRatio", AttributeKind.Decimal, "(c.value_as_number / nullif(c.range_low, 0))"),
                    new("RangeHighRatio", AttributeKind.Decimal, "(c.value_as_number / nullif(c.range_high, 0))"),
                    // The concepts are "low" and "high" of SNOMED CT.
                    new(
                        "Abnormal",
                        AttributeKind.Flag,
                        "(c.value_as_number < c.range_low OR c.value_as_number > c.range_high OR c.value_as_concept_id IN (4155142, 4155143))"
                    ),
                    .. ProviderAndVisit(),
                ],
                CountColumns = new Dictionary<string, string>
                {
                    ["VALUE_AS_NUMBER"] = "c.value_as_number",
                    ["RANGE_HIGH"] = "c.range_high",
                    ["RANGE_LOW"] = "c.range_low",
                    ["UNIT"] = "c.unit_concept_id",
                },
            },
            Coded("Observation", "observation", "observation", "ObservationSourceConcept") with
            {
                Start = "t.observation_date",
                End = "(t.observation_date + 1)",
                Attributes =
                [
                    .. AtDate(),
                    .. Pair("ObservationType", "c.observation_type_concept_id", exclude: "ObservationTypeExclude"),
                    new("ValueAsNumber", AttributeKind.Decimal, "c.value_as_number"),
                    new("ValueAsString", Text, "c.value_as_string"),
                    .. Pair("ValueAsConcept", "c.value_as_concept_id"),
                    .. Pair("Qualifier", "c.qualifier_concept_id"),
                    .. Pair("Unit", "c.unit_concept_id"),
                    .. ProviderAndVisit(),
                ],
                CountColumns = new Dictionary<string, string> { ["VALUE_AS_NUMBER"] = "c.value_as_number", ["UNIT"] = "c.unit_concept_id" },
            },
            Coded("ProcedureOccurrence", "procedure_occurrence", "procedure", "ProcedureSourceConcept") with
            {
                Start = "t.procedure_date",
                End = "(t.procedure_date + 1)",
                Attributes =
                [
                    .. AtDate(),
                    .. Pair("ProcedureType", "c.procedure_type_concept_id", exclude: "ProcedureTypeExclude"),
                    .. Pair("Modifier", "c.modifier_concept_id"),
                    new("Quantity", Integer, "c.quantity"),
                    .. ProviderAndVisit(),
                ],
                CountColumns = new Dictionary<string, string> { ["QUANTITY"] = "c.quantity" },
            },
            Coded("Specimen", "specimen", "specimen", sourceMember: null) with
            {
                Start = "t.specimen_date",
                End = "(t.specimen_date + 1)",
                HasVisit = false,
                Attributes =
                [
                    .. AtDate(),
                    .. Pair("SpecimenType", "c.specimen_type_concept_id", exclude: "SpecimenTypeExclude"),
                    new("Quantity", AttributeKind.Decimal, "c.quantity"),
                    .. Pair("Unit", "c.unit_concept_id"),
                    .. Pair("AnatomicSite", "c.anatomic_site_concept_id"),
                    .. Pair("DiseaseStatus", "c.disease_status_concept_id"),
                    new("SourceId", Text, "c.specimen_source_id"),
                    new("SpecimenSourceConcept", Unsupported, "specimen.specimen_source_concept_id"),
                ],
                CountColumns = new Dictionary<string, string> { ["QUANTITY"] = "c.quantity", ["UNIT"] = "c.unit_concept_id" },
            },
        ];

    /// <summary>The end of a drug exposure's row t, as far as its row tells.</summary>
    public const string DrugExposureEnd =
        "coalesce(t.drug_exposure_end_date, t.drug_exposure_start_date + t.days_supply, t.drug_exposure_start_date + 1)";

    // The tables of clinical events name their columns alike.
    private static CriteriaKind Coded(string name, string table, string stem, string? sourceMember) =>
        new()
        {
            Name = name,
            Table = table,
            Key = $"{table}_id",
            Concept = $"{stem}_concept_id",
            SourceConcept = sourceMember is null ? null : $"{stem}_source_concept_id",
            SourceMember = sourceMember,
            HasVisit = true,
            Start = "",
            End = "",
            Attributes = [],
        };
}
