namespace Phederation.Trust.Services;

/// <summary>How the registry and the trust server of a machine are run.</summary>
public sealed record TrustServicesOptions
{
    /// <summary>The pipeline's state folder; the services keep theirs in <c>services</c> below it.</summary>
    public required string StateFolder { get; init; }

    /// <summary>
    /// The registry's port; 0 keeps the one that was chosen before, else takes a free one. Signatures name host and port, so another
    /// port means other signatures.
    /// </summary>
    public int RegistryPort { get; init; }

    /// <summary>The trust server's port; 0 keeps the one that was chosen before, else takes a free one.</summary>
    public int NotaryPort { get; init; }

    /// <summary>
    /// Where the trust server's database is. Null is below the state folder, or for root, as whom PostgreSQL will not run, in a folder of
    /// <c>/var/lib/phederation</c> that belongs to the user <c>postgres</c> (who can't enter every state folder, such as one in <c>/root</c>); it
    /// is removed by a later run when its state folder was a temporary one and is gone.
    /// </summary>
    public string? DatabaseFolder { get; init; }

    /// <summary>How long each service may take until it answers.</summary>
    public TimeSpan StartLimit { get; init; } = TimeSpan.FromSeconds(60);
}
