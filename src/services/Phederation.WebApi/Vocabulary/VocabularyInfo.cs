namespace Phederation.WebApi.Vocabulary;

/// <summary>The vocabulary's version.</summary>
internal sealed record VocabularyInfo(string? Version, string Dialect);
