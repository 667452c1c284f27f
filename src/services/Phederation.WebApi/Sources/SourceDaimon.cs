namespace Phederation.WebApi.Sources;

/// <summary>A schema of a source.</summary>
internal sealed record SourceDaimon(int SourceDaimonId, DaimonType DaimonType, string TableQualifier, int Priority);
