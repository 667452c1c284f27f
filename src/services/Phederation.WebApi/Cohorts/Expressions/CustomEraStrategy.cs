namespace Phederation.WebApi.Cohorts.Expressions;

/// <summary>As long as a drug is taken.</summary>
/// <param name="DrugCodesetId">The drug's concept set; null is a design that is not complete.</param>
/// <param name="GapDays">The days between two exposures that still make one era.</param>
/// <param name="Offset">The days that are added to each exposure's end.</param>
/// <param name="DaysSupplyOverride">How long each exposure is taken to last; null is what its row says.</param>
internal sealed record CustomEraStrategy(int? DrugCodesetId, int GapDays, int Offset, int? DaysSupplyOverride) : EndStrategy;
