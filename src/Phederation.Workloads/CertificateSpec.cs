using Phederation.Text;

namespace Phederation.Workloads;

/// <summary>
/// A <c>[[certificate]]</c> table: secrets that are not random but a certificate, its key, and the authority that vouches for it; made for each
/// run. Certificates with the same authority's secret have the same authority.
/// </summary>
public sealed record CertificateSpec
{
    /// <summary>The secret that is the authority's certificate, PEM.</summary>
    public required string Authority { get; init; }

    /// <summary>The secret that is the certificate, PEM.</summary>
    public required string Certificate { get; init; }

    /// <summary>The secret that is its key, PKCS #8 in PEM.</summary>
    public required string Key { get; init; }

    /// <summary>The names in the network that it is for; at least one.</summary>
    public required IReadOnlyList<string> Hosts { get; init; }

    /// <summary>Where the workload has it.</summary>
    public required SourceLocation Location { get; init; }
}
