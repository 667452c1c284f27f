namespace Phederation.WebApi.Security;

/// <summary>Who made or changed something.</summary>
internal sealed record Author(long Id, string Name, string Login);
