namespace Phederation.WebApi.Http;

/// <summary>A page of executions.</summary>
internal sealed record JobPage(IReadOnlyList<JobExecution> Content, int TotalElements, int TotalPages, int Number, int Size);
