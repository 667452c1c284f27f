namespace Phederation.Accounts.Tokens;

/// <summary>Whose tokens they are and how long they hold.</summary>
public sealed record TokenOptions
{
    /// <summary>Who gives them.</summary>
    public string Issuer { get; init; } = "phederation";

    /// <summary>Who takes them.</summary>
    public string Audience { get; init; } = "webapi";

    /// <summary>How long one holds.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromHours(8);
}
