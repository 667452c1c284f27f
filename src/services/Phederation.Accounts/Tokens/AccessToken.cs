namespace Phederation.Accounts.Tokens;

/// <summary>What a token that was found good says.</summary>
/// <param name="Login">Whose it is.</param>
/// <param name="Id">Its own id (jti).</param>
/// <param name="IssuedAt">When it was given.</param>
/// <param name="Expires">When it ends.</param>
/// <param name="Permissions">What it allows.</param>
public sealed record AccessToken(
    string Login,
    string Id,
    DateTimeOffset IssuedAt,
    DateTimeOffset Expires,
    IReadOnlyList<string> Permissions
);
