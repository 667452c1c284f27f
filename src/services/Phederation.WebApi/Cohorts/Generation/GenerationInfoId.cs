namespace Phederation.WebApi.Cohorts.Generation;

/// <summary>Which definition on which source.</summary>
internal sealed record GenerationInfoId(int CohortDefinitionId, int SourceId);
