namespace Phederation.WebApi.Http;

/// <summary>A permission.</summary>
internal sealed record UserPermission(string Permission);
