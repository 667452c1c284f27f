namespace Phederation.Trust.Services;

/// <summary>How the registry and the trust server of a machine are run.</summary>
public sealed record TrustServicesOptions
{
    /// <summary>
    /// The pipeline's state folder; the services keep their ports, passwords and certificates in <c>services</c> below it. What they store
    /// is in volumes of the engine, which carry this folder's path as a label.
    /// </summary>
    public required string StateFolder { get; init; }

    /// <summary>What they run from.</summary>
    public required TrustServiceImages Images { get; init; }

    /// <summary>
    /// The registry's port; 0 keeps the one that was chosen before, else takes a free one. Signatures name host and port, so another
    /// port means other signatures.
    /// </summary>
    public int RegistryPort { get; init; }

    /// <summary>The trust server's port; 0 keeps the one that was chosen before, else takes a free one.</summary>
    public int NotaryPort { get; init; }

    /// <summary>How long each service may take until it is healthy; the first start of the database is the longest.</summary>
    public TimeSpan StartLimit { get; init; } = TimeSpan.FromMinutes(3);
}
