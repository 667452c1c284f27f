namespace Phederation.Trust.Tuf;

/// <summary>What a verification of one repository starts from.</summary>
/// <param name="Gun">The repository's name, which its root certificate must carry.</param>
/// <param name="RootKeyIds">The plain ids of the root keys that are trusted. There is no trust on first use.</param>
/// <param name="Saved">The versions that were seen before.</param>
/// <param name="Now">The time that expiry is judged at.</param>
/// <param name="Skew">How far this machine's clock may be off.</param>
/// <param name="IsTimestampExpiryJudged">
/// False where the timestamp is a server's of some days, carried to a place that can't ask for a new one.
/// </param>
internal sealed record TufTrust(
    string Gun,
    IReadOnlyCollection<string> RootKeyIds,
    TrustVersions Saved,
    DateTimeOffset Now,
    TimeSpan Skew,
    bool IsTimestampExpiryJudged = true
);
