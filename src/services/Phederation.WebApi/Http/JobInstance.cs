namespace Phederation.WebApi.Http;

/// <summary>Which job an execution is of.</summary>
internal sealed record JobInstance(long InstanceId, string Name);
