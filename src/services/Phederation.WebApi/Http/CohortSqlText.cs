namespace Phederation.WebApi.Http;

/// <summary>The SQL of a definition.</summary>
internal sealed record CohortSqlText(string TemplateSql);
