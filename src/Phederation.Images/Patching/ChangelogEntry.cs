namespace Phederation.Images.Patching;

/// <summary>One version in a Debian changelog.</summary>
/// <param name="Version">The version of the source package.</param>
/// <param name="Urgency">How urgent its maintainer says that it is: <c>low</c>, <c>medium</c>, <c>high</c>…</param>
/// <param name="Date">When it was made; null when the date can't be read.</param>
/// <param name="Cves">The CVE ids that it names, sorted.</param>
internal sealed record ChangelogEntry(string Version, string Urgency, DateTimeOffset? Date, IReadOnlyList<string> Cves);
