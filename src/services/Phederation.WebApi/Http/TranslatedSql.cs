using System.Text.Json.Serialization;

namespace Phederation.WebApi.Http;

/// <summary>SQL with its parameters filled in.</summary>
internal sealed record TranslatedSql([property: JsonPropertyName("targetSQL")] string TargetSql);
