namespace Phederation.Trust.Services;

/// <summary>What the services remember between runs. Readable by its owner only: it holds passwords.</summary>
internal sealed record ServiceState
{
    /// <summary>Tells this state folder's containers, networks and volumes from those of others.</summary>
    public required string Id { get; init; }

    public required int RegistryPort { get; init; }

    public required int NotaryPort { get; init; }

    /// <summary>The password of the trust server's database account.</summary>
    public required string ServerPassword { get; init; }

    /// <summary>The password of the signer's database account.</summary>
    public required string SignerPassword { get; init; }

    /// <summary>What the signer encrypts its keys in the database with.</summary>
    public required string SignerPassphrase { get; init; }

    /// <summary>Whether the services ran once: then their volumes must be there.</summary>
    public bool HasStorage { get; init; }
}
