namespace Phederation.WebApi.Security;

/// <summary>Which edition this is.</summary>
/// <param name="IsSecure">Whether people sign in, and each path needs a permission.</param>
internal sealed record Edition(bool IsSecure);
